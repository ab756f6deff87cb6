"""Every link leads somewhere, as far as one can tell without a network; every picture has words."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import links
import pytest
from links import ROOT, Link
from tracked import tracked

# Hosts that a person has looked at: makers of what we ship, publishers of what we cite, the tools' own manuals.
HOSTS = {
    "arxiv.org",
    "doi.org",
    "creativecommons.org",
    "www.apache.org",
    "github.com",
    "keepachangelog.com",
    "flic.kr",
    "www.flickr.com",
    "www.figma.com",
    "www.dicebear.com",
    "www.openpeeps.com",
    "gradescope-autograders.readthedocs.io",
}
NAMESPACES = {"http://www.w3.org/2000/svg"}  # a name that looks like an address; nobody goes there
TEXT = {".py", ".js", ".css", ".html", ".md", ".json", ".toml", ".yml", ".cff", ".in", ""}


def written_by_us() -> list[Path]:
    """Tracked text files outside `tests`; the built notebooks repeat their sources."""
    paths = [ROOT / name for name in tracked() if not name.startswith("tests/")]
    return [path for path in paths if path.suffix in TEXT]


@pytest.mark.parametrize("path", links.documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_inside_the_project_lead_to_files_and_headings_that_exist(path: Path) -> None:
    broken = [f"{link} {why}" for link in links.links(path) if (why := links.why_broken(link))]
    assert broken == []


def test_every_picture_says_what_it_shows() -> None:
    found = [link for path in links.documents() for link in links.links(path) if link.picture]
    assert found, "no picture at all: the search must be wrong"
    silent = [str(link) for link in found if len(link.text.split()) < 3 or link.text.startswith("No description")]
    assert silent == []


def test_addresses_are_https_well_formed_and_of_hosts_somebody_has_looked_at() -> None:
    wrong = []
    for path in written_by_us():
        for url in links.urls(path):
            parts = urlsplit(url)
            if url not in NAMESPACES and (parts.scheme != "https" or parts.hostname not in HOSTS or "//" in parts.path):
                wrong.append(f"{path.relative_to(ROOT)}: {url}")
    assert wrong == [], "mend the address, or look at the host and add it to HOSTS"


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("README.md#the-map", ""),
        ("README.md#the-mop", "names no heading"),
        ("datasets/", ""),
        ("gone.md", "leads to no file"),
        ("../other/x.md", "leads to no file"),
        ("/etc/passwd", "is neither relative nor on the web"),
        ("glossary:padding", "is a source's way of writing: the build left it as it was"),
        ("https://arxiv.org/abs/1409.1556", ""),
    ],
)
def test_the_search_tells_a_good_link_from_a_broken_one(target: str, why: str) -> None:
    assert links.why_broken(Link(ROOT / "NOTICE", target, "text")) == why
    assert links.why_broken(Link(links.WORKBOOK / "source" / "x.py", "glossary:no-such-word", "text")).startswith("names no")


def test_the_search_reads_markdown_and_html(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text('[a *b* [c]](x.md "title") ![alt words here](y(1).png) `[no](link.md)` <img src="z.png" alt="three more words">')
    assert [(one.target, one.picture) for one in links.links(page)] == [("x.md", False), ("y(1).png", True), ("z.png", True)]

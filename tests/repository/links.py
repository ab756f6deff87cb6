"""Links and pictures of the project's documents, notebooks and pages, and where a link may lead."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).parents[2]
WORKBOOK = ROOT / "workbook"
SOURCES = WORKBOOK / "source"
GLOSSARY = SOURCES / "GLOSSARY.py"

_CODE = re.compile(r"```.*?```|~~~.*?~~~|``.*?``|`[^`\n]*`|\$\$.*?\$\$", re.DOTALL)
_SAID, _LED = r"((?:[^\[\]]|\[[^\[\]]*\])*)", r"([^()\s>]*(?:\([^()\s]*\)[^()\s>]*)*)"
_MARKDOWN = re.compile(rf"(!?)\[{_SAID}\]\(\s*<?{_LED}>?(?:\s+\"[^\"]*\")?\s*\)")
_TAG = re.compile(r"<(a|img|link|script|source|iframe)\b([^>]*)>", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE = re.compile(r"""\b(href|src|alt|id|name)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_HEADING = re.compile(r"^#{1,6} +(.+?)\s*#*$", re.MULTILINE)
_URL = re.compile(r"https?://[^\s\"'`<>()\[\]{}\\]+")


@dataclass(frozen=True)
class Link:
    """Where a link stands and leads; `text` is what is read, of a picture its alt text."""

    file: Path
    target: str
    text: str
    picture: bool = False

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}: [{self.text}]({self.target})"


def documents() -> list[Path]:
    """Guides, sources of notebooks, built notebooks, built pages."""
    guides = [ROOT / "README.md", ROOT / "NOTICE", ROOT / "datasets" / "README.md"]
    others = [*(ROOT / "course_utils").rglob("*.md"), *WORKBOOK.rglob("*.py"), *WORKBOOK.rglob("*.ipynb")]
    others += [*WORKBOOK.rglob("*.md"), *WORKBOOK.rglob("*.html")]
    return guides + sorted(path for path in others if ".ipynb_checkpoints" not in path.parts)


@cache
def markdown(path: Path) -> str:
    """The text of a document that Markdown applies to; of a notebook, its Markdown cells."""
    text = path.read_text("utf-8")
    if path.suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    if path.suffix == ".py":
        cells = re.split(r"^(?=# %%)", text, flags=re.MULTILINE)
        written = (cell.split("\n", 1)[-1] for cell in cells if cell.startswith("# %% [markdown]"))
        return "\n\n".join(re.sub(r"^# ?", "", cell, flags=re.MULTILINE) for cell in written)
    return text


def links(path: Path) -> Iterator[Link]:
    """Every link and picture of a document, in Markdown or HTML."""
    text = markdown(path) if path.suffix == ".html" else _CODE.sub("", markdown(path))
    if path.suffix != ".html":
        for mark, said, target in _MARKDOWN.findall(text):
            yield Link(path, target, said.strip(), bool(mark))
    for tag, attributes in _TAG.findall(text):
        values = {name.lower(): double or single for name, double, single in _ATTRIBUTE.findall(attributes)}
        target = values.get("href", values.get("src"))
        if target is not None:
            yield Link(path, target, values.get("alt", ""), tag.lower() == "img")


def urls(path: Path) -> Iterator[str]:
    """Every address of the web in a text file, without the full stop that ends its sentence."""
    yield from (found.rstrip(".,;:!?*") for found in _URL.findall(path.read_text("utf-8")))


def why_broken(link: Link) -> str:
    """What is wrong with a link that stays inside the project; nothing when it leads somewhere."""
    parts = urlsplit(link.target)
    if parts.scheme in ("http", "https", "data", "attachment", "mailto"):
        return ""
    if parts.scheme == "glossary":
        return _why_no_entry(link)
    if parts.scheme or parts.netloc or link.target.startswith("/"):
        return "is neither relative nor on the web"
    target = _target(link.file, unquote(parts.path)) if parts.path else link.file
    if not target.exists():
        return "leads to no file"
    if not target.is_relative_to(ROOT):
        return "leads out of the project"
    return "names no heading" if parts.fragment and unquote(parts.fragment) not in anchors(target) else ""


def _target(file: Path, path: str) -> Path:
    """A source's links start where its notebook will lie, and may lead to a notebook that is not built yet."""
    if SOURCES not in file.parents:
        return (file.parent / path).resolve()
    built = (WORKBOOK / file.parent.relative_to(SOURCES) / path).resolve()
    source = SOURCES / built.relative_to(WORKBOOK).with_suffix(".py") if built.is_relative_to(WORKBOOK) else built
    return source if built.suffix == ".ipynb" and source.exists() else built


def _why_no_entry(link: Link) -> str:
    if link.file.suffix != ".py":
        return "is a source's way of writing: the build left it as it was"
    key = link.target.removeprefix("glossary:")
    entries = {heading.replace(" ", "-") for heading in _entries()}
    return "" if key in entries else "names no entry of the glossary"


@cache
def _entries() -> tuple[str, ...]:
    """The headings of the third level in the glossary's source."""
    if not GLOSSARY.is_file():
        return ()
    return tuple(re.findall(r"^### +(.+?)\s*$", markdown(GLOSSARY), re.MULTILINE))


@cache
def anchors(path: Path) -> frozenset[str]:
    """What `#…` may name in a document: ids of HTML, and headings as Jupyter and GitHub call them."""
    if path.is_dir() or path.suffix not in (".md", ".py", ".ipynb", ".html"):
        return frozenset()
    text = markdown(path)
    ids = {double or single for name, double, single in _ATTRIBUTE.findall(text) if name.lower() in ("id", "name")}
    written = _HEADING.findall(text) if path.suffix != ".html" else []
    headings = [re.sub(r"[`*]|\]\([^)]*\)|\[", "", heading) for heading in written]
    jupyter = {heading.replace(" ", "-") for heading in headings}
    github = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return frozenset(ids | jupyter | github)

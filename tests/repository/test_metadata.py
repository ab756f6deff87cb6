"""What stands at the top of the project, what changed, and how to cite it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
import yaml
from tracked import ROOT, tracked

from course_utils import __version__

# The rooms of the design, then what tools look for at the top: each with the tool.
TOP = {
    "README.md", "environment.yml", "workbook", "course_utils", "datasets", "tests",
    "pyproject.toml",  # pip, hatch, ruff, mypy, pytest
    "LICENSE", "NOTICE",  # people, GitHub, pip
    "CITATION.cff",  # GitHub, Zenodo
    "Makefile",  # make
    "requirements.lock",  # pip, uv
    ".devcontainer",  # VS Code, GitHub Codespaces
    ".gitignore",  # git
    ".ci/run",  # CI
    ".github",  # GitHub: what is promised, how to report a hole, how to contribute
}  # fmt: skip
CHANGELOG = (ROOT / "course_utils" / "CHANGELOG.md").read_text("utf-8")
CITATION: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
# Of the Citation File Format 1.2.0: what must be there, and what else we use.
REQUIRED = {"cff-version": str, "message": str, "title": str, "authors": list}
OPTIONAL = {"type": str, "abstract": str, "version": str, "date-released": str, "license": str, "keywords": list}
CHANGES = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def releases() -> list[tuple[str, str, str]]:
    """(version, date, text) of every release in the changelog, as they stand."""
    parts = re.split(r"^## (.+)$", CHANGELOG, flags=re.MULTILINE)[1:]
    found = [(re.fullmatch(r"\[(\d+\.\d+\.\d+)\] - (\S+)", head), text) for head, text in zip(parts[::2], parts[1::2])]
    return [(head[1], head[2], text) for head, text in found if head]


def test_the_top_holds_the_rooms_and_what_tools_look_for_and_nothing_else() -> None:
    found = {name if name.startswith(".ci/") else name.split("/")[0] for name in tracked()}
    assert found == TOP


def test_the_newest_release_in_the_changelog_is_this_version() -> None:
    assert releases()[0][0] == __version__


def test_releases_are_listed_newest_first_with_their_day() -> None:
    versions = [tuple(map(int, version.split("."))) for version, _, _ in releases()]
    days = [date.fromisoformat(day) for _, day, _ in releases()]
    assert versions == sorted(set(versions), reverse=True)
    assert days == sorted(days, reverse=True)


def test_headings_of_the_changelog_are_releases_and_kinds_of_change() -> None:
    heads = re.findall(r"^## (.+)$", CHANGELOG, re.MULTILINE)
    assert [head for head in heads if head != "[Unreleased]" and not re.fullmatch(r"\[[\d.]+\] - [\d-]+", head)] == []
    assert heads.count("[Unreleased]") == (heads[0] == "[Unreleased]"), "what is not released stands on top"
    assert set(re.findall(r"^### (.+)$", CHANGELOG, re.MULTILINE)) <= CHANGES
    assert [version for version, _, text in releases() if "\n- " not in text] == [], "a release changes something"


@pytest.mark.parametrize("field", [*REQUIRED, *OPTIONAL])
def test_the_citation_has_every_field_in_its_form(field: str) -> None:
    assert isinstance(CITATION.get(field), {**REQUIRED, **OPTIONAL}[field])
    assert CITATION[field]


def test_the_citation_has_no_field_that_the_format_lacks() -> None:
    assert set(CITATION) <= REQUIRED.keys() | OPTIONAL.keys()
    assert CITATION["cff-version"] == "1.2.0"
    assert CITATION["type"] in ("software", "dataset")


def test_the_citation_names_the_team_the_licence_and_the_newest_release() -> None:
    assert CITATION["authors"] == [{"name": "The CNN Workbook authors"}]
    assert CITATION["license"] == "MIT"
    assert (CITATION["version"], CITATION["date-released"]) == (__version__, releases()[0][1])


def test_readme_leads_to_the_changelog_and_the_citation() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "](course_utils/CHANGELOG.md)" in readme
    assert "](CITATION.cff)" in readme

"""Headings make a table of contents: one title, no level skipped, none empty."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from course_utils.authoring.source import read

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "workbook" / "source").rglob("*.py"))
HEADING = re.compile(r"^(#{1,6})(?:[ \t]+(.*?))?[ \t#]*$")
FENCE = re.compile(r"^\s*(```|~~~)")
HTML = re.compile(r"<h[1-6]\b", re.IGNORECASE)


def headings(text: str) -> list[tuple[int, str]]:
    """(level, words) of the headings of a markdown cell; what stands in a code block is none."""
    listed, inside = [], False
    for line in text.splitlines():
        if FENCE.match(line):
            inside = not inside
        elif not inside and (heading := HEADING.match(line)):
            listed.append((len(heading[1]), (heading[2] or "").strip()))
    return listed


def of_notebook(path: Path) -> list[tuple[int, str]]:
    return [heading for cell in read(ROOT, path).cells if cell.kind == "markdown" for heading in headings(cell.source)]


def test_what_is_a_heading() -> None:
    text = "# Title\ntext # no\n```\n# a comment\n```\n##\n### Three ###\n#hashtag"
    assert headings(text) == [(1, "Title"), (2, ""), (3, "Three")]


def test_there_are_sources() -> None:
    assert len(SOURCES) >= 12


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_notebook_has_one_title_and_skips_no_level(path: Path) -> None:
    found = of_notebook(path)
    assert [words for level, words in found if level == 1] == [found[0][1]], "one title, and it comes first"
    assert [level for level, words in found if not words] == [], "an empty heading"
    assert [(a, b) for a, b in pairwise(found) if b[0] > a[0] + 1] == [], "a level is skipped"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_headings_differ_so_that_the_contents_can_be_told_apart(path: Path) -> None:
    words = [words for _, words in of_notebook(path)]
    assert sorted({one for one in words if words.count(one) > 1}) == []
    assert not HTML.search(path.read_text(encoding="utf-8")), "a heading in HTML is left out of the contents"

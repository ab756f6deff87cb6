"""One pattern for graded cells, and what a cell says, worked out once."""

from __future__ import annotations

import pytest

from course_utils.notebooks import cell as room
from course_utils.notebooks.cell import Cell, graded_name, graded_names


@pytest.mark.parametrize(
    "source",
    [
        "# GRADED FUNCTION: zero_pad",
        "import numpy\n  #graded function: zero_pad\r\n",
        "# GRADED FUNCTIONS zero_pad, pool",
        "\n\n# Graded  Function :  zero_pad(X, pad)",
    ],
)
def test_a_graded_cell_is_known_by_its_comment(source: str) -> None:
    assert graded_name(source) == "zero_pad"
    assert Cell(1, source).title == "zero_pad"


@pytest.mark.parametrize("source", ["", "# GRADED FUNCTION:", "x = 1  # GRADED FUNCTION: f", "# GRADED FUNCTION\ndef f(): 0"])
def test_other_text_names_no_graded_function(source: str) -> None:
    assert graded_name(source) == ""


def test_words_about_graded_functions_in_a_text_cell_are_no_title() -> None:
    assert Cell(1, "# GRADED FUNCTION: f", "markdown").title == ""
    assert Cell(1, "# GRADED FUNCTION: f", "markdown").functions == ()


def test_graded_names_come_from_comments_and_from_definitions() -> None:
    cells = [Cell(1, "# GRADED FUNCTION: zero_pad\n\ndef zero_pad(X, pad):\n    def inner(): pass"), Cell(2, "def f(): pass")]
    assert graded_names(cells) == ("zero_pad", "f")


@pytest.mark.parametrize(
    "source", ["\n" * 40_000, " " * 40_000, "#" + " " * 40_000, "# GRADED FUNCTION" + " " * 40_000, "def " + "f" * 40_000]
)
def test_a_pattern_looks_at_a_line_once_however_long_the_text(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []

    class Counted:
        def __init__(self, pattern: object) -> None:
            self.match = lambda line: looked.append(len(line)) or pattern.match(line)

    for name in ("_GRADED", "_DEF"):
        monkeypatch.setattr(room, name, Counted(getattr(room, name)))
    assert graded_names([Cell(1, source)]) == ()
    assert sum(looked) + len(looked) == 2 * (len(source) + 1), "every character goes to each of two patterns once"


def test_two_texts_differ_in_more_than_blanks_at_the_ends_of_lines() -> None:
    same = [Cell(1, "a = 1  \r\nb = 2\n"), Cell(9, "\na = 1\nb = 2", fields={"outputs": ["4"]})]
    assert len({cell.essence for cell in same}) == 1
    others = [Cell(1, "a = 1\n b = 2"), Cell(1, "a = 1\nb = 2", "raw"), Cell(1, "a = 1\nb = 2", fields={"attachments": {"x": 1}})]
    assert len({cell.essence for cell in [*same, *others]}) == 4


@pytest.mark.parametrize(
    ("fields", "id"),
    [({"id": "a-1"}, "a-1"), ({"metadata": {"id": "b"}}, "b"), ({"id": 7}, ""), ({"id": "two words"}, ""), ({}, "")],
)
def test_a_cell_has_a_valid_id_or_none(fields: dict[str, object], id: str) -> None:
    assert Cell(1, "", fields=fields).id == id


def test_a_changed_cell_says_what_its_new_fields_say() -> None:
    cell = Cell.of(3, {"cell_type": "code", "id": "a", "source": ["x\n", "y"]}, line=7)
    assert (cell.source, cell.title) == ("x\ny", "")
    changed = cell.changed(source="# GRADED FUNCTION: f")
    assert (changed.number, changed.title, changed.id, changed.line) == (3, "f", "a", 7)
    assert cell.fields["source"] == ["x\n", "y"]

"""What becomes of each cell when the course and a student both went on from one notebook."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from functools import cached_property
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from course_utils.notebooks.cell import Cell
from course_utils.notebooks.file import Notebook
from course_utils.student.merge import SENTENCE, Merged
from course_utils.student.merge import merge as merge_notebooks

ANSWER = "return 2 * x"


def run(cell: dict[str, Any], text: str = "4") -> dict[str, Any]:
    """The cell as it looks after the student ran it."""
    output = {"output_type": "stream", "name": "stdout", "text": [text]}
    return {**cell, "outputs": [output], "execution_count": 7}


@pytest.fixture
def base(toy):
    return toy.small()


@pytest.fixture
def new(toy):
    return toy.small(", again")


def essence(cell: dict[str, Any]) -> tuple[str, str, str]:
    return Cell.of(1, cell).essence


def merge(base, mine, new) -> Merged:
    """`merge` of notebooks that are given, and returned, as the content of their files."""
    parts = [copy.deepcopy(part) for part in (base, mine, new)]
    given = [Notebook(tuple(Cell.of(n, cell) for n, cell in enumerate(part.pop("cells"), start=1)), part) for part in parts]
    before = copy.deepcopy(given)
    merged = merge_notebooks(*given)
    assert given == before, "the merge changed what it was given"
    if merged.notebook is given[1]:
        return replace(merged, notebook=mine)
    return replace(merged, notebook={**merged.notebook.fields, "cells": [cell.fields for cell in merged.notebook.cells]})


def checked(toy, base, mine, new) -> Merged:
    """The merged notebook, after looking at what holds for every one."""
    merged = merge(base, mine, new)
    if merged.notebook is not mine:  # what the course did not change is the student's affair
        toy.validate(merged.notebook)
    for again in (merge(base, merged.notebook, new), merge(new, merged.notebook, new)):
        assert again.notebook["cells"] == merged.notebook["cells"]
    return merged


def test_untouched_cells_become_the_new_ones(toy, base, new):
    merged = checked(toy, base, base, new)
    assert merged.notebook["cells"] == new["cells"]
    assert (merged.updated, merged.kept, merged.conflicts) == (2, 0, ())


def test_an_answer_stays_with_its_output_where_the_course_changed_nothing(toy, base, new):
    mine = copy.deepcopy(base)
    mine["cells"][2] = run(toy.graded("double", ANSWER))
    merged = checked(toy, base, mine, new)
    assert merged.notebook["cells"][2] == mine["cells"][2]
    assert (merged.updated, merged.kept, merged.conflicts) == (2, 1, ())


def test_outputs_stay_where_the_text_is_the_same_and_go_where_it_changed(toy, base):
    new, mine = copy.deepcopy(base), copy.deepcopy(base)
    new["cells"][1]["source"] = ["import numpy"]
    mine["cells"] = [run(cell) if cell["cell_type"] == "code" else cell for cell in mine["cells"]]
    merged = checked(toy, base, mine, new).notebook["cells"]
    assert merged[1] == new["cells"][1]
    assert merged[3] == mine["cells"][3]


def test_where_both_changed_the_answer_stays_and_the_new_text_stands_behind_it(toy, base):
    new, mine = copy.deepcopy(base), copy.deepcopy(base)
    new["cells"][2] = toy.graded("double", '"""Say ```twice```."""')
    mine["cells"][2] = run(toy.graded("double", ANSWER))
    merged = checked(toy, base, mine, new)
    assert merged.conflicts == ("double",)
    assert merged.notebook["cells"][2] == mine["cells"][2]
    notice = merged.notebook["cells"][3]
    assert notice["cell_type"] == "markdown"
    text = "".join(notice["source"])
    assert text == f"{SENTENCE}\n\n````python\n{toy.texts(new)[2]}\n````"
    assert toy.texts(merged.notebook)[4] == "check(double)"


def test_the_same_change_on_both_sides_is_no_conflict(toy, base, new):
    mine = copy.deepcopy(new)
    mine["cells"][2] = run(mine["cells"][2])
    merged = checked(toy, base, mine, new)
    assert (merged.notebook["cells"], merged.conflicts, merged.updated) == (mine["cells"], (), 0)


def test_blanks_at_the_ends_of_lines_are_no_change(toy, base, new):
    mine = copy.deepcopy(base)
    mine["cells"][0]["source"] = ["# Title  \r\n", "\n"]
    assert toy.texts(checked(toy, base, mine, new).notebook) == toy.texts(new)


def test_own_cells_stay_behind_the_cell_they_stood_behind(toy, base, new):
    new["cells"].insert(3, toy.cell("explain", "New words.", "markdown"))
    mine = copy.deepcopy(base)
    mine["cells"].insert(3, toy.cell("try", "double(21)"))
    mine["cells"].insert(0, toy.cell("first", "My name"))
    mine["cells"].append(toy.cell("last", "My notes", "markdown"))
    merged = checked(toy, base, mine, new)
    assert [cell["id"] for cell in merged.notebook["cells"]] == [
        "first", "title", "imports", "double", "try", "explain", "check-double", "end", "last",
    ]  # fmt: skip
    assert merged.kept == 3


def test_a_cell_the_course_took_out_goes_when_untouched_and_stays_when_changed(toy, base):
    new = copy.deepcopy(base)
    new["cells"] = new["cells"][:1] + new["cells"][2:4]
    mine = copy.deepcopy(base)
    mine["cells"][4]["source"] = ["My own end."]
    merged = checked(toy, base, mine, new)
    assert toy.texts(merged.notebook) == [*toy.texts(new), "My own end."]
    assert (merged.updated, merged.kept) == (1, 1)


def test_what_the_student_took_out_stays_out_unless_it_is_graded_or_a_check(toy, base, new):
    mine = copy.deepcopy(base)
    mine["cells"] = [toy.cell("mine", "1 + 1")]
    merged = checked(toy, base, mine, new)
    assert [cell["id"] for cell in merged.notebook["cells"]] == ["mine", "double", "check-double"]


def test_a_lost_check_comes_back_even_when_the_course_changed_nothing(toy, base):
    mine = copy.deepcopy(base)
    del mine["cells"][3]
    assert toy.texts(checked(toy, base, mine, base).notebook) == toy.texts(base)


def test_a_notebook_that_the_course_did_not_change_stays_as_it_is_in_the_students_order(toy, base):
    mine = copy.deepcopy(base)
    mine["cells"].reverse()
    assert checked(toy, base, mine, copy.deepcopy(base)).notebook is mine


def test_without_ids_exercises_are_found_by_name_equal_texts_by_text_and_others_by_place(toy, base, new):
    mine = copy.deepcopy(base)
    mine["cells"][2] = toy.graded("double", ANSWER)
    mine["cells"][4]["source"] = ["The end, my own one."]
    mine["cells"].insert(2, toy.cell("x", "something(quite, different)"))
    merged = checked(toy, base, toy.without_ids(mine), new)
    assert merged.notebook["nbformat_minor"] == 5
    texts = toy.texts(merged.notebook)
    assert texts[:6] == ["# Title, again", "import numpy as np", "something(quite, different)", *toy.texts(mine)[3:6]]
    assert [cell["id"] for cell in merged.notebook["cells"] if cell["id"] in {"double", "end"}] == ["double", "end"]
    assert merged.conflicts == ("end",)


def test_an_answer_moved_to_a_cell_of_its_own_is_the_exercises_cell(toy, base, new):
    mine = copy.deepcopy(base)
    mine["cells"][2] = toy.cell("pasted", f"def double(x):\n    {ANSWER}")
    texts = toy.texts(checked(toy, base, mine, new).notebook)
    assert texts[2] == f"def double(x):\n    {ANSWER}"
    assert not any("NotImplementedError" in text for text in texts), "an unfinished copy would win over the answer"


def test_an_id_among_the_metadata_is_an_id(toy, base, new):
    mine = toy.without_ids(base)
    for cell, old in zip(mine["cells"], base["cells"]):
        cell["metadata"] = {"id": old["id"]}
    mine["cells"][0]["source"] = ["Quite another heading"]
    merged = checked(toy, base, mine, new)
    assert merged.conflicts == ("title",)


def test_a_cell_copied_with_its_id_gets_an_id_of_its_own(toy, base, new):
    mine = copy.deepcopy(base)
    mine["cells"].insert(3, toy.graded("double", ANSWER))
    merged = checked(toy, base, mine, new)
    assert toy.texts(merged.notebook)[3] == toy.texts(mine)[3]


def test_a_second_update_replaces_the_first_ones_notice_but_never_one_with_notes_in_it(toy, base):
    def version(number):
        return toy.notebook(toy.cell("a", f"print({number})"), toy.cell("z", "the end"))

    mine = toy.notebook(toy.cell("a", "print('mine')"), toy.cell("z", "the end"))
    first = checked(toy, version(1), mine, version(2)).notebook
    second = checked(toy, version(2), first, version(3)).notebook
    assert toy.texts(second) == ["print('mine')", f"{SENTENCE}\n\n```python\nprint(3)\n```", "the end"]
    first["cells"][1]["source"] += "\nI must look at this!"
    third = toy.texts(checked(toy, version(2), first, version(3)).notebook)
    assert third[2].endswith("print(2)\n```\nI must look at this!")
    assert len(third) == 4


def test_the_notebooks_metadata_are_the_students_and_say_which_edition_it_is(toy, base, new):
    mine = copy.deepcopy(base)
    mine["metadata"]["kernelspec"]["display_name"] = "My own"
    new["metadata"]["course"]["cohort"] = "2027"
    merged = checked(toy, base, mine, new).notebook["metadata"]
    assert (merged["kernelspec"]["display_name"], merged["course"]["cohort"]) == ("My own", "2027")


def test_each_cell_is_looked_at_once_however_often_it_is_compared(toy, base, new, monkeypatch):
    """An update of a course compares every cell with many: what it says is worked out the first time only."""
    mine = toy.without_ids(base)
    mine["cells"][2] = toy.graded("double", ANSWER)
    made = []
    for name in ("essence", "title", "functions", "id"):
        original = vars(Cell)[name].func

        def counted(cell, name=name, original=original):
            made.append((name, cell))
            return original(cell)

        counted = cached_property(counted)
        counted.__set_name__(Cell, name)
        monkeypatch.setattr(Cell, name, counted)
    assert merge(base, mine, new).updated == 2
    assert len(made) >= 4 * 5
    assert len(made) == len({(name, id(cell)) for name, cell in made})


# Any three notebooks: what the course handed out, what it is now, and what a student made of the first.

_IDS = st.sampled_from("abcdefghij")
_TEXTS = st.sampled_from(
    ["", "x = 1", "x = 2", "y = 1\nz = 2", "check(f)", "check(g)", "# Words", "```\ncode\n```",
     "# GRADED FUNCTION: f\ndef f(x):\n    raise NotImplementedError", "# GRADED FUNCTION: f\ndef f(x):\n    return x",
     "# GRADED FUNCTION: g\ndef g(x):\n    raise NotImplementedError", "def g(x):\n    return 3"]
)  # fmt: skip
_OWN = st.one_of(_TEXTS, st.text(max_size=12))
_KINDS = st.sampled_from(["code", "code", "markdown", "raw"])


def _cell(id: str, kind: str, text: str) -> dict[str, Any]:
    fields: dict[str, Any] = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "id": id, "metadata": {}, "source": text.splitlines(True), **fields}


_COURSE = st.lists(st.builds(_cell, _IDS, _KINDS, _TEXTS), max_size=8, unique_by=lambda cell: cell["id"])


@st.composite
def _edited(draw: st.DrawFn, course: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What a student, and an editor, may do to a notebook."""
    mine = copy.deepcopy(draw(st.permutations(course)) if draw(st.booleans()) else course)
    for _ in range(draw(st.integers(0, 6))):
        what = draw(st.sampled_from(["change", "add", "delete", "copy", "retype"]))
        place = draw(st.integers(0, max(0, len(mine) - 1)))
        if what == "add":
            mine.insert(place, _cell(draw(st.sampled_from("jklmn")), draw(_KINDS), draw(_OWN)))
        elif mine and what == "change":
            mine[place]["source"] = draw(_OWN)
        elif mine and what == "delete":
            del mine[place]
        elif mine and what == "copy":
            mine.append(copy.deepcopy(mine[place]))
        elif mine:
            mine[place] = _cell(mine[place]["id"], draw(_KINDS), "".join(mine[place]["source"]))
    return mine


@st.composite
def _threes(draw: st.DrawFn) -> tuple[Any, Any, Any]:
    base, new = draw(_COURSE), draw(_COURSE)
    mine = draw(_edited(base))
    ids = draw(st.sampled_from(["kept", "kept", "dropped", "fresh"]))
    for number, cell in enumerate(mine):
        if ids == "dropped":
            del cell["id"]
        elif ids == "fresh":
            cell["id"] = f"fresh-{number}"
    return base, mine, new


# The course renames an empty cell, and the student has it twice.
_TWICE = ([_cell(id, "code", "") for id in "bdec"], [_cell(id, "code", "") for id in "bdece"], [_cell(id, "code", "") for id in "bcdf"])


@pytest.mark.slow
@settings(deadline=None, derandomize=True)
@example(_TWICE)
@given(_threes())
def test_no_text_of_a_students_is_ever_lost_and_merging_again_changes_nothing(toy, three):
    base, mine, new = (toy.notebook(*part) for part in three)
    merged = checked(toy, base, mine, new).notebook["cells"]
    handed_out = {essence(cell) for cell in base["cells"]}
    kept = {essence(cell) for cell in merged}
    assert {essence(cell) for cell in mine["cells"]} - handed_out <= kept


@settings(deadline=None, derandomize=True)
@given(_threes())
def test_all_that_is_new_in_the_course_arrives(toy, three):
    base, mine, new = (toy.notebook(*part) for part in three)
    known = {Cell.of(1, cell).id for cell in base["cells"] + mine["cells"]}
    texts = {essence(cell) for cell in base["cells"]}
    titles = {Cell.of(1, cell).title for cell in base["cells"]}
    text = json.dumps(toy.texts(merge(base, mine, new).notebook), ensure_ascii=False)
    for cell in new["cells"]:
        if Cell.of(1, cell).id not in known and essence(cell) not in texts and Cell.of(1, cell).title not in titles - {""}:
            assert json.dumps(Cell.of(1, cell).source, ensure_ascii=False)[1:-1] in text

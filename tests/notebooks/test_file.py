"""Reading notebook files that nobody vouches for."""

import json

import pytest

from course_utils.errors import NotebookError
from course_utils.notebooks.cell import Cell
from course_utils.notebooks.file import read_cells, read_code, read_notebook, write_notebook

CODE = {"cell_type": "code", "source": ["a = 1\n", "b = 2"], "metadata": {}, "outputs": []}


def test_code_cells_are_numbered_among_all_cells():
    data = json.dumps({"cells": [{"cell_type": "markdown", "source": "x"}, CODE], "nbformat": 4}).encode()
    assert read_cells(data) == (Cell(2, "a = 1\nb = 2"),)


def test_format_three_is_read_from_its_worksheets():
    old = {"worksheets": [{"cells": [{"cell_type": "code", "input": "a = 1"}]}], "nbformat": 3}
    assert read_cells(json.dumps(old).encode()) == (Cell(1, "a = 1"),)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'{"cells": [{"cell_type": "code", "sour', "damaged or cut off"),
        (b"Dear teacher", "The file is not a notebook."),
        (b"", "The file is not a notebook."),
        (b"[1, 2]", "JSON but not a notebook"),
        (b'{"a": 1}', "it has no cells"),
        (b"\xff\xfe\x00", "The file is not a notebook."),
        (b"[" * 100_000, "not a notebook"),
        (b" " * (50 * 2**20 + 1), "a notebook may have 50 MB"),
    ],
)
def test_what_is_no_notebook_gets_a_clear_message(data, message):
    with pytest.raises(NotebookError, match=message):
        read_cells(data)


@pytest.mark.parametrize("cell", [None, 3, {"cell_type": "code"}, {"cell_type": "code", "source": [3, None]}])
def test_strange_cells_are_passed_over(cell):
    assert read_cells(json.dumps({"cells": [cell, CODE]}).encode()) == (Cell(2, "a = 1\nb = 2"),)


# What an editor may write, and what must come back byte by byte.
WHOLE = {
    "cells": [
        {"cell_type": "markdown", "id": "a", "metadata": {"own": [1]}, "source": "one text", "attachments": {"x.png": {}}},
        {"cell_type": "code", "metadata": {}, "source": ["a = 1\n", "b"], "outputs": [{"x": 1}], "execution_count": 3},
    ],
    "metadata": {"course": {"notebook": "week1/1_a", "cohort": " 2027  spring "}},
    "nbformat": 4,
    "nbformat_minor": 2,
    "of another program": True,
}


def test_a_notebook_is_written_without_loss_as_jupyter_writes_it():
    data = (json.dumps(WHOLE, indent=1, sort_keys=True) + "\n").encode()
    notebook = read_notebook(b"\xef\xbb\xbf" + data)
    assert write_notebook(notebook) == data
    assert [(cell.number, cell.kind, cell.source) for cell in notebook.cells] == [
        (1, "markdown", "one text"),
        (2, "code", "a = 1\nb"),
    ]
    assert notebook.course["notebook"] == "week1/1_a"


def test_what_jupyter_wrote_is_written_again_byte_by_byte(project_root):
    paths = sorted((project_root / "workbook").rglob("*.ipynb"))
    assert len(paths) > 20
    for path in paths:
        assert write_notebook(read_notebook(path.read_bytes())) == path.read_bytes(), path


def test_half_a_surrogate_pair_can_be_read_and_written():
    data = json.dumps({"cells": [{**CODE, "source": "print('\ud83d')"}], "nbformat": 4}).encode()
    assert read_notebook(write_notebook(read_notebook(data))) == read_notebook(data)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'{"cells": [', "damaged or cut off"),
        (b"hello", "not a notebook"),
        (b'{"nbformat": 3, "worksheets": [{"cells": []}]}', "The notebook has format 3; format 4 can be read"),
        (b'{"nbformat": 4, "worksheets": [{"cells": []}]}', "something among its cells is no cell"),
        (b'{"nbformat": 4, "cells": [7]}', "something among its cells is no cell"),
        (b'{"nbformat": 4, "cells": [{"cell_type": "code"}]}', "something among its cells is no cell"),
    ],
)
def test_what_cannot_be_written_again_without_loss_is_refused_with_its_reason(data, message):
    with pytest.raises(NotebookError, match=message):
        read_notebook(data)


@pytest.mark.parametrize("metadata", [None, 3, [], {"course": "x"}, {"course": {"cohort": 2027}}])
def test_a_notebook_without_a_mark_is_of_no_cohort(metadata):
    data = json.dumps({**WHOLE, "metadata": metadata}).encode()
    assert read_code(data).cohort == ""
    assert read_notebook(data).course.get("notebook", "") == ""


def test_the_mark_of_a_cohort_is_one_short_line():
    assert read_code(json.dumps(WHOLE).encode()).cohort == "2027 spring"

"""Reading notebook files that nobody vouches for."""

import json

import pytest

from course_utils.checks.recognise import recognise
from course_utils.errors import NotebookError
from course_utils.notebooks.cell import Cell, graded_names
from course_utils.notebooks.file import read_cells

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


def test_graded_names_come_from_comments_and_from_definitions():
    cells = [Cell(1, "# GRADED FUNCTION: zero_pad\n\ndef zero_pad(X, pad):\n    def inner(): pass"), Cell(2, "def f(): pass")]
    assert graded_names(cells) == ("zero_pad", "f")


def test_a_notebook_is_recognised_by_its_functions_whatever_its_file_is_called():
    cells = [Cell(1, "def zero_pad(X, pad):\n    return X")]
    assert recognise("homework 陈.ipynb", cells) == "week1/2_step_by_step"


def test_a_notebook_without_graded_functions_is_refused():
    with pytest.raises(NotebookError, match="no graded function of this course"):
        recognise("x.ipynb", [Cell(1, "def other(): pass")])

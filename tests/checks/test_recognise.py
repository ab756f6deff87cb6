"""Which notebook of the course a file is."""

import pytest

from course_utils.checks.recognise import recognise
from course_utils.errors import NotebookError
from course_utils.notebooks.cell import Cell


def test_a_notebook_is_recognised_by_its_functions_whatever_its_file_is_called():
    cells = [Cell(1, "def zero_pad(X, pad):\n    return X")]
    assert recognise("homework 陈.ipynb", cells) == "week1/2_step_by_step"


def test_a_notebook_without_graded_functions_is_refused():
    with pytest.raises(NotebookError, match="no graded function of this course"):
        recognise("x.ipynb", [Cell(1, "def other(): pass")])

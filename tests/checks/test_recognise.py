"""Which notebook of the course a file is."""

import pytest

from course_utils.checks.recognise import owed, recognise
from course_utils.errors import NotebookError
from course_utils.exercises import registry
from course_utils.notebooks.cell import Cell


def test_a_notebook_is_recognised_by_its_functions_whatever_its_file_is_called():
    cells = [Cell(1, "def zero_pad(X, pad):\n    return X")]
    assert recognise("homework 陈.ipynb", cells) == "week1/2_step_by_step"


def test_a_notebook_without_graded_functions_is_refused():
    with pytest.raises(NotebookError, match="no graded function of this course"):
        recognise("x.ipynb", [Cell(1, "def other(): pass")])


PAD = Cell(1, "def zero_pad(X, pad):\n    return X")


def owed_by(*cells):
    group = registry.exercise_set("week1/2_step_by_step")
    return {exercise.name for exercise in owed(group, cells)} - {each.name for each in group.exercises if each.points}


def test_a_notebook_of_another_edition_owes_only_those_later_exercises_that_it_has():
    assert owed_by(PAD) == set()
    assert owed_by(PAD, Cell(2, "def im2col(A_prev, f, hparameters):\n    pass")) == {"im2col"}


def test_the_courses_own_notebook_owes_every_exercise():
    assert owed_by(PAD, Cell(2, "check(zero_pad)")) == {"im2col", "col2im", "conv_backward_im2col", "relu_backward", "softmax_loss", "sgd_step"}

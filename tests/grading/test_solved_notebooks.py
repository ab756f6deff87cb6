"""Every notebook's own solution, graded as a student's would be: locked, with the hidden cases."""

import sys
from pathlib import Path

import pytest

from course_utils.authoring import build
from course_utils.exercises import registry
from course_utils.grading.intake.beside import NONE, Weights
from course_utils.grading.intake.reading import Task
from course_utils.notebooks.cell import Cell

pytestmark = [
    pytest.mark.tf,
    pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only"),
]
ROOT = Path(__file__).parents[2]


def cells(notebook, edition):
    (source,) = build.verified_sources(ROOT, notebook)
    made = build.solution_notebook(source) if edition == "solved" else build.student_notebook(source)
    return tuple(Cell(n, cell.source) for n, cell in enumerate(made.cells, start=1) if cell.kind == "code")


@pytest.fixture(scope="module")
def serial(warm_serial):
    return warm_serial(5)


def weights(notebook):
    file = ROOT / "workbook" / "solutions" / f"{notebook}.npz"
    return Weights(file.read_bytes(), "") if notebook in registry.projects() else NONE


@pytest.mark.parametrize("notebook", registry.notebooks())
def test_the_solved_notebook_gets_every_point(serial, notebook):
    graded = serial.grade(Task("ada", notebook, "x.ipynb", "", cells(notebook, "solved"), weights=weights(notebook)))
    assert [(result.exercise, result.message) for result in graded.results if result.status != "passed"] == []
    points = sum(result.points for result in graded.results)
    assert points >= 90 if notebook in registry.projects() else points == 100
    assert graded.notes == ()


@pytest.mark.parametrize("notebook", registry.notebooks())
def test_the_untouched_notebook_gets_none_and_nothing_but_missing(serial, notebook):
    graded = serial.grade(Task("bo", notebook, "x.ipynb", "", cells(notebook, "student")))
    assert {result.status for result in graded.results} == {"missing"}
    assert graded.notes == ()

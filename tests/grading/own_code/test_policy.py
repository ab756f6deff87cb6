"""What becomes of an answer that is the course's own code: listed, or held back until an instructor releases it."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from course_utils.exercises import registry
from course_utils.grading import pipeline
from course_utils.grading.course.values import Course
from course_utils.grading.executors import Done
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.decisions import Decisions
from course_utils.grading.gradebook.records import Graded
from course_utils.grading.intake.reading import Task
from course_utils.grading.report.outputs import write_outputs
from course_utils.grading.report.pages import write_reports
from course_utils.notebooks.cell import Cell

STEP = "week1/2_step_by_step"
COPIED = ("conv_forward", "conv_forward in course_utils/layers/convolution/conv.py")


@pytest.fixture
def folder(tmp_path: Path, make_graded: Callable[..., Graded]) -> Path:
    graded = make_graded("Ada", statuses={"conv_forward": "passed", "zero_pad": "passed"})
    with Gradebook.open(tmp_path / "gradebook.sqlite") as book:
        book.record(replace(graded, own_code=(COPIED,)))
    return tmp_path


def test_by_default_it_counts_and_is_listed(folder: Path) -> None:
    with Gradebook.open(folder / "gradebook.sqlite") as book:
        (standing,) = book.submissions(Course())
        assert (standing.points, standing.open_points) == (standing.max_points, 0)
        write_outputs(book, folder)
        page = write_reports(book, folder).read_text("utf-8")
    assert "own code: conv_forward in course_utils/layers/convolution/conv.py" in page.replace("&#39;", "'")
    (entry,) = json.loads((folder / "results.json").read_text())["submissions"]
    assert entry["own_code"] == dict([COPIED])


def test_held_back_its_points_are_open_until_an_instructor_gives_them(folder: Path) -> None:
    rules = Course(own_code="block")
    with Gradebook.open(folder / "gradebook.sqlite") as book:
        (standing,) = book.submissions(rules)
        held = next(result for result in standing.graded.results if result.exercise == "conv_forward")
        assert (standing.points, standing.open_points) == (standing.max_points - held.max_points, held.max_points)
        assert "the course's own code" in held.message
        Decisions(book).override("Ada", STEP, "conv_forward", held.max_points, "ana", "she wrote it")
        (released,) = book.submissions(rules)
        assert (released.points, released.open_points) == (released.max_points, 0)


def test_grading_notes_a_copy(make_graded: Callable[..., Graded]) -> None:
    text = inspect.getsource(registry.find("conv_backward")[1].reference)
    results = make_graded("Ada", statuses={"conv_backward": "passed"}).results
    done = Done(Task("Ada", STEP, "x.ipynb", "0", (Cell(0, text),)), results, (), 0.0)
    assert [exercise for exercise, _ in pipeline.graded_from(done, 1).own_code] == ["conv_backward"]

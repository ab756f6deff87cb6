"""A fault at any station on the way of one submission costs that submission only, and is told."""

import csv
import errno
import sys
from collections import Counter
from pathlib import Path

import pytest

from course_utils.errors import GradebookError
from course_utils.grading import executors, oracle, pipeline
from course_utils.grading.command import Options, grade_folder
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.intake import reading
from course_utils.grading.report import rendering
from course_utils.grading.sandbox.channel import Child

sys.path.insert(0, str(Path(__file__).parents[1] / "submissions"))

from corpus import Behaviour

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("kept_parents")]
NAMES = ("ada", "bo", "cy")


class Fault(Exception):
    """What nobody expected."""


FAULT = Fault("a hidden input: 0.25")


def failing(function, when, error=FAULT):
    """`function`, but it raises `error` when `when(call number, arguments)` says so."""
    calls = iter(range(10**9))

    def wrapped(*arguments, **named):
        if when(next(calls), arguments):
            raise error
        return function(*arguments, **named)

    return wrapped


@pytest.fixture
def source(tmp_path):
    for number, name in enumerate(NAMES):
        path = tmp_path / "class" / name / "2_step_by_step.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(Behaviour("x").content() + b" " * number)
    return tmp_path / "class"


@pytest.fixture
def grade(source, tmp_path, capfd):
    """Grade the class as the command does; its exit code and how many exercises of each student are unchecked."""

    def run(**options):
        code = grade_folder(source, tmp_path / "out", Options(seed="1", workers=0, **options))
        with (tmp_path / "out" / "grades.csv").open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["kind"] != "question"]
        unchecked = Counter(row["student"] for row in rows if row["status"] == "unchecked")
        assert {row["status"] for row in rows if row["student"] not in unchecked} <= {"passed"}
        return code, unchecked, {row["student"] for row in rows}, capfd.readouterr().out

    return run


def second(number, arguments):
    return number == 1


def of_bo(number, arguments):
    return any("bo" in str(getattr(argument, "student", "")) for argument in arguments)


STATIONS = {
    "reading the notebook": (reading, "read_suspiciously", lambda number, arguments: len(arguments[0]) - len(arguments[0].rstrip(b" ")) == 1),
    "recognising it": (reading, "recognise", lambda number, arguments: "bo" in arguments[0]),
    "asking the gradebook": (Gradebook, "hand_in", lambda number, arguments: any(getattr(each, "student", "") == "bo" for each in arguments)),
    "its exercises' version": (pipeline, "version", second),
    "judging": (oracle, "report", lambda number, arguments: number == 10),
    "the result of an exercise": (oracle, "result", lambda number, arguments: number == 10),
    "ending its child": (Child, "close", second),
    "asking its child": (Child, "ask", lambda number, arguments: number == 10),
    "its whole grading": (executors.Grader, "grade", second),
    "keeping the grade": (Gradebook, "record", lambda number, arguments: number == 1),
}


@pytest.mark.parametrize("station", STATIONS)
def test_a_fault_at_any_station_costs_one_submission_and_is_told(grade, monkeypatch, tmp_path, station):
    place, name, when = STATIONS[station]
    monkeypatch.setattr(place, name, failing(getattr(place, name), when))
    code, unchecked, students, output = grade()
    assert code == 1
    assert students == set(NAMES)
    assert len(unchecked) == 1, unchecked
    assert set(unchecked.values()) <= {8, 14}
    log = (tmp_path / "out" / "faults.log").read_text()
    assert "Fault: a hidden input: 0.25" in log
    assert "Traceback (most recent call last)" in log
    assert "faults.log" in output
    assert "Traceback" not in output
    for page in (tmp_path / "out").rglob("*.html"):
        assert "0.25" not in page.read_text()
    monkeypatch.undo()
    code, unchecked, _, output = grade()
    assert (code, unchecked) == (0, Counter()), "the next run tries again what was unchecked"


def test_a_frame_that_cannot_be_packed_leaves_all_unchecked_and_ends_no_run(grade, monkeypatch):
    monkeypatch.setattr(oracle.wire, "pack", failing(oracle.wire.pack, lambda number, arguments: True))
    code, unchecked, _, _ = grade()
    assert (code, unchecked) == (1, Counter(dict.fromkeys(NAMES, 14)))


def test_a_grade_that_the_gradebook_never_takes_is_told_and_the_others_are_kept(grade, monkeypatch, tmp_path):
    taken = Gradebook.record
    monkeypatch.setattr(Gradebook, "record", failing(taken, lambda number, arguments: of_bo(number, arguments)))
    code, _, students, output = grade()
    assert (code, students) == (1, {"ada", "cy"})
    assert "faults.log" in output
    assert (tmp_path / "out" / "faults.log").read_text().count("'bo'") == 2


@pytest.mark.parametrize("template", ["feedback.html", "student.html"])
def test_a_page_that_cannot_be_written_says_so_and_the_grade_stands(grade, monkeypatch, tmp_path, template):
    def when(number, arguments):
        return arguments[1] == template and "bo" in arguments[0].parts

    monkeypatch.setattr(rendering, "write", failing(rendering.write, when))
    code, unchecked, students, output = grade()
    assert (code, unchecked, students) == (1, Counter(), set(NAMES))
    texts = [page.read_text() for page in (tmp_path / "out" / "feedback" / "bo").rglob("*.html")]
    assert sum("This page could not be written" in text for text in texts) == 1
    assert not any("0.25" in text for text in texts)
    assert "faults.log" in output


@pytest.mark.parametrize(
    "error",
    [GradebookError("The disk is full."), OSError(errno.ENOSPC, "No space left"), KeyboardInterrupt()],
    ids=repr,
)
def test_what_is_wrong_with_the_whole_run_ends_it(grade, monkeypatch, error):
    monkeypatch.setattr(Gradebook, "record", failing(Gradebook.record, lambda number, arguments: True, error))
    with pytest.raises(type(error)):
        grade()

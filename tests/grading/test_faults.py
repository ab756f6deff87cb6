"""What is a fault of one submission, what ends a run, and what the log keeps of it."""

import errno

import pytest

from course_utils.errors import (
    ArgumentError,
    CourseError,
    DataError,
    GradebookError,
    IsolationError,
    NotebookError,
    UsageError,
)
from course_utils.grading.faults import Faults, cause, ends_the_run, record


def full(number):
    return OSError(number, "no room")


@pytest.mark.parametrize(
    "error",
    [
        IsolationError("x"), GradebookError("x"), UsageError("x"), DataError("x"), CourseError("the cluster is gone"),
        full(errno.ENOSPC), full(errno.EDQUOT), full(errno.EROFS),
    ],
    ids=repr,
)  # fmt: skip
def test_what_every_submission_would_meet_ends_the_run(error):
    assert ends_the_run(error)


@pytest.mark.parametrize(
    "error",
    [
        ValueError("x"),
        RecursionError("x"),
        MemoryError(),
        KeyError("x"),
        ArgumentError("x"),
        NotebookError("x"),
        full(errno.EACCES),
    ],
    ids=repr,
)
def test_what_one_submission_brings_with_it_does_not(error):
    assert not ends_the_run(error)


def test_the_log_keeps_the_traceback_and_the_cause_keeps_no_text(tmp_path):
    faults = Faults(tmp_path / "faults.log")
    assert not faults.path.exists()
    try:
        raise ValueError("hidden 0.25 \ud800")
    except ValueError as error:
        faults.add("ada\n\ud800", "ada/x.ipynb", record(error))
        sentence = cause(error)
    text = faults.path.read_text(encoding="utf-8")
    assert "ValueError: hidden 0.25 \\ud800" in text
    assert "test_faults.py" in text
    assert r"'ada\n\ud800', 'ada/x.ipynb'" in text
    assert sentence == "The grader failed at this submission (ValueError); faults.log tells the instructor more."
    assert faults.count == 1
    assert faults.path.stat().st_mode & 0o777 == 0o600  # a traceback may repeat a hidden input


def test_faults_are_added_to_those_of_earlier_runs(tmp_path):
    for number in (1, 2):
        Faults(tmp_path / "faults.log").add("ada", "x", f"fault {number}")
    assert (tmp_path / "faults.log").read_text().count("fault ") == 2


def test_a_log_that_cannot_be_written_ends_the_run_with_its_reason(tmp_path):
    with pytest.raises(UsageError, match="cannot be written: No such file"):
        Faults(tmp_path / "gone" / "faults.log").add("ada", "x", "fault")

"""One run over a class: who is graded, who is kept, and where an unreadable file belongs."""

import sys
from pathlib import Path

import pytest

from course_utils.checks.report import Report
from course_utils.exercises import registry
from course_utils.grading import pipeline
from course_utils.grading.executors import Done
from course_utils.grading.faults import Faults
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.intake.collect import Submission
from course_utils.grading.intake.entry import NotOpened
from course_utils.grading.pipeline import ClassRun
from course_utils.grading.results import result, unchecked

sys.path.insert(0, str(Path(__file__).parents[1] / "submissions"))

from corpus import Behaviour, notebook

STEP, EDGES = "week1/2_step_by_step", "week1/1_edges_padding_strides"
RIGHT = Behaviour("x").content()
OTHER = notebook(["# GRADED FUNCTION: conv_output_size\ndef conv_output_size(n, f, p, s):\n    return 0"])


class Passing:
    """An executor that runs no code: everything passes, or is a fault of ours."""

    def __init__(self, fault=""):
        self.students, self.closed, self._fault = [], False, fault

    def run(self, tasks):
        try:
            for task in tasks:
                self.students.append(task.student)
                yield Done(task, tuple(map(self._line, registry.exercise_set(task.notebook).exercises)), ("seen",), 0.5)
        finally:
            self.closed = True

    def _line(self, exercise):
        return unchecked(exercise, self._fault) if self._fault else result(exercise, Report(exercise.name, "passed"), 0.0)


@pytest.fixture
def book(tmp_path):
    with Gradebook.open(tmp_path / "gradebook.sqlite") as opened:
        yield opened


def hand_in(**files):
    """Submissions by student; a list is several files of one."""
    for student, contents in files.items():
        for number, content in enumerate(contents if isinstance(contents, list) else [contents]):
            yield Submission(student, f"{student}/file{number}.ipynb", lambda content=content: content)


def run(book, submissions, executor=None, seed=1, only=None, faults=None):
    seen = []
    executor = executor or Passing()
    faults = faults or Faults(Path(book.name).with_name("faults.log"))
    tally = ClassRun(book, seed, executor, seen.append, faults, only).grade(submissions)
    return executor, tally, seen


def places(book):
    return {(submission.graded.student, submission.graded.notebook): submission.points for submission in book.submissions()}


def test_every_submission_is_graded_recorded_and_told_once(book):
    executor, tally, seen = run(book, hand_in(ada=RIGHT, bo=RIGHT))
    assert (executor.students, tally.graded, tally.kept) == (["ada", "bo"], 2, 0)
    assert [submission.student for submission in seen] == ["ada", "bo"]
    assert places(book) == {("ada", STEP): 100.0, ("bo", STEP): 100.0}
    (first, *_) = book.attempts()
    assert (first.message, first.seconds, first.seed) == ("seen", 0.5, 1)


def test_the_same_again_is_kept(book):
    run(book, hand_in(ada=RIGHT))
    executor, tally, seen = run(book, hand_in(ada=RIGHT, bo=RIGHT))
    assert (executor.students, tally.graded, tally.kept, seen[0]) == (["bo"], 1, 1, None)


@pytest.mark.parametrize("changed", ["version", "seed", "content"])
def test_a_changed_version_secret_or_file_is_graded_again(book, monkeypatch, changed):
    run(book, hand_in(ada=RIGHT))
    if changed == "version":
        monkeypatch.setattr(pipeline, "version", lambda notebook: "another")
    content = RIGHT + b" " if changed == "content" else RIGHT
    executor, tally, _ = run(book, hand_in(ada=content), seed=2 if changed == "seed" else 1)
    assert (executor.students, tally.kept) == (["ada"], 0)


def test_a_fault_of_ours_is_tried_again_and_then_kept(book):
    run(book, hand_in(ada=RIGHT), Passing("no memory"))
    (standing,) = book.submissions()
    assert standing.open_points == 100
    assert run(book, hand_in(ada=RIGHT))[0].students == ["ada"]
    assert run(book, hand_in(ada=RIGHT))[0].students == []
    assert places(book) == {("ada", STEP): 100.0}


def test_each_grade_is_recorded_before_the_next_is_taken_up(book):
    def submissions():
        yield from hand_in(ada=RIGHT)
        assert places(book) == {("ada", STEP): 100.0}
        yield from hand_in(bo=RIGHT)

    assert run(book, submissions())[1].graded == 2


def test_an_interrupted_run_ends_its_workers_and_keeps_what_was_graded(book):
    def submissions():
        yield from hand_in(ada=RIGHT)
        raise KeyboardInterrupt

    executor = Passing()
    with pytest.raises(KeyboardInterrupt):
        run(book, submissions(), executor)
    assert executor.closed
    assert places(book) == {("ada", STEP): 100.0}


def test_an_unreadable_file_is_the_notebook_that_most_of_the_class_hands_in(book):
    executor, tally, _ = run(book, hand_in(ada=RIGHT, bo=b"a poem"))
    assert (executor.students, tally.graded) == (["ada"], 2)
    assert places(book) == {("ada", STEP): 100.0, ("bo", STEP): 0.0}
    statuses = {line.status for graded in book.attempts() if graded.student == "bo" for line in graded.results}
    assert statuses == {"error"}
    assert run(book, hand_in(ada=RIGHT, bo=b"a poem"))[1].kept == 2


def test_half_of_a_class_is_no_majority(book):
    run(book, hand_in(ada=RIGHT, bo=OTHER, chen=b"a poem"))
    assert ("chen", "") in places(book)


def test_beside_a_good_notebook_an_unreadable_file_is_no_attempt(book):
    run(book, hand_in(ada=[RIGHT, b"a poem"], bo=RIGHT))
    assert places(book)["ada", STEP] == 100
    assert ("ada", "") in places(book)


def test_a_file_s_name_says_which_notebook_it_should_be(book):
    named = Submission("ada", "ada/1_edges_padding_strides.ipynb", lambda: b"a poem")
    run(book, [named, *hand_in(bo=RIGHT, chen=RIGHT)])
    assert places(book)["ada", EDGES] == 0


def test_with_one_notebook_wanted_all_others_are_unreadable(book):
    executor, _, _ = run(book, hand_in(ada=RIGHT, bo=OTHER), only=STEP)
    assert executor.students == ["ada"]
    assert places(book) == {("ada", STEP): 100.0, ("bo", STEP): 0.0}


def test_beside_the_one_notebook_that_is_wanted_others_are_no_attempts(book):
    whole = [Submission("ada", f"ada/workbook/{name}", lambda data=data: data)
             for name, data in (("START_HERE.ipynb", b"{}"), ("1_edges.ipynb", OTHER), ("2_step_by_step.ipynb", RIGHT), ("z.ipynb", OTHER))]  # fmt: skip
    run(book, whole, only=STEP)
    (standing,) = book.submissions()
    assert (standing.points, standing.attempts) == (100, 1)


def test_a_file_that_we_cannot_open_stays_open_and_is_tried_again(book):
    def refuse():
        raise NotOpened("The grader cannot open the file.")

    closed = Submission("ada", "ada/2_step_by_step.ipynb", refuse)
    run(book, [closed])
    (standing,) = book.submissions()
    assert (standing.open_points, standing.points) == (100, 0)
    assert run(book, [closed])[1].kept == 0

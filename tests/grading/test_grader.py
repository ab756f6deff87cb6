"""Faults of ours: `unchecked` after a second try, never points."""

import sys
from pathlib import Path

import pytest

from course_utils.grading.executors import Oracles, Serial, Threads
from course_utils.grading.intake.reading import Task
from course_utils.grading.sandbox.channel import Child, ChildLost, Ended
from course_utils.grading.sandbox.client import Sandbox, SandboxError
from course_utils.notebooks.file import read_cells

sys.path.insert(0, str(Path(__file__).parents[1] / "submissions"))

from corpus import Behaviour

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only")
NOTEBOOK = "week1/2_step_by_step"


def task(name="ada"):
    return Task(name, NOTEBOOK, "x.ipynb", "", read_cells(Behaviour("x").content()))


@pytest.fixture
def serial():
    executor = Serial(Oracles(3))
    yield executor
    executor.close()


def test_a_warm_process_that_cannot_fork_gives_unchecked(serial, monkeypatch):
    tries = []

    def fail(self):
        tries.append(1)
        raise SandboxError("no memory")

    monkeypatch.setattr(Sandbox, "fork", fail)
    results = serial.grade(task()).results
    assert {result.status for result in results} == {"unchecked"}
    assert len(tries) == 2 * len(results)
    assert sum(result.points for result in results) == 0
    assert results[0].message == "The grader could not check this: no memory."


def test_one_fault_is_made_good_by_the_second_try(serial, monkeypatch):
    fork, tries = Sandbox.fork, []

    def fail_once(self):
        tries.append(1)
        if len(tries) == 1:
            raise SandboxError("once")
        return fork(self)

    monkeypatch.setattr(Sandbox, "fork", fail_once)
    assert {result.status for result in serial.grade(task()).results} == {"passed"}


def test_a_child_that_our_own_lock_ended_is_our_fault(serial, monkeypatch):
    monkeypatch.setattr(Child, "close", lambda self: Ended(70, 0.0))
    monkeypatch.setattr(Child, "load", lambda self, cells, skip: ([], 0))
    assert {result.status for result in serial.grade(task()).results} == {"unchecked"}


def test_a_warm_process_killed_between_two_submissions_is_replaced(serial):
    serial.grade(task())
    sandbox = serial._grader._sandboxes["numpy"]
    sandbox._process.kill()
    sandbox._process.wait()
    assert {result.status for result in serial.grade(task()).results} == {"passed"}


def test_threads_grade_every_task_once():
    executor = Threads(Oracles(3), 2)
    done = list(executor.run(task(f"student{n}") for n in range(9)))
    assert sorted(result.task.student for result in done) == sorted(f"student{n}" for n in range(9))
    assert all(result.status == "passed" for each in done for result in each.results)


def test_two_seeds_draw_different_hidden_inputs_and_both_are_fair():
    result, other = Oracles(1)[NOTEBOOK], Oracles(2)[NOTEBOOK]
    assert result.cases("zero_pad")[0] != other.cases("zero_pad")[0]
    assert result.cases("zero_pad")[0] == Oracles(1)[NOTEBOOK].cases("zero_pad")[0]


@pytest.mark.parametrize(("had", "expected"), [(0.1, "passed"), (5.0, "timeout")])
def test_a_time_out_on_a_busy_machine_is_tried_once_more_with_more_time(serial, monkeypatch, had, expected):
    ask, close, tries = Child.ask, Child.close, []

    def late_once(self, names, call, cases, count, seconds):
        if names == ("zero_pad",):
            tries.append(seconds)
            if len(tries) == 1:
                raise ChildLost("timeout", "zero_pad did not finish in time and was stopped.")
        return ask(self, names, call, cases, count, seconds)

    monkeypatch.setattr(Child, "ask", late_once)
    monkeypatch.setattr(Child, "close", lambda self: Ended(close(self).code, had))
    first = serial.grade(task()).results[0]
    assert first.status == expected
    assert tries == ([5.0, 15.0] if expected == "passed" else [5.0])

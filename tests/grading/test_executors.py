"""Who grades: in order or side by side, never more than needed in memory, and never a worker left behind."""

import errno
import threading
from typing import ClassVar

import pytest

from course_utils.errors import IsolationError
from course_utils.exercises import registry
from course_utils.grading import executors
from course_utils.grading.executors import Oracles, Serial, Threads, unread
from course_utils.grading.intake.reading import Task
from course_utils.grading.results import unchecked

STEP = "week1/2_step_by_step"


def tasks(count):
    return (Task(f"student{number}", STEP, "x.ipynb", "", ()) for number in range(count))


class Recorder:
    """Stands for Grader: runs no code, and notes who asked what."""

    made: ClassVar[list["Recorder"]] = []
    fails: ClassVar[Exception | None] = None

    def __init__(self, isolate=True, begun=(), locate=True):
        self.isolate, self.locate, self.closed, self.threads, self.begun = isolate, locate, 0, set(), list(begun)
        Recorder.made.append(self)

    def grade(self, oracle, cells, weights):
        self.threads.add(threading.get_ident())
        if Recorder.fails is not None:
            raise Recorder.fails
        return (unchecked(oracle.group.exercises[0], "never asked"),), (oracle.notebook,)

    def close(self):
        self.closed += 1

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()


@pytest.fixture(autouse=True)
def graders(monkeypatch):
    monkeypatch.setattr(executors, "Grader", Recorder)
    monkeypatch.setattr(Recorder, "made", [])
    monkeypatch.setattr(Recorder, "fails", None)
    return Recorder


def test_serial_grades_in_the_order_in_which_tasks_come_and_takes_one_at_a_time(graders):
    taken = []
    done = Serial(Oracles(1), isolate=False).run(taken.append(task) or task for task in tasks(3))
    assert next(done).task.student == "student0"
    assert len(taken) == 1
    assert [finished.task.student for finished in done] == ["student1", "student2"]
    (grader,) = graders.made
    assert (grader.isolate, grader.closed) == (False, 1)


def test_a_done_task_has_results_notes_and_their_seconds():
    (done,) = Serial(Oracles(1)).run(tasks(1))
    assert (done.notes, done.seconds) == ((STEP,), 0.0)
    assert [result.exercise for result in done.results] == ["zero_pad"]


def test_threads_grade_each_task_once_with_a_grader_of_their_own(graders):
    done = list(Threads(Oracles(1), 3).run(tasks(40)))
    assert sorted(finished.task.student for finished in done) == sorted(task.student for task in tasks(40))
    assert 1 <= len(graders.made) <= 3
    assert all(len(grader.threads) == 1 and grader.closed for grader in graders.made)


def test_threads_take_tasks_up_little_by_little():
    taken = []
    done = Threads(Oracles(1), 2).run(taken.append(task) or task for task in tasks(1000))
    for number in range(1, 100):
        next(done)
        assert len(taken) <= number + 2 * 2 + 1
    done.close()
    assert len(taken) < 1000


def test_closing_early_closes_every_grader(graders):
    done = Threads(Oracles(1), 2).run(tasks(50))
    next(done)
    done.close()
    assert graders.made
    assert all(grader.closed for grader in graders.made)


def test_a_sandbox_that_has_begun_serves_one_worker(graders):
    list(Threads(Oracles(1), 2, begun=["first", "second"]).run(tasks(40)))
    list(Serial(Oracles(1), begun=["third"]).run(tasks(2)))
    taken = [sandbox for grader in graders.made for sandbox in grader.begun]
    assert len(taken) == len(set(taken)) == len(graders.made)
    assert graders.made[-1].begun == ["third"]


@pytest.mark.parametrize("make", [lambda: Serial(Oracles(1)), lambda: Threads(Oracles(1), 2)])
def test_a_fault_costs_its_own_task_only_and_leaves_no_grader_open(graders, make):
    graders.fails = RuntimeError("a secret input: 0.25")
    done = list(make().run(tasks(9)))
    assert sorted(finished.task.student for finished in done) == sorted(task.student for task in tasks(9))
    for finished in done:
        assert {result.status for result in finished.results} == {"unchecked"}
        assert len(finished.results) == len(registry.exercise_set(STEP).exercises)
        assert "a secret input: 0.25" in finished.fault
        assert all("RuntimeError" in result.message and "secret" not in result.message for result in finished.results)
    assert len(graders.made) > 9  # after a fault nobody meets processes of which nothing is known
    assert all(grader.closed for grader in graders.made)


@pytest.mark.parametrize("make", [lambda: Serial(Oracles(1)), lambda: Threads(Oracles(1), 2)])
@pytest.mark.parametrize("error", [IsolationError("no lock", ""), OSError(errno.ENOSPC, "No space left")], ids=repr)
def test_what_the_next_task_would_meet_too_ends_the_run(graders, make, error):
    graders.fails = error
    with pytest.raises(type(error)):
        list(make().run(tasks(9)))
    assert all(grader.closed for grader in graders.made)


def test_a_notebook_s_oracle_is_made_once_for_all_threads(monkeypatch):
    made = []
    monkeypatch.setattr(executors, "Oracle", lambda notebook, seed: made.append((notebook, seed)) or object())
    oracles, seen = Oracles(5), []
    threads = [threading.Thread(target=lambda: seen.append(oracles[STEP])) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    assert made == [(STEP, 5)]
    assert len(seen) == 8
    assert len(set(map(id, seen))) == 1


def test_what_cannot_be_read_is_an_error_in_every_exercise_of_its_notebook():
    (task,) = tasks(1)
    done = unread(task, "error", "It is a poem.")
    assert [result.exercise for result in done.results] == [finished.name for finished in registry.exercise_set(STEP).exercises]
    assert {(result.status, result.points, result.message) for result in done.results} == {("error", 0.0, "It is a poem.")}
    assert (done.task, done.notes, done.seconds) == (task, ("It is a poem.",), 0.0)


def test_what_belongs_to_no_notebook_has_a_reason_and_no_results():
    done = unread(Task("ada", "", "poem.txt", "", ()), "error", "It is a poem.")
    assert (done.results, done.notes) == ((), ("It is a poem.",))

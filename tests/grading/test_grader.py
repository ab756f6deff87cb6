"""Faults of ours: `unchecked` after a second try, never points."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from course_utils.exercises import registry
from course_utils.grading.executors import Oracles, Threads
from course_utils.grading.intake.reading import Task
from course_utils.grading.sandbox.channel import Child, ChildLost, Ended
from course_utils.grading.sandbox.client import Sandbox, SandboxError
from course_utils.notebooks.file import read_cells

sys.path.insert(0, str(Path(__file__).parents[1] / "submissions"))

from corpus import EXERCISES, RIGHT, Behaviour, pad_with

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only"),
]
NOTEBOOK = "week1/2_step_by_step"


def task(name="ada", **cells):
    return Task(name, NOTEBOOK, "x.ipynb", "", read_cells(Behaviour("x", cells).content()))


@pytest.fixture
def serial(warm_serial):
    executor = warm_serial(3)
    yield executor
    executor.close()


def test_a_warm_process_that_cannot_fork_gives_unchecked(serial, monkeypatch):
    tries = []

    def fail(self, seconds, most):
        tries.append(1)
        raise SandboxError("no memory")

    monkeypatch.setattr(Sandbox, "fork", fail)
    results = serial.grade(task()).results
    assert {result.status for result in results} == {"unchecked"}
    assert len(tries) == 2 * len(results)
    assert sum(result.points for result in results) == 0
    assert results[0].message == "The grader could not check this: no memory."


@pytest.mark.parametrize("failing", [1, 2], ids=["visible", "hidden"])
def test_one_fault_is_made_good_by_the_second_try(serial, monkeypatch, failing):
    fork, tries = Sandbox.fork, []

    def fail_once(self, seconds, most):
        tries.append(1)
        if len(tries) == failing:
            raise SandboxError("once")
        return fork(self, seconds, most)

    monkeypatch.setattr(Sandbox, "fork", fail_once)
    assert {result.status for result in serial.grade(task()).results} == {"passed"}


@pytest.mark.parametrize("lost", ["load", "ask"])
def test_a_child_that_was_never_locked_is_our_fault(serial, monkeypatch, lost):
    def lose(*_args):
        raise ChildLost("crashed", "ended the process that ran it.")

    monkeypatch.setattr(Child, "close", lambda self: Ended(70, 0.0, locked=False))
    monkeypatch.setattr(Child, lost, {"load": lambda *_args: ([], False), "ask": lose}[lost])
    messages = {result.message for result in serial.grade(task()).results}
    assert messages == {"The grader could not check this: a child could not be locked down."}


def test_what_one_exercise_leaves_ends_no_other(serial):
    leaves = pad_with("builtins.left = True", "import builtins, os\n")["zero_pad"]
    ends = RIGHT["conv_single_step"].replace("):\n", "):\n    getattr(builtins, 'left', False) and os._exit(1)\n")
    results = serial.grade(task(zero_pad=leaves, conv_single_step=ends)).results
    statuses = {result.exercise: result.status for result in results}
    assert (statuses["zero_pad"], statuses["conv_single_step"]) == ("passed", "passed")


def test_no_exit_code_of_students_reads_as_our_fault(serial):
    """Its own lock-down ends a child by 70, its own server by 71."""
    leave = "import os\nclass Gone:\n    os._exit({0})\ndef zero_pad(X, pad):\n    os._exit({0})"
    for code in (70, 71):
        statuses = {result.exercise: result.status for result in serial.grade(task(zero_pad=leave.format(code))).results}
        assert statuses["zero_pad"] == "crashed"
        assert set(statuses.values()) == {"crashed", "passed"}


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
    assert result.cases("zero_pad", True) != other.cases("zero_pad", True)
    assert result.cases("zero_pad", False) == other.cases("zero_pad", False)
    assert result.cases("zero_pad", True) == Oracles(1)[NOTEBOOK].cases("zero_pad", True)


def asked(monkeypatch):
    """A list that fills with the child, the function and the cases of every question, in order."""
    ask, log = Child.ask, []

    def record(self, names, call, cases, seconds, *handed):
        log.append((self, names[0], cases))
        return ask(self, names, call, cases, seconds, *handed)

    monkeypatch.setattr(Child, "ask", record)
    return log


def test_no_child_answers_a_visible_case_after_a_hidden_one(serial, monkeypatch):
    log = asked(monkeypatch)
    oracle = serial._oracles[NOTEBOOK]
    serial.grade(task())
    names = [exercise.name for exercise in oracle.group.exercises if exercise.points]  # all that it owes
    assert [(name, cases) for _, name, cases in log] == [
        (name, oracle.cases(name, hidden)) for hidden in (False, True) for name in names
    ]
    visible, hidden = {id(child) for child, *_ in log[: len(names)]}, {id(child) for child, *_ in log[len(names) :]}
    assert len(visible) == len(hidden) == 1, "one child each for a right submission: forks cost"
    assert not visible & hidden


def test_a_function_that_ends_its_visible_child_is_shown_no_hidden_input(serial, monkeypatch):
    log = asked(monkeypatch)
    results = serial.grade(task("ada", **pad_with("import os; os._exit(1)"))).results
    oracle = serial._oracles[NOTEBOOK]
    assert ("zero_pad", oracle.cases("zero_pad", True)) not in [(name, cases) for _, name, cases in log]
    assert {outcome.status for outcome in results[0].report.outcomes} == {"crashed"}
    assert {result.status for result in results[1:]} == {"passed"}


def test_notes_come_from_the_child_without_hidden_inputs(serial, monkeypatch):
    load, loads = Child.load, []

    def count(self, *arguments):
        notes, is_there = load(self, *arguments)
        loads.append(1)
        return [*notes, f"load {len(loads)}"], is_there

    monkeypatch.setattr(Child, "load", count)
    assert serial.grade(task()).notes == ("load 1",)
    assert len(loads) == 2


def test_a_sleeping_notebook_stops_at_its_sum_and_says_what_took_it(serial, monkeypatch):
    """Eight functions that sleep, and definitions that sleep with every child: 3 seconds are all they get."""
    oracle = serial._oracles[NOTEBOOK]
    oracle.group = replace(oracle.group, seconds=3.0)
    sleeping = {name: f"import time\ndef {name}(*a, **k):\n    time.sleep(900)" for name in EXERCISES}
    results = serial.grade(task("ada", **sleeping)).results
    assert {result.status for result in results} == {"timeout"}
    assert results[0].message.startswith("zero_pad was stopped: the notebook took 3 s in all: ")
    assert "3 s of zero_pad" in results[0].message
    assert results[1].message.startswith("conv_single_step was not run: the notebook took 3 s in all: ")
    assert results[1].message.endswith("Make the slowest part faster.")


def test_definitions_count_for_the_sum(serial):
    oracle = serial._oracles[NOTEBOOK]
    oracle.group = replace(oracle.group, seconds=2.0)
    slow = {"imports": "import numpy as np\ndef wait():\n    import time\n    time.sleep(900)\n@lambda f: wait()\ndef f(): pass"}
    results = serial.grade(task("ada", **slow)).results
    assert {result.status for result in results} == {"timeout"}
    assert "2 s of definitions" in results[0].message


def test_threads_that_burn_the_processor_stop_at_the_sum(serial):
    """The kernel ends a child that has had its submission's processor seconds; that is a time-out, no crash."""
    oracle = serial._oracles[NOTEBOOK]
    oracle.group = replace(oracle.group, seconds=2.0)
    exercise = oracle.group["zero_pad"]
    oracle.group = replace(oracle.group, exercises=(replace(exercise, seconds=900.0),))
    body = "import hashlib, threading\nburn = lambda: [hashlib.sha256(bytes(10**6)) for _ in range(10**6)]\n" \
        "all_ = [threading.Thread(target=burn) for _ in range(4)]\n[t.start() for t in all_]\n[t.join() for t in all_]"
    (result,) = serial.grade(task("ada", **pad_with(body))).results
    assert result.status == "timeout"


def test_an_exercise_has_its_seconds_for_visible_and_hidden_cases_together(serial, monkeypatch):
    ask, allowed = Child.ask, []

    def record(self, names, call, cases, seconds, *handed):
        allowed.append((names[0], seconds))
        return ask(self, names, call, cases, seconds, *handed)

    monkeypatch.setattr(Child, "ask", record)
    monkeypatch.setattr(Child, "spent", lambda self: 2.0)
    serial.grade(task())
    assert [seconds for name, seconds in allowed if name == "zero_pad"] == [5.0, 3.0]


def test_every_set_s_sum_leaves_room_for_its_functions():
    lacking = [
        group.notebook
        for group in registry.all_sets()
        if group.seconds < max(60.0, *(exercise.seconds for exercise in group.exercises))
    ]
    assert lacking == []


def test_tensorflow_may_answer_where_numpy_is_taught(serial):
    """As in the notebook's own check: a library of the environment is there in the grade, too."""
    import_it = "import tensorflow as tf"
    pad = "def zero_pad(X, pad):\n    return tf.pad(X, [[0, 0], [pad, pad], [pad, pad], [0, 0]]).numpy()"
    content = Behaviour("x", {"zero_pad": pad}, before=import_it).content()
    results = serial.grade(Task("ada", NOTEBOOK, "x.ipynb", "", read_cells(content))).results
    assert {result.status for result in results} == {"passed"}

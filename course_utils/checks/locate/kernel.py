"""The diagnosis of a failing function in the student's own process, after its first difference has been shown."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from course_utils.checks.calls.arguments import written
from course_utils.checks.differences.own_names import own_names
from course_utils.checks.locate.bounds import less_memory
from course_utils.checks.locate.diagnosis import Diagnosis
from course_utils.checks.locate.following.followed import FOLLOWED, FollowedTask, followed, followed_task
from course_utils.checks.locate.following.parts import read_off
from course_utils.checks.locate.light import prepared
from course_utils.checks.locate.locate import fault_of
from course_utils.checks.locate.small.example import example_of, smallest_failing
from course_utils.checks.locate.source import Text, cached_text, definition_of, source_of
from course_utils.checks.locate.task import task_of
from course_utils.checks.locate.trials import Task, Trial
from course_utils.checks.locate.watched import Departure, departure
from course_utils.checks.naming.search import refutes
from course_utils.checks.naming.small import Values, contradicts, rivals, values_of, without
from course_utils.checks.report import Report
from course_utils.checks.session.asking import staying, visible_questions, with_helpers
from course_utils.checks.session.clock import Clock, OutOfTime
from course_utils.exercises import registry
from course_utils.exercises.base import Exercise, Mistake
from course_utils.types import Function

SECONDS = 1.4  # of the processor, for the line
LONGEST = 2.0  # seconds by the clock, for all of it


def diagnosed(report: Report, exercise: Exercise, function: Function, text: Text = cached_text) -> Report:
    """The report with what can be said beyond the first difference; as it is where the function is right.

    Where the fault of a helper was mended for the verdict, it is mended for the search, too.
    """
    helped = report.help.names if report.help else ()
    if report.status not in ("failed", "error") or not report.outcomes or (report.help and report.help.share == 1):
        return report
    versions = {name: sibling.reference for sibling in registry.find(exercise.name)[0].exercises
                if sibling.name in helped for name in sibling.names}  # fmt: skip
    asked_again = with_helpers(function, versions) if versions else function
    clock = Clock(LONGEST, getattr(getattr(function, "__code__", None), "co_filename", "<cell"))
    fault, example, departed = None, None, None
    try:
        if exercise.call in FOLLOWED:
            way = _followed(exercise.name)
            with staying(), clock:
                fault = followed(asked_again, way, text)
        elif (task := _task(exercise.name)).can_locate:
            asked_again = prepared(asked_again, exercise.call)
            with staying(), clock:
                report = _confirmed(report, exercise, asked_again, task)
                trial = smallest_failing(asked_again, task)
                if trial is not None:
                    own = _own_names(exercise, function, text)
                    example = example_of(asked_again, task, trial, exercise.watched, own)
                    departed = _departure(exercise, asked_again, task, trial, text)
            with staying(), less_memory():
                fault = fault_of(asked_again, task, SECONDS, text, guard=clock, stopped=(OutOfTime,))
    except OutOfTime:
        pass
    if departed is not None and fault is not None and departed.line not in fault.lines:
        departed = None
    source = definition_of(function, text) if fault is None else None
    if source is not None:
        fault = read_off(source.tree, exercise, report.outcomes)
    if fault is not None and refutes(report, exercise, fault):
        fault = None
    return replace(report, diagnosis=Diagnosis(fault, example, departed.sentence if departed else ""))


def _confirmed(report: Report, exercise: Exercise, function: Function, task: Task) -> Report:
    """The report without names that small cases contradict."""
    names = rivals(report, exercise)
    own = values_of(function, task) if names else []
    denied = [name for name, other in names.items() if contradicts(own, _known(exercise.name, name, other), task)]
    return without(report, exercise, denied)


_values: dict[tuple[str, str], Values] = {}


def _known(exercise: str, name: str, mistake: Mistake) -> Values:
    """What a mistake does in the small cases, worked out once."""
    if (exercise, name) not in _values:
        _values[exercise, name] = values_of(mistake.function, _task(exercise))
    return _values[exercise, name]


def _own_names(exercise: Exercise, function: Function, text: Text) -> dict[str, str]:
    own = written(function)
    return own_names(exercise, text(own.__code__.co_filename)) if own is not None else {}


def _departure(exercise: Exercise, function: Function, task: Task, trial: Trial, text: Text) -> Departure | None:
    watching = exercise.watched
    source = source_of(function, text) if watching and watching.rows else None
    return departure(source, task, trial, watching) if source and watching else None


@cache
def _followed(name: str) -> FollowedTask:
    """Built once."""
    return followed_task(visible_questions(name))


@cache
def _task(name: str) -> Task:
    """Drawn and answered once."""
    return task_of(registry.find(name)[1], visible_questions(name))

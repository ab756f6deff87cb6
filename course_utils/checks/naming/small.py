"""A name that every visible case allows, and small cases contradict, is taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TypeAlias

from course_utils.checks.locate.bounds import quietly
from course_utils.checks.locate.trials import Task, Trial
from course_utils.checks.naming.behaviour import alike
from course_utils.checks.naming.pairs import both_at_once
from course_utils.checks.naming.search import EITHER
from course_utils.checks.report import Report, Unnamed
from course_utils.checks.values import PlainValue
from course_utils.exercises.base import Exercise, Mistake
from course_utils.types import Function

LEAST = 2  # small cases that contradict a name: a single one may be a matter of ties, or of a division by zero
SHARE = 0.2  # of the small cases that either gets wrong
Values: TypeAlias = "list[PlainValue | None]"  # of the small cases; None where a function stops


def rivals(report: Report, exercise: Exercise) -> dict[str, Mistake]:
    """The implementations that a report's names stand for, by those names; two at once are one."""
    names = report.mistake.split(" + ")
    listed = {mistake.name: mistake for mistake in exercise.mistakes}
    known = [listed[name] for name in names if name in listed]
    if len(known) != len(names):
        return {}
    if len(known) == 1 or report.message == EITHER.format(*(mistake.sentence for mistake in known)):
        return {mistake.name: mistake for mistake in known}
    both = both_at_once(known[0], known[1])
    return {report.mistake: both} if both else {}


def values_of(function: Function, task: Task) -> Values:
    """What a function gives in the small cases."""
    with quietly():
        return [_value(function, task, trial) for trial in _small(task)]


def contradicts(own: Values, other: Values, task: Task) -> bool:
    """Whether two functions do differ in the small cases, where neither stops."""
    wrong = different = 0
    for mine, theirs, trial in zip(own, other, _small(task), strict=True):
        if mine is None or theirs is None:
            continue
        wrong += not (task.is_right(mine, trial) and task.is_right(theirs, trial))
        different += not alike(mine, theirs, trial.case)
    return different >= max(LEAST, SHARE * wrong)


def without(report: Report, exercise: Exercise, denied: Collection[str], text: str = "") -> Report:
    """The report without the names that are `denied`; `text` is the student's, where nobody names it any more."""
    names = rivals(report, exercise)
    left = [mistake for name, mistake in names.items() if name not in denied]
    if len(left) == len(names):
        return report
    if left:
        return replace(report, message=left[0].sentence, mistake=left[0].name)
    bad = next(outcome for outcome in report.outcomes if outcome.status != "passed")
    like = hashlib.sha256(f"not {report.mistake}".encode()).hexdigest()[:12]  # alike in every visible case
    return replace(report, message=bad.message, mistake="", unnamed=Unnamed(like, text) if text else None)


def _small(task: Task) -> Sequence[Trial]:
    return [trial for trial in task.trials if not trial.is_visible]


def _value(function: Function, task: Task, trial: Trial) -> PlainValue | None:
    try:
        return task.answer(function, trial.inputs)
    except (Exception, SystemExit):
        return None

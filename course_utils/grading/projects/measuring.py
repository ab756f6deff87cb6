"""Measure a network on the pictures of a class: in a process that has never run a student's code.

What a notebook gives is the text of its network. A fresh child, with a function of the course and nothing else, makes
the network of it, puts the weights in and answers for the pictures; the score is worked out here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from course_utils.checks.calls.projects import predictions_of
from course_utils.checks.judge import Reply
from course_utils.checks.report import CaseOutcome, Report, Result, Score, Status
from course_utils.errors import NotebookError
from course_utils.exercises.base import Exercise
from course_utils.exercises.project import Project
from course_utils.grading.closures import closure
from course_utils.grading.intake.beside import Weights
from course_utils.grading.results import unchecked
from course_utils.grading.sandbox import wire
from course_utils.grading.sandbox.channel import ChildLost, Helper
from course_utils.grading.sandbox.client import Sandbox, SandboxError
from course_utils.notebooks.weights import read_weights
from course_utils.types import Array, Images

TITLE = "its weights fit, and it answers in time"
SECONDS = 12.0  # of its own, for all pictures: a network's own time is bounded for each
_NAME = predictions_of.__name__

Drawn = tuple[Images, Any]


def question(project: Project) -> bytes:
    """What a notebook is asked for: its network, when it keeps the rules."""
    return wire.pack({"rules": project.rules.as_inputs()})


@cache
def _helper() -> Helper:
    return Helper((_NAME,), _NAME, closure(predictions_of))


def measured(
    exercise: Exercise, own: Result, text: Reply, weights: Weights, drawn: Drawn, board: str, sandbox: Sandbox
) -> Result:
    """The result of a project whose function passed its own cases: `text` is its network."""
    project = exercise.project
    assert project is not None
    if weights.is_ours:
        return unchecked(exercise, f"The weights could not be read: {weights.problem}")
    if text.status != "passed":
        return refused(own, text.status, text.message)
    if not isinstance(text.value, np.ndarray) or text.value.dtype != np.uint8 or text.value.ndim != 1:
        return refused(own, "error", f"{exercise.name} gives no network that can be read.")
    if not weights.data:
        return refused(own, "failed", weights.problem)
    try:
        arrays = read_weights(weights.data)
    except NotebookError as error:
        return refused(own, "failed", str(error))
    pictures, truth = drawn
    try:
        reply = _asked(exercise.name, project, text.value, arrays, pictures, sandbox)
    except SandboxError as error:
        return unchecked(exercise, f"The grader could not measure this: {error}.")
    answer = reply.value
    if reply.status != "passed" or not isinstance(answer, dict):
        message = reply.message.replace(_NAME, f"the network of {exercise.name}")
        return refused(own, reply.status if reply.status != "passed" else "error", message)
    if "refused" in answer:
        return refused(own, "failed", str(answer["refused"])[:500])
    predictions = answer.get("predictions")
    if not isinstance(predictions, np.ndarray) or predictions.shape != (len(pictures), *project.rules.output_shape):
        return refused(own, "error", f"{exercise.name} gives predictions of another shape than the rules say.")
    return _scored(exercise, project, own, project.measure(predictions, truth), len(pictures), board)


def _asked(
    name: str, project: Project, text: Array, arrays: Sequence[Array], pictures: Images, sandbox: Sandbox
) -> Reply:
    """The answer of a child that knows the course's function and no other. Raises SandboxError for a fault of ours."""
    rules = project.rules.as_inputs()
    inputs = {"architecture": text, "weights": list(arrays), "pictures": pictures, "rules": rules, "name": name}
    child = sandbox.fork()
    try:
        _, is_there = child.load([], [], helpers=[_helper()])
        if not is_there:
            raise SandboxError("a child without student code did not start")
        return child.ask([_NAME], "plain", [wire.pack(inputs)], SECONDS)[-1]
    except ChildLost as lost:
        return lost.replies[-1]
    finally:
        child.close()


def refused(own: Result, status: Status, message: str) -> Result:
    """A network that cannot be measured: no points, and why."""
    before = own.report.outcomes if own.report else ()
    report = Report(own.exercise, status, (*before, CaseOutcome(TITLE, status, message)), message)
    return replace(own, status=status, points=0.0, message=message, report=report)


def _scored(exercise: Exercise, project: Project, own: Result, score: float, count: int, board: str) -> Result:
    said = f"{project.metric} {score:.3f} on {count} pictures drawn for this class"
    before = own.report.outcomes if own.report else ()
    report = Report(
        exercise.name, "passed", (*before, CaseOutcome(TITLE, "passed")), notes=(f"{said}.",),
        share=project.share(score), score=Score(score, project.metric, board),
    )  # fmt: skip
    return replace(own, points=report.earned(exercise.points), message=f"{said}.", report=report)

"""Functions that are followed once as they run, where their versions cannot be tried: networks, and steps in a row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from course_utils.checks.judge import Question
from course_utils.checks.locate.diagnosis import Fault
from course_utils.checks.locate.following.steps import STEPPED, StepTask, step_fault, step_task
from course_utils.checks.locate.networks.fault import NETWORKS, NetworkTask, network_fault, network_task
from course_utils.checks.locate.source import Text, cached_text
from course_utils.types import Function

FollowedTask: TypeAlias = NetworkTask | StepTask

FOLLOWED = (*NETWORKS, *STEPPED)


def followed_task(questions: Sequence[Question]) -> FollowedTask:
    """What is right on the way, of an exercise whose call is one of `FOLLOWED`; the reference runs here."""
    return (network_task if questions[0].exercise.call in NETWORKS else step_task)(questions)


def followed(function: Function, task: FollowedTask, text: Text = cached_text, cell: int = 0) -> Fault | None:
    """Where the function departs first from what is right on the way."""
    if isinstance(task, NetworkTask):
        return network_fault(function, task, text, cell)
    return step_fault(function, task, text, cell)

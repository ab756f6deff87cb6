"""Who is stuck: the same exercise wrong in attempt after attempt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from course_utils.checks.report import Result
from course_utils.grading.gradebook.records import Standing

STUCK = 3  # attempts in a row, up to the last
_NOT_FAILING = ("passed", "missing", "unchecked")


@dataclass(frozen=True)
class Stuck:
    """An exercise that a student handed in `attempts` times in a row, each time wrong, and not yet right.

    `mistake` is the one that all of them share, else it is empty.
    """

    student: str
    notebook: str
    exercise: str
    attempts: int
    mistake: str = ""


def stuck(standing: Standing) -> Iterator[Stuck]:
    """Where a student is stuck in a notebook."""
    tries = [{result.exercise: result for result in each.graded.results} for each in reversed(standing.history)]
    if len(tries) < STUCK:
        return
    for name in tries[0]:
        failing = list(takewhile(_is_failing, (results.get(name) for results in tries)))
        if len(failing) >= STUCK:
            mistakes = {result.mistake for result in failing if result}
            shared = mistakes.pop() if len(mistakes) == 1 else ""
            yield Stuck(standing.graded.student, standing.graded.notebook, name, len(failing), shared)


def _is_failing(result: Result | None) -> bool:
    if result is None or result.status in _NOT_FAILING:
        return False
    return not result.answer or result.max_points > 0  # practice may stay wrong

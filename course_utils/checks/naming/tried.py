"""A known mistake, tried on the visible cases of an exercise: worked out once for all students."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

from course_utils.checks.compare import first_difference
from course_utils.checks.judge import Question, answer
from course_utils.checks.naming.behaviour import Behaviour, Stop, alike, of_call
from course_utils.exercises.base import Mistake


@dataclass(frozen=True)
class Seen:
    """A visible case: what the student's function did in it, and whether that was right."""

    question: Question
    did: Behaviour
    passed: bool


class Patience:
    """An end of the search, `seconds` from now."""

    def __init__(self, seconds: float = math.inf) -> None:
        self._end = time.monotonic() + seconds

    def is_over(self) -> bool:
        return time.monotonic() > self._end


def fits(mistake: Mistake, failing: Sequence[Seen], passing: Sequence[Seen]) -> bool:
    """Whether the mistake does what the student's function did in every case.

    The order of `failing` is that in which they are looked at: most mistakes are ruled out by the first.
    """
    return all(does(mistake, case) for case in failing) and all(
        is_right(case.question, behaviour(mistake, case.question)) for case in passing
    )


def fits_but_for_stops(mistake: Mistake, failing: Sequence[Seen], passing: Sequence[Seen]) -> bool:
    """Whether it fits where only one of the two stops in some cases, and gives the student's numbers in another.

    Whether a fault raises may hang on how the rest is written: on a guard, or a product that stretches its operands.
    """
    numbers = False
    for case in failing:
        if does(mistake, case):
            numbers = numbers or not isinstance(case.did, Stop)
            continue
        own = behaviour(mistake, case.question)
        if isinstance(own, Stop) == isinstance(case.did, Stop) or is_right(case.question, own):
            return False
    return numbers and all(is_right(case.question, behaviour(mistake, case.question)) for case in passing)


def stops_exactly(mistake: Mistake, failing: Sequence[Seen]) -> bool:
    """Whether its errors have the same texts as the student's, with all shapes and numbers."""
    return all(case.did == behaviour(mistake, case.question) for case in failing if isinstance(case.did, Stop))


def does(mistake: Mistake, case: Seen) -> bool:
    """Whether the mistake does what the student's function did in this case."""
    return alike(case.did, behaviour(mistake, case.question), case.question.case)


def behaviour(mistake: Mistake, question: Question) -> Behaviour:
    """What the mistake does in a case; the question keeps it."""
    if mistake.name not in question.wrong:
        question.wrong[mistake.name] = of_call(lambda: answer(question.exercise, mistake.function, question.inputs))
    known: Behaviour = question.wrong[mistake.name]  # type: ignore[assignment]
    return known


def is_right(question: Question, did: Behaviour) -> bool:
    """Whether this is the right answer."""
    if isinstance(did, Stop):
        return False
    expected = question.expected_beside(did)
    return first_difference(did, expected, question.case, question.exercise.outputs) is None

"""The one place that decides: questions with their answers, replies, and the verdict on them.

Which mistake a wrong answer is, `naming` says afterwards.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from course_utils.checks.calls.table import CALLS, Call
from course_utils.checks.calls.views import says_all, spelt_as
from course_utils.checks.compare import first_difference
from course_utils.checks.report import CaseOutcome, Report, Status
from course_utils.checks.values import PlainValue, plain_value
from course_utils.exercises.base import Case, Exercise, Inputs
from course_utils.types import Function


@dataclass(frozen=True, eq=False)
class Question:
    """A case with its inputs drawn; `wrong` keeps what the search for the mistake found out of it."""

    exercise: Exercise
    case: Case
    inputs: Inputs
    hidden: bool = False
    wrong: dict[str, object] = field(default_factory=dict, repr=False)

    @cached_property
    def expected(self) -> PlainValue:
        """The reference's answer, worked out for the first reply to compare: an unfinished function needs none."""
        return answer(self.exercise, self.exercise.reference, self.inputs)

    @cached_property
    def _expected_whole(self) -> PlainValue:
        call = CALLS[self.exercise.call]
        return answer(self.exercise, self.exercise.reference, self.inputs, replace(call, view=call.whole or call.view))

    def expected_beside(self, value: PlainValue) -> PlainValue:
        """The reference's answer in the view of `value`: with its outputs where that network had to be run.

        A Dense layer of `value` on a map stands there, too, where the reference has a 1×1 convolution.
        """
        expected = self._expected_whole if says_all(self.expected) and not says_all(value) else self.expected
        return spelt_as(value, expected)

    @cached_property
    def is_given_away(self) -> bool:
        """Whether an answer that does nothing is right here: None, an argument as it came, zeros."""
        values = [None, blank(self.expected), *(plain_value(value) for value in self.inputs.values())]
        outputs = self.exercise.outputs
        return any(first_difference(value, self.expected, self.case, outputs) is None for value in values)


@dataclass(frozen=True, eq=False)
class Reply:
    """What came back from one call: a plain value, or a status and a sentence about the failure.

    The sentence counts for a visible case only: of a hidden one no more than the status is said. `era` is today's
    spelling of the call at which an answer stopped that was then run as of its era. `judged` keeps how the cases went
    to which many students give this reply.
    """

    status: Status = "passed"
    value: PlainValue = None
    message: str = ""
    era: str = ""
    judged: dict[Question, CaseOutcome] = field(default_factory=dict, repr=False)


def answer(exercise: Exercise, function: Function, inputs: Inputs, call: Call | None = None) -> PlainValue:
    """Call `function` as the exercise says, or as `call`, on a copy of the inputs; the answer as a plain value."""
    return plain_value((call or CALLS[exercise.call])(function, copy.deepcopy(inputs)))


def questions(exercise: Exercise, cases: Iterable[Case], secret: int = 0, hidden: bool = False) -> tuple[Question, ...]:
    """Draw every case's inputs."""
    seeds = ((secret + number) % 2**32 for number in itertools.count())
    return tuple(Question(exercise, case, case.draw(seed), hidden) for case, seed in zip(cases, seeds))


def answered(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """The questions with the reference's answers worked out, for those who ask many functions or in several threads."""
    for question in questions:
        _ = question.expected
    return questions


def judge(exercise: Exercise, questions: Sequence[Question], replies: Sequence[Reply]) -> Report:
    """Compare every reply with its question's answer. `naming.search.named` adds which mistake it is."""
    outcomes = [outcome(*pair) for pair in zip(questions, replies, strict=True)]
    return report(exercise, questions, outcomes)


VISIBLE = 0.2  # of the weight of all cases, the most that visible ones carry beside hidden ones: they are printed

HALF = 0.5  # of the points, the most that an answer keeps which fails anything but corner cases


def share(questions: Sequence[Question], outcomes: Sequence[CaseOutcome]) -> float:
    """The share of an exercise's points, 0 to 1, that its cases earn; 1 only where every case passed.

    A case that an answer passes which does nothing earns none, and costs like any other where it fails. An answer that
    fails only corner cases keeps what the others earn; any other wrong answer keeps no more than half.
    """
    passed = [outcome.status == "passed" for outcome in outcomes]
    if all(passed):
        return 1.0
    weights = [
        0.0 if good and question.is_given_away else question.case.weight for question, good in zip(questions, passed)
    ]
    unseen = sum(weight for question, weight in zip(questions, weights) if question.hidden)
    seen, most = sum(weights) - unseen, unseen * VISIBLE / (1 - VISIBLE)
    scale = most / seen if 0 < most < seen else 1.0
    scaled = [weight if question.hidden else scale * weight for question, weight in zip(questions, weights)]
    earned = sum(weight for weight, good in zip(scaled, passed) if good) / sum(scaled)
    only_corners = all(good or question.case.corner for question, good in zip(questions, passed))
    return earned if only_corners else min(earned, HALF)


def blank(value: PlainValue) -> PlainValue:
    """The value of the same build that holds nothing: zeros, False, empty texts."""
    if isinstance(value, list):
        return [blank(part) for part in value]
    if isinstance(value, dict):
        return {key: blank(part) for key, part in value.items()}
    if isinstance(value, np.ndarray):
        return np.zeros_like(value)
    return type(value)() if isinstance(value, (bool, int, float, str)) else None


def report(exercise: Exercise, questions: Sequence[Question], outcomes: Sequence[CaseOutcome]) -> Report:
    """The verdict over all `outcomes`, one for each question; its message is that of the first that did not pass."""
    bad = next((outcome for outcome in outcomes if outcome.status != "passed"), None)
    if bad is None:
        return Report(exercise.name, "passed", tuple(outcomes), share=1.0)
    earned = 0.0 if exercise.project else share(questions, outcomes)  # to keep some of the rules is worth nothing
    return Report(exercise.name, bad.status, tuple(outcomes), bad.message, share=earned)


# All that is said of a hidden case, by its status.
HIDDEN: dict[Status, str] = {
    "failed": "A hidden case fails",
    "missing": "In a hidden case the function is not finished",
    "error": "A hidden case stops with an error",
    "timeout": "A hidden case takes too long",
    "memory": "A hidden case asks for too much memory",
    "crashed": "A hidden case ends Python",
    "blocked": "A hidden case asks for something that is closed",
    "unchecked": "A hidden case could not be checked",
}


def outcome(question: Question, reply: Reply) -> CaseOutcome:
    """How one case went; of a hidden one nothing but its title and one of `HIDDEN` leaves."""
    status, message, difference = reply.status, reply.message, None
    if status == "passed":
        expected = question.expected_beside(reply.value)
        difference = first_difference(reply.value, expected, question.case, question.exercise.outputs)
        status, message = ("failed", difference.sentence()) if difference else ("passed", "")
    title = question.case.title
    if not question.hidden:
        return CaseOutcome(title, status, message, difference)
    return CaseOutcome(title, status, "" if status == "passed" else f"{HIDDEN[status]}: {title}.", hidden=True)

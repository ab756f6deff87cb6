"""The one place that decides: questions with their answers, replies, and the verdict on them."""

from __future__ import annotations

import copy
import itertools
import math
import time
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from course_utils.checks.calls.table import CALLS
from course_utils.checks.compare import first_difference
from course_utils.checks.report import CaseOutcome, Report, Status
from course_utils.checks.values import Opaque, PlainValue, plain_value
from course_utils.exercises.base import Case, Exercise, Inputs, Mistake
from course_utils.types import Function


@dataclass(frozen=True, eq=False)
class Question:
    """A case with its inputs drawn; `wrong` keeps the mistakes' answers."""

    exercise: Exercise
    case: Case
    inputs: Inputs
    hidden: bool = False
    wrong: dict[str, PlainValue] = field(default_factory=dict, repr=False)

    @cached_property
    def expected(self) -> PlainValue:
        """The reference's answer, worked out for the first reply to compare: an unfinished function needs none."""
        return answer(self.exercise, self.exercise.reference, self.inputs)


@dataclass(frozen=True)
class Reply:
    """What came back from one call: a plain value, or a status and a sentence about the failure.

    `safe_message` is for a hidden case: it repeats nothing that the function itself said.
    """

    status: Status = "passed"
    value: PlainValue = None
    message: str = ""
    safe_message: str = ""


def answer(exercise: Exercise, function: Function, inputs: Inputs) -> PlainValue:
    """Call `function` as the exercise says, on a copy of the inputs; the answer as a plain value."""
    return plain_value(CALLS[exercise.call](function, copy.deepcopy(inputs)))


def questions(exercise: Exercise, cases: Iterable[Case], secret: int = 0, hidden: bool = False) -> tuple[Question, ...]:
    """Draw every case's inputs."""
    seeds = ((secret + number) % 2**32 for number in itertools.count())
    return tuple(Question(exercise, case, case.draw(seed), hidden) for case, seed in zip(cases, seeds))


def answered(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """The questions with the reference's answers worked out, for those who ask many functions or in several threads."""
    for question in questions:
        _ = question.expected
    return questions


def judge(
    exercise: Exercise, questions: Sequence[Question], replies: Sequence[Reply], patience: float = math.inf
) -> Report:
    """Compare every reply with its question's answer and name the mistake when one fits.

    After `patience` seconds the search for the mistake is given up: a large network takes a second to build.
    """
    outcomes = tuple(_outcome(exercise, *pair) for pair in zip(questions, replies, strict=True))
    bad = next((outcome for outcome in outcomes if outcome.status != "passed"), None)
    if bad is None:
        return Report(exercise.name, "passed", outcomes)
    mistake, only = find_mistake(exercise, questions, replies, outcomes, patience)
    if mistake is None:
        return Report(exercise.name, bad.status, outcomes, bad.message)
    sentence = f"In the case “{only}”: {mistake.sentence}" if only else mistake.sentence
    return Report(exercise.name, bad.status, outcomes, sentence, mistake.name)


def _outcome(exercise: Exercise, question: Question, reply: Reply) -> CaseOutcome:
    title = question.case.title
    if reply.status != "passed":
        message = reply.safe_message if question.hidden else reply.message
        return CaseOutcome(title, reply.status, message, hidden=question.hidden)
    difference = first_difference(reply.value, question.expected, question.case, exercise.outputs)
    if difference is None:
        return CaseOutcome(title, "passed", hidden=question.hidden)
    if question.hidden:  # a student reads this: no value of a hidden case may leave
        return CaseOutcome(title, "failed", f"A hidden case fails: {title}.", hidden=True)
    return CaseOutcome(title, "failed", difference.sentence(), difference)


def find_mistake(
    exercise: Exercise,
    questions: Sequence[Question],
    replies: Sequence[Reply],
    outcomes: Sequence[CaseOutcome],
    patience: float = math.inf,
) -> tuple[Mistake | None, str]:
    """The known mistake whose numbers equal the student's, and the title of one where they do ("" for all cases).

    One that agrees on every failing case comes first, else one that agrees on the smallest. The
    smallest goes first because most mistakes are ruled out by it, and it costs least.
    """
    bad = sum(outcome.status != "passed" for outcome in outcomes)
    failing = [i for i, outcome in enumerate(outcomes) if outcome.status == "failed"]
    failing.sort(key=lambda i: _size(questions[i].inputs))
    partial: Mistake | None = None
    end = time.monotonic() + patience
    # An answer that is none at all, as no model, came back as a sentence: no mistake's numbers equal it.
    comparable = failing and replies[failing[0]].status == "passed"
    for mistake in exercise.mistakes if comparable else ():
        if time.monotonic() > end:
            break
        agrees = (_agrees(exercise, mistake, questions[i], replies[i]) for i in failing)
        if not next(agrees):
            continue
        if all(agrees):
            return mistake, "" if len(failing) == bad else questions[failing[0]].case.title
        partial = partial or mistake
    return partial, questions[failing[0]].case.title if partial else ""


def _agrees(exercise: Exercise, mistake: Mistake, question: Question, reply: Reply) -> bool:
    if mistake.name not in question.wrong:
        question.wrong[mistake.name] = _wrong_answer(exercise, mistake, question.inputs)
    wrong = question.wrong[mistake.name]
    # Compared as one value: the mistake itself may return the wrong number of parts.
    got, wrong = _apart_from_nan(reply.value), _apart_from_nan(wrong)
    return wrong is not _BROKEN and first_difference(got, wrong, question.case, ("result",)) is None


def _apart_from_nan(value: PlainValue) -> PlainValue:
    """Arrays that hold NaN as a pair, where it stands and the other numbers: a mistake may be to give NaN there."""
    if isinstance(value, list):
        return [_apart_from_nan(part) for part in value]
    if isinstance(value, (float, np.ndarray)) and np.asarray(value).dtype.kind == "f" and np.isnan(value).any():
        return [np.isnan(value), np.nan_to_num(value)]
    return value


def _wrong_answer(exercise: Exercise, mistake: Mistake, inputs: Inputs) -> PlainValue:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a mistake may well divide by zero; that is no news to the student
        try:
            return answer(exercise, mistake.function, inputs)
        except Exception:  # a mistake may break on some inputs: then it does not explain them
            return _BROKEN


_BROKEN = Opaque("nothing: the mistake stopped with an error")


def _size(value: object) -> int:
    if isinstance(value, dict):
        return sum(map(_size, value.values()))
    if isinstance(value, (list, tuple)):
        return sum(map(_size, value))
    return int(getattr(value, "size", 1))

"""Add to a verdict the mistake that the answer makes: one that does the same in every visible case, or two at once."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from course_utils.checks.calls.table import CALLS
from course_utils.checks.judge import Question, Reply, judge
from course_utils.checks.locate.diagnosis import Fault
from course_utils.checks.naming import pairs
from course_utils.checks.naming.behaviour import UNKNOWN, Stop, of_reply
from course_utils.checks.naming.tried import Patience, Seen, fits, fits_but_for_stops, stops_exactly
from course_utils.checks.report import Report
from course_utils.exercises.base import Exercise, Mistake
from course_utils.exercises.changes import Changed

_WORD = re.compile(r"[a-z]{3,}\w*|\d+(?:×\d+)?")
BOTH = "Two mistakes together give exactly this. {} And: {}"
EITHER = "One of two mistakes does exactly this. Either: {} Or: {}"


def judged(
    exercise: Exercise, questions: Sequence[Question], replies: Sequence[Reply], patience: float = math.inf
) -> Report:
    """The verdict, and the mistake where one fits: `judge` and `named` one after the other."""
    return named(judge(exercise, questions, replies), questions, replies, patience)


def named(
    verdict: Report, questions: Sequence[Question], replies: Sequence[Reply], patience: float = math.inf
) -> Report:
    """The verdict with name and sentence of the mistake, where one or two known ones explain every visible case.

    A mistake must do what the answer does, in right cases too: equal numbers, shapes and types, or an error of one
    kind at one kind of operation. Hidden answers name none: a function could choose among mistakes by a hidden input.
    After `patience` seconds the search is given up, and the verdict comes back as it was.
    """
    if verdict.status in ("passed", "missing"):
        return verdict
    seen = [
        Seen(question, of_reply(reply), outcome.status == "passed")
        for question, reply, outcome in zip(questions, replies, verdict.outcomes, strict=True)
        if not question.hidden
    ]
    failing = sorted((case for case in seen if not case.passed), key=lambda case: _size(case.question.inputs))
    if not failing or any(case.did is UNKNOWN for case in failing):
        return verdict
    passing = [case for case in seen if case.passed]
    end = Patience(patience)
    singles = list(_singles(failing, passing, end, verdict.message))
    if len(singles) > 1:
        singles = [mistake for mistake in singles if stops_exactly(mistake, failing)] or singles
    if singles:
        return _said_of_some(verdict, singles, any(isinstance(case.did, Stop) for case in failing))
    both = pairs.find(failing, passing, end)
    return _said(verdict, both, BOTH) if both else _said(verdict, _but_for_stops(failing, passing, end), EITHER)


def _but_for_stops(failing: Sequence[Seen], passing: Sequence[Seen], end: Patience) -> Sequence[Mistake]:
    """The only mistake that fits where what stops is left out; none where several do."""
    if len(failing) < 2 or CALLS[failing[0].question.exercise.call].costly:
        return ()
    fitting: dict[str, Mistake] = {}
    for mistake in failing[0].question.exercise.mistakes:
        if end.is_over():
            return ()
        if fits_but_for_stops(mistake, failing, passing):
            fitting.setdefault(mistake.sentence, mistake)
    return tuple(fitting.values()) if len(fitting) == 1 else ()


def _singles(
    failing: Sequence[Seen], passing: Sequence[Seen], end: Patience, difference: str
) -> Iterator[Mistake]:
    """The mistakes that fit, one for each sentence.

    Of networks, which cost much, the first is enough, and those that speak of what differs are tried first.
    """
    exercise = failing[0].question.exercise
    sentences = set[str]()
    costly = CALLS[exercise.call].costly
    for mistake in sorted(exercise.mistakes, key=lambda each: -_kinship(each, difference) if costly else 0):
        if end.is_over():
            return
        if mistake.sentence not in sentences and fits(mistake, failing, passing):
            sentences.add(mistake.sentence)
            yield mistake
            if costly:
                return


def _kinship(mistake: Mistake, difference: str) -> int:
    """How many words of a difference a mistake's sentence and its change hold, too."""
    change = " ".join(map(" ".join, mistake.wrong.edits)) if isinstance(mistake.wrong, Changed) else ""
    words = set(_WORD.findall(f"{mistake.sentence} {change}".lower()))
    return len(words & set(_WORD.findall(difference.lower())))


def _said_of_some(verdict: Report, mistakes: Sequence[Mistake], stopped: bool) -> Report:
    """One mistake, or what several that stop have in common, or one of two; of more nothing can be said."""
    shared = mistakes[0].shared
    alike = len(mistakes) > 1 and shared is not None and all(mistake.shared == shared for mistake in mistakes)
    if alike and shared is not None and (stopped or not shared.of_errors):
        return replace(verdict, message=shared.sentence, mistake=shared.name)
    return _said(verdict, mistakes, EITHER) if len(mistakes) < 3 else verdict


def refutes(verdict: Report, exercise: Exercise, fault: Fault) -> bool:
    """Whether what is named leaves no room for a fault: one of two edits, or of one line beside two mistakes."""
    names_two = verdict.message.startswith(BOTH.partition("{")[0])
    by_one = not fault.kind and len(fault.lines) == 1
    return (fault.is_weak and exercise.lists(verdict.mistake)) or (names_two and by_one)


def _said(verdict: Report, mistakes: Sequence[Mistake], several: str) -> Report:
    if not mistakes:
        return verdict
    sentences = [mistake.sentence for mistake in mistakes]
    message = sentences[0] if len(sentences) == 1 else several.format(*sentences)
    return replace(verdict, message=message, mistake=" + ".join(mistake.name for mistake in mistakes))


def _size(value: object) -> int:
    if isinstance(value, dict):
        return sum(map(_size, value.values()))
    if isinstance(value, (list, tuple)):
        return sum(map(_size, value))
    return int(getattr(value, "size", 1))

"""A question as the feedback page shows it: what was asked, what was answered, what is right and why."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from course_utils.checks.questions.page import plain
from course_utils.checks.report import Answer
from course_utils.errors import CourseError
from course_utils.exercises.questions import registry
from course_utils.exercises.questions.drawn import Option, Posed, ask

_KEPT = 2048  # questions of a class: of every notebook, for a few cohorts


@dataclass(frozen=True)
class Shown:
    """A question's prompt and the lines below it, its choices, and the answers as texts; `why` explains the right one.

    Of a question that the course has no longer, only what the student wrote is known.
    """

    prompt: str
    lines: str
    options: Sequence[Option]
    is_of_code: bool
    given: str
    right: str
    why: str
    section: str


def shown(id: str, answer: Answer) -> Shown:
    """What a page shows of a question and the answer to it."""
    try:
        posed = _posed(id, answer.cohort)
    except CourseError:
        return Shown("", "", (), False, answer.text, "", "", "")
    title, *more = posed.prompt.split("\n")
    lines = "\n".join([*more, *([posed.picture] if posed.picture else [])])
    literal = posed.literal
    why, section = posed.verdict(literal).explanation, posed.question.source
    given = _words(answer.text, posed)
    right = _words(repr(literal), posed) if posed.options else posed.question.kind.text(posed.expected)
    return Shown(plain(title), lines, posed.options, posed.is_of_code, given, right, plain(why), section)


@lru_cache(_KEPT)
def _posed(id: str, cohort: str) -> Posed:
    return ask(registry.find(id), 0, cohort)


def _words(text: str, posed: Posed) -> str:
    """An answer with the texts that its letters stand for, where it has letters of the choices."""
    try:
        answer = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return text  # too long to be kept whole, or nothing
    if not posed.options or not isinstance(answer, str):
        return text
    known = {option.letter: option.text for option in posed.options}
    lines = [f"{letter}) {known[letter]}" for letter in answer.lower() if letter in known]
    return "\n".join(lines) if len(lines) == len(answer) else text

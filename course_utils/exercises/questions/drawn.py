"""A question with the numbers of one variant: what is asked, the choices, and the verdict on an answer."""

from __future__ import annotations

import math
import re
import zlib
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from course_utils.errors import CourseError
from course_utils.exercises import variant
from course_utils.exercises.questions.kinds import Bug, Choice, Order, plain
from course_utils.exercises.questions.question import Question, Values, call

LETTERS = "abcdefghijkl"
_MOST_DRAWS = 300


@dataclass(frozen=True)
class Option:
    """One choice, or one line to be put in order; `why` is the misconception behind it, empty where it is right."""

    letter: str
    text: str
    why: str = ""


@dataclass(frozen=True)
class Verdict:
    """Whether an answer is right, and what is said of it: the misconception, then why."""

    is_right: bool
    sentence: str
    explanation: str


@dataclass(frozen=True)
class Posed:
    """A question and the values of one variant."""

    question: Question
    variant: int
    values: Values
    shuffle: tuple[int, ...] = ()

    @property
    def prompt(self) -> str:
        title, *code = self.question.prompt.format(**self.values).split("\n")
        return "\n".join([_signed(title), *code])

    @cached_property
    def picture(self) -> str:
        """Lines that belong to the prompt and are shown as they are; empty where there are none."""
        return str(call(self.question.picture, self.values)) if self.question.picture else ""

    @cached_property
    def right(self) -> Any:
        """The right answer as it is worked out: a number, a shape, texts."""
        return call(self.question.answer, self.values)

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """The choices in their drawn order; none where a number, a shape or a place is wanted."""
        if not self._has_letters:
            return ()
        listed = [(text, "") for text in self._right_texts] + [(text, why) for why, text in self._wrong]
        order = self.shuffle or range(len(listed))
        return tuple(Option(LETTERS[at], *listed[place]) for at, place in enumerate(order))

    @cached_property
    def expected(self) -> Any:
        """The literal that is right."""
        if not self._has_letters:
            return self.right
        letter_of = {option.text: option.letter for option in self.options}
        return "".join(letter_of[text] for text in self._right_texts)

    @property
    def literal(self) -> Any:
        """What is right, as a student writes it in a cell."""
        return min(self.expected.lines) if isinstance(self.question.kind, Bug) else plain(self.expected)

    def fault(self, given: object) -> str:
        """What is wrong with the form of an answer; empty where it can be judged."""
        if isinstance(self.question.kind, Choice | Order):
            return self.question.kind.fault(given, LETTERS[: len(self.options)])
        return self.question.kind.fault(given)

    def verdict(self, given: Any) -> Verdict:
        """The verdict on an answer whose form is right."""
        explanation = _signed(
            self.question.explain.format(answer=self.question.kind.text(self.expected), **self.values)
        )
        if self._is_right(given):
            return Verdict(True, "", explanation)
        return Verdict(False, self._misconception(given), explanation)

    def _is_right(self, given: Any) -> bool:
        kind = self.question.kind
        if kind.is_same(given, self.expected):
            return True
        return isinstance(kind, Order) and kind.works(self._lines(given))

    def _misconception(self, given: Any) -> str:
        if not self._has_letters:
            kind = self.question.kind
            return next((why for why, answer in self._wrong if kind.is_same(given, answer)), "")
        chosen = [option for option in self.options if option.letter in given.lower()]
        return " ".join(dict.fromkeys(option.why for option in chosen if option.why)) or self._missed(given)

    def _missed(self, given: str) -> str:
        """Nothing wrong was chosen: how much of what is right is missing, or where the order departs."""
        if isinstance(self.question.kind, Order):
            lines, right = self._lines(given), self._right_texts
            good = next((at for at, pair in enumerate(zip(lines, right)) if pair[0] != pair[1]), len(lines))
            return f"The first {good} lines stand right." if good > 1 else "Begin with what all other lines need."
        missing = len(self.expected) - len(given)
        return f"All that you chose is right; {missing} more {'is' if missing == 1 else 'are'}."

    def _lines(self, given: str) -> list[str]:
        text_of = {option.letter: option.text for option in self.options}
        return [text_of[letter] for letter in given.lower()]

    @property
    def is_of_code(self) -> bool:
        """Whether the choices are lines of code."""
        return isinstance(self.question.kind, Order)

    @property
    def varies(self) -> bool:
        """Whether another variant asks for something else."""
        return bool(self.values)

    @property
    def _has_letters(self) -> bool:
        return isinstance(self.question.kind, Choice | Order)

    @cached_property
    def _right_texts(self) -> list[str]:
        several = isinstance(self.question.kind, Order) or getattr(self.question.kind, "several", False)
        return [str(plain(text)) for text in (self.right if several else [self.right])]

    @cached_property
    def _wrong(self) -> list[tuple[str, Any]]:
        """The misconceptions with the answer of each, as texts where they are choices."""
        rows = [(wrong.sentence, plain(call(wrong.answer, self.values))) for wrong in self.question.wrong]
        rows = [(why, answer) for why, answer in rows if answer is not None]
        return [(why, str(answer)) for why, answer in rows] if self._has_letters else rows

    @property
    def misconceptions(self) -> list[tuple[str, Any]]:
        """What each wrong answer comes from, and that answer as a literal."""
        if not self._has_letters:
            return self._wrong
        return [(option.why, option.letter) for option in self.options if option.why]

    @property
    def _is_ambiguous(self) -> bool:
        """Whether a wrong answer would pass for the right one, as a number within the tolerance does."""
        kind = self.question.kind
        return not self._has_letters and any(kind.is_same(answer, self.right) for _, answer in self._wrong)

    @property
    def is_clear(self) -> bool:
        """One right answer and wrong ones that all differ: else other numbers are drawn."""
        try:
            answers = [plain(self.right)] if not self._has_letters else list(self._right_texts)
            answers += [answer for _, answer in self._wrong]
            finite = all(math.isfinite(number) for number in answers if isinstance(number, float))
            if self._is_ambiguous:
                return False
        except (ArithmeticError, ValueError, IndexError, TypeError):  # a mistake that cannot go so far
            return False
        return finite and len({repr(answer) for answer in answers}) == len(answers)


def _signed(text: str) -> str:
    """The text with the sign of a negative number as it is printed, not as a hyphen."""
    return re.sub(r"(?<![\w.`)])-(?=\d)", "−", text)


def ask(question: Question, number: int = 0, cohort: str | None = None) -> Posed:
    """The question with the numbers of a variant; 0 is the one that counts, and a `cohort` has its own.

    By default the cohort is that of the bundle installed here.

    Raises:
        CourseError: there is no such variant.
    """
    if type(number) is not int or number < 0:
        raise CourseError(f"A variant is a whole number from 0; received {number!r}.", "Write variant=1, variant=2, …")
    if cohort is None:
        bundle = variant.installed()
        cohort = bundle.cohort if bundle else ""
    words = (cohort, question.id)
    rng = np.random.default_rng([number, *(zlib.crc32(word.encode()) for word in words)])
    for _ in range(_MOST_DRAWS):
        posed = Posed(question, number, question.draw(rng))
        if posed.is_clear:
            return replace(posed, shuffle=tuple(map(int, rng.permutation(len(posed.options)))))
    raise AssertionError(f"{question.id}: no variant of it has one right answer and wrong ones that differ")

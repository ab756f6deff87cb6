"""What a question is: a prompt with numbers of its own, an answer that is worked out, and the misconceptions."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from course_utils.exercises.base import Exercise
from course_utils.exercises.questions.kinds import Kind
from course_utils.types import Function

Rng = np.random.Generator
Values = Mapping[str, Any]


def call(function: Function, values: Values) -> Any:
    """`function` of those of the drawn values that its arguments name."""
    return function(*(values[name] for name in inspect.signature(function).parameters if name in values))


@dataclass(frozen=True)
class Wrong:
    """A wrong answer that people really give: what is wrong with it, in a sentence, and how it is worked out.

    `answer` gives None for values where nobody would err so.
    """

    sentence: str
    answer: Function


@dataclass(frozen=True)
class Question:
    """One question; the same for everybody but for the numbers, which are `draw`n for each variant.

    `prompt` and `explain` are templates of the drawn values, `explain` of `answer` as well. `answer` works the right
    answer out of the values, each of `wrong` a wrong one: a choice, or a number that is recognised. `picture` gives
    lines that are shown below the prompt as they are. `source` is "week/notebook#cell", where the fact stands.
    `points` of 0 mean practice.

    Source: retrieval before telling, J. Tucker and others, 2024; spaced retrieval, A. Matuschak, M. Nielsen, 2019.
    """

    id: str
    prompt: str
    kind: Kind
    answer: Function
    explain: str
    source: str
    wrong: tuple[Wrong, ...] = ()
    draw: Callable[[Rng], Values] = field(default=lambda rng: {})
    picture: Function | None = None
    points: int = 0

    @property
    def notebook(self) -> str:
        return self.source.split("#")[0]


def says(text: str) -> Function:
    """An answer that is the same for every variant."""
    return lambda: text


def misconceptions(exercise: Exercise, *names: str) -> tuple[Wrong, ...]:
    """The exercise's known mistakes of these names as wrong answers: what each of them gives for the drawn values.

    Raises:
        KeyError: the exercise knows no mistake of that name.
    """
    known = {mistake.name: mistake for mistake in exercise.mistakes}
    return tuple(Wrong(known[name].sentence, _later(exercise, name)) for name in names)


def _later(exercise: Exercise, name: str) -> Function:
    """The mistake's answer, with the arguments of the right function; made when it is first needed."""
    (mistake,) = (known for known in exercise.mistakes if known.name == name)
    answer: Function = lambda *arguments: mistake.function(*arguments)  # noqa: E731
    answer.__signature__ = inspect.signature(exercise.reference)  # type: ignore[attr-defined]
    return answer

"""`example(function, …, gives=…)`: is an example right, and which known mistakes would it notice?

Source: J. Wrenn, S. Krishnamurthi, *Executable examples for programming problem comprehension*, 2019.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from course_utils.checks.compare import first_difference
from course_utils.checks.feedback import render
from course_utils.checks.values import describe, plain_value
from course_utils.errors import CourseError
from course_utils.exercises import registry
from course_utils.exercises.base import Case, Exercise, Mistake
from course_utils.types import Function

_TOLERANCE = Case("an example", lambda rng: {}, rtol=1e-3, atol=1e-3)  # a number that was worked out by hand


@dataclass
class _Examples:
    """The right examples of one exercise in this session, and the mistakes that none of them notices."""

    inputs: list[dict[str, Any]] = field(default_factory=list)
    left: list[Mistake] = field(default_factory=list)


_kept: dict[str, _Examples] = {}


def example(function: Function | str, gives: Any, **inputs: Any) -> None:
    """Give an example before you write `function`: its inputs by name, and what it must return.

    Says whether the course's own version agrees, and how many of the known mistakes your examples notice so far.
    Lists of numbers mean arrays. With `gives=...` it asks you to work the answer out.

    Raises:
        CourseError: the function is not graded, or takes other inputs.

    >>> example("same_padding", f=3, gives=2)
    ✗ No: same_padding(f=3) gives 1, not 2.
    >>> example("same_padding", f=3, gives=1)  # doctest: +ELLIPSIS
    ✓ Right. Your example notices ... of ... known mistakes...
    """
    exercise = registry.find(function if isinstance(function, str) else getattr(function, "__name__", ""))[1]
    expected = worked_out(exercise, inputs)
    call = f"{exercise.name}({', '.join(f'{name}={value!r}' for name, value in inputs.items())})"
    if gives is ...:
        render.show_note(f"What does {call} give? Work it out by hand, and write it in place of the dots.")
        return
    if _differs(gives, expected, exercise):
        render.show_note(f"✗ No: {call} gives {_words(expected)}, not {_words(gives)}.")
        return
    examples = _kept.setdefault(exercise.name, _Examples(left=list(exercise.mistakes)))
    if inputs not in examples.inputs:
        examples.inputs.append(inputs)
        examples.left = [mistake for mistake in examples.left if not _notices(exercise, mistake, inputs, expected)]
    render.show_note("✓ Right. " + _standing(exercise, examples))


def worked_out(exercise: Exercise, inputs: dict[str, Any]) -> Any:
    """What the course's own version gives for an example's inputs.

    Raises:
        CourseError: it takes other inputs.
    """
    expected = _answer(exercise.reference, inputs)
    if isinstance(expected, Exception):
        raise CourseError(
            f"{exercise.name} cannot take these inputs: {expected}.",
            f"Its inputs are {', '.join(exercise.cases[0].draw())}.",
        )
    return expected


def _standing(exercise: Exercise, examples: _Examples) -> str:
    """How far the examples of a session reach, and one mistake that still gets by."""
    count, total = len(examples.inputs), len(exercise.mistakes)
    who = "Your example notices" if count == 1 else f"Your {count} examples notice"
    reach = f"{who} {total - len(examples.left)} of {total} known mistakes"
    if not examples.left:
        return f"{reach}: none gets by."
    return f"{reach}. This one still gets by: {examples.left[0].sentence} Which input would show it?"


def _notices(exercise: Exercise, mistake: Mistake, inputs: dict[str, Any], expected: Any) -> bool:
    got = _answer(mistake.function, inputs)
    return isinstance(got, Exception) or _differs(got, expected, exercise)


def _answer(function: Callable[..., Any], inputs: dict[str, Any]) -> Any:
    """What a function of ours returns, or how it stops."""
    try:
        return function(**{name: _as_array(value) for name, value in inputs.items()})
    except Exception as error:
        return error


def _as_array(value: Any) -> Any:
    """A list of numbers as an array; anything else as it is."""
    if not isinstance(value, list):
        return value
    try:
        array = np.array(value)
    except ValueError:  # rows of different lengths
        return value
    return array if array.dtype.kind in "bif" else value


def _words(answer: Any) -> str:
    """An answer as it is shown; of one in several parts each."""
    if isinstance(answer, tuple | list):
        return ", ".join(describe(plain_value(part)) for part in answer)
    return describe(plain_value(answer))


def _differs(got: Any, expected: Any, exercise: Exercise) -> bool:
    in_parts = isinstance(expected, tuple) and isinstance(got, tuple | list)  # a literal may be a list of them
    answer = plain_value([_as_array(part) for part in got] if in_parts else _as_array(got))
    return first_difference(answer, plain_value(expected), _TOLERANCE, exercise.outputs) is not None

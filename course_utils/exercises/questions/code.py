"""Questions about code: lines to be put in order, and the line in which somebody else erred."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_utils.exercises.base import Exercise, Mistake
from course_utils.exercises.changes import Changed, source_of
from course_utils.exercises.questions.kinds import Bug, Order
from course_utils.exercises.questions.question import Question, Wrong, says
from course_utils.types import Function


def parsons(
    id: str, exercise: Exercise, source: str, explain: str, too_many: Mapping[str, str], function: Function
) -> Question:
    """Put the lines of `exercise`'s function in order; `too_many` are lines that do not belong, each with its fault.

    The lines are those of `function`, which does what the reference does. Another order that does the same on the
    visible cases is right as well.
    """
    header, lines = _parts(function)
    rest = " Some of them do not belong." if too_many else ""
    prompt = f"Put the lines of `{exercise.name}` in order.{rest}\n{header}"
    return Question(
        id,
        prompt.replace("{", "{{").replace("}", "}}"),
        Order(works=lambda given: _agrees(exercise, _compiled(function, header, given))),
        lambda: lines,
        explain,
        source,
        tuple(Wrong(why, says(line)) for line, why in too_many.items()),
    )


def find_the_bug(id: str, exercise: Exercise, source: str, *mistakes: str) -> Question:
    """Which line is wrong in a function that differs from a right one by one of the exercise's known mistakes?

    A line's number answers it, or an input, as a dictionary, that shows the fault.

    Raises:
        ValueError: a mistake is unknown, or its change is not of one line.
    """
    known = {mistake.name: mistake for mistake in exercise.mistakes}
    for name in set(mistakes) - known.keys():
        raise ValueError(f"{exercise.name} knows no mistake {name!r}: name one that it lists.")
    shown = [_Faulty.of(exercise, known[name]) for name in mistakes]
    return Question(
        id,
        f"Somebody else wrote this `{exercise.name}`. Which line is wrong? (Or give an input that shows it.)",
        Bug(),
        lambda bug: bug,
        "It is {answer}. Its author would be told: “{bug.sentence}”",
        source,
        draw=lambda rng: {"bug": shown[rng.integers(len(shown))]},
        picture=lambda bug: bug.listing,
    )


@dataclass(frozen=True)
class _Faulty:
    """A function with one wrong line; `lines` are the numbers of those that may be named, from 1."""

    exercise: Exercise
    sentence: str
    listing: str
    lines: frozenset[int]
    function: Callable[[], Function]

    @classmethod
    def of(cls, exercise: Exercise, mistake: Mistake) -> _Faulty:
        if not isinstance(mistake.wrong, Changed):
            raise ValueError(f"{mistake.name!r} of {exercise.name} is written as a whole: there is no line to find.")
        right, wrong = _code(source_of(mistake.wrong.original)), _code(mistake.wrong.source)
        steps = difflib.SequenceMatcher(None, right, wrong, autojunk=False).get_opcodes()
        lines = frozenset(at + 1 for tag, _, _, begin, end in steps if tag != "equal" for at in range(begin, end))
        if len(lines) != 1:
            raise ValueError(f"{mistake.name!r} of {exercise.name} changes {len(lines)} lines; one is wanted.")
        listing = "\n".join(f"{number:2}  {line}" for number, line in enumerate(wrong, start=1))
        return cls(exercise, mistake.sentence, listing, lines, lambda: mistake.function)

    def is_shown_by(self, inputs: Mapping[str, Any]) -> bool:
        """Whether the faulty function and a right one differ on `inputs`; one that stops with an error differs."""
        arguments = {name: np.array(value) if isinstance(value, list) else value for name, value in inputs.items()}
        try:
            expected = self.exercise.reference(**arguments)
        except Exception:
            return False  # no input of this function
        try:
            return not _same(self.function()(**arguments), expected)
        except Exception:
            return True


def _code(source: str) -> list[str]:
    """The lines of a function without its docstring, as they are shown."""
    (tree,) = ast.parse(source).body
    assert isinstance(tree, ast.FunctionDef)
    first = tree.body[0]
    lines = source.rstrip().splitlines()
    if ast.get_docstring(tree) is not None:
        del lines[first.lineno - 1 : first.end_lineno]
    return [line.removesuffix("  # fmt: skip") for line in lines if line.strip()]


def _parts(function: Function) -> tuple[str, list[str]]:
    """The header of a function, of as many lines as it has, and its other lines, indented as they stand below it."""
    lines = _code(source_of(function))
    end = next(at for at, line in enumerate(lines, start=1) if line.endswith(":"))
    return "\n".join(lines[:end]), [line.removeprefix("    ") for line in lines[end:]]


def _compiled(function: Function, header: str, lines: Sequence[str]) -> Function | None:
    """The function of these lines, seeing what `function` sees; None where they are no Python."""
    text = "\n".join([header, *(f"    {line}" for line in lines)])
    space = dict(function.__globals__)
    try:
        exec(compile(text, "<your order>", "exec"), space)
    except SyntaxError:
        return None
    made: Function = space[function.__name__]
    return made


def _agrees(exercise: Exercise, function: Function | None) -> bool:
    """Whether a function made of our own lines does what the reference does on every visible case."""
    if function is None:
        return False
    try:
        return all(_same(function(**case.draw()), exercise.reference(**case.draw())) for case in exercise.cases)
    except Exception:  # lines in a wrong order stop with any error
        return False


def _same(got: Any, expected: Any) -> bool:
    if isinstance(expected, tuple | list):
        return isinstance(got, tuple | list) and len(got) == len(expected) and all(map(_same, got, expected))
    if isinstance(expected, Mapping):
        named = isinstance(got, Mapping) and got.keys() == expected.keys()
        return named and all(_same(got[name], expected[name]) for name in expected)
    return np.shape(got) == np.shape(expected) and bool(np.allclose(got, expected, equal_nan=True))

"""Calls whose right answers are known, and how far an answer gets with them."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_utils.checks.compare import first_difference
from course_utils.checks.locate.light import light_call
from course_utils.checks.values import PlainValue, plain_value
from course_utils.exercises.base import Case, Inputs
from course_utils.types import Array, Function

RIGHT = 3  # how far a part of an answer gets that is right


@dataclass(frozen=True, eq=False)
class Trial:
    """One call with its right answer; `is_visible` for a case of the check, else one of the exercise's small family."""

    inputs: Inputs
    expected: PlainValue
    case: Case
    is_visible: bool = True

    @property
    def size(self) -> int:
        return size_of(self.inputs)


@dataclass(frozen=True)
class Task:
    """What an exercise asks of a function: how it is called, what its answer's parts are called, and trials.

    `arguments` are the names of its arguments in their order.

    `needed` are the arguments on which the right answer depends, and those entries of dictionaries, each by its path:
    `b`, `hparameters.stride`.
    """

    call: str
    outputs: tuple[str, ...]
    trials: tuple[Trial, ...]
    needed: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()

    @property
    def can_locate(self) -> bool:
        """Whether versions of an answer can be tried by hundreds: its calls only compute, and at once."""
        return not light_call(self.call).costly

    def answer(self, function: Function, inputs: Inputs) -> PlainValue:
        return plain_value(light_call(self.call)(function, copied(inputs)))

    def passes(self, function: Function, trial: Trial) -> bool:
        """Whether the function's answer is right; False where it raises."""
        try:
            return self.is_right(self.answer(function, trial.inputs), trial)
        except (Exception, SystemExit):
            return False

    def is_right(self, value: PlainValue, trial: Trial) -> bool:
        return first_difference(value, trial.expected, trial.case, self.outputs) is None

    def progress(self, value: PlainValue, trial: Trial) -> tuple[float, ...]:
        """For each output: 0 another kind, 1 another shape, 2 … 3 the part of its numbers that is right, RIGHT all."""
        parts = [(value, trial.expected)]
        if len(self.outputs) > 1:
            if not isinstance(value, list) or len(value) != len(self.outputs):
                return (0,) * len(self.outputs)
            assert isinstance(trial.expected, list)
            parts = list(zip(value, trial.expected, strict=True))
        return tuple(_progress(got, expected, trial.case) for got, expected in parts)


def _progress(got: PlainValue, expected: PlainValue, case: Case) -> float:
    if first_difference(got, expected, case, ("result",)) is None:
        return RIGHT
    if type(got) is not type(expected):
        return 0
    if isinstance(got, np.ndarray) and isinstance(expected, np.ndarray) and got.shape == expected.shape:
        return 2 + _share_right(got, expected, case)
    return 1


def _share_right(got: Array, expected: Array, case: Case) -> float:
    """Of the numbers that are wrong somewhere, how many are right, below 1."""
    if got.dtype.kind not in "biuf" or expected.dtype.kind not in "biuf" or not got.size:
        return 0.0
    close = np.abs(got - expected.astype(float)) <= case.atol + case.rtol * np.abs(expected).max()
    return float(np.count_nonzero(close)) / (got.size + 1)


def copied(value: Any) -> Any:
    """Inputs once more, so that a function may change its own; plain containers and arrays take a way that is short."""
    kind = type(value)
    if kind is np.ndarray:
        return value.copy()
    if kind is dict:
        return {key: copied(part) for key, part in value.items()}
    if kind in (list, tuple):
        return kind(map(copied, value))
    return value if kind in (int, float, str, bool, type(None)) else copy.deepcopy(value)


def size_of(value: object) -> int:
    """How many numbers there are in inputs."""
    if isinstance(value, dict):
        return sum(map(size_of, value.values()))
    if isinstance(value, (list, tuple)):
        return sum(map(size_of, value))
    return int(getattr(value, "size", 1))


def by_size(trials: Iterable[Trial]) -> tuple[Trial, ...]:
    return tuple(sorted(trials, key=lambda trial: trial.size))

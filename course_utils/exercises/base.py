"""The values everything else reads: a case, a mistake, an exercise and a notebook's set of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_utils.exercises.changes import Changed
from course_utils.types import Function

Inputs = dict[str, Any]
Recipe = Callable[[np.random.RandomState], Inputs]


@dataclass(frozen=True)
class Case:
    """One call of a graded function: a recipe for its inputs and how close the answer must be.

    `title` is the line a student reads ("conv_forward keeps the batch size"). `inputs` draws the
    arguments, named and ordered as in the classic signature, from a legacy generator, so that
    `seed=1` gives the published figures of `np.random.seed(1)`. A hidden case has `seed=None`:
    the grader seeds it from the class's secret. A cohort's bundle draws visible cases from seeds of
    its own (`exercises/variant.py`), except those that are `fixed`: their title quotes numbers.
    A value matches when |got - expected| ≤ atol + rtol · max|expected|.
    """

    title: str
    inputs: Recipe
    seed: int | None = None
    rtol: float = 1e-5
    atol: float = 1e-8
    fixed: bool = False

    def draw(self, secret: int = 0) -> Inputs:
        """Return fresh inputs; `secret` (0 ≤ secret < 2³²) seeds the cases that name no seed."""
        return self.inputs(np.random.RandomState(secret if self.seed is None else self.seed))


@dataclass(frozen=True)
class Mistake:
    """A wrong implementation that students really write, and the sentence that names it.

    The sentence is shown only when a student's numbers equal this function's numbers. `wrong` is the function, or
    how it is made from a right one.
    """

    name: str
    sentence: str
    wrong: Function | Changed

    @property
    def function(self) -> Function:
        """The wrong implementation, ready to be called."""
        return self.wrong.function if isinstance(self.wrong, Changed) else self.wrong


@dataclass(frozen=True)
class Exercise:
    """A graded function, described once for the check, the grader, the report and the builder.

    `call` names an adapter of `course_utils.checks.calls.table`; it runs beside student code and so
    holds no expected value. `outputs` names the parts of the answer in messages. `uses` names the
    graded functions that an answer usually calls. `seconds` bounds one submission's run of it.
    `aliases` are the function's names in other generations of the course.
    """

    name: str
    points: int
    reference: Function
    cases: tuple[Case, ...]
    mistakes: tuple[Mistake, ...]
    hints: tuple[str, str, str]
    outputs: tuple[str, ...] = ("result",)
    uses: tuple[str, ...] = ()
    call: str = "plain"
    seconds: float = 5.0
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name under which the function is found, its own first."""
        return (self.name, *self.aliases)


@dataclass(frozen=True)
class ExerciseSet:
    """All graded functions of one notebook; `notebook` is its path below workbook, without suffix."""

    notebook: str
    title: str
    exercises: tuple[Exercise, ...]
    profile: str = "numpy"

    def __getitem__(self, name: str) -> Exercise:
        return self.by_name[name]

    @property
    def by_name(self) -> Mapping[str, Exercise]:
        return {exercise.name: exercise for exercise in self.exercises}

    @property
    def by_any_name(self) -> Mapping[str, Exercise]:
        return {name: exercise for exercise in self.exercises for name in exercise.names}

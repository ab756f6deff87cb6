"""The values everything else reads: a case, a mistake, an exercise and a notebook's set of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from course_utils.exercises.changes import Changed
from course_utils.exercises.project import Project, Rules
from course_utils.types import Function

Inputs = dict[str, Any]
Seed = int | Sequence[int]  # of a generator: one word of 32 bits, or several
Recipe = Callable[[np.random.RandomState], Inputs]


def not_run(inputs: Inputs) -> Inputs:
    """Inputs of a network whose layers are read alone, without weights: where other cases have run the same layers."""
    return {name: value for name, value in inputs.items() if name != "seed"}


@dataclass(frozen=True)
class Case:
    """One call of a graded function: a recipe for its inputs and how close the answer must be.

    `title` is the line a student reads ("conv_forward keeps the batch size"). `inputs` draws the
    arguments, named and ordered as in the classic signature, from a legacy generator, so that
    `seed=1` gives the published figures of `np.random.seed(1)`. A hidden case has `seed=None`:
    the grader seeds it from the class's secret. A cohort's bundle draws visible cases from seeds of
    its own (`exercises/variant.py`), except those that are `fixed`: their title quotes numbers.
    A value matches when |got - expected| ≤ atol + rtol · max|expected|. `weight` is what it counts beside the others
    of its exercise. A `corner` is a case at the edge of what is asked, as a tie: who fails nothing else keeps the rest
    of the points, who fails any other case keeps half of them at most.
    """

    title: str
    inputs: Recipe
    seed: int | None = None
    rtol: float = 1e-5
    atol: float = 1e-8
    fixed: bool = False
    weight: float = 1.0
    corner: bool = False

    def draw(self, secret: Seed = 0) -> Inputs:
        """Return fresh inputs; `secret` (numbers ≥ 0 and < 2³²) seeds the cases that name no seed."""
        return self.inputs(np.random.RandomState(secret if self.seed is None else self.seed))


def rule_cases(rules: Rules) -> tuple[Case, ...]:
    """The cases of a project's builder: one for each rule."""
    given, gives = " × ".join(map(str, rules.input_shape)), " × ".join(map(str, rules.output_shape))
    titles = {
        "shapes": f"takes pictures of {given} and gives {gives} numbers for each",
        "layers": "is built of the layers that are allowed",
        "parameters": f"has at most {rules.parameters:,} parameters",
    }

    def case(name: str) -> Case:
        inputs = {"rules": rules.as_inputs(), "asked": [name]}
        return Case(titles[name], lambda _: inputs, seed=1, fixed=True)

    return tuple(map(case, titles))


@dataclass(frozen=True)
class Shared:
    """What several mistakes have in common: said where the error with which they all stop tells no more.

    One that is not `of_errors` is said of equal numbers, too.
    """

    name: str
    sentence: str
    of_errors: bool = True


@dataclass(frozen=True)
class Mistake:
    """A wrong implementation that students really write, and the sentence that names it.

    The sentence is shown only when a student's function does in every visible case what this one does. `wrong` is the
    function, or how it is made from a right one.
    """

    name: str
    sentence: str
    wrong: Function | Changed
    shared: Shared | None = None

    @property
    def function(self) -> Function:
        """The wrong implementation, ready to be called."""
        return self.wrong.function if isinstance(self.wrong, Changed) else self.wrong


FORMULAS = {"max": max, "min": min}  # what a formula may call


@dataclass(frozen=True)
class Watched:
    """A quantity by the `names` that students give it, and how it is worked out.

    `formula` is a Python expression of the quantities that the exercise's `Watching` gives, and of loop counters
    (h, w) as they stand when a name is given its value; or it is the name of one of them, in words. `words` stand for a
    formula that would give the answer away.
    """

    names: tuple[str, ...]
    formula: str
    words: str = ""

    def value(self, known: Mapping[str, Any]) -> Any:
        """What the quantity should be; raises where a loop counter is missing, or is no number yet."""
        return known[self.formula] if self.formula in known else eval(self.formula, dict(FORMULAS), dict(known))


@dataclass(frozen=True)
class Window:
    """The numbers of which one number of an answer is made: their sum with `weights` and a `bias`, or max or mean.

    Shapes: `values` and `weights` are equal in shape; `weights` is None where `how` is "max" or "mean".
    """

    values: np.ndarray[tuple[int, ...], np.dtype[Any]]
    weights: np.ndarray[tuple[int, ...], np.dtype[Any]] | None = None
    bias: float = 0.0
    how: str = "sum"


@dataclass(frozen=True)
class Watching:
    """What is known of one call's inputs by name, and the quantities that are compared with a student's.

    `window` gives what the number at a place of the first output is made of.
    """

    given: Callable[[Inputs], Mapping[str, Any]]
    rows: tuple[Watched, ...] = ()
    window: Callable[[Inputs, tuple[int, ...]], Window] | None = None


@dataclass(frozen=True)
class Exercise:
    """A graded function, described once for the check, the grader, the report and the builder.

    `call` names an adapter of `course_utils.checks.calls.table`; it runs beside student code and so
    holds no expected value. `outputs` names the parts of the answer in messages. `uses` names the
    graded functions that an answer usually calls. `seconds` bounds one submission's run of it.
    `aliases` are the function's names in other generations of the course. `watched` are quantities on the way.
    One that joined when notebooks without it were about has no `points`: those of another edition owe it no answer.
    `open_with` is a module that only editions were handed whose text leaves the network to whoever writes it.
    A `project` asks for a function that builds a network; its cases are the rules, and its points follow the score.
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
    watched: Watching | None = None
    project: Project | None = None
    open_with: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name under which the function is found, its own first."""
        return (self.name, *self.aliases)

    def as_of(self, sources: Iterable[str]) -> Exercise:
        """The exercise as the edition of a notebook sets it, whose cells are `sources`: some leave the network open."""
        pattern = rf"^\s*(?:from|import) {self.open_with}\b"
        if not self.open_with or not any(re.search(pattern, source, re.MULTILINE) for source in sources):
            return self
        cases = tuple(replace(case, title=case.title.partition(":")[0]) for case in self.cases)  # no counts of layers
        return replace(self, call="open_network", cases=cases, mistakes=(), outputs=("the network",))

    def lists(self, name: str) -> bool:
        """Whether that is the name of one mistake; two together have a name that no mistake has."""
        return any(mistake.name == name for mistake in self.mistakes)


@dataclass(frozen=True)
class ExerciseSet:
    """All graded functions of one notebook; `notebook` is its path below workbook, without suffix.

    `seconds` bounds a submission's run of all of them, its definitions included.
    """

    notebook: str
    title: str
    exercises: tuple[Exercise, ...]
    profile: str = "numpy"
    seconds: float = 60.0

    def __getitem__(self, name: str) -> Exercise:
        return self.by_name[name]

    @property
    def by_name(self) -> Mapping[str, Exercise]:
        return {exercise.name: exercise for exercise in self.exercises}

    def as_of(self, sources: Collection[str]) -> ExerciseSet:
        """The set as the edition of a notebook sets it, whose cells are `sources`: itself where nothing differs."""
        exercises = tuple(each.as_of(sources) for each in self.exercises)
        is_ours = all(own is each for own, each in zip(exercises, self.exercises))
        return self if is_ours else replace(self, exercises=exercises)

    @property
    def by_any_name(self) -> Mapping[str, Exercise]:
        return {name: exercise for exercise in self.exercises for name in exercise.names}

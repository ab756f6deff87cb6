"""A cohort's own inputs: a released bundle can draw its visible cases from other seeds than last year's.

`course release --cohort NAME` writes `variant.json` beside this file, in the bundle only. Without
it nothing changes. A case that is `fixed` keeps its published seed in every cohort.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from course_utils.exercises.base import Exercise, ExerciseSet

FILE = "variant.json"


@dataclass(frozen=True)
class Variant:
    """A cohort's name and, by exercise, the seed that stands for each seed of its visible cases."""

    cohort: str
    seeds: Mapping[str, Mapping[int, int]]

    def apply(self, exercise: Exercise) -> Exercise:
        """The same exercise, its visible cases drawn from the cohort's seeds."""
        own = self.seeds.get(exercise.name, {})
        cases = (
            case if case.fixed else replace(case, seed=own.get(case.seed or 0, case.seed)) for case in exercise.cases
        )
        return replace(exercise, cases=tuple(cases))

    def as_json(self) -> str:
        seeds = {name: {str(old): new for old, new in own.items()} for name, own in self.seeds.items()}
        return json.dumps({"cohort": self.cohort, "seeds": seeds}, indent=1, ensure_ascii=False) + "\n"


def parse(text: str) -> Variant:
    """The variant of a file's text."""
    content = json.loads(text)
    seeds = {name: {int(old): new for old, new in own.items()} for name, own in content["seeds"].items()}
    return Variant(content["cohort"], seeds)


@cache
def installed() -> Variant | None:
    """The variant of this bundle; None in the course itself and in a bundle for no cohort."""
    path = Path(__file__).with_name(FILE)
    return parse(path.read_text("utf-8")) if path.is_file() else None


def of_cohort(group: ExerciseSet) -> ExerciseSet:
    """The set as this bundle's cohort gets it."""
    variant = installed()
    return replace(group, exercises=tuple(map(variant.apply, group.exercises))) if variant else group

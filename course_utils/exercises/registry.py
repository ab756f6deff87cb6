"""Find exercise sets by notebook or by function name.

A notebook `week1/2_step_by_step` has its set in `exercises/week1_2_step_by_step.py` as
`EXERCISES`, and its hidden cases in `exercises/hidden/week1_2_step_by_step.py` as
`HIDDEN: dict[str, tuple[Case, ...]]`. Adding the two files is all the registration there is.
A function is looked up in the files' text, so that only its own set is imported: a check in one week
needs no other week, and works where another one is broken.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from course_utils.errors import CourseError
from course_utils.exercises.base import Case, Exercise, ExerciseSet, Watching
from course_utils.exercises.project import Fresh
from course_utils.exercises.variant import of_cohort

ORDER = "notebooks.json"  # beside this file in a bundle for a class that uses some of the notebooks: which, in order
_FOLDER = Path(__file__).parent
_NAME = re.compile(r"""Exercise\(\s*(?:name=)?["'](\w+)""")
_ALIASES = re.compile(r"aliases=\(([^)]*)\)")


@cache
def notebooks() -> tuple[str, ...]:
    """Names of all notebooks that have exercises, in the order of the course."""
    stems = sorted(path.stem for path in _FOLDER.glob("week*_*.py"))
    order = _FOLDER / ORDER
    if order.is_file():
        return tuple(json.loads(order.read_text("utf-8")))
    return tuple(stem.replace("_", "/", 1) for stem in stems)


def projects() -> tuple[str, ...]:
    """The notebooks that ask for a network of the student's own: their names say so, and no file is imported."""
    return tuple(name for name in notebooks() if "_project_" in name)


def _module(notebook: str) -> str:
    return notebook.replace("/", "_", 1)


@cache
def exercise_set(notebook: str) -> ExerciseSet:
    """The set of one notebook; an unknown name raises CourseError and lists the known ones."""
    if notebook not in notebooks():
        raise CourseError(f"There is no notebook named {notebook!r}.", f"Known notebooks: {', '.join(notebooks())}.")
    group = import_module(f"course_utils.exercises.{_module(notebook)}").EXERCISES
    assert isinstance(group, ExerciseSet)
    return _watched(of_cohort(group))


def _watched(group: ExerciseSet) -> ExerciseSet:
    """The set with the quantities of `watched/weekN.py` at their exercises."""
    module = f"course_utils.exercises.watched.{group.notebook.split('/')[0]}"
    rows: dict[str, Watching] = import_module(module).WATCHED if find_spec(module) else {}
    return replace(group, exercises=tuple(replace(each, watched=rows.get(each.name)) for each in group.exercises))


def all_sets() -> tuple[ExerciseSet, ...]:
    """Every set, in the order of the course."""
    return tuple(exercise_set(name) for name in notebooks())


@cache
def names(notebook: str) -> frozenset[str]:
    """Every name of a notebook's graded functions, aliases too, read off its file without importing it."""
    text = (_FOLDER / f"{_module(notebook)}.py").read_text("utf-8")
    return frozenset((*_NAME.findall(text), *re.findall(r"\w+", " ".join(_ALIASES.findall(text)))))


def find(name: str) -> tuple[ExerciseSet, Exercise]:
    """The set and exercise of a graded function; raises CourseError for an unknown name."""
    for notebook in notebooks():
        if name in names(notebook):
            group = exercise_set(notebook)
            return group, group.by_any_name[name]
    raise CourseError(
        f"{name!r} is not a graded function of this course.",
        "Pass the function itself, as in check(zero_pad), and keep its name.",
    )


def is_graded(name: str) -> bool:
    """Whether a function of this name is an exercise of some notebook."""
    return any(name in names(notebook) for notebook in notebooks())


@cache
def hidden_cases(notebook: str) -> dict[str, tuple[Case, ...]]:
    """Hidden cases by function name; empty where the instructor's part is not installed."""
    module = f"course_utils.exercises.hidden.{_module(notebook)}"
    if find_spec("course_utils.exercises.hidden") is None or find_spec(module) is None:
        return {}
    cases: dict[str, tuple[Case, ...]] = import_module(module).HIDDEN
    return cases


def fresh(notebook: str) -> dict[str, Fresh]:
    """What draws the pictures of a project's grade and their truth, by function; only where the hidden cases are."""
    drawn: dict[str, Fresh] = import_module(f"course_utils.exercises.hidden.{_module(notebook)}").FRESH
    return drawn

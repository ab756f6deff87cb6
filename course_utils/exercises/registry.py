"""Find exercise sets by notebook or by function name.

A notebook `week1/2_step_by_step` has its set in `exercises/week1_2_step_by_step.py` as
`EXERCISES`, and its hidden cases in `exercises/hidden/week1_2_step_by_step.py` as
`HIDDEN: dict[str, tuple[Case, ...]]`. Adding the two files is all the registration there is.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from course_utils.errors import CourseError
from course_utils.exercises.base import Case, Exercise, ExerciseSet
from course_utils.exercises.variant import of_cohort

_FOLDER = Path(__file__).parent


@cache
def notebooks() -> tuple[str, ...]:
    """Names of all notebooks that have exercises, in the order of the course."""
    stems = sorted(path.stem for path in _FOLDER.glob("week*_*.py"))
    return tuple(stem.replace("_", "/", 1) for stem in stems)


def _module(notebook: str) -> str:
    return notebook.replace("/", "_", 1)


@cache
def exercise_set(notebook: str) -> ExerciseSet:
    """The set of one notebook; an unknown name raises CourseError and lists the known ones."""
    if notebook not in notebooks():
        raise CourseError(f"There is no notebook named {notebook!r}.", f"Known notebooks: {', '.join(notebooks())}.")
    group = import_module(f"course_utils.exercises.{_module(notebook)}").EXERCISES
    assert isinstance(group, ExerciseSet)
    return of_cohort(group)


def all_sets() -> tuple[ExerciseSet, ...]:
    return tuple(exercise_set(name) for name in notebooks())


def find(name: str) -> tuple[ExerciseSet, Exercise]:
    """The set and exercise of a graded function; raises CourseError for an unknown name."""
    for group in all_sets():
        if name in group.by_any_name:
            return group, group.by_any_name[name]
    raise CourseError(
        f"{name!r} is not a graded function of this course.",
        "Pass the function itself, as in check(zero_pad), and keep its name.",
    )


@cache
def hidden_cases(notebook: str) -> dict[str, tuple[Case, ...]]:
    """Hidden cases by function name; empty where the instructor's part is not installed."""
    module = f"course_utils.exercises.hidden.{_module(notebook)}"
    if find_spec("course_utils.exercises.hidden") is None or find_spec(module) is None:
        return {}
    cases: dict[str, tuple[Case, ...]] = import_module(module).HIDDEN
    return cases


@cache
def version(notebook: str) -> str:
    """A fingerprint of a set's source: grades made under another version are not reused."""
    exercise_set(notebook)  # an unknown name raises here
    stem = _module(notebook)
    digest = hashlib.sha256()
    shared = [path for path in _FOLDER.glob("*.py") if not path.name.startswith("week")]
    layers = (_FOLDER.parent / "layers").glob("*.py")
    for path in [_FOLDER / f"{stem}.py", _FOLDER / "hidden" / f"{stem}.py", *sorted(shared), *sorted(layers)]:
        if path.exists():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]

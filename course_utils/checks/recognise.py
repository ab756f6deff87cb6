"""Which notebook of the course a file is."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import PurePath

from course_utils.errors import NotebookError
from course_utils.exercises import registry
from course_utils.exercises.base import Exercise, ExerciseSet
from course_utils.notebooks.cell import Cell, graded_names


def recognise(file: str, cells: Iterable[Cell]) -> str:
    """Which notebook of the course this is: by its functions, then by its file name.

    Raises NotebookError when it defines no graded function of the course.
    """
    names = set(graded_names(cells))
    stem = PurePath(file).stem.lower()

    def score(notebook: str) -> tuple[int, bool]:
        return len(names & registry.names(notebook)), notebook.split("/")[1] in stem

    best = max(registry.notebooks(), key=score, default="")
    if not best or score(best)[0] == 0:
        raise NotebookError(
            "The notebook has no graded function of this course.",
            "Keep each '# GRADED FUNCTION: name' cell and the function's name as they were.",
        )
    return best


def owed(group: ExerciseSet, cells: Collection[Cell]) -> tuple[Exercise, ...]:
    """The exercises that a notebook answers for: all, in one with the course's own checks.

    One of another edition answers for those without points only where it has them.
    """
    if any(cell.is_check for cell in cells):
        return group.exercises
    held = set(graded_names(cells))
    return tuple(each for each in group.exercises if each.points or not held.isdisjoint(each.names))

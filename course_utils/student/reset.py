"""`course reset`: a notebook, or one exercise of it, as the course handed it out."""

from __future__ import annotations

from pathlib import Path

from course_utils.errors import CourseError, NotebookError, UsageError
from course_utils.student import cells
from course_utils.student.backup import Backup, backup, require_in
from course_utils.student.cells import Cell, Notebook
from course_utils.student.changes import changes, read_bytes
from course_utils.student.matching import match, slots
from course_utils.student.originals import original


def reset(root: Path, name: str, exercise: str | None = None) -> Backup:
    """Put the original of the notebook `name` back, or only the cell of one exercise; returns the backup made first.

    Raises:
        UsageError: the notebook has no such exercise.
        NotebookError: one exercise was asked for, and the notebook cannot be read.
        CourseError: the backup or the notebook cannot be written; nothing is changed then.
    """
    path = f"workbook/{name}.ipynb"
    content = original(root, name)
    with changes(root) as plan:
        present = read_bytes(root / path)
        if exercise is not None:
            content = _with_original(name, content, present, exercise)
        safety = backup(root)
        require_in(safety, path, present)
        plan.put(path, content, seen=present)
        plan.commit()
    return safety


def _with_original(name: str, original: bytes, present: bytes | None, exercise: str) -> bytes:
    """The student's notebook with one exercise's cell as it was."""
    if present is None:
        raise CourseError(f"The notebook {name} is not there.", f"Put all of it back: course reset {name}.")
    whole = f"Put all of it back: course reset {name}."
    try:
        mine = cells.read(present)
    except NotebookError as error:
        raise NotebookError(error.message, whole) from None
    base = cells.read(original)
    return cells.write({**mine, "cells": _replaced(base, mine, exercise)})


def _replaced(base: Notebook, mine: Notebook, exercise: str) -> list[Cell]:
    course, own = slots(base["cells"], []), list(mine["cells"])
    place = next((i for i, slot in enumerate(course) if slot.base and cells.title(slot.base) == exercise), None)
    if place is None:
        known = ", ".join(filter(None, map(cells.title, base["cells"]))) or "none"
        raise UsageError(f"The notebook has no exercise {exercise!r}.", f"Its exercises: {known}.")
    places = {slot: index for index, slot in match(course, own).items()}
    fresh = dict(base["cells"][place])
    if course[place] in places:
        index = places[course[place]]
        fresh["id"] = own[index].get("id")
        own[index] = _without_id(fresh) if fresh["id"] is None else fresh
        return own
    before = max((places[slot] for slot in course[:place] if slot in places), default=-1)
    has_ids = any("id" in cell for cell in own)
    own.insert(before + 1, fresh if has_ids or not own else _without_id(fresh))
    return own


def _without_id(cell: Cell) -> Cell:
    """The cell for a notebook of a format before 4.5, which knows no ids."""
    return {key: value for key, value in cell.items() if key != "id"}

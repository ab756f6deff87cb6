"""`course reset`: a notebook, or one exercise of it, as the course handed it out."""

from __future__ import annotations

from pathlib import Path

from course_utils.errors import CourseError, NotebookError, UsageError
from course_utils.notebooks.cell import Cell
from course_utils.notebooks.file import Notebook, read_notebook, write_notebook
from course_utils.student.backup import Backup, backup, require_in
from course_utils.student.changes import changes, read_bytes
from course_utils.student.matching import match, slots
from course_utils.student.originals import Maker, original


def reset(root: Path, name: str, exercise: str | None = None, maker: Maker | None = None) -> Backup:
    """Put the original of the notebook `name` back, or only the cell of one exercise; returns the backup made first.

    `maker` makes originals where the course has its sources.

    Raises:
        UsageError: the notebook has no such exercise.
        NotebookError: one exercise was asked for, and the notebook cannot be read.
        CourseError: the backup or the notebook cannot be written; nothing is changed then.
    """
    path = f"workbook/{name}.ipynb"
    content = original(root, name, maker)
    if exercise is not None:
        _require(exercise, content)
    with changes(root) as plan:
        present = read_bytes(root / path)
        if exercise is not None:
            content = _with_original(name, content, present, exercise)
        safety = backup(root)
        require_in(safety, path, present)
        plan.put(path, content, seen=present)
        plan.commit()
    return safety


def require_exercise(root: Path, name: str, exercise: str, maker: Maker | None = None) -> None:
    """Raise UsageError when the original of the notebook `name` has no such exercise."""
    _require(exercise, original(root, name, maker))


def _require(exercise: str, content: bytes) -> None:
    known = [cell.title for cell in read_notebook(content).cells if cell.title]
    if exercise not in known:
        raise UsageError(f"The notebook has no exercise {exercise!r}.", f"Its exercises: {', '.join(known) or 'none'}.")


def _with_original(name: str, original: bytes, present: bytes | None, exercise: str) -> bytes:
    """The student's notebook with one exercise's cell as it was."""
    if present is None:
        raise CourseError(f"The notebook {name} is not there.", f"Put all of it back: course reset {name}.")
    whole = f"Put all of it back: course reset {name}."
    try:
        mine = read_notebook(present)
    except NotebookError as error:
        raise NotebookError(error.message, whole) from None
    return write_notebook(Notebook(tuple(_replaced(read_notebook(original), mine, exercise)), mine.fields))


def _replaced(base: Notebook, mine: Notebook, exercise: str) -> list[Cell]:
    course, own = slots(base.cells, []), list(mine.cells)
    fresh = next(cell for cell in base.cells if cell.title == exercise)
    slot = course[fresh.number - 1]
    places = {matched: index for index, matched in match(course, own).items()}
    if slot in places:
        index = places[slot]
        id = own[index].fields.get("id")
        own[index] = _without_id(fresh) if id is None else fresh.changed(id=id)
        return own
    before = max((places[earlier] for earlier in course[: fresh.number - 1] if earlier in places), default=-1)
    has_ids = any("id" in cell.fields for cell in own)
    own.insert(before + 1, fresh if has_ids or not own else _without_id(fresh))
    return own


def _without_id(cell: Cell) -> Cell:
    """The cell for a notebook of a format before 4.5, which knows no ids."""
    return Cell.of(cell.number, {key: value for key, value in cell.fields.items() if key != "id"})

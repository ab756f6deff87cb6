"""Every format of `course export`: a row of FORMATS is all the registration there is.

The command's help lists this table, so nothing heavy loads before a format is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from course_utils.errors import UsageError

if TYPE_CHECKING:
    from course_utils.grading.exports.columns import Form
    from course_utils.grading.exports.points import Points


@dataclass(frozen=True)
class Request:
    """What the command line says: a graded folder (or a new file to write), and what a format may need besides.

    `into` is a file of the other system to be filled in; `columns` are its columns by notebook, or by what they hold.
    `course` is a class whose rules go into an autograder.
    """

    folder: Path
    roster: Path | None = None
    notebook: str | None = None
    into: Path | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    db: str | None = None
    course: Path | None = None

    def target(self, name: str) -> Path:
        return self.folder / f"export-{name}"


@dataclass(frozen=True)
class Format:
    """`write` returns the path that it wrote; `note` stands behind the name in the command's help."""

    write: Callable[[Request], Path]
    note: str = ""


def export_grades(name: str, request: Request) -> Path:
    """Write the format `name`; raises UsageError for an unknown one, and for what the format itself refuses."""
    if name not in FORMATS:
        raise UsageError(f"There is no export named {name!r}.", f"Known formats: {', '.join(FORMATS)}.")
    return FORMATS[name].write(request)


def listed() -> str:
    """The formats as help names them."""
    return ", ".join(f"{name} ({format.note})" if format.note else name for name, format in FORMATS.items())


def _table(request: Request, name: str, form: Callable[[ModuleType], Form], for_students: bool = False) -> Path:
    """A CSV file in the form that is picked from `columns`."""
    from course_utils.grading.exports import columns

    return columns.export(request.folder, name, form(columns), request.roster, request.db, for_students)


def _canvas(request: Request) -> Path:
    if request.into is None:
        return _table(request, "canvas", lambda columns: columns.canvas, for_students=True)
    from course_utils.grading.exports.filled import fill_canvas

    points = _points(request)
    return fill_canvas(points, request.into, request.columns, request.target("canvas.csv"))


def _moodle(request: Request) -> Path:
    if request.into is None:
        return _table(request, "moodle", lambda columns: columns.moodle, for_students=True)
    from course_utils.grading.exports.filled import fill_moodle

    points = _points(request)
    notebook = _the_notebook(request, points)
    return fill_moodle(points, request.into, notebook, request.columns, request.target("moodle.csv"))


def _moodle_feedback(request: Request) -> Path:
    if request.into is None:
        help = "Pass --into worksheet.csv: Submissions, Download grading worksheet."
        raise UsageError("Moodle's grading worksheet tells the students' numbers.", help)
    from course_utils.grading.exports.feedback import moodle_feedback

    points = _points(request)
    notebook = _the_notebook(request, points)
    return moodle_feedback(request.folder, points, request.into, notebook, request.target("moodle-feedback.zip"))


def _points(request: Request) -> Points:
    """What students may see."""
    from course_utils.grading.exports.points import read_points

    return read_points(request.folder, request.db, for_students=True)


def _the_notebook(request: Request, points: Points) -> str:
    """The one that an assignment of Moodle is about: named, or the only one of the class."""
    names = [name for name in points.notebooks if request.notebook in (None, name, name.split("/")[1])]
    if len(names) != 1:
        what = "no notebook of this class" if request.notebook else "a worksheet of Moodle is about one notebook"
        raise UsageError(f"{request.notebook or 'Which'}: {what}.", f"Pass --notebook: {', '.join(points.notebooks)}.")
    return names[0]


def _autograder(request: Request) -> Path:
    if request.notebook is None:
        raise UsageError("A Gradescope autograder grades one notebook.", "Pass --notebook, as week1/2_step_by_step.")
    from course_utils.grading.exports.gradescope import export_autograder

    return export_autograder(request.folder, request.notebook, course=request.course)


FORMATS = {
    "csv": Format(lambda request: _table(request, "csv", lambda columns: columns.plain)),
    "everything": Format(lambda request: _table(request, "everything", lambda columns: columns.everything)),
    "canvas": Format(_canvas),
    "moodle": Format(_moodle),
    "moodle-feedback": Format(_moodle_feedback, "a zip of pages"),
    "gradescope": Format(_autograder, "an autograder zip"),
}

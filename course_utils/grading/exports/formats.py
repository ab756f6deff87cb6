"""Every format of `course export`: a row of FORMATS is all the registration there is.

The command's help lists this table, so nothing heavy loads before a format is written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from course_utils.errors import UsageError
from course_utils.grading.exports import columns


@dataclass(frozen=True)
class Request:
    """What the command line says: a graded folder (or a new file to write), and what a format may need besides."""

    folder: Path
    roster: Path | None = None
    notebook: str | None = None


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


def _table(name: str, form: columns.Form) -> Format:
    return Format(lambda request: columns.export(request.folder, name, form, request.roster))


def _autograder(request: Request) -> Path:
    if request.notebook is None:
        raise UsageError("A Gradescope autograder grades one notebook.", "Pass --notebook, as week1/2_step_by_step.")
    from course_utils.grading.exports.gradescope import export_autograder

    return export_autograder(request.folder, request.notebook)


FORMATS = {
    "csv": _table("csv", columns.plain),
    "canvas": _table("canvas", columns.canvas),
    "moodle": _table("moodle", columns.moodle),
    "gradescope": Format(_autograder, "an autograder zip"),
}

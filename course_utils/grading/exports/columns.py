"""Points in the columns that other systems import: plain CSV, Canvas and Moodle.

Canvas and Moodle find students by an identifier that submissions do not carry. Given a `roster`,
the CSV that their own gradebook exports, the identifiers are copied from it by the student's name.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_utils.errors import UsageError
from course_utils.grading.report.outputs import replacing, safe_cell

Cells = Sequence[Any]
_CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_ROSTER = "Expected the CSV file that Canvas or Moodle exports, with a column Student or First name."
_MOODLE = ("First name", "Last name", "ID number", "Email address")


@dataclass(frozen=True)
class Points:
    """A class as `results.json` has it: points by student and notebook, and each notebook's most."""

    notebooks: tuple[str, ...]
    most: Mapping[str, float]
    students: Mapping[str, Mapping[str, float]]


Roster = Mapping[str, Mapping[str, str]]
Form = Callable[[Points, Roster], Iterator[Cells]]


def export(folder: Path, format: str, roster: Path | None = None, target: Path | None = None) -> Path:
    """Write `folder`/export-FORMAT.csv (or `target`) from `folder`/results.json; returns its path.

    Raises UsageError for an unknown format, a folder that `course grade` did not write, or a
    roster without names.
    """
    if format not in FORMS:
        raise UsageError(f"There is no export named {format!r}.", f"Known formats: {', '.join(FORMS)}, gradescope.")
    points, known = read_points(folder), read_roster(roster) if roster else {}
    path = target or folder / f"export-{format}.csv"
    with replacing(path) as file:
        writer = csv.writer(file)
        for row in FORMS[format](points, known):
            writer.writerow([safe_cell(cell) for cell in row])
    return path


def read_points(folder: Path) -> Points:
    """The points of a graded class; raises UsageError when `folder` has no readable results."""
    path = folder / "results.json"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        entries = [one for one in found["submissions"] if one["notebook"]]
        students: dict[str, dict[str, float]] = {one["student"]: {} for one in found["submissions"]}
        most: dict[str, float] = {}
        for one in entries:
            students[one["student"]][one["notebook"]] = one["points"]
            most[one["notebook"]] = max(most.get(one["notebook"], 0.0), one["max_points"])
        return Points(tuple(found["notebooks"]), most, students)
    except (OSError, ValueError, KeyError, TypeError) as error:
        help = "Pass the folder that `course grade --out` wrote."
        why = error.strerror if isinstance(error, OSError) else "it is not as `course grade` writes it"
        raise UsageError(f"{path} cannot be read: {why}.", help) from None


def read_roster(path: Path) -> Roster:
    """Rows of another system's gradebook by every name under which a submission may come, and that is one's only."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [{key: value or "" for key, value in row.items() if key} for row in csv.DictReader(file)]
    except (OSError, UnicodeDecodeError, csv.Error, AttributeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no CSV file in UTF-8"
        raise UsageError(f"The roster {path} cannot be read: {why}.", _ROSTER) from None
    found: dict[str, Mapping[str, str]] = {}
    twice = set()
    for row in rows:
        for name in dict.fromkeys(_names(row)):
            twice |= {name} & set(found)
            found[name] = row
    if not found:
        raise UsageError(f"The roster {path} names no student.", _ROSTER)
    return {name: row for name, row in found.items() if name not in twice}  # never to the wrong one of two


def not_in_roster(folder: Path, roster: Path) -> list[str]:
    """Students of `folder` whom the roster names never, or twice."""
    known = read_roster(roster)
    return [student for student in read_points(folder).students if _folded(student) not in known]


def _names(row: Mapping[str, str]) -> Iterator[str]:
    first, last = row.get("First name", ""), row.get("Last name", row.get("Surname", ""))
    student = row.get("Student", "")
    surname, _, given = student.partition(",")
    canvas = f"{given} {surname}" if given else ""
    squeezed = "".join(letter for letter in student.lower() if letter.isalnum())
    for name in (student, canvas, f"{first} {last}", squeezed):
        if name.strip():
            yield _folded(name)
    for column in ("SIS Login ID", "SIS User ID", "ID number", "Username", "Email address"):
        if row.get(column):
            yield _folded(row[column])


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _plain(points: Points, _roster: Roster) -> Iterator[Cells]:
    yield ["student", *points.notebooks, "total", "max_points"]
    for student, mine in points.students.items():
        cells = [mine.get(name, "") for name in points.notebooks]
        yield [student, *cells, sum(mine.values()), sum(points.most.values())]


def _canvas(points: Points, roster: Roster) -> Iterator[Cells]:
    yield [*_CANVAS, *points.notebooks]
    yield ["    Points Possible", "", "", "", "", *(points.most.get(name, 0.0) for name in points.notebooks)]
    for student, mine in points.students.items():
        row = roster.get(_folded(student), {})
        cells = [mine.get(name, "") for name in points.notebooks]
        yield [row.get("Student") or student, *(row.get(column, "") for column in _CANVAS[1:]), *cells]


def _moodle(points: Points, roster: Roster) -> Iterator[Cells]:
    yield [*_MOODLE, *(f"Assignment: {name} (Real)" for name in points.notebooks)]
    for student, mine in points.students.items():
        first, _, last = student.rpartition(" ")
        row = roster.get(_folded(student), {"First name": first or student, "Last name": last if first else ""})
        identity = [row.get(column, "") for column in _MOODLE]
        yield [*identity, *(mine.get(name, "") for name in points.notebooks)]


FORMS: dict[str, Form] = {"csv": _plain, "canvas": _canvas, "moodle": _moodle}

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

from course_utils.errors import UsageError
from course_utils.grading.report.outputs import replacing, safe_cell

Cells = Sequence[object]
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


def export(folder: Path, name: str, form: Form, roster: Path | None = None) -> Path:
    """Write `folder`/export-NAME.csv in one form from `folder`/results.json; returns its path.

    Says whom the roster does not name. Raises UsageError for a folder that `course grade` did not
    write, or a roster without names.
    """
    points, known = read_points(folder), read_roster(roster) if roster else {}
    path = folder / f"export-{name}.csv"
    with replacing(path) as file:
        writer = csv.writer(file)
        for row in form(points, known):
            writer.writerow([safe_cell(cell) for cell in row])
    unknown = [student for student in points.students if _folded(student) not in known] if roster else []
    if unknown:
        named = ", ".join(unknown[:5]) + (", …" if len(unknown) > 5 else "")
        print(f"{len(unknown)} without identifiers, because {roster} does not name exactly one: {named}.")
    return path


def read_points(folder: Path) -> Points:
    """The points of a graded class; raises UsageError when `folder` has no readable results."""
    path = folder / "results.json"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        entries = content["submissions"]
        students: dict[str, dict[str, float]] = {entry["student"]: {} for entry in entries}
        most: dict[str, float] = {}
        for entry in (entry for entry in entries if entry["notebook"]):
            students[entry["student"]][entry["notebook"]] = entry["points"]
            most[entry["notebook"]] = max(most.get(entry["notebook"], 0.0), entry["max_points"])
        return Points(tuple(content["notebooks"]), most, students)
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
    by_name: dict[str, Mapping[str, str]] = {}
    twice = set()
    for row in rows:
        for name in dict.fromkeys(_names(row)):
            if name in by_name:
                twice.add(name)
            by_name[name] = row
    if not by_name:
        raise UsageError(f"The roster {path} names no student.", _ROSTER)
    return {name: row for name, row in by_name.items() if name not in twice}  # never to the wrong one of two


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


def plain(points: Points, _roster: Roster) -> Iterator[Cells]:
    """A row per student, a column per notebook, and the total."""
    yield ["student", *points.notebooks, "total", "max_points"]
    for student, mine in points.students.items():
        cells = [mine.get(name, "") for name in points.notebooks]
        yield [student, *cells, sum(mine.values()), sum(points.most.values())]


def canvas(points: Points, roster: Roster) -> Iterator[Cells]:
    """As Canvas imports a gradebook."""
    yield [*_CANVAS, *points.notebooks]
    yield ["    Points Possible", "", "", "", "", *(points.most.get(name, 0.0) for name in points.notebooks)]
    for student, mine in points.students.items():
        row = roster.get(_folded(student), {})
        cells = [mine.get(name, "") for name in points.notebooks]
        yield [row.get("Student") or student, *(row.get(column, "") for column in _CANVAS[1:]), *cells]


def moodle(points: Points, roster: Roster) -> Iterator[Cells]:
    """As Moodle imports grades."""
    yield [*_MOODLE, *(f"Assignment: {name} (Real)" for name in points.notebooks)]
    for student, mine in points.students.items():
        first, _, last = student.rpartition(" ")
        row = roster.get(_folded(student), {"First name": first or student, "Last name": last if first else ""})
        identity = [row.get(column, "") for column in _MOODLE]
        yield [*identity, *(mine.get(name, "") for name in points.notebooks)]

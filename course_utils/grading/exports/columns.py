"""Points in the columns that other systems import: plain CSV, everything, Canvas and Moodle.

Canvas and Moodle find students by an identifier that no notebook carries: the class's roster has it, or a list that
their own gradebook exports. Every student of the roster has a row.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from course_utils.grading.exports.points import Member, Points, read_points
from course_utils.grading.intake.owner import Owner
from course_utils.grading.report.outputs import replacing, safe_cell
from course_utils.grading.roster.lists import read_list
from course_utils.grading.roster.matching import match

Cells = Sequence[object]
_CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_MOODLE = ("First name", "Last name", "ID number", "Email address")
_NUMBERS = ("canvas", "sis", "login", "moodle", "github", "nbgrader")
EVERYTHING = (
    "student", "name", "section", "email", *_NUMBERS, "notebook", "state", "points", "max_points", "unchecked_points",
    "submitted_at", "late_days", "free_days", "bank_days", "penalty", "attempt", "attempts", "file",
    "total", "total_max",
)  # fmt: skip

Form = Callable[[Points], Iterator[Cells]]


def export(
    folder: Path,
    name: str,
    form: Form,
    roster: Path | None = None,
    db: str | None = None,
    for_students: bool = False,
) -> Path:
    """Write `folder`/export-NAME.csv in one form from the class in `folder`; returns its path.

    Says whom the list `roster` does not name, and what waits where points go `for_students` to see. Raises
    UsageError for a folder that `course grade` did not write, or a list without names.
    """
    points = read_points(folder, db, for_students)
    if roster is not None:
        points = _listed(points, roster)
    path = folder / f"export-{name}.csv"
    with replacing(path) as file:
        writer = csv.writer(file)
        for row in form(points):
            writer.writerow([safe_cell(cell) for cell in row])
    return path


def _listed(points: Points, path: Path) -> Points:
    """The points with what a list says of the students; says on the terminal whom it does not name."""
    lines = [listed.person for listed in read_list(path)]
    people = [replace(person, student=str(number)) for number, person in enumerate(lines)]
    owners = {student: Owner(student) for student in points.students}
    matches = match(owners.values(), people, {})
    known = {
        student: people[int(matches.students[owner])]
        for student, owner in owners.items()
        if matches.students[owner] not in matches.unknown
    }
    unknown = [student for student in points.students if student not in known]
    if unknown:
        print(f"{len(unknown)} without identifiers, because {path} does not name exactly one: {listing(unknown)}.")
    now = {name: replace(each, person=known.get(name, each.person)) for name, each in points.students.items()}
    return replace(points, students=now)




def listing(students: Sequence[str]) -> str:
    """The first five names."""
    return ", ".join(students[:5]) + (", …" if len(students) > 5 else "")


def _cells(member: Member, points: Points, excused: str = "") -> list[object]:
    """The student's points, "" where there are none, and the word `excused` where none are asked."""
    return [
        excused if member.state(name) == "excused" and excused else _blank(member.points(name))
        for name in points.notebooks
    ]


def _blank(value: float | None) -> object:
    return "" if value is None else value


def plain(points: Points) -> Iterator[Cells]:
    """A row per student, a column per notebook, and the total."""
    yield ["student", *points.notebooks, "total", "max_points"]
    for student, member in points.students.items():
        yield [student, *_cells(member, points), _blank(member.total.points), points.whole]


def everything(points: Points) -> Iterator[Cells]:
    """A row per student and notebook with all that the gradebook knows of it."""
    yield EVERYTHING
    for student, member in points.students.items():
        person = member.person
        ids = [person.id(system) for system in ("email", *_NUMBERS)]
        for name in points.notebooks:
            row: list[object] = [student, person.name, person.section, *ids, name, member.state(name)]
            row += [*_notebook_cells(member, name), _blank(member.total.points), points.whole]
            yield row


def _notebook_cells(member: Member, name: str) -> list[object]:
    standing = member.standings.get(name)
    if standing is None:
        return [0.0 if member.state(name) == "missing" else "", member.most[name], *[""] * 9]
    graded = standing.graded
    at = graded.submitted_at.isoformat(timespec="seconds") if graded.submitted_at else ""
    days = [standing.late_days, standing.free_days, standing.bank_days, standing.penalty]
    points = [standing.points, standing.max_points, standing.open_points]
    return [*points, at, *days, standing.attempt, standing.attempts, graded.file]


def canvas(points: Points) -> Iterator[Cells]:
    """As Canvas imports a gradebook; EX excuses."""
    yield [*_CANVAS, *points.notebooks]
    yield ["    Points Possible", "", "", "", "", *(points.most[name] for name in points.notebooks)]
    for member in points.members:
        ids = [member.person.id(system) for system in ("canvas", "sis", "login")]
        yield [member.person.name, *ids, member.person.section, *_cells(member, points, excused="EX")]


def moodle(points: Points) -> Iterator[Cells]:
    """As Moodle imports grades."""
    yield [*_MOODLE, *(f"Assignment: {name} (Real)" for name in points.notebooks)]
    for member in points.members:
        first, _, last = member.person.name.rpartition(" ")
        ids = [member.person.id("sis"), member.person.id("email")]
        yield [first or last, last if first else "", *ids, *_cells(member, points)]

"""A class's points as every export reads them: from the gradebook, by the rules of the class."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.grading.roster.person import Person

if TYPE_CHECKING:  # the help page lists the formats without the database
    from course_utils.grading.course.values import Course
    from course_utils.grading.gradebook.records import Standing, Total


@dataclass(frozen=True)
class Member:
    """One student: who they are, why they do not count as one of the class ("" where they do), and what they have.

    `standings` are by notebook, of those handed in; `most` is what each notebook is out of.
    """

    person: Person
    place: str
    standings: Mapping[str, Standing]
    total: Total
    most: Mapping[str, float]

    def state(self, notebook: str) -> str:
        """Handed in, missing, excused or dropped; or the student's place."""
        return self.place or next((part.state for part in self.total.parts if part.notebook == notebook), "handed in")

    def points(self, notebook: str) -> float | None:
        """What counts of a notebook, out of its `most`; None where nothing was handed in, or some of it is still open.

        Grades of an earlier version can be out of other points.
        """
        standing = self.standings.get(notebook)
        if standing is None or standing.open_points:
            return None
        scale = self.most[notebook] / standing.max_points if standing.max_points else 1.0
        return standing.points if scale == 1 else standing.points * scale


@dataclass(frozen=True)
class Points:
    """A class: its notebooks in order, what each is out of, what every total is out of, and everybody by name."""

    notebooks: tuple[str, ...]
    most: Mapping[str, float]
    whole: float
    students: Mapping[str, Member]

    @property
    def members(self) -> list[Member]:
        """Everybody whose points go to another system: nobody who withdrew."""
        return [member for member in self.students.values() if member.place != "withdrawn"]


def read_points(folder: Path, db: str | None = None, for_students: bool = False) -> Points:
    """The points of a graded class; raises UsageError when `folder` has no gradebook.

    Points that go where students see them are without the scores of projects that wait for a deadline, which is said.
    """
    from course_utils.grading.course.folder import existing, load_rules
    from course_utils.grading.gradebook.classroom import Classroom
    from course_utils.grading.gradebook.people import People

    with existing(folder, db) as book:
        classroom = Classroom(book, load_rules(folder))
        numbers: dict[str, set[tuple[str, str]]] = {}
        for pair, student in People(book).seen().items():
            numbers.setdefault(student, set()).add(pair)
        people = {person.student: person for person in classroom.register.people}
        most = {notebook.name: notebook.points for notebook in classroom.asked}
        members = {
            student: Member(
                people.get(student) or Person(student, frozenset(numbers.get(student, ())), student=student),
                classroom.register.place(student),
                {standing.graded.notebook: replace(standing, history=()) for standing in standings},
                total,
                most,
            )
            for student, standings, total in classroom.everybody()
        }
        points = Points(tuple(classroom.notebooks), most, classroom.most, members)
        return _for_students(points, classroom.course) if for_students else points


def _for_students(points: Points, course: Course) -> Points:
    from course_utils.grading.projects.veil import veiled

    now = datetime.now(UTC)
    waiting, members = 0, {}
    for student, member in points.students.items():
        shown = {notebook: veiled(standing, course, now) for notebook, standing in member.standings.items()}
        waiting += sum(shown[notebook] is not standing for notebook, standing in member.standings.items())
        members[student] = replace(member, standings=shown)
    if waiting:
        print(f"Without points there: projects whose deadline is not over ({waiting}). Export again when it is.")
    return replace(points, students=members)

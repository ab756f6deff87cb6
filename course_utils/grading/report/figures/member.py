"""A student of the class with all that the class asks of them: what page, tables and figures are made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from course_utils.grading.course.points import rounded
from course_utils.grading.gradebook.classroom import Classroom
from course_utils.grading.gradebook.records import Part, Standing, Total


@dataclass(frozen=True)
class Entry:
    """How it stands with one notebook: `state` is handed in, missing, excused, dropped, or the student's place.

    `most` are its points; an excused notebook is out of nothing.
    """

    notebook: str
    state: str
    most: float
    standing: Standing | None = None

    @property
    def is_excused(self) -> bool:
        return self.state == "excused"

    @property
    def points(self) -> float:
        return self.standing.points if self.standing else 0.0

    @property
    def share(self) -> float | None:
        """Points as a part (0 to 1) of those decided; None when nothing is decided, 0 when nothing was handed in."""
        if self.is_excused:
            return None
        return self.standing.share if self.standing else 0.0


@dataclass(frozen=True)
class Member:
    """A student: `entries` are the class's notebooks in order, `others` files that are none of them.

    `place` says why they do not count as one of the class (withdrawn, not on the roster), else it is empty.
    """

    student: str
    place: str
    section: str
    total: Total
    entries: Sequence[Entry]
    others: Sequence[Standing] = ()

    @property
    def standings(self) -> list[Standing]:
        return [*(entry.standing for entry in self.entries if entry.standing), *self.others]

    @property
    def is_plain(self) -> bool:
        """Whether the total is the sum of the notebooks as they stand: no weight, no curve, nothing left out."""
        everything = rounded(sum(entry.points for entry in self.entries))
        return self.total.points == everything and all(part.counts for part in self.total.parts)

    @property
    def late_days(self) -> int:
        return max((standing.late_days for standing in self.standings), default=0)

    @property
    def attempts(self) -> int:
        return sum(standing.attempts for standing in self.standings)


def members(classroom: Classroom) -> Iterator[Member]:
    """Everybody who handed in or is on the roster, by name; a stream."""
    register = classroom.register
    sections = {person.student: person.section for person in register.people}
    most = {each.name: each.points for each in classroom.asked}
    for student, standings, total in classroom.everybody():
        place = register.place(student)
        entries = [_entry(part, place, most[part.notebook]) for part in total.parts]
        others = [standing for standing in standings if standing.graded.notebook not in most]
        yield Member(student, place, sections.get(student, ""), total, entries, others)


def _entry(part: Part, place: str, most: float) -> Entry:
    state = part.state if part.state == "excused" else place or part.state
    return Entry(part.notebook, state, part.standing.max_points if part.standing else most, part.standing)

"""The class in the gradebook: its students, what other systems call them, and who is excused.

with Gradebook.open("report/gradebook.sqlite") as book:
    people = People(book)
    people.add(read_list(Path("canvas.csv")))
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from course_utils.errors import UsageError
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.records import Standing
from course_utils.grading.gradebook.tables import (
    ExcusedRow,
    HandInRow,
    IdentifierRow,
    OverrideRow,
    PersonRow,
    RegradeRow,
    SubmissionRow,
)
from course_utils.grading.roster.person import Person, State, compared


@dataclass(frozen=True)
class Added:
    """What a list brought: new students, and those who were there already."""

    new: tuple[str, ...]
    known: tuple[str, ...]


@dataclass(frozen=True)
class Register:
    """The roster as reports read it: who is in the class, and who need not hand in what."""

    people: tuple[Person, ...]
    excused: frozenset[tuple[str, str]]

    def place(self, student: str) -> str:
        """Why a student does not count as one of the class: withdrawn, not on the roster; else ""."""
        person = self._by_name.get(student)
        if self.people and person is None:
            return "not on the roster"
        return person.state if person is not None and person.state != "active" else ""

    def state(self, student: str, notebook: str, handed_in: bool) -> str:
        """How it stands with a notebook: handed in, missing, excused; or the student's place."""
        if place := self.place(student):
            return place
        if (student, notebook) in self.excused:
            return "excused"
        return "handed in" if handed_in else "missing"

    def absent(self, student: str, notebooks: Iterable[str]) -> list[Absence]:
        """How it stands with notebooks that the student did not hand in."""
        return [Absence(student, name, self.state(student, name, handed_in=False)) for name in notebooks]

    def excuses(self, student: str) -> list[str]:
        """The notebooks that a student need not hand in, sorted."""
        return self._excuses.get(student, [])

    @cached_property
    def _excuses(self) -> dict[str, list[str]]:
        by_student: dict[str, list[str]] = {}
        for student, notebook in sorted(self.excused):
            by_student.setdefault(student, []).append(notebook)
        return by_student

    @cached_property
    def _by_name(self) -> dict[str, Person]:
        return {person.student: person for person in self.people}

    def everybody(self, standings: Iterable[Standing]) -> Iterator[tuple[str, list[Standing]]]:
        """Who handed in and who is on the roster, by name, with what counts of theirs; `standings` come sorted."""
        handed_in = ((standing.graded.student, standing) for standing in standings)
        roster = ((person.student, None) for person in self.people)
        both = heapq.merge(handed_in, roster, key=lambda pair: pair[0])
        for student, group in groupby(both, key=lambda pair: pair[0]):
            yield student, [standing for _, standing in group if standing is not None]


class Absence(NamedTuple):
    """A notebook that a student did not hand in, and how that stands: missing, excused, withdrawn."""

    student: str
    notebook: str
    state: str


class People:
    """The students of a gradebook's class."""

    def __init__(self, book: Gradebook) -> None:
        self._book = book

    def all(self) -> list[Person]:
        """The roster, by name."""
        with self._book.session() as session:
            return _people(session)

    def seen(self) -> dict[tuple[str, str], str]:
        """Every number by which a student is known, on the roster or from an earlier hand-in."""
        with self._book.session() as session:
            return {(row.system, row.value): row.student for row in session.scalars(select(IdentifierRow))}

    def remember(self, numbers: Mapping[tuple[str, str], str]) -> None:
        """Keep whose numbers these are, for a class that has no roster yet."""
        with self._book.session() as session:
            for (system, value), student in numbers.items():
                session.merge(IdentifierRow(system=system, value=value, student=student))

    def register(self) -> Register:
        """The roster, and the notebooks that some of it need not hand in."""
        with self._book.session() as session:
            excused = frozenset((row.student, row.notebook) for row in session.scalars(select(ExcusedRow)))
            return Register(tuple(_people(session)), excused)

    def add(self, people: Iterable[Person]) -> Added:
        """Add students, or what a further list knows of them; all of them or, when that fails, none.

        One is the same by a number or an address that both lists have, else by a name that is one person's only.
        Work that stands under a number without a name is theirs from now on.
        """
        new: list[str] = []
        known: list[str] = []
        with self._book.session() as session:
            rows = [*session.scalars(select(PersonRow)), *session.scalars(select(IdentifierRow))]  # held: read once
            roster = _Roster(_people(session))
            for person in people:
                before = roster.same(person)
                if before and before.student in (*new, *known) and not before.ids & person.ids:
                    raise _alike(person)
                merged = _merged(person, before) if before else replace(person, student=roster.free_name(person))
                (known if before else new).append(merged.student)
                roster.put(merged)
                _store(session, merged)
            self._book.note(session, "roster", "", "", f"{len(new)} new, {len(known)} known")
            del rows
        return Added(tuple(new), tuple(known))

    def absent(self, students: Iterable[str]) -> list[str]:
        """Those of `students` who handed in nothing and are not on the roster, sorted."""
        wanted = set(students)
        with self._book.session() as session:
            handed = select(SubmissionRow.student).where(SubmissionRow.student.in_(wanted)).distinct()
            listed = select(PersonRow.student).where(PersonRow.student.in_(wanted))
            return sorted(wanted - set(session.scalars(handed)) - set(session.scalars(listed)))

    def set_state(self, student: str, state: State) -> None:
        """Withdraw a student, or take them back; raises UsageError for nobody of the roster."""
        with self._book.session() as session:
            _row(session, student).state = state
            self._book.note(session, state, student, "", "")

    def excuse(self, student: str, notebook: str, excused: bool = True) -> None:
        """Excuse a student from a notebook, or take it back; raises UsageError for nobody of the roster."""
        with self._book.session() as session:
            _row(session, student)
            if excused:
                session.merge(ExcusedRow(student=student, notebook=notebook))
            elif row := session.get(ExcusedRow, (student, notebook)):
                session.delete(row)
            self._book.note(session, "excused" if excused else "not excused", student, notebook, "")


def _people(session: Session) -> list[Person]:
    ids: dict[str, set[tuple[str, str]]] = {}
    for row in session.scalars(select(IdentifierRow)):
        ids.setdefault(row.student, set()).add((row.system, row.value))
    rows = session.scalars(select(PersonRow).order_by(PersonRow.student))
    return [_person(row, ids.get(row.student, set())) for row in rows]


def _person(row: PersonRow, ids: Iterable[tuple[str, str]]) -> Person:
    state: State = "withdrawn" if row.state == "withdrawn" else "active"
    return Person(row.name, frozenset(ids), row.section, state, row.student)


class _Roster:
    """The roster while a list is added to it, by number and by name."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._people: dict[str, Person] = {}
        self._by_id: dict[tuple[str, str], str] = {}
        self._by_name: dict[str, set[str]] = {}
        for person in people:
            self.put(person)

    def put(self, person: Person) -> None:
        self._people[person.student] = person
        self._by_id |= dict.fromkeys(person.ids, person.student)
        self._by_name.setdefault(compared(person.name), set()).add(person.student)

    def same(self, person: Person) -> Person | None:
        """The one who `person` is: nobody whose own numbers say otherwise."""
        numbers = {self._by_id[pair] for pair in person.ids if pair in self._by_id}
        if len(numbers) > 1:
            raise UsageError(
                f"{person.name} has numbers of two students of the class: {', '.join(sorted(numbers))}.",
                "Mend the list, and add it again. Nothing was changed.",
            )
        named = numbers or self._by_name.get(compared(person.name), set())
        if len(named) > 1 and not person.ids:
            raise _alike(person)
        if len(named) != 1:
            return None
        known = self._people[next(iter(named))]
        return known if numbers or not _differ(known, person) else None

    def free_name(self, person: Person) -> str:
        """A name that no other has: the person's, or with what tells them apart."""
        tellings = (person.id(system) for system in ("email", "sis", "login", "canvas", "moodle", "nbgrader", "github"))
        names = (person.name, *(f"{person.name} ({telling})" for telling in tellings if telling))
        return next((name for name in names if name not in self._people), f"{person.name} ({len(self._people) + 1})")


def _alike(person: Person) -> UsageError:
    return UsageError(
        f"The list names two students {person.name}, and nothing tells them apart.",
        "Add a column with numbers or addresses, and add it again. Nothing was changed.",
    )


def _differ(known: Person, person: Person) -> bool:
    """Whether a system calls them by two values; Moodle does so for one student in two assignments."""
    return any(known.id(system) not in ("", value) for system, value in person.ids if system != "moodle")


def _merged(person: Person, before: Person) -> Person:
    """What both lists know; a name stays as it was, unless it was only a number."""
    return replace(before, ids=before.ids | person.ids, section=person.section or before.section)


def _store(session: Session, person: Person) -> None:
    session.merge(PersonRow(student=person.student, name=person.name, section=person.section, state=person.state))
    for system, value in sorted(person.ids):
        before = session.get(IdentifierRow, (system, value))
        if before is not None and before.student != person.student:
            _rename(session, before.student, person.student)
        session.merge(IdentifierRow(system=system, value=value, student=person.student))
    session.flush()


def _rename(session: Session, old: str, new: str) -> None:
    for table in (SubmissionRow, HandInRow, OverrideRow, RegradeRow, IdentifierRow):
        session.execute(update(table).where(table.student == old).values(student=new))


def _row(session: Session, student: str) -> PersonRow:
    row = session.get(PersonRow, student)
    if row is None:
        raise UsageError(f"The class has no {student!r}.", "`course class list` shows the names.")
    return row

"""Whose hand-in it is: by number first, then by a name that is one person's only; never by a guess."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from course_utils.grading.intake.owner import Owner, told_apart
from course_utils.grading.roster.person import Person, compared, spellings

# What an owner's number may be in the class's lists.
_SYSTEMS = {
    "canvas": ("canvas",),
    "moodle": ("moodle",),
    "gradescope": ("sis", "email"),
    "github": ("github", "login"),
    "blackboard": ("login", "sis", "email"),
    "sakai": ("login", "sis", "email"),
    "": ("nbgrader", "login", "github", "email", "sis"),
}
LASTING = ("canvas", "github")  # what these call a student stays; Moodle numbers anew for each assignment


@dataclass(frozen=True)
class Matches:
    """The name under which each owner's work is graded; `unknown` are not on the roster."""

    students: Mapping[Owner, str]
    unknown: tuple[str, ...] = ()


def match(owners: Iterable[Owner], roster: Iterable[Person], seen: Mapping[tuple[str, str], str]) -> Matches:
    """Each owner's student; `seen` are numbers of earlier hand-ins by which a student is known without a roster.

    Two people are never one: a name that two on the roster bear is nobody's.
    """
    owners, people = list(owners), list(roster)
    by_id = {pair: person.student for person in people for pair in person.ids}
    by_name = _only(people)
    plain, known_students = told_apart(owners), {person.student for person in people}
    students, unknown = {}, []
    for owner in owners:
        known = _by_number(owner, by_id) or seen.get((owner.system, owner.number)) or _by_name(owner, by_name)
        if known is None:
            known = plain[owner]
            if known in known_students or (owner.number and known in seen.values()):
                known = f"{known} ({owner.number or 'not matched'})"
            if people:
                unknown.append(known)
        students[owner] = known
    return Matches(students, tuple(unknown))


def _by_name(owner: Owner, by_name: Mapping[str, Person]) -> str | None:
    """The student of that name, unless the owner's lasting number is another's."""
    person = by_name.get(compared(owner.name))
    if person is None or (owner.system in LASTING and person.id(owner.system) not in ("", owner.number)):
        return None
    return person.student


def _by_number(owner: Owner, by_id: Mapping[tuple[str, str], str]) -> str | None:
    value = owner.number or owner.name
    tried = ((system, form) for system in _SYSTEMS.get(owner.system, ()) for form in (value, value.casefold()))
    return next((by_id[pair] for pair in tried if pair in by_id), None)


def _only(people: Iterable[Person]) -> dict[str, Person]:
    """Students by every spelling of their name that is theirs alone."""
    bearers: dict[str, dict[str, Person]] = {}
    for person in people:
        for spelling in spellings(person.name):
            bearers.setdefault(spelling, {})[person.student] = person
    return {spelling: next(iter(each.values())) for spelling, each in bearers.items() if len(each) == 1}

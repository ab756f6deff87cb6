"""A class's hand-ins under the names of its students, with the times that a list tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from course_utils.errors import UsageError
from course_utils.grading.intake.collect import Submission
from course_utils.grading.intake.owner import Owner
from course_utils.grading.roster.lists import Listed
from course_utils.grading.roster.matching import LASTING, match
from course_utils.grading.roster.person import Person

LATE = "Its system marks it as late; how late is not known, so nothing is taken off."


@dataclass(frozen=True)
class HandIns:
    """`numbers` tell whose work a later download brings; `unknown` are students whom the roster does not name."""

    submissions: tuple[Submission, ...]
    numbers: Mapping[tuple[str, str], str]
    unknown: tuple[str, ...]


def named(
    submissions: Sequence[Submission],
    roster: Sequence[Person],
    seen: Mapping[tuple[str, str], str],
    times: Sequence[Listed] = (),
) -> HandIns:
    """The submissions under their students' names; a time of the list stands before the file's own."""
    owners = list(dict.fromkeys(submission.owner for submission in submissions if submission.owner.name))
    matches = match(owners, roster, seen)
    at = _times(owners, times)
    lasting = {
        (owner.system, owner.number): student
        for owner, student in matches.students.items()
        if owner.system in LASTING and student not in matches.unknown
    }
    own = tuple(_named(submission, matches.students, at) for submission in submissions)
    return HandIns(own, lasting, matches.unknown)


def _named(submission: Submission, students: Mapping[Owner, str], at: Mapping[Owner, datetime]) -> Submission:
    owner = submission.owner
    modified = at.get(owner, submission.modified)
    note = LATE if owner.is_late and modified is None else ""
    student = students.get(owner, submission.student)
    return replace(submission, student=student, modified=modified, note=note, is_listed=owner in at)


def _times(owners: Iterable[Owner], times: Sequence[Listed]) -> dict[Owner, datetime]:
    """Owners and their times, where a list names them."""
    people = [replace(listed.person, student=str(number)) for number, listed in enumerate(times)]
    matches = match(owners, people, {})
    lines = ((owner, times[int(line)]) for owner, line in matches.students.items() if line not in matches.unknown)
    return {owner: listed.at for owner, listed in lines if listed.at is not None} if times else {}


def require_times(path: Path, times: Sequence[Listed]) -> None:
    """Raise UsageError when a list that should tell times tells none that is clear."""
    said = next((listed.said for listed in times if listed.said), "")
    if not any(listed.at for listed in times):
        what = f"none as clear as a date, a time and a zone; the first is {said!r}" if said else "no column of times"
        raise UsageError(
            f"The list {path} has {what}.",
            'Set time_zone = "Europe/Berlin" in course.toml, or name the column: --columns "time=Handed in".',
        )

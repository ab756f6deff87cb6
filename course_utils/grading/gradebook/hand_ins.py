"""Every hand-in of a class in order, also of bytes that came before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import Session

from course_utils.grading.gradebook.records import Graded
from course_utils.grading.gradebook.tables import HandInRow, SubmissionRow, clean, put

_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_COLUMNS = ("student", "notebook", "sha256", "file", "submitted_at")


def _of_notebook(row: type[HandInRow | SubmissionRow]) -> tuple[ColumnElement[bool], ...]:
    return row.student == bindparam("student"), row.notebook == bindparam("notebook")


_OF_NOTEBOOK = select(HandInRow).where(*_of_notebook(HandInRow)).order_by(HandInRow.id)
_NEWEST = select(func.max(SubmissionRow.id)).where(*_of_notebook(SubmissionRow)).group_by(SubmissionRow.sha256)
_GRADED = (
    select(SubmissionRow.sha256, SubmissionRow.file, SubmissionRow.submitted_at)
    .where(SubmissionRow.id.in_(_NEWEST))
    .order_by(SubmissionRow.submitted_at.nulls_first(), SubmissionRow.file, SubmissionRow.sha256)
)


@dataclass(frozen=True)
class HandIn:
    """A file that a student handed in; `is_listed` where a list of their system tells the time, not the file."""

    student: str
    notebook: str
    sha256: str
    file: str
    submitted_at: datetime | None = None
    is_listed: bool = False


def keep(session: Session, new: HandIn) -> None:
    """Add a hand-in after those of the student's notebook, unless it is one of them seen again.

    It is when one of its bytes has its time, or when the last under its file's name has its bytes. A time that is
    listed, or earlier, or was not known, then takes the place of the one there.
    """
    rows = _rows(session, new) or _earlier(session, new)
    mine = [row for row in rows if row.sha256 == new.sha256]
    if new.submitted_at is not None and any(row.submitted_at == new.submitted_at for row in mine):
        return
    named = [row for row in rows if row.file == clean(new.file)]
    if named and named[-1].sha256 == new.sha256:
        _set_time(named[-1], new)
    else:
        _add(session, new)


def _set_time(row: HandInRow, new: HandIn) -> None:
    known = row.submitted_at
    if new.submitted_at is not None and (known is None or new.is_listed or new.submitted_at < known):
        row.submitted_at = new.submitted_at


def _rows(session: Session, new: HandIn) -> list[HandInRow]:
    return list(session.scalars(_OF_NOTEBOOK, {"student": new.student, "notebook": new.notebook}))


def _earlier(session: Session, new: HandIn) -> list[HandInRow]:
    """Hand-ins of what an earlier version graded, kept now as such; it knew each file once."""
    graded = session.connection().execute(_GRADED, {"student": new.student, "notebook": new.notebook}).all()
    for sha256, file, submitted_at in graded:
        _add(session, HandIn(new.student, new.notebook, sha256, file, submitted_at))
    return _rows(session, new) if graded else []


def _add(session: Session, new: HandIn) -> None:
    put(session, HandInRow, {name: getattr(new, name) for name in _COLUMNS})


def in_order(pairs: Iterable[tuple[Graded, int]]) -> Iterator[Graded]:
    """Attempts in the order they were handed in: gradings, each with its hand-in's number or 0, by student.

    Times tell the order; one that is not known stays behind those that were seen before it. The same bytes twice in a
    row are one attempt, at its first time: nothing new was handed in.
    """
    for _, group in groupby(pairs, key=lambda pair: (pair[0].student, pair[0].notebook)):
        yield from _in_order(list(group))


def _in_order(pairs: list[tuple[Graded, int]]) -> Iterator[Graded]:
    seen = sorted(pairs, key=lambda pair: (pair[1], pair[0].submitted_at or _LONG_AGO, pair[0].file, pair[0].sha256))
    latest, timed = _LONG_AGO, list[tuple[datetime, Graded]]()
    for graded, _ in seen:
        timed.append((graded.submitted_at or latest, graded))
        latest = max(latest, timed[-1][0])
    before: tuple[str, str] | None = None
    for _, graded in sorted(timed, key=lambda pair: pair[0]):
        content = graded.sha256, "" if graded.sha256 and graded.notebook else graded.file
        if content != before:
            yield graded
        before = content

"""What instructors decide by hand: points of their own for an attempt, and what students ask to be looked at again.

with Gradebook.open("report/gradebook.sqlite") as book:
    decisions = Decisions(book)
    decisions.request("Ada Lovelace", "week1/2_step_by_step", "zero_pad", "the axis was right")
    decisions.override("Ada Lovelace", "week1/2_step_by_step", "zero_pad", 4, "Prof. X", "right idea")
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from course_utils.errors import UsageError
from course_utils.grading.gradebook import queries
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.records import Override
from course_utils.grading.gradebook.tables import (
    OverrideAttemptRow,
    OverrideRow,
    RegradeRow,
    ResultRow,
    SubmissionRow,
    WithdrawalRow,
)


@dataclass(frozen=True)
class Request:
    """A student's wish that an exercise be looked at again; `answer` is "" while it is open."""

    student: str
    notebook: str
    exercise: str
    reason: str
    at: datetime
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None


class Decisions:
    """Overrides and regrade requests of a gradebook; each with a line in the audit trail."""

    def __init__(self, book: Gradebook) -> None:
        self._book = book

    def override(
        self, student: str, notebook: str, exercise: str, points: float, author: str, reason: str, sha256: str = ""
    ) -> None:
        """Give an exercise of the attempt with the bytes `sha256` (default: of all) an instructor's own points.

        It answers requests that are open. Raises UsageError for an exercise that is not in the gradebook, points
        below 0, or without author or reason.
        """
        if not math.isfinite(points) or points < 0:
            raise UsageError(f"Points must be a number ≥ 0; received {points}.")
        _require(author, reason)
        with self._book.session() as session:
            before = _points(session, student, notebook, exercise, sha256)
            row = OverrideRow(student=student, notebook=notebook, exercise=exercise, points=float(points))
            row.author, row.reason, row.at = author, reason, _now()
            session.add(row)
            session.flush()
            if sha256:
                session.add(OverrideAttemptRow(override_id=row.id, sha256=sha256))
            text = f"{exercise}: {before:g} → {points:g} points, by {author}: {reason}"
            self._book.note(session, "override", student, notebook, text)
            self._answer(session, (student, notebook, exercise), f"{points:g} points: {reason}", author)

    def withdraw(self, student: str, notebook: str, exercise: str, author: str, reason: str) -> int:
        """Let the overrides of an exercise count no longer; they stay in the trail. Returns how many there were.

        Raises UsageError where there is none, or without author or reason.
        """
        _require(author, reason)
        with self._book.session() as session:
            place = (student, notebook, exercise)
            standing = [each for each in queries.overrides(session) if _place(each) == place]
            if not standing:
                raise UsageError(f"No override of {exercise} of {student!r} counts.", "grades.csv has the points.")
            for each in standing:
                session.add(WithdrawalRow(override_id=each.number, author=author, reason=reason, at=_now()))
            text = f"{exercise}: {standing[-1].points:g} points no longer count, by {author}: {reason}"
            self._book.note(session, "withdrawn", student, notebook, text)
            return len(standing)

    def request(self, student: str, notebook: str, exercise: str, reason: str) -> None:
        """Keep that a student asks for an exercise to be looked at again; raises UsageError as `override`."""
        if not reason.strip():
            raise UsageError("A regrade request needs a reason.", "Pass --reason.")
        with self._book.session() as session:
            _points(session, student, notebook, exercise)
            row = RegradeRow(student=student, notebook=notebook, exercise=exercise, reason=reason, at=_now())
            session.add(row)
            self._book.note(session, "regrade", student, notebook, f"{exercise}: {reason}")

    def answer(self, student: str, notebook: str, exercise: str, answer: str, author: str) -> None:
        """Close the open requests for an exercise without other points; raises UsageError where there is none."""
        _require(author, answer)
        with self._book.session() as session:
            if not self._answer(session, (student, notebook, exercise), answer, author):
                raise UsageError(
                    f"No regrade request for {exercise} of {student!r} is open.", "`course regrade FOLDER` lists them."
                )

    def requests(self, only_open: bool = False) -> list[Request]:
        """Regrade requests, oldest first."""
        query = select(RegradeRow).order_by(RegradeRow.id)
        with self._book.session() as session:
            rows = session.scalars(query.where(RegradeRow.answer == "") if only_open else query)
            return [_request(row) for row in rows]

    def _answer(self, session: Session, place: tuple[str, str, str], answer: str, author: str) -> bool:
        student, notebook, exercise = place
        query = select(RegradeRow).where(
            RegradeRow.student == student,
            RegradeRow.notebook == notebook,
            RegradeRow.exercise == exercise,
            RegradeRow.answer == "",
        )
        rows = list(session.scalars(query))
        for row in rows:
            row.answer, row.answered_by, row.answered_at = answer, author, _now()
            self._book.note(session, "answered", student, notebook, f"{exercise}: {answer}, by {author}")
        return bool(rows)


def _require(author: str, reason: str) -> None:
    if not author.strip() or not reason.strip():
        raise UsageError("An override needs an author and a reason.", "Pass --author and --reason.")


def _points(session: Session, student: str, notebook: str, exercise: str, sha256: str = "") -> float:
    query = (
        select(ResultRow.points)
        .join(SubmissionRow)
        .where(SubmissionRow.student == student, SubmissionRow.notebook == notebook)
        .where(ResultRow.exercise == exercise)
        .order_by(SubmissionRow.id.desc())
        .limit(1)
    )
    points = session.scalar(query.where(SubmissionRow.sha256 == sha256) if sha256 else query)
    if points is None:
        message = f"The gradebook has no {exercise} of {student!r} in {notebook!r}."
        raise UsageError(message, "Names are as in grades.csv.")
    return points


def _place(override: Override) -> tuple[str, str, str]:
    return override.student, override.notebook, override.exercise


def _request(row: RegradeRow) -> Request:
    asked = row.student, row.notebook, row.exercise, row.reason, row.at
    return Request(*asked, row.answer, row.answered_by, row.answered_at)


def _now() -> datetime:
    return datetime.now(UTC)

"""What the gradebook is asked: the newest grading of every hand-in, the overrides that count, the versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import cast

from sqlalchemy import Select, Text, and_, func, select
from sqlalchemy import cast as sql_cast
from sqlalchemy.orm import Session, aliased

from course_utils.checks.report import Result
from course_utils.grading.gradebook.details import to_result
from course_utils.grading.gradebook.records import Override, Span
from course_utils.grading.gradebook.tables import (
    HandInRow,
    OverrideAttemptRow,
    OverrideRow,
    ResultRow,
    SubmissionRow,
    WithdrawalRow,
)


def newest(span: Span | None = None) -> Select[SubmissionRow, HandInRow]:
    """The last grading of each file with its hand-ins, of the students of a `span`.

    A file first not recognised counts where it now belongs.
    """
    row, other = SubmissionRow, aliased(SubmissionRow)
    newest = select(func.max(row.id)).group_by(row.student, row.notebook, row.sha256)
    later = select(other.id).where(
        other.student == row.student, other.sha256 == row.sha256, other.notebook != "", other.id > row.id
    )
    same = (HandInRow.student == row.student, HandInRow.notebook == row.notebook, HandInRow.sha256 == row.sha256)
    query = (
        select(row, HandInRow)
        .outerjoin(HandInRow, and_(*same))
        .where(row.id.in_(newest), (row.notebook != "") | ~later.exists())
        .order_by(row.student, row.notebook)
    )
    return query.where(row.student.between(*span)) if span else query


def results(session: Session, submissions: Iterable[int]) -> dict[int, list[Result]]:
    """By submission its results in order; plain rows, as objects of the database would take twice the time."""
    columns = [column for column in ResultRow.__table__.c if column.name != "details"]
    details, by_submission = sql_cast(ResultRow.details, Text), dict[int, list[Result]]()
    query = select(*columns, details.label("text")).where(ResultRow.submission_id.in_(submissions))
    for row in session.execute(query.order_by(ResultRow.submission_id, ResultRow.position)):
        by_submission.setdefault(row.submission_id, []).append(to_result(cast("ResultRow", row), row.text))
    return by_submission


def overrides(session: Session) -> list[Override]:
    """The overrides that are not withdrawn, oldest first."""
    withdrawn = select(WithdrawalRow.override_id)
    query = (
        select(OverrideRow, OverrideAttemptRow.sha256)
        .outerjoin(OverrideAttemptRow, OverrideAttemptRow.override_id == OverrideRow.id)
        .where(OverrideRow.id.not_in(withdrawn))
        .order_by(OverrideRow.id)
    )
    return [_override(row, sha256 or "") for row, sha256 in session.execute(query)]


def versions(session: Session) -> dict[str, Counter[tuple[str, int]]]:
    """By notebook, how many of the grades that count as attempts were made under which version and seed."""
    row, counts = SubmissionRow, dict[str, Counter[tuple[str, int]]]()
    newest = select(func.max(row.id)).group_by(row.student, row.notebook, row.sha256)
    query = select(row.notebook, row.version, row.seed, func.count()).where(row.id.in_(newest), row.notebook != "")
    for notebook, version, seed, count in session.execute(query.group_by(row.notebook, row.version, row.seed)):
        counts.setdefault(notebook, Counter())[version, seed] = count
    return counts


def _override(row: OverrideRow, sha256: str) -> Override:
    given = row.points, row.author, row.reason, row.at
    return Override(row.student, row.notebook, row.exercise, *given, sha256, row.id)

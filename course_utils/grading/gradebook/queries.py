"""What the gradebook is asked: the newest grading of every hand-in, the overrides that count, the versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, Text, and_, func, select
from sqlalchemy import cast as sql_cast
from sqlalchemy.orm import Session, aliased

from course_utils.checks.report import Result
from course_utils.grading.gradebook.details import to_result
from course_utils.grading.gradebook.records import Override
from course_utils.grading.gradebook.tables import (
    CohortRow,
    HandInRow,
    OverrideAttemptRow,
    OverrideRow,
    OwnCodeRow,
    ResultRow,
    SubmissionRow,
    WithdrawalRow,
)

# Columns of a grading as `Graded` names them, and those of a hand-in.
OF_GRADED = "student", "notebook", "file", "sha256", "version", "seed", "message", "seconds", "submitted_at"
OF_HAND_IN = HandInRow.id, HandInRow.file, HandInRow.submitted_at


def newest() -> Select[Any]:
    """The last grading of each file as a row with its hand-ins, or None in their place.

    A file first not recognised counts where it now belongs. Rows, as objects would take several times the time.
    """
    row, other = SubmissionRow, aliased(SubmissionRow)
    newest = select(func.max(row.id)).group_by(row.student, row.notebook, row.sha256)
    later = select(other.id).where(
        other.student == row.student, other.sha256 == row.sha256, other.notebook != "", other.id > row.id
    )
    same = (HandInRow.student == row.student, HandInRow.notebook == row.notebook, HandInRow.sha256 == row.sha256)
    return (
        select(row.id, *(getattr(row, name) for name in OF_GRADED), CohortRow.name, *OF_HAND_IN)
        .outerjoin(CohortRow, CohortRow.submission_id == row.id)
        .outerjoin(HandInRow, and_(*same))
        .where(row.id.in_(newest), (row.notebook != "") | ~later.exists())
        .order_by(row.student, row.notebook)
    )


def results(session: Session, submissions: Iterable[int]) -> dict[int, tuple[list[Result], list[float]]]:
    """By submission its results in order, and the seconds of each."""
    row, by_submission = ResultRow, dict[int, tuple[list[Result], list[float]]]()
    said = row.exercise, row.status, row.points, row.max_points, row.message, row.mistake
    query = select(row.submission_id, row.seconds, *said, sql_cast(row.details, Text))
    query = query.where(row.submission_id.in_(submissions)).order_by(row.submission_id, row.position)
    for number, seconds, *kept in session.connection().execute(query):
        lines, times = by_submission.setdefault(number, ([], []))
        lines.append(to_result(*kept))
        times.append(seconds)
    return by_submission


def own_code(session: Session, submissions: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """By submission the answers that are copies of the course's own code, and of what; few have any."""
    row, by_submission = OwnCodeRow, dict[int, list[tuple[str, str]]]()
    query = select(row.submission_id, row.exercise, row.original).where(row.submission_id.in_(submissions))
    for number, *copied in session.execute(query.order_by(row.submission_id, row.exercise)):
        by_submission.setdefault(number, []).append((copied[0], copied[1]))
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

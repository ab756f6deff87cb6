"""The gradebook: every attempt, override and change of a class, in SQLite or PostgreSQL.

with Gradebook.open("report/gradebook.sqlite") as book:
    book.record(graded)
    for standing in book.submissions(policy): ...
"""

from __future__ import annotations

import getpass
import math
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Engine, Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased, selectinload

from course_utils.errors import GradebookError, UsageError
from course_utils.grading.gradebook.database import clear_errors, connect, name_of
from course_utils.grading.gradebook.details import to_result, to_row
from course_utils.grading.gradebook.policy import Policy
from course_utils.grading.gradebook.records import Audit, Graded, Override, Standing
from course_utils.grading.gradebook.standing import choose
from course_utils.grading.gradebook.tables import (
    AuditRow,
    Base,
    CohortRow,
    OverrideRow,
    ResultRow,
    SettingRow,
    SubmissionRow,
)

LAYOUT = "1"
_BATCH = 100  # submissions in memory at a time, however large the class is


class Gradebook:
    """A class's grades. Open it with `Gradebook.open`; close it, or use it as a context."""

    def __init__(self, engine: Engine, who: str) -> None:
        self._engine, self._who = engine, who

    @classmethod
    def open(cls, target: str | Path, who: str | None = None, busy_seconds: float = 30.0) -> Gradebook:
        """Open or create the gradebook in a file, or in a database by URL.

        `who` stands in the audit trail; the default is the user's login name. Raises UsageError
        for a place that cannot be written, GradebookError for what is no gradebook.
        """
        engine = connect(target, busy_seconds)
        book = cls(engine, who or _login())
        try:
            with clear_errors(engine, opening=True):
                Base.metadata.create_all(engine)
                book._check_layout()
        except BaseException:
            engine.dispose()
            raise
        return book

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._engine.dispose()

    @property
    def name(self) -> str:
        """The file, or the URL without its password."""
        return name_of(self._engine.url)

    def has(self, student: str, notebook: str, sha256: str, version: str, seed: int) -> bool:
        """True when these bytes are graded; what could not be checked is worth a second try."""
        query = self._key(student, notebook, sha256, version, seed).where(~SubmissionRow.unchecked)
        with clear_errors(self._engine), Session(self._engine) as session:
            return session.scalar(query) is not None

    def record(self, graded: Graded) -> bool:
        """Keep one graded submission in one transaction; False when it was kept already."""
        with clear_errors(self._engine):
            try:
                with Session(self._engine) as session, session.begin():
                    return self._insert(session, graded)
            except IntegrityError:  # another run of the same class was faster
                return False

    def _insert(self, session: Session, graded: Graded) -> bool:
        key = self._key(graded.student, graded.notebook, graded.sha256, graded.version, graded.seed)
        kept = session.get(SubmissionRow, session.scalar(key) or 0)
        if kept is not None:
            if not kept.unchecked:
                return False
            session.delete(kept)
            session.flush()
        session.add(_submission_row(graded))
        text = f"{graded.file}: {graded.points:g} of {graded.max_points:g} points"
        session.add(self._audit("graded", graded.student, graded.notebook, text))
        return True

    @staticmethod
    def _key(student: str, notebook: str, sha256: str, version: str, seed: int) -> Select[Any]:
        row = SubmissionRow
        return select(row.id).where(
            row.student == student,
            row.notebook == notebook,
            row.sha256 == sha256,
            row.version == version,
            row.seed == seed,
        )

    def override(
        self, student: str, notebook: str, exercise: str, points: float, author: str, reason: str
    ) -> None:
        """Give an exercise an instructor's own points, whatever attempt counts.

        Raises UsageError for an exercise that is not in the gradebook, points below 0, or
        without author or reason.
        """
        if not math.isfinite(points) or points < 0:
            raise UsageError(f"Points must be a number ≥ 0; received {points}.")
        if not author.strip() or not reason.strip():
            raise UsageError("An override needs an author and a reason.", "Pass --author and --reason.")
        with clear_errors(self._engine), Session(self._engine) as session, session.begin():
            before = self._points(session, student, notebook, exercise)
            row = OverrideRow(student=student, notebook=notebook, exercise=exercise, points=float(points))
            row.author, row.reason, row.at = author, reason, _now()
            text = f"{exercise}: {before:g} → {points:g} points, by {author}: {reason}"
            session.add_all([row, self._audit("override", student, notebook, text)])

    @staticmethod
    def _points(session: Session, student: str, notebook: str, exercise: str) -> float:
        points = session.scalar(
            select(ResultRow.points)
            .join(SubmissionRow)
            .where(SubmissionRow.student == student, SubmissionRow.notebook == notebook)
            .where(ResultRow.exercise == exercise)
            .order_by(SubmissionRow.id.desc())
            .limit(1)
        )
        if points is None:
            message = f"The gradebook has no {exercise} of {student!r} in {notebook!r}."
            raise UsageError(message, "Names are as in grades.csv.")
        return points

    def overrides(self) -> list[Override]:
        """All overrides, oldest first; of one exercise, the last counts."""
        with clear_errors(self._engine), Session(self._engine) as session:
            return [_override(row) for row in session.scalars(select(OverrideRow).order_by(OverrideRow.id))]

    def audit(self) -> Iterator[Audit]:
        """The audit trail, oldest first."""
        query = select(AuditRow).order_by(AuditRow.id).execution_options(yield_per=_BATCH)
        with clear_errors(self._engine), Session(self._engine) as session:
            for row in session.scalars(query):
                yield Audit(row.at, row.who, row.action, row.student, row.notebook, row.detail)

    def notebooks(self) -> list[str]:
        """Names of the notebooks with grades, sorted; "" stands for files not recognised."""
        query = select(SubmissionRow.notebook).distinct().order_by(SubmissionRow.notebook)
        with clear_errors(self._engine), Session(self._engine) as session:
            return list(session.scalars(query))

    def without_submission(self, students: Iterable[str]) -> list[str]:
        """Those of `students` who handed in nothing, sorted."""
        wanted = set(students)
        query = select(SubmissionRow.student).where(SubmissionRow.student.in_(wanted)).distinct()
        with clear_errors(self._engine), Session(self._engine) as session:
            return sorted(wanted - set(session.scalars(query)))

    def cohort(self) -> str:
        """The mark that most notebooks carry: the class's own bundle; "" when none carries one."""
        count = func.count()
        query = select(CohortRow.name).group_by(CohortRow.name).order_by(count.desc(), CohortRow.name.desc()).limit(1)
        with clear_errors(self._engine), Session(self._engine) as session:
            return session.scalar(query) or ""

    def attempts(self) -> Iterator[Graded]:
        """The newest grading of every file ever handed in, by student, notebook and time."""
        parts = selectinload(SubmissionRow.results), selectinload(SubmissionRow.cohort)
        query = _newest().options(*parts).execution_options(yield_per=_BATCH)
        with clear_errors(self._engine), Session(self._engine) as session:
            for row in session.scalars(query):
                yield _graded(row)
                session.expunge(row)

    def submissions(self, policy: Policy | None = None) -> Iterator[Standing]:
        """What counts, one per student and notebook, sorted by both; a stream, however large.

        A file whose notebook was not recognised stands for itself.
        """
        rules, given = policy or Policy(), _by_submission(self.overrides())
        for (student, notebook, _), group in groupby(self.attempts(), key=_place):
            yield choose(list(group), rules, given.get((student, notebook), {}))

    def _audit(self, action: str, student: str, notebook: str, detail: str) -> AuditRow:
        return AuditRow(
            at=_now(), who=self._who, action=action, student=student, notebook=notebook, detail=detail
        )

    def _check_layout(self) -> None:
        with Session(self._engine) as session, session.begin():
            setting = session.get(SettingRow, "layout")
            if setting is None:
                session.add(SettingRow(key="layout", value=LAYOUT))
            elif setting.value != LAYOUT:
                raise GradebookError(
                    f"{self.name} was written by another version (layout {setting.value}, not {LAYOUT}).",
                    "Open it with that version, or begin a new gradebook.",
                )


def _newest() -> Select[Any]:
    """The last grading of each file; a file first not recognised counts where it now belongs."""
    row, other = SubmissionRow, aliased(SubmissionRow)
    newest = select(func.max(row.id)).group_by(row.student, row.notebook, row.sha256)
    later = select(other.id).where(
        other.student == row.student, other.sha256 == row.sha256, other.notebook != "", other.id > row.id
    )
    return (
        select(row)
        .where(row.id.in_(newest), (row.notebook != "") | ~later.exists())
        .order_by(row.student, row.notebook, row.submitted_at.nulls_first(), row.file, row.sha256)
    )


def _place(graded: Graded) -> tuple[str, str, str]:
    return graded.student, graded.notebook, "" if graded.notebook else graded.file


def _by_submission(overrides: Iterable[Override]) -> dict[tuple[str, str], dict[str, Override]]:
    by_submission: dict[tuple[str, str], dict[str, Override]] = {}
    for override in overrides:
        by_submission.setdefault((override.student, override.notebook), {})[override.exercise] = override
    return by_submission


def _submission_row(graded: Graded) -> SubmissionRow:
    return SubmissionRow(
        student=graded.student,
        notebook=graded.notebook,
        file=graded.file,
        sha256=graded.sha256,
        version=graded.version,
        seed=graded.seed,
        message=graded.message,
        seconds=graded.seconds,
        submitted_at=graded.submitted_at,
        graded_at=_now(),
        unchecked=any(result.status == "unchecked" for result in graded.results),
        results=[to_row(result, position) for position, result in enumerate(graded.results)],
        cohort=CohortRow(name=graded.cohort) if graded.cohort else None,
    )


def _graded(row: SubmissionRow) -> Graded:
    return Graded(
        student=row.student,
        notebook=row.notebook,
        file=row.file,
        sha256=row.sha256,
        version=row.version,
        seed=row.seed,
        results=tuple(to_result(result) for result in row.results),
        message=row.message,
        seconds=row.seconds,
        submitted_at=row.submitted_at,
        cohort=row.cohort.name if row.cohort else "",
    )


def _override(row: OverrideRow) -> Override:
    return Override(row.student, row.notebook, row.exercise, row.points, row.author, row.reason, row.at)


def _now() -> datetime:
    return datetime.now(UTC)


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"

"""The gradebook: every attempt, override and change of a class, in SQLite or PostgreSQL."""

from __future__ import annotations

import getpass
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Engine, Row, Select, bindparam, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course_utils.grading.course.arithmetic import settle
from course_utils.grading.course.values import Course
from course_utils.grading.gradebook import hand_ins, migration, queries
from course_utils.grading.gradebook.database import clear_errors, connect, name_of
from course_utils.grading.gradebook.details import to_columns
from course_utils.grading.gradebook.hand_ins import HandIn
from course_utils.grading.gradebook.records import Audit, Graded, Override, Standing
from course_utils.grading.gradebook.tables import (
    AuditRow,
    CohortRow,
    OwnCodeRow,
    ResultRow,
    SettingRow,
    SubmissionRow,
    put,
)
from course_utils.grading.questions.asked import majority

_UNNAMED = "\0"  # before a file's name where no notebook is known
_BATCH = 100  # submissions in memory at a time, however large the class is
_ONCE = ("student", "notebook", "sha256", "version", "seed")
_GRADED_ONCE = select(SubmissionRow.id, SubmissionRow.unchecked).where(
    *(getattr(SubmissionRow, name) == bindparam(name) for name in _ONCE)
)


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
                migration.prepare(engine)
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

    @contextmanager
    def session(self) -> Iterator[Session]:
        """One transaction for those who keep other tables in this gradebook, with the same clear errors."""
        with clear_errors(self._engine), Session(self._engine) as session, session.begin():
            yield session

    def note(self, session: Session, action: str, student: str, notebook: str, detail: str) -> None:
        """Add a line to the audit trail, in the transaction that does it."""
        values = {"at": _now(), "who": self._who, "action": action}
        put(session, AuditRow, values | {"student": student, "notebook": notebook, "detail": detail})

    def hand_in(self, new: HandIn, version: str, seed: int) -> bool:
        """Keep that a file was handed in; True when its bytes are graded under this version and seed.

        What could not be checked is worth a second try.
        """
        with clear_errors(self._engine), Session(self._engine) as session, session.begin():
            hand_ins.keep(session, new)
            kept = _graded(session, new, version, seed)
            return kept is not None and not kept.unchecked

    def record(self, graded: Graded) -> bool:
        """Keep one graded submission in one transaction; False when it was kept already."""
        with clear_errors(self._engine):
            try:
                with Session(self._engine) as session, session.begin():
                    return self._insert(session, graded)
            except IntegrityError:  # another run of the same class was faster
                return False

    def _insert(self, session: Session, graded: Graded) -> bool:
        kept = _graded(session, graded, graded.version, graded.seed)
        if kept is not None:
            if not kept.unchecked:
                return False
            session.delete(session.get_one(SubmissionRow, kept.id))
            session.flush()
        add(session, graded)
        text = f"{graded.file}: {graded.points:g} of {graded.max_points:g} points"
        self.note(session, "graded", graded.student, graded.notebook, text)
        return True

    def overrides(self) -> list[Override]:
        """All overrides that are not withdrawn, oldest first; of one exercise and attempt, the last counts."""
        with clear_errors(self._engine), Session(self._engine) as session:
            return queries.overrides(session)

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

    def versions(self) -> dict[str, Counter[tuple[str, int]]]:
        """By notebook, how many of the grades that count as attempts were made under which version and seed."""
        with clear_errors(self._engine), Session(self._engine) as session:
            return queries.versions(session)

    def cohort(self) -> str:
        """The mark that more than half of the notebooks carry: the class's own bundle; "" when none is so common."""
        query = select(CohortRow.name, func.count()).select_from(SubmissionRow).outerjoin(CohortRow)
        with clear_errors(self._engine), Session(self._engine) as session:
            rows = session.execute(query.group_by(CohortRow.name))
            return majority(Counter({name or "": count for name, count in rows}))

    def students(self) -> list[str]:
        """Everybody who handed something in, sorted."""
        query = select(SubmissionRow.student).distinct().order_by(SubmissionRow.student)
        with clear_errors(self._engine), Session(self._engine) as session:
            return list(session.scalars(query))

    def attempts(self) -> Iterator[Graded]:
        """Every hand-in with the newest grading of its bytes, by student, notebook and order."""
        query = queries.newest().execution_options(yield_per=_BATCH)
        with clear_errors(self._engine), Session(self._engine) as session:
            yield from hand_ins.in_order(_read(session, query))

    def submissions(self, course: Course | None = None) -> Iterator[Standing]:
        """What counts, one per student and notebook, by student and in the class's order; a stream, however large.

        A file whose notebook was not recognised stands for itself; one that the course file leaves out is not there.
        """
        rules, given = course or Course(), _by_submission(self.overrides())
        order = {name: place for place, name in enumerate(rules.notebooks)}
        counted = (graded for graded in self.attempts() if rules.counts(graded.notebook))
        for student, group in groupby(counted, key=lambda graded: graded.student):
            mine = dict[str, list[Graded]]()
            for graded in group:
                mine.setdefault(graded.notebook or f"{_UNNAMED}{graded.file}", []).append(graded)
            ordered = {name: mine[name] for name in sorted(mine, key=lambda name: (order.get(name, -1), name))}
            yield from settle(ordered, rules, {name: given.get((student, name), []) for name in ordered})

    def keep(self, key: str, value: str) -> None:
        """Keep a word about the class as a whole, as `isolation`; a later one takes its place."""
        with Session(self._engine) as session, session.begin():
            session.merge(SettingRow(key=key, value=value))

    def kept(self, key: str) -> str:
        """What was kept under `key`, or ""."""
        with Session(self._engine) as session:
            return setting.value if (setting := session.get(SettingRow, key)) else ""


def _by_submission(overrides: Iterable[Override]) -> dict[tuple[str, str], list[Override]]:
    by_submission: dict[tuple[str, str], list[Override]] = {}
    for override in overrides:
        by_submission.setdefault((override.student, override.notebook), []).append(override)
    return by_submission


def _graded(session: Session, bytes_of: HandIn | Graded, version: str, seed: int) -> Row[int, bool] | None:
    """The number of the grading of these bytes under this version and seed, and whether it is unchecked."""
    place = bytes_of.student, bytes_of.notebook, bytes_of.sha256, version, seed
    return session.connection().execute(_GRADED_ONCE, dict(zip(_ONCE, place, strict=True))).first()


def add(session: Session, graded: Graded) -> None:
    """Add a grading, which is not there yet, with its results."""
    number = put(session, SubmissionRow, _columns(graded))
    put(session, ResultRow, *(to_columns(result, number, place) for place, result in enumerate(graded.results)))
    of_it = {"submission_id": number}
    put(session, OwnCodeRow, *(of_it | {"exercise": name, "original": text} for name, text in graded.own_code))
    if graded.cohort:
        put(session, CohortRow, of_it | {"name": graded.cohort})


def _columns(graded: Graded) -> dict[str, Any]:
    names = (*_ONCE, "file", "message", "seconds", "submitted_at")
    is_unchecked = any(result.status == "unchecked" for result in graded.results)
    return {name: getattr(graded, name) for name in names} | {"graded_at": _now(), "unchecked": is_unchecked}


def _read(
    session: Session, query: Select[Any]
) -> Iterator[tuple[Graded, int]]:
    """Each grading as it was handed in, and the number of the hand-in, 0 where none is kept."""
    for batch in session.execute(query).partitions():
        numbers = {row[0] for row in batch}
        results, copies = queries.results(session, numbers), queries.own_code(session, numbers)
        for number, *graded, cohort, hand_in, file, at in batch:
            lines, times = results.get(number, ((), ()))
            own = dict(zip(queries.OF_GRADED, graded, strict=True))
            if hand_in is not None:
                own |= {"file": file, "submitted_at": at}
            copied = tuple(copies.get(number, ()))
            kept: dict[str, Any] = {"results": tuple(lines), "times": tuple(times), "own_code": copied}
            yield Graded(**own, **kept, cohort=cohort or ""), hand_in or 0


def _now() -> datetime:
    return datetime.now(UTC)


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"

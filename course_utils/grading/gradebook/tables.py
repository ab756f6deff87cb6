"""The gradebook's tables, and how times and texts are kept in any database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, ForeignKey, Index, String, Text, UniqueConstraint, insert
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
from sqlalchemy.types import TypeDecorator, TypeEngine

MAX_TEXT = 20_000  # a message of a submission can be as long as the student likes


class UtcTime(TypeDecorator[datetime]):
    """Aware times; SQLite forgets zones, so UTC is stored and given back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)  # type: ignore[no-any-return]


class CleanText(TypeDecorator[str]):
    """Text that every database takes: no NUL, no half characters, no megabytes.

    It sorts by code point everywhere, so that reports have one order.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        return dialect.type_descriptor(Text(collation="C" if dialect.name == "postgresql" else None))

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else clean(value)


def clean(text: str) -> str:
    """`text` as it can be stored: NUL shown as ␀, lone surrogates as escapes, the length capped."""
    if len(text) <= MAX_TEXT and text.isascii() and "\0" not in text:
        return text
    short = text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]} …"
    return short.replace("\0", "␀").encode("utf-8", "backslashreplace").decode("utf-8")


class Base(DeclarativeBase):
    pass


def put(session: Session, table: type[Base], *rows: dict[str, Any]) -> int:
    """Add rows to a table in one statement; the number of a single one, else 0. As objects they would take longer."""
    if not rows:
        return 0
    done = session.connection().execute(insert(table), list(rows) if len(rows) > 1 else rows[0])
    key = done.inserted_primary_key if len(rows) == 1 else None
    return int(key[0]) if key else 0


class SubmissionRow(Base):
    """One grading of one file; the same bytes, exercises and seed are graded once."""

    __tablename__ = "submission"
    __table_args__ = (
        UniqueConstraint("student", "notebook", "sha256", "version", "seed", name="graded_once"),
        Index("reading_order", "student", "notebook", "submitted_at", "file", "sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    student: Mapped[str] = mapped_column(CleanText)
    notebook: Mapped[str] = mapped_column(CleanText)
    file: Mapped[str] = mapped_column(CleanText)
    sha256: Mapped[str] = mapped_column(String(64))
    version: Mapped[str] = mapped_column(String(64))
    seed: Mapped[int] = mapped_column(BigInteger)
    message: Mapped[str] = mapped_column(CleanText)
    seconds: Mapped[float]
    submitted_at: Mapped[datetime | None] = mapped_column(UtcTime)
    graded_at: Mapped[datetime] = mapped_column(UtcTime)
    unchecked: Mapped[bool] = mapped_column(default=False)
    results: Mapped[list[ResultRow]] = relationship(
        order_by="ResultRow.position", cascade="all, delete-orphan", passive_deletes=True
    )
    cohort: Mapped[CohortRow | None] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    own_code: Mapped[list[OwnCodeRow]] = relationship(
        order_by="OwnCodeRow.exercise", cascade="all, delete-orphan", passive_deletes=True
    )


class CohortRow(Base):
    """The cohort whose bundle a submission is from; a notebook without a mark has no row."""

    __tablename__ = "cohort"

    submission_id: Mapped[int] = mapped_column(
        ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(CleanText)


class OwnCodeRow(Base):
    """An answer that is a copy of the course's own code, and of which function."""

    __tablename__ = "own_code"

    submission_id: Mapped[int] = mapped_column(
        ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True
    )
    exercise: Mapped[str] = mapped_column(CleanText, primary_key=True)
    original: Mapped[str] = mapped_column(CleanText)


class ResultRow(Base):
    """One exercise of one grading; `details` is what the feedback needs of the report."""

    __tablename__ = "result"

    submission_id: Mapped[int] = mapped_column(
        ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    exercise: Mapped[str] = mapped_column(CleanText)
    status: Mapped[str] = mapped_column(String(16))
    points: Mapped[float]
    max_points: Mapped[float]
    mistake: Mapped[str] = mapped_column(CleanText)
    message: Mapped[str] = mapped_column(CleanText)
    seconds: Mapped[float]
    details: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class OverrideRow(Base):
    """An instructor's own points for an exercise; the newest counts, the older ones are kept."""

    __tablename__ = "override"
    __table_args__ = (Index("override_of", "student", "notebook", "exercise"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    student: Mapped[str] = mapped_column(CleanText)
    notebook: Mapped[str] = mapped_column(CleanText)
    exercise: Mapped[str] = mapped_column(CleanText)
    points: Mapped[float]
    author: Mapped[str] = mapped_column(CleanText)
    reason: Mapped[str] = mapped_column(CleanText)
    at: Mapped[datetime] = mapped_column(UtcTime)


class HandInRow(Base):
    """A hand-in: bytes may come twice, with others between; of a gradebook of earlier versions, each came once."""

    __tablename__ = "hand_in"
    __table_args__ = (Index("hand_in_of", "student", "notebook", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    student: Mapped[str] = mapped_column(CleanText)
    notebook: Mapped[str] = mapped_column(CleanText)
    sha256: Mapped[str] = mapped_column(String(64))
    file: Mapped[str] = mapped_column(CleanText)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcTime)
    seen_at: Mapped[datetime] = mapped_column(UtcTime, default=lambda: datetime.now(UTC))  # by the grader


class OverrideAttemptRow(Base):
    """The attempt that an override was made for, by its bytes; one of earlier versions has no row."""

    __tablename__ = "override_attempt"

    override_id: Mapped[int] = mapped_column(ForeignKey("override.id", ondelete="CASCADE"), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))


class WithdrawalRow(Base):
    """An override that no longer counts, and why."""

    __tablename__ = "withdrawal"

    override_id: Mapped[int] = mapped_column(ForeignKey("override.id", ondelete="CASCADE"), primary_key=True)
    author: Mapped[str] = mapped_column(CleanText)
    reason: Mapped[str] = mapped_column(CleanText)
    at: Mapped[datetime] = mapped_column(UtcTime)


class RegradeRow(Base):
    """A student's wish that an exercise be looked at again, and what came of it ("" while it is open)."""

    __tablename__ = "regrade"

    id: Mapped[int] = mapped_column(primary_key=True)
    student: Mapped[str] = mapped_column(CleanText)
    notebook: Mapped[str] = mapped_column(CleanText)
    exercise: Mapped[str] = mapped_column(CleanText)
    reason: Mapped[str] = mapped_column(CleanText)
    at: Mapped[datetime] = mapped_column(UtcTime)
    answer: Mapped[str] = mapped_column(CleanText, default="")
    answered_by: Mapped[str] = mapped_column(CleanText, default="")
    answered_at: Mapped[datetime | None] = mapped_column(UtcTime)


class AuditRow(Base):
    """Who did what and when; only ever appended, in the transaction that did it."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    who: Mapped[str] = mapped_column(CleanText)
    action: Mapped[str] = mapped_column(String(32))
    student: Mapped[str] = mapped_column(CleanText)
    notebook: Mapped[str] = mapped_column(CleanText)
    detail: Mapped[str] = mapped_column(CleanText)


class SettingRow(Base):
    """Facts about the gradebook itself, such as the layout of its tables."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[str] = mapped_column(CleanText)


class PersonRow(Base):
    """A student on the roster, whether they handed in or not."""

    __tablename__ = "person"

    student: Mapped[str] = mapped_column(CleanText, primary_key=True)
    name: Mapped[str] = mapped_column(CleanText)
    section: Mapped[str] = mapped_column(CleanText)
    state: Mapped[str] = mapped_column(String(16))


class IdentifierRow(Base):
    """What another system calls a student; of a class without a roster, as its files tell."""

    __tablename__ = "identifier"

    system: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[str] = mapped_column(CleanText, primary_key=True)
    student: Mapped[str] = mapped_column(CleanText, index=True)


class ExcusedRow(Base):
    """A notebook that a student need not hand in."""

    __tablename__ = "excused"

    student: Mapped[str] = mapped_column(CleanText, primary_key=True)
    notebook: Mapped[str] = mapped_column(CleanText, primary_key=True)

"""Open SQLite or PostgreSQL for the gradebook, and say clearly what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, inspect, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from course_utils.errors import CourseError, GradebookError, UsageError

SAFE = "Grades recorded so far are safe; run the same command to go on."


def connect(target: str | Path, busy_seconds: float) -> Engine:
    """An engine for a file of SQLite or a URL; nothing is opened yet.

    Raises UsageError for an address of another database, or without its driver.
    """
    url = _url(target)
    backend = url.get_backend_name()
    if backend not in ("sqlite", "postgresql"):
        raise UsageError(f"Gradebooks are kept in SQLite or PostgreSQL; received {name_of(url)}.", _FORMS)
    options: dict[str, Any] = {"pool_pre_ping": True}
    if backend == "sqlite":
        options = {"connect_args": {"timeout": busy_seconds}}
    try:
        engine = create_engine(url, **options)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise UsageError(
            f"The driver of {name_of(url)} is missing: {error}.", "pip install 'cnn-workbook[postgresql]'"
        ) from None
    if backend == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


_FORMS = "Pass a file, or a URL as postgresql+psycopg://user@host/database."


def _url(target: str | Path) -> URL:
    if isinstance(target, str) and "://" in target:
        try:
            return make_url(target)
        except (ArgumentError, ValueError):
            raise UsageError("The database URL cannot be read.", _FORMS) from None
    return URL.create("sqlite", database=str(target))


def name_of(url: URL) -> str:
    """The file, or the URL without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or "memory"
    return url.render_as_string(hide_password=True)


def _prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    # WAL: a killed run leaves whole transactions only, and reports can be read while grading.
    cursor.execute("PRAGMA journal_mode=WAL")
    # NORMAL survives a killed process; only a power cut could lose the last grades, never damage them.
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


@contextmanager
def clear_errors(engine: Engine, opening: bool = False) -> Iterator[None]:
    """Turn the database's errors into sentences."""
    try:
        yield
    except SQLAlchemyError as error:
        raise _translated(error, name_of(engine.url), opening) from None


def _translated(error: SQLAlchemyError, name: str, opening: bool) -> CourseError:
    text = str(getattr(error, "orig", None) or error).strip()
    lower = text.lower()
    if "locked" in lower:
        message = f"The gradebook {name} is locked by another program."
        return GradebookError(message, f"Close the program that has it open. {SAFE}")
    if "is full" in lower or "no space" in lower or "disk full" in lower:
        return GradebookError(f"The disk is full: {name} cannot grow.", f"Make room. {SAFE}")
    if "readonly" in lower or "read-only" in lower or "unable to open" in lower:
        kind = UsageError if opening else GradebookError
        help = "Choose a folder of your own, or mend its rights."
        return kind(f"The gradebook {name} cannot be written.", help)
    if "not a database" in lower or "malformed" in lower:
        help = "Restore a copy, or move the file away to begin a new gradebook."
        return GradebookError(f"{name} is not a gradebook, or it is damaged.", help)
    if opening and not name.endswith(".sqlite"):
        first = text.splitlines()[0] if text else type(error).__name__
        return GradebookError(f"The database {name} cannot be opened: {first}", "Is the server running?")
    return GradebookError(f"The gradebook {name} failed: {text}.", SAFE)


def is_begun(target: str | Path) -> bool:
    """Whether a gradebook was begun in a database; raises UsageError where it cannot be reached."""
    engine = connect(target, busy_seconds=30.0)
    try:
        with clear_errors(engine, opening=True):
            return inspect(engine).has_table("submission")
    finally:
        engine.dispose()

"""A gradebook of an earlier version becomes one of this version; the file as it was is kept beside it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, inspect, text

from course_utils.data.files import OWNER, drafted
from course_utils.errors import GradebookError, UsageError
from course_utils.grading.gradebook.database import name_of
from course_utils.grading.gradebook.tables import Base

LAYOUT = "2"
_EARLIER = ("1",)  # what differs since is tables that are new: earlier rows mean the same


def prepare(engine: Engine) -> None:
    """Make the tables that are missing, after a copy of a gradebook of an earlier version; a run can end at any step.

    Raises GradebookError for a later version's, UsageError where the copy cannot be written.
    """
    before = _layout(engine)
    if before not in (None, LAYOUT, *_EARLIER):
        raise GradebookError(
            f"{name_of(engine.url)} was written by another version (layout {before}, not {LAYOUT}).",
            "Open it with that version, or begin a new gradebook.",
        )
    if before in _EARLIER and engine.url.get_backend_name() == "sqlite":
        _keep_copy(Path(str(engine.url.database)), before)
    Base.metadata.create_all(engine)
    if before != LAYOUT:
        _set_layout(engine)


def _layout(engine: Engine) -> str | None:
    """The layout that the gradebook says it has; None of a new one."""
    if not inspect(engine).has_table("setting"):
        return None
    with engine.connect() as connection:
        said = connection.scalar(text("SELECT value FROM setting WHERE key = 'layout'"))
    return None if said is None else str(said)


def _set_layout(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM setting WHERE key = 'layout'"))
        connection.execute(text("INSERT INTO setting (key, value) VALUES ('layout', :layout)"), {"layout": LAYOUT})


def _keep_copy(path: Path, layout: str | None) -> None:
    copy = path.with_name(f"{path.stem}.layout-{layout}{path.suffix}")
    if copy.exists():  # from a run that was ended: it is the older one
        return
    try:
        with drafted(copy, OWNER, durable=True) as draft, closing(sqlite3.connect(path)) as source:
            _copy(source, draft)
    except (OSError, sqlite3.Error) as error:
        why = f"{path} is of an earlier version, and a copy of it cannot be written: {error}."
        raise UsageError(why, "Make room in the folder, or mend its rights. Nothing was changed.") from None
    print(f"{path.name} was of an earlier version; a copy as it was is {copy.name}.")


def _copy(source: sqlite3.Connection, target: Path) -> None:
    with closing(sqlite3.connect(target)) as connection:
        source.backup(connection)

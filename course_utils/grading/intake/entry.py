"""A file that was handed in, wherever it lies: its place, how to read it, and why it cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import NoReturn

from course_utils.errors import NotebookError


class NotOpened(NotebookError):
    """The system or the zip does not let us read a file: no fault of its student's."""


@dataclass(frozen=True)
class Entry:
    """A file at `path` below the class; `read` gives its bytes or raises NotebookError.

    `is_outside` marks one that a zip places outside of itself: no student's folder says whose it is.
    """

    path: PurePosixPath
    read: Callable[[], bytes]
    modified: datetime | None = None
    is_outside: bool = False


def refusing(error: NotebookError) -> Callable[[], bytes]:
    """A reader of what is known beforehand to be unreadable."""

    def read() -> NoReturn:
        raise error

    return read


def not_opened(why: str) -> NotOpened:
    """What is said of a file that the system does not let us read."""
    return NotOpened(f"The grader cannot open the file: {why}.", "No fault of the student's.")

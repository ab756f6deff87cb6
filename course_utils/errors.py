"""The exception tree: every error a user can cause says what happened and what to do."""

import traceback
from pathlib import Path

_LIBRARIES = (str(Path(__file__).parent), "site-packages")


class CourseError(Exception):
    """Something a user can mend.

    `message` says what happened and what was expected; `help` says what to do.
    The command prints both without a traceback and exits with `exit_code`.
    """

    exit_code = 1

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.help = help

    def __str__(self) -> str:
        return f"{self.message} {self.help}".rstrip()

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows in place of a traceback (IPython asks for it): the student's line, the message."""
        frames = traceback.extract_tb(self.__traceback__)
        own = [frame for frame in frames if frame.line and not any(part in frame.filename for part in _LIBRARIES)]
        where = [f"line {own[-1].lineno}: {own[-1].line}", ""] if own else []
        return [*where, f"{type(self).__name__}: {self}"]


class UsageError(CourseError):
    """The command was called with something it cannot use: exit code 2."""

    exit_code = 2


class ArgumentError(CourseError, ValueError):
    """A function received a value outside its domain."""


class NotebookError(CourseError):
    """A file is not a notebook that can be read."""


class DataError(CourseError):
    """A data set or a model file is missing or damaged."""


class IsolationError(CourseError):
    """The system cannot isolate student code."""


class GradebookError(CourseError):
    """The gradebook cannot be read or written."""


class BuildError(CourseError):
    """A notebook source cannot be built, or a built notebook is stale."""

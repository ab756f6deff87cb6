"""The exception tree: every error a user can cause says what happened and what to do."""


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

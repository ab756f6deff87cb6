"""The `course` command: parse arguments, call one room, print what it says.

Each module holds the commands of one kind of user; importing it adds them.
"""

from __future__ import annotations

import gc
import sys

# The order of these imports is the order of the help page.
# isort: off
from course_utils.cli import student, submit, instructor, roster, author, data
# isort: on
from course_utils.cli.app import app
from course_utils.errors import CourseError

__all__ = ["app", "author", "data", "instructor", "main", "roster", "student", "submit"]

_YOUNG = 20_000  # new objects before Python looks for cycles: modules load, and what they define stays


def main() -> None:
    """Run the command; an error of the user's becomes a sentence and an exit code."""
    gc.set_threshold(_YOUNG, 10, 10)
    try:
        app()
    except CourseError as error:
        _say_error(error)
        sys.exit(error.exit_code)
    except OSError as error:
        what = f"{error.filename} cannot be used" if error.filename else "The system refuses"
        _say_error(CourseError(f"{what}: {error.strerror or error}.", "Check that place and its permissions."))
        sys.exit(1)


def _say_error(error: CourseError) -> None:
    print(f"Error: {error.message}", file=sys.stderr)
    if error.help:
        print(f"       {error.help}", file=sys.stderr)

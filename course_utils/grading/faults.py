"""What goes wrong on our side with one submission: a short cause for its report, the whole traceback for a log."""

from __future__ import annotations

import errno
import os
import traceback
from datetime import UTC, datetime
from pathlib import Path

from course_utils.data.files import OWNER
from course_utils.errors import ArgumentError, CourseError, NotebookError, UsageError

LOG = "faults.log"
_OF_ONE_SUBMISSION = (ArgumentError, NotebookError)
_OF_THE_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


def ends_the_run(error: Exception) -> bool:
    """True for a fault that the next submission would meet as well: no isolation, no gradebook, a full disk."""
    if isinstance(error, OSError):
        return error.errno in _OF_THE_DISK
    return isinstance(error, CourseError) and not isinstance(error, _OF_ONE_SUBMISSION)


def cause(error: Exception) -> str:
    """What a report says of a fault: no text of the exception's own, which may repeat a hidden input."""
    return f"The grader failed at this submission ({type(error).__name__}); {LOG} tells the instructor more."


def record(error: Exception) -> str:
    """The whole traceback of a fault as text, which can travel between machines."""
    return "".join(traceback.format_exception(error))


class Faults:
    """The log of one run; `count` says how many faults it added. Nothing is written while nothing goes wrong."""

    def __init__(self, path: Path) -> None:
        self.path, self.count = path, 0

    def add(self, student: str, file: str, text: str) -> None:
        """Append one fault; raises UsageError where the log cannot be written."""
        self.count += 1
        now = datetime.now(UTC).isoformat(timespec="seconds")
        entry = f"{now} {student!a}, {file!a}\n{text.rstrip()}\n\n"
        try:
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, OWNER)
            with os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace") as log:
                log.write(entry)
        except OSError as error:
            message = f"{self.path} cannot be written: {error.strerror}."
            raise UsageError(message, "Make room, or pass a folder of your own as --out.") from None

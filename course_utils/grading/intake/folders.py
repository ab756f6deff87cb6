"""The files below a folder of submissions: links, pipes and devices are named, never followed or opened."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from course_utils.errors import NotebookError, UsageError
from course_utils.grading.intake.entry import Entry, not_opened, refusing
from course_utils.notebooks.file import MAX_NOTEBOOK_BYTES

MAX_DEPTH = 20  # folders in folders: the systems we read from make five
_ITSELF = "Hand in the notebook itself."


def walk(folder: Path) -> Iterator[Entry]:
    """Every file below `folder`, in the order of their paths; a folder that cannot be searched counts as a file.

    Raises UsageError when `folder` itself cannot be read.
    """
    yield from sorted(_entries(folder), key=lambda entry: entry.path.parts)


def _entries(folder: Path) -> Iterator[Entry]:
    waiting = [PurePosixPath()]  # a list of our own: folders may be nested deeper than functions may be
    while waiting:
        place = waiting.pop()
        try:
            with os.scandir(folder / place) as items:
                inner = list(items)
        except OSError as error:
            if not place.parts:
                raise UsageError(f"{folder} cannot be read: {error.strerror}.", "Mend its rights.") from None
            yield Entry(place, refusing(not_opened(error.strerror or "unknown")))
            continue
        for item in inner:
            path = place / item.name
            if not _is_folder(item):
                yield Entry(path, file_reader(folder / path), file_time(folder / path))
            elif len(path.parts) < MAX_DEPTH:
                waiting.append(path)
            else:
                message = f"Folders are nested more than {MAX_DEPTH} deep; nothing below is read."
                yield Entry(path, refusing(NotebookError(message, _ITSELF)))


def _is_folder(item: os.DirEntry[str]) -> bool:
    try:
        return item.is_dir(follow_symlinks=False)
    except OSError:  # it went away, or the system does not say: reading it will tell
        return False


def file_time(path: Path) -> datetime | None:
    """When the file was last changed; None when the system does not say, or says a time that no calendar has."""
    try:
        return datetime.fromtimestamp(path.lstat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return None


def file_reader(path: Path) -> Callable[[], bytes]:
    """A reader of the file at `path`, which may have become another kind of thing by then."""

    def read() -> bytes:
        try:
            if path.is_symlink():  # it could lead to another student's work
                raise NotebookError("The file is a link, not a notebook.", _ITSELF)
            # Opening a pipe would wait for its other end.
            descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))
            with os.fdopen(descriptor, "rb") as file:
                if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                    raise NotebookError("This is no file, but a pipe, a folder or a device.", _ITSELF)
                return file.read(MAX_NOTEBOOK_BYTES + 1)
        except OSError as error:
            if error.errno == errno.ENXIO:
                raise NotebookError("This is no file, but a socket or a device.", _ITSELF) from None
            raise not_opened(error.strerror or "unknown") from None

    return read

"""Find submissions: a folder per student, flat notebooks named by student, or a zip of either.

Also reads the trees and names that other systems write: nbgrader's
`submitted/<student>/<assignment>/`, and the download zips of Canvas and Moodle.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from course_utils.errors import NotebookError, UsageError
from course_utils.notebooks.file import MAX_NOTEBOOK_BYTES

_IGNORED = re.compile(r"(^|/)(\.|__MACOSX|__pycache__|~\$)")
_MOODLE = re.compile(r"^(?P<student>.+?)_\d+_assignsubmission_file")
# surname-and-name, an optional LATE, the user's and the attempt's number, then the original file name
_CANVAS = re.compile(r"^(?P<student>[^_]+?)(?:_LATE)?_\d+_\d+_.+", re.IGNORECASE)


class NotOpened(NotebookError):
    """The system does not let us read a file: no fault of its student's."""


@dataclass(frozen=True)
class Submission:
    """One file of one student; `read` gives its bytes or raises NotebookError."""

    student: str
    file: str
    read: Callable[[], bytes]
    modified: datetime | None = None


@dataclass(frozen=True)
class _Entry:
    path: PurePosixPath
    read: Callable[[], bytes]
    modified: datetime | None


def collect(source: Path) -> Iterator[Submission]:
    """Every submission below `source`, ordered by path; raises UsageError when there is none.

    Within a student's folder only notebooks count; a folder without one gives its first file, so
    that the student hears about it.
    """
    if not source.exists():
        raise UsageError(f"There is no folder or zip named {source}.", "Pass the folder of submissions.")
    entries = _zip_entries(source) if source.is_file() else _folder_entries(source)
    by_student: dict[str, list[_Entry]] = {}
    for entry in _unwrapped(entries, source.stem):
        by_student.setdefault(_student(entry.path), []).append(entry)
    if not by_student:
        raise UsageError(f"{source} holds no submission.", "Expected notebooks, or a folder per student.")
    for student in sorted(by_student):
        for entry in _relevant(by_student[student]):
            yield Submission(student, str(entry.path), entry.read, entry.modified)


def single(student: str, path: Path, folder: Path) -> Submission:
    """The submission in one file below `folder`."""
    return Submission(student, path.relative_to(folder).as_posix(), _file_reader(path), _file_time(path))


def _relevant(entries: list[_Entry]) -> list[_Entry]:
    notebooks = [entry for entry in entries if entry.path.suffix.lower() == ".ipynb"]
    return sorted(notebooks or entries[:1], key=lambda entry: (_time(entry), str(entry.path)))


def _time(entry: _Entry) -> float:
    return entry.modified.timestamp() if entry.modified else 0.0


def _student(path: PurePosixPath) -> str:
    """The student's name as the folder or the file gives it."""
    parts = path.parts
    if parts[0] == "submitted" and len(parts) > 2:
        return parts[1]
    name = parts[0] if len(parts) > 1 else path.stem
    for pattern in (_MOODLE, _CANVAS):
        match = pattern.match(name)
        if match:
            return match["student"].strip()
    return name.strip() or name


def _unwrapped(entries: Iterable[_Entry], stem: str) -> list[_Entry]:
    """Take away one folder around everything, as zips have it, unless it is a student's own."""
    kept = [entry for entry in entries if not _IGNORED.search(str(entry.path))]
    tops = {entry.path.parts[0] for entry in kept if len(entry.path.parts) > 1}
    wrapped = len(tops) == 1 and all(len(entry.path.parts) > 1 for entry in kept)
    top = next(iter(tops), "")
    if not wrapped or top == "submitted":
        return kept
    deeper = any(len(entry.path.parts) > 2 for entry in kept)
    if not deeper and top != stem:
        return kept
    return [_Entry(PurePosixPath(*entry.path.parts[1:]), entry.read, entry.modified) for entry in kept]


def _folder_entries(folder: Path) -> Iterator[_Entry]:
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or path.is_file():
            relative = PurePosixPath(path.relative_to(folder).as_posix())
            yield _Entry(relative, _file_reader(path), _file_time(path))


def _file_time(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.lstat().st_mtime, UTC)
    except OSError:
        return None


def _file_reader(path: Path) -> Callable[[], bytes]:
    def read() -> bytes:
        if path.is_symlink():  # it could lead to another student's work
            raise NotebookError("The file is a link, not a notebook.", "Hand in the notebook itself.")
        try:
            with path.open("rb") as file:
                return file.read(MAX_NOTEBOOK_BYTES + 1)
        except OSError as error:
            message = f"The grader cannot open the file: {error.strerror}."
            raise NotOpened(message, "No fault of the student's.") from None

    return read


def _zip_entries(source: Path) -> Iterator[_Entry]:
    try:
        with zipfile.ZipFile(source) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, OSError) as error:
        help = "Pass the folder of submissions, or the zip as it was downloaded."
        raise UsageError(f"{source} is no folder and no zip file: {error}.", help) from None
    for info in infos:
        path = PurePosixPath(info.filename)
        if path.parts and not path.is_absolute() and ".." not in path.parts:
            yield _Entry(path, _zip_reader(source, info), _zip_time(info))


def _zip_time(info: zipfile.ZipInfo) -> datetime | None:
    try:
        return datetime(*info.date_time, tzinfo=UTC)
    except ValueError:
        return None


def _zip_reader(source: Path, info: zipfile.ZipInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            with zipfile.ZipFile(source) as archive, archive.open(info) as file:
                return file.read(MAX_NOTEBOOK_BYTES + 1)  # never more, whatever the zip unpacks to
        except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
            raise NotebookError(f"The file cannot be read from the zip: {error}.") from None

    return read

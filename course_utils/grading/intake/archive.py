"""The files in a zip of submissions: each is read once, up to a bound, and a damaged one harms no other."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, tzinfo
from pathlib import Path, PurePosixPath

from course_utils.errors import NotebookError, UsageError
from course_utils.grading.intake.entry import Entry, NotOpened, refusing
from course_utils.grading.intake.moments import extended_time
from course_utils.notebooks.file import MAX_NOTEBOOK_BYTES

_SAYS_UTF8 = 1 << 11  # of an entry's flags
_ENCRYPTED = 0x1  # of an entry's flags
_KNOWN_VERSION = zipfile.MAX_EXTRACT_VERSION
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others unpack a kilobyte into a gigabyte in one step
MAX_FILES = 5_000  # in a zip that a student hands in: a whole workbook has some hundreds
_ALONE = "Hand in the .ipynb file itself."
_LOCK = threading.Lock()


def entries(source: Path, zone: tzinfo | None = None) -> Iterator[Entry]:
    """Every file that the directory of the zip names; raises UsageError for what is no zip at all.

    A zip's times are those of a wall clock in `zone`, apart from the fields that say seconds in UTC.
    """
    try:
        with _any_version():
            archive = zipfile.ZipFile(source)  # stays open while a reader of it is kept
    except Exception as error:  # its directory is anyone's bytes: many kinds, one meaning
        help = "Pass the folder of submissions, or the zip as it was downloaded."
        raise UsageError(f"{source} is no folder and no zip file: {error}.", help) from None
    for info in archive.infolist():
        path = _path_of(info)
        if not path.parts or info.is_dir():  # a name may be empty, and the library looks at its end
            continue
        if _is_outside(path):
            refusal = NotOpened("The zip places this file outside of itself: it was not read.", "Find out whose it is.")
            yield Entry(path, refusing(refusal), is_outside=True)
        else:
            yield Entry(path, _reader(archive, info), _time(info, zone))


@contextmanager
def _any_version() -> Iterator[None]:
    """Let the library list entries of every version: by itself, one of a later version closes the whole zip."""
    with _LOCK:
        vars(zipfile).update(MAX_EXTRACT_VERSION=0xFFFF)
        try:
            yield
        finally:
            vars(zipfile).update(MAX_EXTRACT_VERSION=_KNOWN_VERSION)


def opened(entry: Entry, is_wanted: Callable[[PurePosixPath], bool]) -> list[Entry]:
    """The wanted files in a zip that a student handed in, with the time of the zip; any other file as it is.

    Nothing but those files is read, no summary beside them. A zip without one, or that cannot be opened, says so.
    """
    if entry.path.suffix.lower() != ".zip" or entry.is_outside:
        return [entry]
    try:
        infos = _directory(entry.read())
    except NotebookError as error:
        return [replace(entry, read=refusing(error))]
    wanted = [info for info in infos if is_wanted(_path_of(info)) and not _is_outside(_path_of(info))]
    if not wanted:
        return [replace(entry, read=refusing(NotebookError("The zip holds no notebook.", "Hand in the .ipynb file.")))]
    return [replace(entry, path=entry.path / _path_of(info), read=_inner(entry, info.filename)) for info in wanted]


def _inner(entry: Entry, name: str) -> Callable[[], bytes]:
    """Reads the zip once more each time: the zips of a whole class are never all in memory."""

    def read() -> bytes:
        with _any_version():
            archive = zipfile.ZipFile(io.BytesIO(entry.read()))
        with archive:
            return _reader(archive, archive.getinfo(name))()

    return read


def _directory(data: bytes) -> list[zipfile.ZipInfo]:
    if data.count(b"PK\1\2") > MAX_FILES or len(data) > MAX_NOTEBOOK_BYTES:
        raise NotebookError(f"The zip is larger than {MAX_FILES:,} files or 50 MB.", _ALONE)
    try:
        with _any_version(), zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [info for info in archive.infolist() if not info.is_dir()]
    except Exception as error:  # a student's bytes: many kinds, one meaning
        raise NotebookError(f"The zip cannot be opened: {error}.", _ALONE) from None


def _path_of(info: zipfile.ZipInfo) -> PurePosixPath:
    # Some tools of Windows write its own separator.
    return PurePosixPath(_written(info).replace("\\", "/"))


def _written(info: zipfile.ZipInfo) -> str:
    """The name as its writer meant it: macOS writes UTF-8 and does not say so."""
    if info.flag_bits & _SAYS_UTF8 or info.filename.isascii():
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _is_outside(path: PurePosixPath) -> bool:
    return path.is_absolute() or ".." in path.parts


def _time(info: zipfile.ZipInfo, zone: tzinfo | None) -> datetime | None:
    try:
        return extended_time(info.extra) or datetime(*info.date_time, tzinfo=zone)
    except (ValueError, OSError, OverflowError):
        return None


def _reader(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        if info.extract_version > _KNOWN_VERSION:
            raise _damaged(f"it needs version {info.extract_version / 10:.1f} of the format")
        if info.flag_bits & _ENCRYPTED:
            raise _damaged("it is locked with a password")
        if info.compress_type not in _METHODS:
            raise _damaged(f"it is packed by the method {info.compress_type}, neither stored nor deflated")
        try:
            with archive.open(info) as file:
                return file.read(MAX_NOTEBOOK_BYTES + 1)  # never more, whatever the zip unpacks to
        except Exception as error:  # packed bytes are anyone's: every library that unpacks has kinds of its own
            raise _damaged(f"{type(error).__name__}: {error}" if str(error) else type(error).__name__) from None

    return read


def _damaged(why: str) -> NotOpened:
    return NotOpened(
        f"The file cannot be read from the zip: {why}.", "Download the zip again, or pass the unpacked folder."
    )

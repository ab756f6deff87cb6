"""Change files of the course folder: all of them, or none.

New content is first written in full to a folder beside the old one; then names are exchanged. What fails
before that leaves everything as it was, what fails in between is undone. When the machine stops in
between, the next change first puts back what is then missing.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from course_utils.data.locks import try_lock
from course_utils.errors import CourseError

STAGE = ".course-changes"
_LOCK = "backups/.lock"
_NAMES = "names"
_UNREAD = object()


class Changes:
    """Changes of files below `root`, by path relative to it; nothing happens before `commit`."""

    def __init__(self, root: Path, stage: Path) -> None:
        self._root, self._stage, self._new, self._old = root, stage, stage / "new", stage / "old"
        self._names: dict[str, object] = {}
        self._moves: list[tuple[Path, Path]] = []
        self.stuck = False

    def put(self, name: str, content: bytes, seen: object = _UNREAD) -> None:
        """Write a file; `seen` is what was read from it (None: nothing), and must still be there then."""
        path = self._new / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if (self._root / name).is_file():
            shutil.copymode(self._root / name, path)  # who may read it is the student's choice
        self._names[name] = seen

    def put_copy(self, name: str, source: Path) -> None:
        """Copy a file, or all files of a folder in place of the folder that is there."""
        for file in source.rglob("*") if source.is_dir() else [source]:
            if file.is_file() and file.suffix != ".pyc":
                path = self._new / name / file.relative_to(source)
                path.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(file, path)
        self._names[name] = _UNREAD

    def remove(self, name: str, seen: object = _UNREAD) -> None:
        """Take a file away."""
        self._names[name] = seen

    def commit(self) -> None:
        """Let everything happen.

        Raises:
            CourseError: a file is no longer what was read; nothing has happened then.
        """
        for name, seen in self._names.items():
            if seen is not _UNREAD and read_bytes(self._root / name) != seen:
                raise just_saved(name)
        (self._stage / _NAMES).write_text("\n".join(self._names), "utf-8")
        try:
            for name in self._names:
                self._exchange(name)
        except BaseException:
            self._undo()
            raise

    def _exchange(self, name: str) -> None:
        target, new = self._root / name, self._new / name
        if os.path.lexists(target):
            self._move(target, self._old / name)
        if os.path.lexists(new):
            self._move(new, target)

    def _move(self, source: Path, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        self._moves.append((source, target))  # first: an interrupt may come right after the renaming
        source.rename(target)

    def _undo(self) -> None:
        self.stuck = True
        try:
            for source, target in reversed(self._moves):
                if os.path.lexists(target) and not os.path.lexists(source):
                    target.rename(source)
        except OSError as error:
            raise CourseError(
                f"A change failed, and {error.filename} could not be put back: {error.strerror}.",
                f"Run the command again. Your work is in backups/; what was taken away, in {STAGE}/old.",
            ) from None
        self.stuck = False


@contextmanager
def changes(root: Path) -> Iterator[Changes]:
    """Collect changes of files in `root`; the caller commits them.

    Raises:
        CourseError: another change is going on, the disk is full, or a file may not be written.
    """
    stage = root / STAGE
    try:
        with _alone(root):
            _put_back(root, stage)
            stage.mkdir()
            collected = Changes(root, stage)
            try:
                yield collected
            finally:
                if not collected.stuck:
                    shutil.rmtree(stage, ignore_errors=True)
    except OSError as error:
        raise failure(error) from None


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Hold the folder's lock."""
    path = root / _LOCK
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as file:
        if not try_lock(file):
            message = "Another update, reset or restore is running in this course folder."
            raise CourseError(message, "Wait until it has ended.")
        yield


def mend(root: Path) -> None:
    """Put back what a change that was cut off had taken away; nothing happens when there was none."""
    if (root / STAGE).exists():
        with changes(root):
            pass


def _put_back(root: Path, stage: Path) -> None:
    names = read_bytes(stage / _NAMES) or b""
    for name in names.decode().splitlines():
        if os.path.lexists(stage / "old" / name) and not os.path.lexists(root / name):
            (stage / "old" / name).rename(root / name)
    if stage.exists():
        shutil.rmtree(stage)


def failure(error: OSError) -> CourseError:
    """What the system refused, as a sentence; to be used where nothing was changed."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return CourseError("The disk is full. Nothing was changed.", "Free some space and run the command again.")
    where = f"{error.filename}: " if error.filename else ""
    return CourseError(
        f"{where}{error.strerror or error}. Nothing was changed.",
        "Close programs that use the file, see that you may write there, and run the command again.",
    )


def just_saved(name: str) -> CourseError:
    """The file is no longer what was read a moment ago."""
    return CourseError(
        f"{name} was saved by another program just now. Nothing was changed.",
        "Save and close the notebooks, then run the command again.",
    )


def read_bytes(path: Path) -> bytes | None:
    """The content of a file, or None when there is none."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None

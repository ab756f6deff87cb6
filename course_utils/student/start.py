"""`course start FOLDER`: lay out the workbook that the installed package carries."""

from __future__ import annotations

import filecmp
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from course_utils.errors import UsageError
from course_utils.student.changes import failure
from course_utils.student.originals import FOLDER as ORIGINALS

EDITION = "edition"  # in the wheel only: workbook/ and datasets/ of the students' edition


def start(folder: Path) -> bool:
    """Lay out the workbook and its data in `folder`, new or empty; False where it was laid out before.

    What is in a folder that was started stays as it is.

    Raises:
        UsageError: this installation carries no workbook, or `folder` holds something else, or an older workbook.
        CourseError: the disk is full, or the folder cannot be written.
    """
    with _installed() as source:
        if (folder / "workbook" / ORIGINALS).is_dir():
            _require_same(source / "workbook", folder)
            return False
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UsageError(f"{folder} holds something else.", "Name a new folder: nothing is overwritten.")
        _lay_out(source, folder)
    return True


@contextmanager
def laid_out() -> Iterator[Path]:
    """What `start` would lay out, in a folder for a while.

    Raises:
        UsageError: this installation carries no workbook.
        CourseError: the disk is full.
    """
    with _installed() as source, tempfile.TemporaryDirectory(prefix="course-") as beside:
        fresh = Path(beside) / "course"
        _lay_out(source, fresh)
        yield fresh


@contextmanager
def _installed() -> Iterator[Path]:
    edition = files("course_utils") / EDITION
    if not edition.is_dir():
        raise UsageError(
            "This installation is a course folder itself, and carries no second workbook.",
            "Open it: course lab.",
        )
    with as_file(edition) as source:
        yield source


def _lay_out(source: Path, folder: Path) -> None:
    """Everything is copied beside `folder` first: a folder that is there is whole."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as beside:
            fresh = Path(beside) / "course"
            shutil.copytree(source, fresh)
            shutil.copytree(source / "workbook", fresh / "workbook" / ORIGINALS)
            if folder.is_dir():
                folder.rmdir()
            fresh.rename(folder)
    except OSError as error:
        raise failure(error) from None


def _require_same(workbook: Path, folder: Path) -> None:
    originals = folder / "workbook" / ORIGINALS
    names = [path.relative_to(workbook) for path in sorted(workbook.rglob("*.ipynb"))]
    same = [(originals / name).is_file() and filecmp.cmp(workbook / name, originals / name, False) for name in names]
    if not all(same):
        raise UsageError(
            f"{folder} was started with another edition of the course than the one installed now.",
            f"Bring the new one in: cd {shlex.quote(str(folder))} && course update. Your answers stay.",
        )

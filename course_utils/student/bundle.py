"""A newer student bundle, as a folder or a zip: open it, and see that it belongs to this course."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from course_utils.errors import CourseError, UsageError
from course_utils.exercises import variant
from course_utils.student.changes import failure
from course_utils.student.originals import FOLDER as ORIGINALS

_VERSION = re.compile(r"^__version__ = \"([^\"]+)\"", re.MULTILINE)
_PROJECT = re.compile(r"^name = \"cnn-workbook\"", re.MULTILINE)
_HELP = "Name the folder or the zip of the newer course, as your instructor gave it to you."


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """The bundle's folder; a zip is unpacked to a temporary place first.

    Raises:
        UsageError: there is no such folder or zip, or it holds no bundle of this course.
        CourseError: the zip is damaged, or the disk is full.
    """
    if path.is_dir():
        yield _bundle_in(path)
        return
    if not path.is_file():
        raise UsageError(f"There is neither a folder nor a zip named {path}.", _HELP)
    with tempfile.TemporaryDirectory(prefix="course-") as folder:
        _unpack(path, Path(folder))
        yield _bundle_in(Path(folder), said=path)


def _unpack(path: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            needed, free = sum(info.file_size for info in archive.infolist()), shutil.disk_usage(folder).free
            if needed > free:
                size = f"{needed / 2**20:.0f} MB"
                raise CourseError(f"There is no room to unpack {path.name} ({size}).", "Free some space first.")
            wrong = [name for name in archive.namelist() if _leads_out(name)]
            if wrong:
                raise UsageError(f"{path.name} holds a file outside its folder: {wrong[0]}.", _HELP)
            archive.extractall(folder)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise UsageError(f"{path.name} is no zip file, or it is damaged: {error}.", "Download it again.") from None
    except OSError as error:
        raise failure(error) from None


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in name


def _bundle_in(folder: Path, said: Path | None = None) -> Path:
    """`folder`, or the one folder in it that is a bundle, as zips have it."""
    for candidate in (folder, *sorted(path for path in folder.iterdir() if path.is_dir())):
        if _is_course(candidate):
            if not any((candidate / "workbook" / ORIGINALS).rglob("*.ipynb")):
                raise UsageError(
                    f"{said or folder} is no student bundle with untouched notebooks.",
                    "Ask your instructor for one that `course release` has written.",
                )
            return candidate
    raise UsageError(f"{said or folder} is not this course.", _HELP)


def _is_course(folder: Path) -> bool:
    return _PROJECT.search(_text(folder / "pyproject.toml")) is not None and version(folder) != ""


def version(folder: Path) -> str:
    """The version of the course in a folder, read from its text; empty when there is none."""
    line = _VERSION.search(_text(folder / "course_utils" / "__init__.py"))
    return line[1] if line else ""


def _cohort(folder: Path) -> str:
    """The cohort whose inputs the course in a folder draws; empty when it is for everybody."""
    try:
        return str(json.loads(_text(folder / "course_utils" / "exercises" / variant.FILE))["cohort"])
    except (ValueError, LookupError, TypeError):
        return ""


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", errors="replace")
    except OSError:
        return ""


def require_student_folder(root: Path) -> None:
    """Raise UsageError unless `root` is a course folder that a bundle may replace."""
    if (root / ".git").exists():
        raise UsageError("This course folder is a git working copy.", "Run `git pull` instead.")
    if (root / "workbook" / "source").is_dir() and not (root / "workbook" / ORIGINALS).is_dir():
        raise UsageError("This is the instructors' edition of the course.", "Get the newer one as you got this one.")
    if _is_started(root):
        raise UsageError(
            "This workbook belongs to an installed package, which is updated first.",
            "Install the newer package, then run `course update` without a name.",
        )
    if not _is_course(root):
        raise UsageError(f"{root} does not hold the whole course.", "Run this in the folder that holds course_utils/.")
    if not (root / "workbook" / ORIGINALS).is_dir():
        raise CourseError(
            f"The course's untouched notebooks are missing: there is no folder workbook/{ORIGINALS}.",
            f"Unpack the course as you first got it beside this folder, and copy workbook/{ORIGINALS} from there.",
        )


def require_started_folder(root: Path) -> None:
    """Raise UsageError unless `root` is a folder that `course start` laid out."""
    if not _is_started(root):
        raise UsageError("What shall come in is not said.", _HELP)


def _is_started(root: Path) -> bool:
    return (root / "workbook" / ORIGINALS).is_dir() and not (root / "course_utils").exists()


def require_newer(root: Path, bundle: Path) -> None:
    """Raise UsageError when `bundle` is this very folder, lies in its parts, is older, or another cohort's."""
    from packaging.version import InvalidVersion, Version

    inner = [root / name for name in ("workbook", "course_utils", "datasets")]
    place = bundle.resolve()
    if place == root.resolve() or any(place.is_relative_to(folder.resolve()) for folder in inner):
        raise UsageError("The newer course lies in this course folder.", "Unpack it beside this folder.")
    cohorts = _cohort(bundle), _cohort(root)
    if len(set(cohorts)) > 1:
        whose = [f"cohort {name}" if name else "no cohort" for name in cohorts]
        raise UsageError(f"{bundle.name} is for {whose[0]}; your course is for {whose[1]}.", _HELP)
    old, new = version(root), version(bundle)
    try:
        older = Version(new) < Version(old)
    except InvalidVersion as error:
        raise UsageError(f"The versions cannot be compared: {error}.", _HELP) from None
    if older:
        raise UsageError(f"{bundle.name} is version {new}; you have the newer version {old}.", "Nothing was changed.")

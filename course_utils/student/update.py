"""`course update`: a newer version of the course moves in around a student's answers.

Everything is prepared beside the course folder's files and then exchanged at once. The package that runs
this is exchanged too, so all that is needed is imported before.
"""

from __future__ import annotations

import filecmp
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from course_utils.student.backup import Backup, backup, require_in
from course_utils.student.bundle import opened, require_newer, require_started_folder, require_student_folder, version
from course_utils.student.changes import Changes, changes, failure, mend
from course_utils.student.originals import FOLDER as ORIGINALS
from course_utils.student.plan import Row, Step, plan
from course_utils.student.start import laid_out

_PACKAGE = "course_utils"
_REQUIREMENTS = ("pyproject.toml", "environment.yml")
_NOT_OF_A_BUNDLE = {"workbook", "backups", "build", "dist", "__pycache__", _PACKAGE}


@dataclass(frozen=True)
class Update:
    """What an update did, or would do: versions (of a bundle), a row per file of the workbook, the backup made first.

    `needs_setup` says that the new version asks for other packages.
    """

    old: str
    new: str
    rows: tuple[Row, ...]
    needs_setup: bool
    backup: Backup | None = None


def update(root: Path, newer: Path | None, dry_run: bool = False) -> Update:
    """Bring the bundle `newer` (a folder or a zip) into the course folder `root`.

    Without `newer` it is the edition of the installed package, for a folder that `course start` laid out. With
    `dry_run` only say what would happen.

    Raises:
        UsageError: `newer` is no newer bundle of this course, or `root` is not a student's folder of its kind.
        CourseError: something cannot be read or written; nothing is changed then.
    """
    mend(root)
    with _edition(root, newer) as bundle:
        if dry_run:
            return _said(root, bundle, _planned(root, bundle))
        with changes(root) as todo:
            steps = _planned(root, bundle)
            safety = backup(root)
            done = _said(root, bundle, steps, safety)
            _add_notebooks(todo, steps, safety)
            _add_course(todo, root, bundle)
            todo.commit()
    return done


@contextmanager
def _edition(root: Path, newer: Path | None) -> Iterator[Path]:
    """The folder of what comes in."""
    if newer is None:
        require_started_folder(root)
        with laid_out() as bundle:
            yield bundle
    else:
        require_student_folder(root)
        with opened(newer) as bundle:
            require_newer(root, bundle)
            yield bundle


def _planned(root: Path, bundle: Path) -> list[Step]:
    try:
        return plan(root, bundle)
    except OSError as error:
        raise failure(error) from None


def _said(root: Path, bundle: Path, steps: list[Step], safety: Backup | None = None) -> Update:
    needs_setup = any(not _is_same_file(root / name, bundle / name) for name in _REQUIREMENTS)
    return Update(version(root), version(bundle), tuple(step.row for step in steps), needs_setup, safety)


def _add_notebooks(todo: Changes, steps: list[Step], safety: Backup) -> None:
    for step in steps:
        if step.content == step.seen:
            continue
        require_in(safety, step.path, step.seen)
        if step.content is None:
            todo.remove(step.path, seen=step.seen)
        else:
            todo.put(step.path, step.content, seen=step.seen)


def _add_course(todo: Changes, root: Path, bundle: Path) -> None:
    """Plan to exchange what is the course's own; the notebooks come before it.

    Whatever stops the machine in between: the notebooks' originals and the package change last, so
    the same update, run again, finishes what it began.
    """
    for path in _course_files(bundle):
        name = path.relative_to(bundle).as_posix()
        if not _is_same_file(root / name, path):
            todo.put_copy(name, path)
    todo.put_copy(f"workbook/{ORIGINALS}", bundle / "workbook" / ORIGINALS)
    if (bundle / _PACKAGE).is_dir():
        todo.put_copy(_PACKAGE, bundle / _PACKAGE)


def _is_same_file(old: Path, new: Path) -> bool:
    """True when both are there with one content, or neither is there."""
    if old.is_file() and new.is_file():
        return filecmp.cmp(old, new, shallow=False)
    return old.exists() == new.exists()


def _course_files(bundle: Path) -> Iterator[Path]:
    """Data sets and the files beside them; the student's own files among the data sets stay."""
    for top in sorted(bundle.iterdir()):
        if top.name.startswith(".") or top.name in _NOT_OF_A_BUNDLE or top.suffix == ".egg-info":
            continue
        inner = sorted(top.rglob("*")) if top.is_dir() else [top]
        yield from (path for path in inner if path.is_file() and not path.name.endswith((".pyc", ".part")))

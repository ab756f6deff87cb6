"""`course backup` and `course restore`: everything a student has in the workbook, in one dated zip."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from course_utils.data.files import drafted, free_name
from course_utils.errors import CourseError, UsageError
from course_utils.notebooks.file import MAX_NOTEBOOK_BYTES
from course_utils.notebooks.names import name_of
from course_utils.student.changes import Changes, changes, failure, just_saved, read_bytes
from course_utils.student.originals import FOLDER as ORIGINALS

FOLDER = "backups"
SAVE_FIRST = "Only what is saved can be seen: save the notebooks that are open in Jupyter first."
_LEFT_OUT = {ORIGINALS, ".ipynb_checkpoints", "__pycache__", ".virtual_documents"}
_AUTHORED = {"solutions", "source"}
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


@dataclass(frozen=True)
class Backup:
    """A backup: its files by path in the course folder, with checksums, and those that were too large for it."""

    path: Path
    files: dict[str, int]
    left_out: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.path.stem


def own_files(root: Path) -> Iterator[Path]:
    """Every file of a student's in the workbook; the course's own folders and caches are left out."""
    workbook = root / "workbook"
    skipped = set() if (workbook / ORIGINALS).is_dir() else {workbook / name for name in _AUTHORED}
    for folder, inner, files in os.walk(workbook, onerror=_refuse):
        here = Path(folder)
        inner[:] = sorted(name for name in inner if name not in _LEFT_OUT and here / name not in skipped)
        yield from (here / name for name in sorted(files) if (here / name).is_file())


def _refuse(error: OSError) -> None:
    raise error


def backup(root: Path) -> Backup:
    """Write a new zip of the student's files, read it back, and give it its name.

    Files over 50 MB are left out and named in the answer.

    Raises:
        CourseError: a file cannot be read, the zip cannot be written, or what was read back differs.
    """
    paths = list[Path]()
    left_out = list[str]()
    try:
        for path in own_files(root):
            if path.stat().st_size > MAX_NOTEBOOK_BYTES:
                left_out.append(path.relative_to(root).as_posix())
            else:
                paths.append(path)
        target = free_name(root / FOLDER, datetime.now().strftime("%Y-%m-%dT%H-%M-%S"), ".zip")
        files = _write(root, paths, target)
    except OSError as error:
        raise failure(error) from None
    except ValueError as error:  # a file name that no zip can hold
        raise CourseError(f"The backup cannot be written: {error}.", "Rename that file, then try again.") from None
    return Backup(target, files, tuple(left_out))


def _write(root: Path, paths: list[Path], target: Path) -> dict[str, int]:
    sums = dict[str, int]()
    with drafted(target, durable=True) as draft:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in paths:
                name, content = path.relative_to(root).as_posix(), path.read_bytes()
                archive.writestr(name, content)
                sums[name] = zlib.crc32(content)
        _verify(draft, sums)
    return sums


def _verify(path: Path, sums: dict[str, int]) -> None:
    if {name: zlib.crc32(content) for name, content in _contents(path)} != sums:
        raise CourseError("The backup that was written reads back differently.", "Check the disk, then try again.")


def _contents(path: Path, wanted: Collection[str] | None = None) -> Iterator[tuple[str, bytes]]:
    """Path in the course folder and content of each file of a backup; raises CourseError when it is damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                if not info.is_dir() and (wanted is None or info.filename in wanted):
                    yield info.filename, archive.read(info)
    except _DAMAGED as error:
        help = "Choose another: course backup --list."
        raise CourseError(f"The backup {path.name} is damaged: {error}.", help) from None


def backups(root: Path) -> list[Backup]:
    """All backups of the course folder, the oldest first; a damaged one has no files."""
    return [_listed(path) for path in sorted((root / FOLDER).glob("*.zip"))]


def _listed(path: Path) -> Backup:
    try:
        with zipfile.ZipFile(path) as archive:
            return Backup(path, {info.filename: info.CRC for info in archive.infolist() if not info.is_dir()})
    except (*_DAMAGED, OSError):
        return Backup(path, {})


def restore(root: Path, chosen: str, notebooks: Sequence[str] = ()) -> tuple[Backup, list[str]]:
    """Put files back as they were in a backup: all of it, or `notebooks` (as week1/2_step_by_step).

    Files that are not in it stay. The present state is backed up first.
    Returns that backup and the paths of the files that were put back.

    Raises:
        UsageError: there is no such backup, or it does not hold such a notebook.
        CourseError: the backup is damaged, or a file cannot be written; nothing is changed then.
    """
    kept = _listed(_find(root, chosen))
    held = [name for name in kept.files if _is_in_workbook(name)]
    names = [_entry(root, held, notebook) for notebook in notebooks] or held
    if not names:
        raise UsageError(f"The backup {chosen} holds no file of a workbook.", "Choose another: course backup --list.")
    with changes(root) as plan:
        safety = backup(root)
        changed = [name for name, content in _contents(kept.path, names) if _plan(plan, root, name, content, safety)]
        plan.commit()
    return safety, changed


def _plan(plan: Changes, root: Path, name: str, content: bytes, safety: Backup) -> bool:
    """Plan to put one file back; False when it is that already."""
    present = read_bytes(root / name)
    if present == content:
        return False
    require_in(safety, name, present)
    plan.put(name, content, seen=present)
    return True


def require_in(safety: Backup, name: str, content: bytes | None) -> None:
    """Raise CourseError unless the backup holds the file `name` with this content (None: there is no file)."""
    if content is None or safety.files.get(name) == zlib.crc32(content):
        return
    if name in safety.left_out:
        raise CourseError(
            f"{name} is too large for a backup ({MAX_NOTEBOOK_BYTES // 2**20} MB). Nothing was changed.",
            "Clear its outputs and save it, or move it away; then run the command again.",
        )
    raise just_saved(name)


def _is_in_workbook(name: str) -> bool:
    path = PurePosixPath(name)
    return len(path.parts) > 1 and path.parts[0] == "workbook" and ".." not in path.parts and ":" not in name


def _find(root: Path, chosen: str) -> Path:
    for path in (root / FOLDER / chosen, root / FOLDER / f"{chosen}.zip", Path(chosen).expanduser()):
        if path.is_file():
            return path
    known = ", ".join(kept.name for kept in backups(root)) or "none"
    raise UsageError(f"There is no backup {chosen!r}.", f"Backups: {known}.")


def _entry(root: Path, held: list[str], notebook: str) -> str:
    known = [name.removeprefix("workbook/").removesuffix(".ipynb") for name in held]
    name = name_of(notebook, known, root / "workbook")
    if name is None or f"workbook/{name}.ipynb" not in held:
        raise UsageError(f"The backup holds no notebook {notebook!r}.", f"It holds: {', '.join(known)}.")
    return f"workbook/{name}.ipynb"

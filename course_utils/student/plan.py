"""What an update does to each file of the workbook; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from course_utils.errors import CourseError, NotebookError
from course_utils.notebooks.file import MAX_NOTEBOOK_BYTES, Notebook, read_notebook, write_notebook
from course_utils.student.backup import own_files
from course_utils.student.changes import read_bytes
from course_utils.student.merge import merge
from course_utils.student.originals import FOLDER as ORIGINALS

_SUFFIX = ".ipynb"


@dataclass(frozen=True)
class Row:
    """What happens to one file: cells brought up to date, cells kept, cells that both changed; and a note."""

    name: str
    updated: int = 0
    kept: int = 0
    conflicts: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Step:
    """One file's change: `path` in the course folder had the content `seen` and gets `content` (None: no file)."""

    row: Row
    path: str
    seen: bytes | None
    content: bytes | None


def plan(root: Path, bundle: Path) -> list[Step]:
    """Every file of the workbook that either version of the course has, in order of name.

    Raises:
        CourseError: an original of the course is damaged.
        OSError: a file cannot be read.
    """
    old, new = root / "workbook" / ORIGINALS, bundle / "workbook" / ORIGINALS
    names = sorted({path.relative_to(folder).as_posix() for folder in (old, new) for path in _files(folder)})
    return [step for name in names for step in _steps(root, name, read_bytes(old / name), read_bytes(new / name))]


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _steps(root: Path, name: str, base: bytes | None, new: bytes | None) -> Iterator[Step]:
    path = f"workbook/{name}"
    mine = read_bytes(root / path)
    title = name.removesuffix(_SUFFIX)
    is_notebook = name.endswith(_SUFFIX)
    if mine is None and new is not None and base is not None and is_notebook:
        yield _missing(root, name, base, new)
    elif mine is None:
        if new is not None:
            yield Step(Row(title, note="new"), path, None, new)
    elif new is None:
        yield _removed(title, path, base, mine, is_notebook)
    elif base is None:
        yield from _in_the_way(root, title, path, mine, new)
    elif is_notebook:
        yield _merged(title, path, base, mine, new)
    elif mine != base and new not in (base, mine):
        yield Step(Row(title, note="you changed it: yours stays"), path, mine, mine)
    else:
        yield Step(Row(title), path, mine, new if mine == base else mine)


def _missing(root: Path, name: str, base: bytes, new: bytes) -> Step:
    """A notebook that is not in its place: the student renamed it, or took it away."""
    title = name.removesuffix(_SUFFIX)
    renamed = _renamed(root, title)
    if len(renamed) == 1:
        path = renamed[0].relative_to(root).as_posix()
        return _merged(path.removeprefix("workbook/").removesuffix(_SUFFIX), path, base, renamed[0].read_bytes(), new)
    note = f"several copies under other names, left as they are: {', '.join(path.name for path in renamed)}"
    return Step(Row(title, note=note if renamed else "was missing; here again"), f"workbook/{name}", None, new)


def _renamed(root: Path, title: str) -> list[Path]:
    """The student's notebooks under other names that say they are the notebook `title`."""
    workbook = root / "workbook"
    own = (path for path in own_files(root) if path.suffix == _SUFFIX)
    others = (path for path in own if not (workbook / ORIGINALS / path.relative_to(workbook)).exists())
    return [path for path in others if _is_edition_of(title, path)]


def _is_edition_of(title: str, path: Path) -> bool:
    try:
        return bool(read_notebook(path.read_bytes()).course.get("notebook") == title)
    except NotebookError:
        return False


def _removed(title: str, path: str, base: bytes | None, mine: bytes, is_notebook: bool) -> Step:
    """A file that the course no longer has."""
    untouched = base == mine or (is_notebook and base is not None and _says_the_same(base, mine))
    if untouched:
        return Step(Row(title, note="no longer part of the course: taken away"), path, mine, None)
    return Step(Row(title, note="no longer part of the course: yours stays"), path, mine, mine)


def _says_the_same(content: bytes, other: bytes) -> bool:
    try:
        return read_notebook(content).essences == read_notebook(other).essences
    except NotebookError:
        return False


def _in_the_way(root: Path, title: str, path: str, mine: bytes, new: bytes) -> Iterator[Step]:
    """A file of the student's own has the name of a new one of the course: it gets another name."""
    if mine == new or _says_the_same(mine, new):
        yield Step(Row(title), path, mine, mine)
        return
    place = root / path
    numbers = ["", *(f" {number}" for number in range(2, 100))]
    others = (place.with_stem(f"{place.stem} (yours{number})") for number in numbers)
    aside = next(other for other in others if not other.exists())
    yield Step(Row(title, note=f"new; your own file of that name is now {aside.name}"), path, mine, new)
    yield Step(Row(title, note=f"yours, now {aside.name}"), aside.relative_to(root).as_posix(), None, mine)


def _merged(title: str, path: str, base: bytes, mine: bytes, new: bytes) -> Step:
    if len(mine) > MAX_NOTEBOOK_BYTES:
        note = f"over {MAX_NOTEBOOK_BYTES // 2**20} MB: left as it is; clear its outputs, then update again"
        return Step(Row(title, note=note), path, mine, mine)
    try:
        own = read_notebook(mine)
    except NotebookError as error:
        return Step(Row(title, note=f"left as it is: {error.message} Mend it or reset it."), path, mine, mine)
    merged = merge(_course_notebook(title, base), own, _course_notebook(title, new))
    row = Row(title, merged.updated, merged.kept, merged.conflicts)
    return Step(row, path, mine, mine if merged.notebook is own else write_notebook(merged.notebook))


def _course_notebook(title: str, content: bytes) -> Notebook:
    try:
        return read_notebook(content)
    except NotebookError as error:
        message = f"The course's untouched {title} is damaged: {error.message}"
        raise CourseError(message, "Get the course again.") from None

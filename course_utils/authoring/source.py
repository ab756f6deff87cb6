"""Read a notebook source (jupytext percent format) as cells with ids and line numbers.

A source lies at `workbook/source/weekN/NAME.py`, or at `workbook/source/NAME.py` when it is a page without exercises;
its text is the only place where a notebook is edited.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from course_utils.errors import BuildError
from course_utils.exercises.questions.quizzes import QUIZZES
from course_utils.notebooks.cell import Cell, Fields

_MARKER = re.compile(r"^# %%(?=\s|$)")
_ID = re.compile(r"[A-Za-z0-9-]{1,64}")
_FORMATTER_NOTE = re.compile(r"  # fmt: skip$", re.MULTILINE)  # for authors' tools, not for students
# jupytext's notes to itself about blank lines; the id moves into the cell.
_DROPPED_METADATA = {"id", "lines_to_next_cell", "lines_to_end_of_cell_marker"}


@dataclass(frozen=True)
class Source:
    """A parsed source; `name` is the notebook's path below the workbook, as `week1/2_step_by_step` or `GLOSSARY`."""

    name: str
    file: str
    cells: tuple[Cell, ...]
    fingerprint: str

    @property
    def is_page(self) -> bool:
        """A page for everybody, without exercises: it has one edition, executed."""
        return "/" not in self.name

    @property
    def is_quiz(self) -> bool:
        """A notebook that only asks."""
        return self.name in QUIZZES

    def fault(self, line: int, message: str, help: str = "") -> BuildError:
        """An error that names the file and the line, ready to be raised."""
        return BuildError(f"{self.file}:{line}: {message}", help)


def find_sources(root: Path) -> dict[str, Path]:
    """Paths of all sources by notebook name, in the order of the course; the pages, which show it, come last."""
    folder = root / "workbook" / "source"
    paths = [*sorted(folder.glob("week*/*.py")), *sorted(folder.glob("*.py"))]
    return {path.relative_to(folder).with_suffix("").as_posix(): path for path in paths}


def read(root: Path, path: Path) -> Source:
    """Parse one source.

    Raises:
        BuildError: the text is not in percent format, or a cell has no id, a wrong id or another's id.
    """
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(root / "workbook" / "source").with_suffix("").as_posix()
    file = path.relative_to(root).as_posix()
    cells = tuple(_cells(Source(name, file, (), ""), text))
    return Source(name, file, cells, hashlib.sha256(text.encode()).hexdigest())


def _cells(source: Source, text: str) -> Iterator[Cell]:
    cells = _parse(source, text)
    starts = _first_lines(text)
    if len(starts) != len(cells):
        raise source.fault(1, "there is text before the first cell.", 'Begin every cell with `# %% id="a-name"`.')
    seen: dict[str, int] = {}
    for number, (start, cell) in enumerate(zip(starts, cells), start=1):
        id = _checked_id(source, cell["metadata"].get("id"), start - 1, seen)
        seen[id] = start - 1
        metadata = {key: value for key, value in cell["metadata"].items() if key not in _DROPPED_METADATA}
        fields = {"cell_type": cell["cell_type"], "id": id, "metadata": metadata}
        yield Cell.of(number, {**fields, "source": _FORMATTER_NOTE.sub("", cell["source"])}, start)


def _parse(source: Source, text: str) -> Sequence[Fields]:
    try:
        return _jupytext(text)
    except Exception as error:  # jupytext, nbformat and yaml each raise their own
        reason = str(error).strip().splitlines()[0]
        raise source.fault(1, f"not a source in percent format: {reason}") from error


@lru_cache(maxsize=64)
def _jupytext(text: str) -> tuple[Fields, ...]:
    """The cells of a text; nobody may change them."""
    spare_grammars()
    import jupytext

    return tuple(jupytext.reads(text, fmt="py:percent").cells)


def spare_grammars() -> None:
    """To be called before nbformat is imported: it takes half as long.

    Its jsonschema would compile 39 grammars for addresses in international letters, a form that no notebook's schema
    asks for; it goes without where they are not installed.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def _first_lines(text: str) -> list[int]:
    """The number of the first line of each cell's content."""
    lines = text.splitlines()
    return [number + 1 for number, line in enumerate(lines, start=1) if _MARKER.match(line)]


def _checked_id(source: Source, id: object, line: int, seen: dict[str, int]) -> str:
    if id is None:
        raise source.fault(line, "the cell has no id.", 'Write `# %% id="a-name"`, and keep the id for good.')
    if not isinstance(id, str) or not _ID.fullmatch(id):
        raise source.fault(line, f"{id!r} is no cell id.", "Use letters, digits and hyphens, at most 64 of them.")
    if id in seen:
        raise source.fault(line, f"the cell in line {seen[id]} has the id {id!r} too.", "Choose another.")
    return id

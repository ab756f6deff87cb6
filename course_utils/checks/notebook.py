"""Read a notebook file as plain cells of source; nothing in it is executed or trusted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from course_utils.errors import NotebookError
from course_utils.exercises import registry

MAX_NOTEBOOK_BYTES = 50 * 2**20
_ITSELF = "A notebook is the .ipynb file itself, as Jupyter saves it."
_GRADED = re.compile(r"^\s*#\s*GRADED\s+FUNCTIONS?\s*:?\s*([A-Za-z_]\w*)", re.MULTILINE | re.IGNORECASE)
_LONGEST_MARK = 100
_DEF = re.compile(r"^def\s+([A-Za-z_]\w*)\s*\(", re.MULTILINE)


@dataclass(frozen=True)
class Cell:
    """A code cell: its number among all cells (from 1, as a reader counts) and its source."""

    number: int
    source: str


def read_cells(data: bytes) -> tuple[Cell, ...]:
    """The code cells of a notebook in format 3 or 4.

    Raises NotebookError when the bytes are no notebook, cut off, or larger than 50 MB.
    """
    if len(data) > MAX_NOTEBOOK_BYTES:
        raise NotebookError(
            f"The file has {len(data) // 2**20} MB; a notebook may have {MAX_NOTEBOOK_BYTES // 2**20} MB.",
            "Clear its outputs and save it again.",
        )
    content = _parse(data)
    cells = content.get("cells")
    if cells is None and isinstance(content.get("worksheets"), list):
        sheets = [sheet for sheet in content["worksheets"] if isinstance(sheet, dict)]
        cells = [cell for sheet in sheets for cell in sheet.get("cells") or []]
    if not isinstance(cells, list):
        raise NotebookError("The file is JSON but not a notebook: it has no cells.", _ITSELF)
    return tuple(
        Cell(number, source)
        for number, cell in enumerate(cells, start=1)
        if isinstance(cell, dict) and cell.get("cell_type") == "code" and (source := _source(cell))
    )


def cohort_of(data: bytes) -> str:
    """The cohort whose bundle the notebook is from; "" where it carries no mark. A hint: anyone can edit it."""
    found: Any = _parse(data)
    for key in ("metadata", "course", "cohort"):
        found = found.get(key) if isinstance(found, dict) else None
    return " ".join(found.split())[:_LONGEST_MARK] if isinstance(found, str) else ""


def _parse(data: bytes) -> dict[str, Any]:
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        text = data.strip()
        if text[:1] == b"{" and b'"cell' in text:
            raise NotebookError(
                f"The notebook is damaged or cut off: {type(error).__name__} at its byte {_place(error)}.",
                "Open it in Jupyter, save it again, and use that file.",
            ) from None
        raise NotebookError("The file is not a notebook.", _ITSELF) from None
    if not isinstance(content, dict):
        raise NotebookError("The file is JSON but not a notebook.", _ITSELF)
    return content


def _place(error: Exception) -> str:
    return str(getattr(error, "pos", getattr(error, "start", "?")))


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", cell.get("input", ""))  # format 3 calls it input
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) else ""


def graded_names(cells: Iterable[Cell]) -> tuple[str, ...]:
    """Names that the notebook marks by `# GRADED FUNCTION:` or defines at the left margin."""
    found: dict[str, None] = {}
    for cell in cells:
        for pattern in (_GRADED, _DEF):
            found.update(dict.fromkeys(pattern.findall(cell.source)))
    return tuple(found)


def recognise(file: str, cells: Iterable[Cell]) -> str:
    """Which notebook of the course this is: by its functions, then by its file name.

    Raises NotebookError when it defines no graded function of the course.
    """
    names = set(graded_names(cells))
    stem = PurePath(file).stem.lower()

    def score(notebook: str) -> tuple[int, bool]:
        group = registry.exercise_set(notebook)
        return len(names & set(group.by_any_name)), notebook.split("/")[1] in stem

    best = max(registry.notebooks(), key=score, default="")
    if not best or score(best)[0] == 0:
        raise NotebookError(
            "The notebook has no graded function of this course.",
            "Keep each '# GRADED FUNCTION: name' cell and the function's name as they were.",
        )
    return best

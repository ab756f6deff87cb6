"""Notebook files, formats 3 and 4: read and written; nothing in them is executed or trusted."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass

from course_utils.errors import NotebookError
from course_utils.notebooks.bounds import is_within
from course_utils.notebooks.cell import Cell, Fields, text_of

MAX_NOTEBOOK_BYTES = 50 * 2**20
MAX_PARTS = 2_000_000  # keys and values; plots that keep their points can have very many
MAX_CELLS = 10_000
MAX_CODE = 10 * 2**20  # letters
_MAX_DEPTH = 100
_ITSELF = "A notebook is the .ipynb file itself, as Jupyter saves it."
_LONGEST_MARK = 100
_KINDS = ("code", "markdown", "raw")


@dataclass(frozen=True)
class Notebook:
    """A notebook without loss: its cells, and everything else that the file says."""

    cells: tuple[Cell, ...]
    fields: Fields

    @property
    def metadata(self) -> Fields:
        known = self.fields.get("metadata")
        return known if isinstance(known, dict) else {}

    @property
    def cohort(self) -> str:
        """The cohort whose bundle it is from, as of `Code`."""
        return _cohort(self.fields)

    @property
    def course(self) -> Fields:
        """What `course build` noted about it: its name, its edition, its cohort."""
        known = self.metadata.get("course")
        return known if isinstance(known, dict) else {}

    @property
    def essences(self) -> list[tuple[str, str, str]]:
        """What it says, cell by cell."""
        return [cell.essence for cell in self.cells]


class ManyParts(NotebookError):
    """A file has more keys and values than its reader wants to build."""


@dataclass(frozen=True)
class Code:
    """What grading needs of a notebook: its code cells, and the cohort whose bundle it is from.

    The cohort is "" where the notebook carries no mark. A hint: anyone can edit it.
    """

    cells: tuple[Cell, ...]
    cohort: str = ""


def read_code(data: bytes, parts: int = MAX_PARTS) -> Code:
    """The code of a notebook in format 3 or 4, and no other field of its cells; strange cells are passed over.

    Raises:
        ManyParts: it has more than `parts` keys and values, or they are nested deeper than any notebook's.
        NotebookError: the bytes are no notebook, cut off, or larger than a notebook may be.
    """
    content = _parse(data, parts)
    code = (
        Cell(number, source)
        for number, cell in enumerate(_cells(content), start=1)
        if isinstance(cell, dict) and cell.get("cell_type") == "code" and (source := text_of(cell))
    )
    cells = tuple(itertools.islice(code, MAX_CELLS + 1))
    if len(cells) > MAX_CELLS or sum(len(cell.source) for cell in cells) > MAX_CODE:
        raise NotebookError(
            f"The notebook has more code than {MAX_CELLS:,} cells or {MAX_CODE:,} letters.",
            "Hand in the course's notebook with your own code only.",
        )
    return Code(cells, _cohort(content))


def read_cells(data: bytes) -> tuple[Cell, ...]:
    """The code cells of a notebook, as `read_code` gives them."""
    return read_code(data).cells


def read_notebook(data: bytes) -> Notebook:
    """The whole notebook in these bytes, format 4, with or without cell ids.

    Raises:
        NotebookError: it is damaged, too large, or in a format before 4.
    """
    content = _parse(data)
    _cells(content)  # says what is wrong with a file that is no notebook
    if content.get("nbformat") != 4:
        raise NotebookError(
            f"The notebook has format {content.get('nbformat')!r}; format 4 can be read.",
            "Open it in Jupyter and save it: that brings it to format 4.",
        )
    cells = content.pop("cells", None)
    if not isinstance(cells, list) or not all(map(_is_cell, cells)):
        raise NotebookError("The notebook is damaged: something among its cells is no cell.")
    return Notebook(tuple(Cell.of(number, cell) for number, cell in enumerate(cells, start=1)), content)


def write_notebook(notebook: Notebook) -> bytes:
    """The bytes of the notebook as Jupyter writes them: keys sorted, one newline at the end."""
    content = {**notebook.fields, "cells": [cell.fields for cell in notebook.cells]}

    def text(ascii_only: bool) -> str:
        return json.dumps(content, ensure_ascii=ascii_only, indent=1, sort_keys=True) + "\n"

    try:
        return text(ascii_only=False).encode()
    except UnicodeEncodeError:  # half of a surrogate pair can only be written as an escape
        return text(ascii_only=True).encode()


def _cohort(content: Fields) -> str:
    mark: object = content
    for key in ("metadata", "course", "cohort"):
        mark = mark.get(key) if isinstance(mark, dict) else None
    return " ".join(mark.split())[:_LONGEST_MARK] if isinstance(mark, str) else ""


def _parse(data: bytes, parts: int = MAX_PARTS) -> Fields:
    if len(data) > MAX_NOTEBOOK_BYTES:
        raise NotebookError(
            f"The file is too large: a notebook may have {MAX_NOTEBOOK_BYTES // 2**20} MB.",
            "Clear its outputs and save it again.",
        )
    if not is_within(data, parts, _MAX_DEPTH):
        raise ManyParts(
            f"The file is not a notebook: it has more than {parts:,} parts, or nests them deeper than {_MAX_DEPTH}.",
            _ITSELF,
        )
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except ValueError as error:
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


def _cells(content: Fields) -> list[object]:
    """What stands in the place of cells: format 3 has them on worksheets."""
    cells = content.get("cells")
    if cells is None and isinstance(content.get("worksheets"), list):
        sheets = [sheet.get("cells") for sheet in content["worksheets"] if isinstance(sheet, dict)]
        cells = [cell for sheet in sheets if isinstance(sheet, list) for cell in sheet]
    if not isinstance(cells, list):
        raise NotebookError("The file is JSON but not a notebook: it has no cells.", _ITSELF)
    return cells


def _is_cell(cell: object) -> bool:
    if not isinstance(cell, dict) or cell.get("cell_type") not in _KINDS:
        return False
    source, metadata = cell.get("source"), cell.get("metadata", {})
    lines = isinstance(source, list) and all(isinstance(line, str) for line in source)
    return (lines or isinstance(source, str)) and isinstance(metadata, dict)

"""A notebook as its cells, read and written without losing anything that an editor put there."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from course_utils.checks.notebook import Cell as CodeCell
from course_utils.checks.notebook import graded_names, read_cells
from course_utils.errors import NotebookError

Cell = dict[str, Any]
Notebook = dict[str, Any]
Essence = tuple[str, str, str]

_TITLE = re.compile(r"^\s*#\s*GRADED\s+FUNCTION\s*:\s*([A-Za-z_]\w*)", re.MULTILINE)
_CHECK = re.compile(r"^check\(", re.MULTILINE)
_VALID_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_KINDS = ("code", "markdown", "raw")


def read(data: bytes) -> Notebook:
    """The notebook in these bytes, format 4, with or without cell ids.

    Raises:
        NotebookError: it is damaged, too large, or in a format before 4.
    """
    read_cells(data)  # says what is wrong with a file that is no notebook
    content: Notebook = json.loads(data.decode("utf-8-sig"))
    if content.get("nbformat") != 4:
        raise NotebookError(
            f"The notebook has format {content.get('nbformat')!r}; format 4 can be read.",
            "Open it in Jupyter and save it: that brings it to format 4.",
        )
    if not isinstance(content.get("cells"), list) or not all(map(_is_cell, content["cells"])):
        raise NotebookError("The notebook is damaged: something among its cells is no cell.")
    return content


def _is_cell(cell: object) -> bool:
    if not isinstance(cell, dict) or cell.get("cell_type") not in _KINDS:
        return False
    source, metadata = cell.get("source"), cell.get("metadata", {})
    lines = isinstance(source, list) and all(isinstance(line, str) for line in source)
    return (lines or isinstance(source, str)) and isinstance(metadata, dict)


def write(notebook: Notebook) -> bytes:
    """The bytes of the notebook as Jupyter writes them: keys sorted, one newline at the end."""

    def text(ascii_only: bool) -> str:
        return json.dumps(notebook, ensure_ascii=ascii_only, indent=1, sort_keys=True) + "\n"

    try:
        return text(ascii_only=False).encode()
    except UnicodeEncodeError:  # half of a surrogate pair can only be written as an escape
        return text(ascii_only=True).encode()


def same_cells(one: Notebook, other: Notebook) -> bool:
    """True when both notebooks say the same, cell by cell."""
    return [essence(cell) for cell in one["cells"]] == [essence(cell) for cell in other["cells"]]


def source(cell: Cell) -> str:
    text: str | list[str] = cell["source"]
    return text if isinstance(text, str) else "".join(text)


def essence(cell: Cell) -> Essence:
    """What a cell says: two cells with one essence differ at most in blanks at ends of lines and in outputs."""
    lines = [line.rstrip() for line in source(cell).replace("\r\n", "\n").split("\n")]
    pictures = json.dumps(cell["attachments"], sort_keys=True) if cell.get("attachments") else ""
    return cell["cell_type"], "\n".join(lines).strip("\n"), pictures


def own_id(cell: Cell) -> str:
    """The cell's id; some editors keep it among the metadata. Empty when it has none."""
    found = cell.get("id") or cell.get("metadata", {}).get("id")
    return found if isinstance(found, str) and _VALID_ID.fullmatch(found) else ""


def title(cell: Cell) -> str:
    """The exercise that the comment `# GRADED FUNCTION: name` names, or nothing."""
    found = _TITLE.search(source(cell)) if cell["cell_type"] == "code" else None
    return found[1] if found else ""


def functions(cell: Cell) -> tuple[str, ...]:
    """Functions that the cell marks as graded or defines at the left margin."""
    return graded_names((CodeCell(1, source(cell)),)) if cell["cell_type"] == "code" else ()


def is_required(cell: Cell) -> bool:
    """True for graded cells and checks: a notebook without one of them is incomplete."""
    return bool(title(cell)) or (cell["cell_type"] == "code" and bool(_CHECK.search(source(cell))))


def name(cell: Cell) -> str:
    """How a report calls the cell: its exercise, its id, or the beginning of its text."""
    return title(cell) or own_id(cell) or source(cell).strip().split("\n")[0][:40]


def fingerprint(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:12]

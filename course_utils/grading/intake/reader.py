"""A student's notebook, read so that its size can harm nobody.

A file of at most ORDINARY_BYTES whose bytes show at most ORDINARY_PARTS keys and values is parsed here: that takes
time and memory in proportion to these two bounds, less than 100 MB. Any other is parsed by a disposable process.
"""

from __future__ import annotations

import json

from course_utils.errors import NotebookError
from course_utils.grading.intake.disposable import Disposable, Lost, serve
from course_utils.notebooks.cell import Cell
from course_utils.notebooks.file import MAX_NOTEBOOK_BYTES, Code, ManyParts, read_code

ORDINARY_BYTES = 4 * 2**20
ORDINARY_PARTS = 200_000
READER = Disposable("course_utils.grading.intake.reader")


def read_suspiciously(data: bytes) -> Code:
    """The code of a notebook, as `read_code` gives it; raises NotebookError as that does."""
    if not ORDINARY_BYTES < len(data) <= MAX_NOTEBOOK_BYTES:
        try:
            return read_code(data, ORDINARY_PARTS)
        except ManyParts:
            pass
    return _read_apart(data)


def _read_apart(data: bytes) -> Code:
    try:
        reply = json.loads(READER.ask(data))
    except Lost:
        raise NotebookError(
            "The file takes more memory or time to read than a notebook may.", "Clear its outputs and save it again."
        ) from None
    if "refused" in reply:
        raise NotebookError(*reply["refused"])
    return Code(tuple(Cell(number, source) for number, source in reply["cells"]), reply["cohort"])


def _answer(data: bytes) -> bytes:
    try:
        code = read_code(data)
    except NotebookError as error:
        return json.dumps({"refused": [error.message, error.help]}).encode()
    cells = [(cell.number, cell.source) for cell in code.cells]
    return json.dumps({"cells": cells, "cohort": code.cohort}).encode()


if __name__ == "__main__":
    serve(_answer)

"""The name under which a student stands on the board of a project: a literal in the notebook, never run."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from course_utils.notebooks.cell import Cell
from course_utils.notebooks.magics import without_magics

NAME = "BOARD_NAME"
MAX_LETTERS = 40


def board_name(cells: Iterable[Cell]) -> str:
    """What the last `BOARD_NAME = "..."` says, on one line and cut to 40 letters; "" where there is none.

    >>> board_name([Cell(1, 'BOARD_NAME = "The  Grads"')])
    'The Grads'
    """
    name = ""
    for cell in cells:
        if NAME not in cell.source:
            continue
        try:
            tree = ast.parse(without_magics(cell.source))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        for node in tree.body:
            if isinstance(node, ast.Assign) and _is_literal(node):
                name = str(ast.literal_eval(node.value))
    printable = "".join(letter if letter.isprintable() else " " for letter in name)
    return " ".join(printable.split())[:MAX_LETTERS]


def _is_literal(node: ast.Assign) -> bool:
    named = any(isinstance(target, ast.Name) and target.id == NAME for target in node.targets)
    return named and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)

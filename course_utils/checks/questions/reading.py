"""The answers and examples that a notebook holds, read off its cells without running anything."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from course_utils.notebooks.cell import Cell


@dataclass(frozen=True)
class Given:
    """What stands in a cell as the answer to a question: `answer` is `...` where none is given yet."""

    id: str
    answer: Any
    variant: int
    cell: int


def given(cells: Iterable[Cell]) -> dict[str, Given]:
    """The answers that count (variant 0) by question; the last cell of a question decides.

    An answer that is no literal counts as none: nothing of a notebook is run here.
    """
    return {row.id: row for cell in cells if cell.kind == "code" for row in _of_cell(cell) if row.variant == 0}


def examples(cell: Cell) -> Iterator[tuple[str, dict[str, Any]]]:
    """The function and the literals of each `example(…)` in a cell, `gives` among them."""
    for node in _calls(cell, "example"):
        name, *_ = [*(_literal(part) for part in node.args), ...]
        if isinstance(name, str):
            yield name, {word.arg: _literal(word.value) for word in node.keywords if word.arg}


def _of_cell(cell: Cell) -> Iterator[Given]:
    for node in _calls(cell, "predict"):
        parts = dict(zip(("id", "answer", "variant"), node.args)) | {word.arg: word.value for word in node.keywords}
        id, answer = _literal(parts.get("id")), _literal(parts.get("answer"))
        variant = _literal(parts.get("variant"), 0)
        if isinstance(id, str) and isinstance(variant, int):
            yield Given(id, answer, variant, cell.number)


def _calls(cell: Cell, function: str) -> Iterator[ast.Call]:
    """Calls of a function by its name; none in a cell that is no Python."""
    if function not in cell.source:
        return
    try:
        tree = ast.parse(cell.source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function:
            yield node


def _literal(node: ast.expr | None, default: Any = ...) -> Any:
    """The value of a literal; `...` for what is none, `default` where nothing stands."""
    if node is None:
        return default
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return ...

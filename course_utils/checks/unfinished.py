"""A template that was not filled in: names that are None still, from the line that the student was to write."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import replace

from course_utils.checks.report import Report
from course_utils.exercises.base import Exercise
from course_utils.notebooks.magics import without_magics


def as_unfinished(report: Report, exercise: Exercise, text: str) -> Report:
    """The report as that of an unfinished function, where no case passes and `text` leaves None for a student to fill.

    `text` holds the function; lines count from its first.
    """
    if report.status not in ("failed", "error") or report.passed:
        return report
    name = unfilled(text, exercise.names)
    if not name:
        return report
    message = f"{exercise.name} is not finished yet: {name} is still None. Write what belongs there."
    return replace(report, status="missing", message=message, mistake="")


def unfilled(text: str, names: Iterable[str]) -> str:
    """The first variable of the function that is None and gets no other value, though it is read; empty for none.

    An entry of an array, `Z[i, h, w, c] = None`, is read with its array.
    """
    try:
        tree = ast.parse(without_magics(text))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    known = set(names)
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name in known]
    if not functions:
        return ""
    nodes = list(ast.walk(functions[-1]))
    empty = [name for node in nodes if isinstance(node, ast.Assign) and _is_none(node.value) for name in _names(node)]
    stored = [node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    words = {id(node.value) for node in nodes if isinstance(node, ast.keyword)}  # None is a usual one: axis=None
    names_read = (node for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load))
    read = {node.id for node in names_read if id(node) not in words}
    names_left = (name for name in empty if name in read and stored.count(name) == empty.count(name))
    return next(names_left, "") or next(_entries_left(nodes), "")


def _entries_left(nodes: list[ast.AST]) -> Iterator[str]:
    """Entries of arrays that get None, or to which None is added, and nothing else."""
    filled, empty = dict[str, None](), dict[str, None]()
    for node in nodes:
        if isinstance(node, (ast.Assign, ast.AugAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            entries = [ast.unparse(target) for target in targets if isinstance(target, ast.Subscript)]
            (empty if _is_none(node.value) else filled).update(dict.fromkeys(entries))
    return (entry for entry in empty if entry not in filled)


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _names(node: ast.Assign) -> list[str]:
    return [target.id for target in node.targets if isinstance(target, ast.Name)]

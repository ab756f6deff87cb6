"""Many edited versions of a function compiled as one: a number says which of them runs.

Each statement that some of the edits change becomes a choice among its versions, and all the rest is compiled once.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from types import CodeType, FunctionType
from typing import Any, TypeVar

from course_utils.checks.locate.bounds import POWER, bounded_powers, power
from course_utils.checks.locate.edits.rows import HEADS
from course_utils.checks.locate.edits.sites import Edit, Place, Row, undo

T = TypeVar("T", bound=ast.AST)
CHOSEN = "__chosen__"  # no name of a student's


def compiled(tree: ast.FunctionDef, own: FunctionType, space: dict[str, Any]) -> FunctionType | None:
    """The function of a tree, in a space of its own; None where it is no valid Python."""
    try:
        with bounded_powers(tree):
            module = compile(ast.Module([tree], []), own.__code__.co_filename, "exec")
    except (SyntaxError, ValueError, TypeError, RecursionError, MemoryError):
        return None
    name = own.__code__.co_name
    code = next(part for part in module.co_consts if isinstance(part, CodeType) and part.co_name == name)
    if code.co_freevars:
        return None
    space[POWER] = power
    function = FunctionType(code, space, own.__name__, own.__defaults__)
    function.__kwdefaults__ = own.__kwdefaults__
    return function


def together(
    tree: ast.FunctionDef, edits: Sequence[Edit], own: FunctionType, space: dict[str, Any]
) -> FunctionType | None:
    """All edits in one function: edit number n runs while `space[CHOSEN]` is n, and the original while it is −1."""
    versions: dict[int, tuple[Row, dict[int, ast.stmt]]] = {}
    for number, edit in enumerate(edits):
        for part in edit.parts:
            _, made = versions.setdefault(id(part.row.statement), (part.row, {}))
            made[number] = part.applied(made.get(number, part.row.statement))
    old = []
    for row, made in versions.values():
        field = HEADS.get(type(row.statement))
        if field is None:
            old.append((row.home, row.home.put(_choice(sorted(made.items()), row.statement))))
        else:
            place = Place(row.statement, field)
            heads = sorted((number, getattr(statement, field)) for number, statement in made.items())
            old.append((place, place.put(_expression_choice(heads, place.get()))))
    try:
        return compiled(tree, own, space)
    finally:
        undo(old)


def valid(tree: ast.FunctionDef, edits: Iterable[Edit], own: FunctionType) -> list[Edit]:
    """Those of the edits that give valid Python by themselves: one that does not would spoil a batch."""
    result = []
    for edit in edits:
        old = edit.apply()
        if compiled(tree, own, {}) is not None:
            result.append(edit)
        undo(old)
    return result


def _choice(versions: list[tuple[int, ast.stmt]], original: ast.stmt) -> ast.stmt:
    """Halved again and again, so that the right one of many is found in a few steps."""
    numbers: Any = frozenset(dict(versions))
    own = _at(ast.Compare(_chosen(), [ast.In()], [ast.Constant(numbers)]), original)
    return _at(ast.If(own, [_halved(versions, original)], [original]), original)


def _halved(versions: list[tuple[int, ast.stmt]], original: ast.stmt) -> ast.stmt:
    if len(versions) == 1:
        return versions[0][1]
    middle = len(versions) // 2
    before = _at(ast.Compare(_chosen(), [ast.Lt()], [ast.Constant(versions[middle][0])]), original)
    less, more = _halved(versions[:middle], original), _halved(versions[middle:], original)
    return _at(ast.If(before, [less], [more]), original)


def _expression_choice(versions: list[tuple[int, ast.expr]], original: ast.expr) -> ast.expr:
    for number, made in versions:
        own = _at(ast.Compare(_chosen(), [ast.Eq()], [ast.Constant(number)]), original)
        original = _at(ast.IfExp(own, made, original), original)
    return original


def _chosen() -> ast.Name:
    return ast.Name(CHOSEN, ast.Load())


def _at(node: T, original: ast.AST) -> T:
    for each in (node, *([*node.comparators, node.left] if isinstance(node, ast.Compare) else ())):
        ast.copy_location(each, original)
    return node

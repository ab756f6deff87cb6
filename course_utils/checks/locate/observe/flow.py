"""Where else an edit could be made: the row that makes a value, or the only one that reads it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from course_utils.checks.locate.edits.sites import Edit, Row, rows
from course_utils.checks.locate.observe.slices import bound_by, only_target, read_by

_FAR = 4  # rows
# Edits of a whole value, and functions of it that another one may stand for: no edit changes every call.
_CALLED = {
    "operands swapped": ("argmax", "argmin", "max", "min", "argsort", "sorted"),
    "Div→FloorDiv": ("round", "rint", "int", "ceil", "floor"),
}


def elsewhere(tree: ast.FunctionDef, edit: Edit) -> ast.stmt | None:
    """Another row in which a change would do the same as an edit; None where there is none.

    A name that an edit changes at its only use may as well get another value where it is made; and what an edit adds
    to the whole of a value that is read once may as well be added there.
    """
    row, changes = edit.row, [(part.path[-1].get(), part.new) for part in edit.parts if part.path]
    is_one_row = all(each.row.statement is row.statement for each in edit.of)
    if len(changes) != len(edit.parts) or not changes or not is_one_row:
        return None
    giver = _giver(tree, row, changes)
    if giver is not None or len(changes) > 1:
        return giver
    old = changes[0][0]
    if isinstance(old, ast.Name):
        return _maker(tree, row, old.id)
    reader = _reader(tree, row)
    return reader if reader is not None and (_wraps_all(edit) or _may_be_called(edit, reader)) else None


def turned_above(tree: ast.FunctionDef, edit: Edit) -> bool:
    """Whether an edit turns the sign of what a call above gives, which the sign of that call's own input turns, too."""
    change = edit.parts[0] if len(edit.parts) == 1 and edit.parts[0].path else None
    old, new = (change.path[-1].get(), change.new) if change is not None else (None, None)
    if not (isinstance(old, ast.BinOp) and isinstance(new, ast.BinOp) and old.right is new.right):
        return False
    if {type(old.op), type(new.op)} != {ast.Add, ast.Sub}:
        return False
    makers = [_maker(tree, edit.row, name) for name in _names(old.right)]
    calls = [maker.value for maker in makers if isinstance(maker, ast.Assign) and isinstance(maker.value, ast.Call)]
    own = {only_target(row.statement) for row in rows(tree)} - {""}
    return any(own & set(_names(argument)) for call in calls for argument in call.args)


def readers_and_makers(tree: ast.FunctionDef, line: int) -> set[int]:
    """The lines of the only row that reads what this one makes, and of those that make what this one alone reads."""
    lines = set[int]()
    for row in rows(tree):
        reader = _reader(tree, row)
        readers = [reader] if reader is not None else list(_readers_of_parts(tree, row))
        for made, read in ((row.statement.lineno, each.lineno) for each in readers):
            lines |= {read} if made == line else {made} if read == line else set()
    return lines


def _readers_of_parts(tree: ast.FunctionDef, row: Row) -> Iterator[ast.stmt]:
    """Of a row that makes several values at once, the only rows that read one of them, once."""
    statement = row.statement
    if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Tuple):
        for name in bound_by(statement):
            readers = [other.statement for other in rows(tree) if name in read_by(other.statement)]
            if len(readers) == 1 == _reads(readers[0], name):
                yield readers[0]


def steps_between(tree: ast.FunctionDef, first: Edit, second: Edit) -> int:
    """How many rows on the second edit's row is, where each row alone reads what the one before it makes, and once.

    0 where it is not on that way, or where the first edit does not just put something around all that its row makes.
    """
    row: Row | None = first.row
    if first.of or len(first.parts) != 1 or not first.parts[0].path or not _wraps_all(first):
        return 0
    for steps in range(1, _FAR):
        reader = _reader(tree, row) if row is not None else None
        if reader is second.row.statement:
            return steps
        row = next((each for each in rows(tree) if each.statement is reader), None)
    return 0


def _wraps_all(edit: Edit) -> bool:
    """Whether an edit puts something around all that its row makes."""
    new, old = edit.parts[0].new, edit.parts[0].path[-1].get()
    return (
        old is getattr(edit.row.statement, "value", None)
        and new is not old
        and any(node is old for node in ast.walk(new))
    )


def _may_be_called(edit: Edit, reader: ast.stmt) -> bool:
    """Whether another function in the row that reads a value may do what an edit does to all of it."""
    names = _CALLED.get(edit.key, ())
    name, is_whole = only_target(edit.row.statement), edit.node is getattr(edit.row.statement, "value", None)
    calls = [node for node in ast.walk(reader) if isinstance(node, ast.Call) and len(node.args) == 1]
    return is_whole and any(
        ast.unparse(call.func).rpartition(".")[2] in names and ast.unparse(call.args[0]) == name for call in calls
    )


def _maker(tree: ast.FunctionDef, row: Row, name: str) -> ast.stmt | None:
    """The row that makes the value of a name that this one alone reads, and once."""
    if _reads(row.statement, name) != 1:
        return None
    for statement in reversed(_body(row)[: row.home.index]):
        if only_target(statement) == name:
            is_alone = only_target(row.statement) == name or not _read_later(tree, row, name)
            return statement if is_alone else None
        if _mentions(statement, name):
            return None
    return None


def _reader(tree: ast.FunctionDef, row: Row) -> ast.stmt | None:
    """The only row that reads the value which this one makes, once."""
    name = only_target(row.statement)
    if not name:
        return None
    after = _body(row)[(row.home.index or 0) + 1 :]
    for number, statement in enumerate(after):
        if not _mentions(statement, name):
            continue
        if isinstance(statement, (ast.For, ast.While, ast.If, ast.With, ast.Try)) or _reads(statement, name) != 1:
            return None
        rest = after[number + 1 :]
        is_alone = only_target(statement) == name or not any(_mentions(other, name) for other in rest)
        is_only = sum(name in read_by(other.statement) for other in rows(tree)) == 1
        return statement if is_alone and (is_only or not row.loops) else None
    return None


def _giver(tree: ast.FunctionDef, row: Row, changes: Sequence[tuple[ast.AST, ast.AST]]) -> ast.stmt | None:
    """The row that unpacks names which an edit only exchanges, where no other row reads them."""
    before = [name for old, _ in changes for name in _names(old)]
    after = [name for _, new in changes for name in _names(new)]
    changed = {name for name in {*before, *after} if before.count(name) != after.count(name)}
    if not changed and len(before) == len(after):
        changed = {name for name, other in zip(before, after, strict=True) if name != other}
    for other in rows(tree):
        targets = bound_by(other.statement) if isinstance(other.statement, ast.Assign) else set()
        if len(targets) > 1 and changed and changed <= targets:
            readers = (each for each in rows(tree) if targets & read_by(each.statement))
            return other.statement if all(each.statement is row.statement for each in readers) else None
    return None


def _names(node: ast.AST) -> list[str]:
    """In the order in which they are read."""
    own = [node.id] if isinstance(node, ast.Name) else []
    return [*own, *(name for part in ast.iter_child_nodes(node) for name in _names(part))]


def _body(row: Row) -> list[ast.stmt]:
    body: list[ast.stmt] = getattr(row.home.parent, row.home.name)
    return body


def _read_later(tree: ast.FunctionDef, row: Row, name: str) -> bool:
    """Whether another row reads a name, or may: one of the same loop, or any later one."""
    others = (each.statement for each in rows(tree) if each.statement is not row.statement)
    return any(name in read_by(other) for other in others if other.lineno > row.statement.lineno or row.loops)


def _reads(node: ast.AST, name: str) -> int:
    return sum(
        isinstance(each, ast.Name) and each.id == name and isinstance(each.ctx, ast.Load) for each in ast.walk(node)
    )


def _mentions(node: ast.AST, name: str) -> bool:
    return any(isinstance(each, ast.Name) and each.id == name for each in ast.walk(node))

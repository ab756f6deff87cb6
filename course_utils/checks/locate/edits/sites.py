"""Places in a function's tree where something can be put in place of what stands there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from course_utils.checks.locate.bounds import is_count


@dataclass(frozen=True, eq=False)
class Place:
    """One field of a node, or one item of a list that it holds."""

    parent: ast.AST
    name: str
    index: int | None = None

    def of(self, parent: ast.AST) -> Any:
        """What stands at this place of `parent`."""
        value = getattr(parent, self.name)
        return value if self.index is None else value[self.index]

    def get(self) -> Any:
        return self.of(self.parent)

    def put(self, new: Any) -> Any:
        """Put `new` there; what stood there."""
        old = self.get()
        if self.index is None:
            setattr(self.parent, self.name, new)
        else:
            getattr(self.parent, self.name)[self.index] = new
        return old


@dataclass(frozen=True, eq=False)
class Row:
    """A statement, where it stands, and the loops around it, outermost first."""

    statement: ast.stmt
    home: Place
    loops: tuple[ast.stmt, ...]


@dataclass(frozen=True, eq=False)
class Site:
    """An expression that is read: the way to it from its row's statement."""

    node: ast.expr
    row: Row
    path: tuple[Place, ...]

    @property
    def parent(self) -> ast.AST:
        return self.path[-1].parent

    @property
    def statement(self) -> ast.stmt:
        return self.row.statement


@dataclass(frozen=True, eq=False)
class Part:
    """What takes the place of an expression, or of a whole statement where `path` is empty."""

    row: Row
    path: tuple[Place, ...]
    new: ast.AST

    def applied(self, statement: ast.stmt) -> ast.stmt:
        """The statement, a version of this row's, with the part changed; it shares what it can."""
        made: ast.stmt = _with(statement, self.path, self.new, statement)
        return made


@dataclass(frozen=True, eq=False)
class Edit:
    """One small change of a function. `cost` says how large a step it is, `key` what kind of step, and to what.

    It changes parts of rows, or moves rows about: then `bodies` are lists of statements as they become.
    """

    cost: float
    key: str
    row: Row
    line: int
    node: ast.AST | None = None
    parts: tuple[Part, ...] = ()
    bodies: tuple[tuple[Place, list[ast.stmt]], ...] = ()
    of: tuple[Edit, ...] = ()  # of one that is several at once: these

    @property
    def singles(self) -> tuple[Edit, ...]:
        return self.of or (self,)

    @property
    def lines(self) -> tuple[int, ...]:
        return tuple(sorted({single.line for single in self.singles}))

    def apply(self) -> list[tuple[Place, Any]]:
        """Change the tree; what stood where."""
        new: dict[int, tuple[Place, Any]] = {}
        for part in self.parts:
            home, statement = new.get(id(part.row), (part.row.home, part.row.statement))
            new[id(part.row)] = home, part.applied(statement)
        return [(place, place.put(value)) for place, value in (*new.values(), *self.bodies)]


def undo(old: list[tuple[Place, Any]]) -> None:
    for place, value in reversed(old):
        place.put(value)


def _with(node: ast.AST, path: tuple[Place, ...], new: ast.AST, near: ast.AST) -> Any:
    if not path:
        _located(new, near)
        return new
    copy = type(node)(**{name: value for name, value in ast.iter_fields(node)})
    ast.copy_location(copy, node)
    place = path[0]
    child = _with(place.of(node), path[1:], new, node if hasattr(node, "lineno") else near)
    if place.index is None:
        setattr(copy, place.name, child)
    else:
        items = list(getattr(copy, place.name))
        items[place.index] = child
        setattr(copy, place.name, items)
    return copy


def _located(node: ast.AST, near: ast.AST) -> None:
    """Give a new node, and its new parts, the line of what it replaces."""
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if not hasattr(each, "lineno") or each is node:
            if "lineno" in each._attributes and not hasattr(each, "lineno"):
                ast.copy_location(each, near)
                for name in ("lineno", "end_lineno", "col_offset", "end_col_offset"):
                    if getattr(each, name, None) is None:
                        setattr(each, name, getattr(near, name, 1))
            waiting += ast.iter_child_nodes(each)


def sites(tree: ast.FunctionDef) -> Iterator[Site]:
    """Every expression of the body that is read, the outer ones first."""
    for row in rows(tree):
        yield from _below(row.statement, row, ())


def _below(node: ast.AST, row: Row, path: tuple[Place, ...]) -> Iterator[Site]:
    for name, value in ast.iter_fields(node):
        for index, part in enumerate(value) if isinstance(value, list) else [(None, value)]:
            place = Place(node, name, index)
            if isinstance(part, ast.expr):
                yield from _within(part, row, (*path, place))
            elif isinstance(part, (ast.keyword, ast.comprehension)):
                yield from _below(part, row, (*path, place))


def _within(node: ast.expr, row: Row, path: tuple[Place, ...]) -> Iterator[Site]:
    place = path[-1]
    if isinstance(place.parent, ast.Call) and place.name == "func":  # what is called stays
        if isinstance(node, ast.Attribute):
            yield from _below(node, row, path)
        return
    context = getattr(node, "ctx", None)
    if isinstance(context, (ast.Store, ast.Del)):
        if isinstance(node, ast.Name):
            return
    elif not is_count(node):
        yield Site(node, row, path)
    yield from _below(node, row, path)


def rows(tree: ast.FunctionDef) -> Iterator[Row]:
    """Every statement of the body; functions within are left alone."""
    yield from _rows(tree, "body", ())


_SKIPPED = (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef, ast.Import, ast.ImportFrom)


def _rows(parent: ast.AST, name: str, loops: tuple[ast.stmt, ...]) -> Iterator[Row]:
    for index, statement in enumerate(getattr(parent, name, [])):
        if is_count(statement) or isinstance(statement, _SKIPPED):
            continue
        if isinstance(statement, ast.stmt):
            yield Row(statement, Place(parent, name, index), loops)
        inner = (*loops, statement) if isinstance(statement, (ast.For, ast.While)) else loops
        for below in ("body", "orelse", "finalbody", "handlers"):
            yield from _rows(statement, below, inner)


def names_of(tree: ast.FunctionDef) -> dict[str, int]:
    """Names that the function binds, each with the first line that does, 0 for parameters."""
    parameters = (*tree.args.posonlyargs, *tree.args.args, *tree.args.kwonlyargs)
    lines = {each.arg: 0 for each in parameters}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            lines[node.id] = min(lines.get(node.id, node.lineno), node.lineno)
    return lines

"""Which rows of a function take part in a value: its definitions and all that these read, found without running it."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping

from course_utils.checks.locate.edits.sites import Row, rows

_VIEWS = set("T reshape transpose ravel squeeze swapaxes view".split())  # may share an array's memory


def parts_returned(tree: ast.FunctionDef, count: int) -> list[ast.expr]:
    """The parts of the only answer that a function returns; empty where it has several returns or other parts."""
    values = [row.statement.value for row in rows(tree) if isinstance(row.statement, ast.Return)]
    if len(values) != 1 or not isinstance(values[0], (ast.Tuple, ast.List)) or len(values[0].elts) != count:
        return []
    return values[0].elts


def rows_behind(tree: ast.FunctionDef, value: ast.expr) -> list[Row]:
    """The rows that take part in `value`: no other row of the function can change it, if no name hides a second one.

    Names whose arrays may share their memory count as one.
    """
    every = list(rows(tree))
    same = _shared(every)
    wanted = read_in(value)
    chosen: dict[int, Row] = {}
    grew = True
    while grew:
        grew = False
        for row in every:
            changes = wanted & bound_by(row.statement) or _closed(wanted, same) & set(changed_by(row.statement))
            if id(row.statement) in chosen or not changes:
                continue
            around = [other for other in every if _holds(other.statement, row.statement)]
            for each in (row, *around):
                chosen[id(each.statement)] = each
                wanted |= read_by(each.statement)
            grew = True
    return [row for row in every if id(row.statement) in chosen]


def _holds(outer: ast.stmt, inner: ast.stmt) -> bool:
    has_body = isinstance(outer, (ast.For, ast.While, ast.If, ast.With, ast.Try))
    return has_body and outer is not inner and any(node is inner for node in ast.walk(outer))


def bound_by(statement: ast.stmt) -> set[str]:
    """Names that a statement gives a value; of a compound one only its head counts."""
    return {name for target in _targets(statement) for name in _names_in(target)}


def only_target(statement: ast.stmt) -> str:
    """The name that a row binds, if it is one."""
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1 and isinstance(statement.targets[0], ast.Name):
        return statement.targets[0].id
    return ""


def _names_in(target: ast.expr) -> Iterator[str]:
    if isinstance(target, ast.Name):
        yield target.id
    elif isinstance(target, (ast.Tuple, ast.List)):
        for part in target.elts:
            yield from _names_in(part)


def changed_by(statement: ast.stmt) -> Iterator[str]:
    """Names whose values a statement may change in place; of a compound one only its head counts."""
    for target in _targets(statement):
        if not isinstance(target, ast.Name) or isinstance(statement, ast.AugAssign):
            bound = set() if isinstance(statement, ast.AugAssign) else set(_names_in(target))
            yield from (name for name in _stored(target) if name not in bound)
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        yield from read_in(statement.value)  # append, put, copyto: whatever it is given may change


def _targets(statement: ast.stmt) -> list[ast.expr]:
    if isinstance(statement, ast.Assign):
        return statement.targets
    return [statement.target] if isinstance(statement, (ast.AugAssign, ast.AnnAssign, ast.For)) else []


def _stored(target: ast.expr) -> Iterator[str]:
    while isinstance(target, (ast.Subscript, ast.Attribute, ast.Starred)):
        target = target.value
    if isinstance(target, ast.Name):
        yield target.id
    elif isinstance(target, (ast.Tuple, ast.List)):
        for part in target.elts:
            yield from _stored(part)


def read_by(statement: ast.stmt) -> set[str]:
    """Names that a statement reads; of a compound one only its head counts."""
    heads: Iterable[ast.AST | None]
    if isinstance(statement, ast.For):
        heads = (statement.iter,)
    elif isinstance(statement, (ast.If, ast.While)):
        heads = (statement.test,)
    elif isinstance(statement, (ast.With, ast.Try)):
        heads = ()
    else:
        heads = (statement, getattr(statement, "target", None))
    own = bound_by(statement) if isinstance(statement, ast.AugAssign) else set[str]()
    return own | {name for head in heads if head is not None for name in read_in(head)}


def read_in(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)}


def _shared(every: Iterable[Row]) -> Mapping[str, set[str]]:
    """For each name those whose arrays may be parts of its own, or the whole."""
    groups: dict[str, set[str]] = {}
    for row in every:
        statement = row.statement
        pairs: list[tuple[str, str]] = []
        if isinstance(statement, ast.Assign):
            for source in _viewed(statement.value):
                pairs += [(name, source) for target in statement.targets for name in _stored(target)]
        elif isinstance(statement, ast.For):
            pairs = [(name, source) for source in read_in(statement.iter) for name in _stored(statement.target)]
        for first, second in pairs:
            both = groups.get(first, {first}) | groups.get(second, {second})
            for name in both:
                groups[name] = both
    return groups


def _viewed(value: ast.expr) -> Iterator[str]:
    """Names of which a value may be a part."""
    while True:
        is_view = isinstance(value, ast.Attribute) and value.attr in _VIEWS
        if isinstance(value, (ast.Subscript, ast.Starred)) or is_view:
            value = value.value  # type: ignore[attr-defined]
        elif isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr in _VIEWS:
            value = value.func.value
        else:
            break
    if isinstance(value, ast.Name):
        yield value.id
    elif isinstance(value, (ast.Tuple, ast.List)):
        for part in value.elts:
            yield from _viewed(part)


def _closed(names: Collection[str], same: Mapping[str, set[str]]) -> set[str]:
    return {other for name in names for other in same.get(name, {name})}

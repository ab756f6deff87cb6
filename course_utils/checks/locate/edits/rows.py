"""Single edits of statements: = or +=, and another place for what stands there."""

from __future__ import annotations

import ast
import itertools
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from course_utils.checks.locate.bounds import is_count
from course_utils.checks.locate.edits.likeness import images, images_of_part, likeness, pairs_of
from course_utils.checks.locate.edits.sites import Edit, Part, Place, Row, rows
from course_utils.checks.locate.edits.vocabulary import Vocabulary

_AUGMENTED: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub, ast.Mult), ast.Sub: (ast.Add,), ast.Mult: (ast.Add, ast.Div), ast.Div: (ast.Mult,)
}  # fmt: skip
HEADS = {ast.If: "test", ast.While: "test", ast.For: "iter"}  # what of a compound statement an edit may change
_NOWHERE = ast.Name("_", ast.Store())
_ELEMENTS = 8  # rows of them that are compared
_SIMPLE = (ast.Assign, ast.AugAssign, ast.Expr)


def edits_of_rows(tree: ast.FunctionDef, words: Vocabulary) -> Iterator[Edit]:
    """Edits of whole statements."""
    every, names = list(rows(tree)), words.lines
    constants = sorted({abs(number) for node in ast.walk(tree) if (number := _number(node)) is not None})
    for row in every:
        yield from _assigned(row)
        yield from _moved(row)
        yield from _exchanged(row, names)
        yield from _throughout(row, words, constants)
        yield from _unpacked(row)
    yield from _images(every, names)
    yield from _images_of_elements(every, names)
    yield from _alike(every, names)
    yield from _terms_moved(every)


def _images(every: list[Row], names: Collection[str]) -> Iterator[Edit]:
    """A row as the image of another one: what stands there for rows, for columns."""
    made = [(_only_name(row.statement), row) for row in every]
    named = [(name, row, row.statement.value) for name, row in made if name and isinstance(row.statement, ast.Assign)]
    twins = set(pairs_of({name for name, _, _ in named}))
    for (left, _, value), (other, row, old) in itertools.permutations(named, 2):
        if (left, other) in twins:
            for image in images(value, left, other, names):
                if ast.dump(image) != ast.dump(old):
                    part = Part(row, (Place(row.statement, "value"),), image)
                    yield Edit(0.5, f"as {left}", row, row.statement.lineno, parts=(part,))


def _images_of_elements(every: list[Row], names: Collection[str]) -> Iterator[Edit]:
    """A row that sets an element as the image of one that sets another element of the same array."""
    made = [(row, *home) for row in every if (home := _home(row.statement))][:_ELEMENTS]
    for (row, array, old), (other, same, value) in itertools.permutations(made, 2):
        for image in images_of_part(value, names) if array == same else ():
            if ast.dump(image) != ast.dump(old):
                part = Part(row, (Place(row.statement, "value"),), image)
                yield Edit(1.5, f"as line {other.statement.lineno}", row, row.statement.lineno, parts=(part,))


def _home(statement: ast.stmt) -> tuple[str, ast.expr] | None:
    """The array of which a row sets an element, and to what."""
    if not isinstance(statement, ast.Assign) or not isinstance(statement.targets[0], ast.Subscript):
        return None
    return ast.unparse(statement.targets[0].value), statement.value


def _alike(every: list[Row], names: Collection[str]) -> Iterator[Edit]:
    """A row made of one name as another row is made of another: `a = x[-1]` beside `b = y`."""
    made = [row for row in every if _only_name(row.statement)]
    values: list[ast.expr] = [row.statement.value for row in made]  # type: ignore[attr-defined]
    single = [(row, value, own[0]) for row, value in zip(made, values) if len(own := read_names(value, names)) == 1]
    for (row, old, name), (other, value, source) in itertools.permutations(single, 2):
        image = Exchange({source: name}).visit(copied(value))
        if name != source and ast.dump(image) != ast.dump(old):
            part = Part(row, (Place(row.statement, "value"),), image)
            yield Edit(1.5, f"made as {_only_name(other.statement)}", row, row.statement.lineno, parts=(part,))


def read_names(value: ast.expr, names: Collection[str]) -> list[str]:
    """Those of the names that a value reads, each once, in the order of its nodes."""
    return list(dict.fromkeys(node.id for node in ast.walk(value) if isinstance(node, ast.Name) and node.id in names))


def _exchanged(row: Row, names: Collection[str]) -> Iterator[Edit]:
    """Two names of a row for each other, wherever it reads them."""
    field = HEADS.get(type(row.statement), "value")
    value = getattr(row.statement, field, None)
    if not isinstance(value, ast.expr):
        return
    for left, other in itertools.islice(itertools.combinations(read_names(value, names), 2), 30):
        new = Exchange({left: other, other: left}).visit(copied(value))
        part = Part(row, (Place(row.statement, field),), new)
        yield Edit(1.5, f"{left}↔{other}", row, row.statement.lineno, parts=(part,))


def _unpacked(row: Row) -> Iterator[Edit]:
    """Two of the names to which a row gives the parts of a value, for each other."""
    statement = row.statement
    target = statement.targets[0] if isinstance(statement, ast.Assign) else None
    if not isinstance(target, ast.Tuple) or isinstance(getattr(statement, "value", None), ast.Tuple):
        return
    for i, j in itertools.islice(itertools.combinations(range(len(target.elts)), 2), 10):
        swapped = list(target.elts)
        swapped[i], swapped[j] = target.elts[j], target.elts[i]
        part = Part(row, (Place(statement, "targets", 0),), ast.Tuple(swapped, ast.Store()))
        yield Edit(1.5, f"targets {i}↔{j}", row, statement.lineno, parts=(part,))
    for more in ([_NOWHERE, *target.elts], [*target.elts, _NOWHERE]):  # as many as there are
        part = Part(row, (Place(statement, "targets", 0),), ast.Tuple(more, ast.Store()))
        yield Edit(1.5, "one more", row, statement.lineno, parts=(part,))
    for i, j in itertools.islice(itertools.permutations(range(len(target.elts)), 2), 12):
        if abs(i - j) > 1:  # else it is an exchange
            moved = [*target.elts[:i], *target.elts[i + 1 :]]
            moved.insert(j, target.elts[i])
            part = Part(row, (Place(statement, "targets", 0),), ast.Tuple(moved, ast.Store()))
            yield Edit(2.0, f"target {i} to {j}", row, statement.lineno, parts=(part,))


def _throughout(row: Row, words: Vocabulary, constants: Sequence[float]) -> Iterator[Edit]:
    """One name, or one number, for another wherever a row reads it: `s * s` becomes `f * f`."""
    field = HEADS.get(type(row.statement), "value")
    value = getattr(row.statement, field, None)
    if not isinstance(value, ast.expr):
        return
    line = row.statement.lineno
    read = Counter(node.id for node in ast.walk(value) if isinstance(node, ast.Name))
    for name in (name for name, times in read.items() if times > 1 and name in words.lines):
        for other in words.names_of_kind(words.kinds.get(name, ""), line):
            if other != name:
                part = Part(row, (Place(row.statement, field),), Exchange({name: other}).visit(copied(value)))
                yield Edit(2.0 - likeness(name, other), f"all {name}→{other}", row, line, parts=(part,))
    written = Counter(number for node in ast.walk(value) if (number := _number(node)) is not None)
    for number in (number for number, times in written.items() if times > 1):
        for other_number in dict.fromkeys((number + 1, number - 1, 2 * number, number / 2, *constants)):
            if other_number not in (number, 0):
                part = Part(row, (Place(row.statement, field),), _Number(number, other_number).visit(copied(value)))
                yield Edit(2.0, f"all {number}→{other_number}", row, line, parts=(part,))


def copied(value: ast.expr) -> ast.expr:
    return ast.parse(ast.unparse(value), mode="eval").body


def _number(node: ast.AST) -> float | None:
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


class _Number(ast.NodeTransformer):
    def __init__(self, old: float, new: float) -> None:
        self._old, self._new = old, int(new) if float(new).is_integer() and isinstance(old, int) else new

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        return ast.copy_location(ast.Constant(self._new), node) if _number(node) == self._old else node


class Exchange(ast.NodeTransformer):
    def __init__(self, names: dict[str, str]) -> None:
        self._names = names

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.copy_location(ast.Name(self._names.get(node.id, node.id), node.ctx), node)


def _only_name(statement: ast.stmt) -> str:
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return targets[0].id if len(targets) == 1 and isinstance(targets[0], ast.Name) else ""


def _terms_moved(every: list[Row]) -> Iterator[Edit]:
    """The last term of one row added to another row instead."""
    valued = [row for row in every if isinstance(row.statement, (ast.Assign, ast.AugAssign, ast.Return))]
    for row, other in itertools.permutations(valued, 2):
        value, more = row.statement.value, other.statement.value  # type: ignore[attr-defined]
        if isinstance(value, ast.BinOp) and isinstance(value.op, (ast.Add, ast.Sub)) and more is not None:
            less = Part(row, (Place(row.statement, "value"),), value.left)
            added = Part(other, (Place(other.statement, "value"),), ast.BinOp(more, value.op, value.right))
            key, line = "term moved", row.statement.lineno
            left = Edit(1.5, key, row, line, parts=(less,))
            two = Edit(1.5, key, other, other.statement.lineno, parts=(added,))
            yield Edit(3.0, key, row, line, parts=(less, added), of=(left, two))


def _assigned(row: Row) -> Iterator[Edit]:
    statement = row.statement
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target = statement.targets[0]
        if isinstance(target, (ast.Name, ast.Subscript)):
            yield _edit(row, ast.AugAssign(target, ast.Add(), statement.value), 1.0, "= → +=")
            yield _edit(row, ast.AugAssign(target, ast.Mult(), statement.value), 2.0, "= → *=")
    elif isinstance(statement, ast.AugAssign):
        yield _edit(row, ast.Assign([statement.target], statement.value), 1.0, "+= → =")
        for other in _AUGMENTED.get(type(statement.op), ()):
            yield _edit(row, ast.AugAssign(statement.target, other(), statement.value), 1.0, f"→ {other.__name__}=")
    elif isinstance(statement, ast.If):
        turned = Part(row, (Place(statement, "test"),), ast.UnaryOp(ast.Not(), statement.test))
        yield Edit(1.5, "not", row, statement.lineno, parts=(turned,))
    if isinstance(statement, _SIMPLE):
        yield _edit(row, ast.Pass(), 2.5, "left out")


def _moved(row: Row) -> Iterator[Edit]:
    """The statement into the loop that follows, or after its neighbour; what a loop begins or ends with out of it."""
    parent, name, index = row.home.parent, row.home.name, row.home.index
    body: list[ast.stmt] = getattr(parent, name)
    statement = row.statement
    assert index is not None
    following = body[index + 1] if index + 1 < len(body) else None
    if isinstance(statement, _SIMPLE) and isinstance(following, (ast.For, ast.While)):
        within = [following.body[0], statement, *following.body[1:]]
        rest = [*body[:index], *body[index + 1 :]]
        loop = Place(following, "body")
        yield _rebuilt(row, statement, 2.0, "into the loop", (Place(parent, name), rest), (loop, within))
    before = body[index - 1] if index else None
    if isinstance(statement, _SIMPLE) and isinstance(before, (ast.For, ast.While)):
        rest, loop = [*body[:index], *body[index + 1 :]], Place(before, "body")
        within = [*before.body, statement]
        yield _rebuilt(row, statement, 2.0, "into the loop above", (Place(parent, name), rest), (loop, within))
    if isinstance(statement, _SIMPLE) and isinstance(following, _SIMPLE):
        swapped = [*body[:index], following, statement, *body[index + 2 :]]
        yield _rebuilt(row, statement, 2.0, "one row down", (Place(parent, name), swapped))
    if isinstance(statement, (ast.For, ast.While)):
        yield from _out_of(row, statement)


def _out_of(outer: Row, loop: ast.For | ast.While) -> Iterator[Edit]:
    """The last statement of a loop, or of loops within it, after the outer one; the first one before it."""
    parent, name, index = outer.home.parent, outer.home.name, outer.home.index
    assert index is not None
    body: list[ast.stmt] = getattr(parent, name)
    own = [each for each in loop.body if not is_count(each)]
    last, first = own[-1], own[0]
    if isinstance(last, (ast.Return, *_SIMPLE)) and len(own) > 1:
        rest = [each for each in loop.body if each is not last]
        cost = 1.0 if isinstance(last, ast.Return) else 2.0
        after = [*body[: index + 1], last, *body[index + 1 :]]
        yield _rebuilt(outer, last, cost, "after the loop", (Place(parent, name), after), (Place(loop, "body"), rest))
    if isinstance(first, ast.Assign) and len(own) > 1:
        rest = [each for each in loop.body if each is not first]
        ahead = [*body[:index], first, *body[index:]]
        yield _rebuilt(outer, first, 2.0, "before the loop", (Place(parent, name), ahead), (Place(loop, "body"), rest))
    for inner in (last, own[-2] if len(own) > 1 else None):
        if isinstance(inner, (ast.For, ast.While)):
            yield from _out_of(outer, inner)


def _edit(row: Row, new: ast.AST, cost: float, key: str) -> Edit:
    return Edit(cost, key, row, row.statement.lineno, parts=(Part(row, (), new),))


def _rebuilt(row: Row, moved: ast.stmt, cost: float, key: str, *bodies: tuple[Place, list[ast.stmt]]) -> Edit:
    return Edit(cost, key, Row(moved, row.home, row.loops), moved.lineno, bodies=bodies)

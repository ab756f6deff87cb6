"""What is wrong with a function whatever an edit would do: an argument never read, a result kept nowhere."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence, Set

from course_utils.checks.locate.bounds import is_count
from course_utils.checks.locate.diagnosis import Fault
from course_utils.checks.locate.edits.sites import Row, names_of, rows
from course_utils.checks.locate.observe.slices import bound_by, changed_by, only_target, read_by, read_in

_FILLED = set("zeros ones empty full zeros_like ones_like empty_like full_like".split())
# Calls whose result is all there is to them: of numpy and TensorFlow, and methods of their arrays.
_PURE = set(
    "pad sum mean max min amax amin argmax argmin prod reshape transpose T astype dot matmul multiply add subtract "
    "divide square sqrt abs exp log maximum minimum concatenate stack vstack hstack flip clip round floor ceil where "
    "argsort expand_dims squeeze ravel flatten swapaxes moveaxis tensordot einsum outer power negative logical_not "
    "reduce_sum reduce_mean reduce_max reduce_min cumsum repeat tile roll rot90 flipud fliplr copy".split()
)
_GUARDING = (ast.Raise, ast.Pass, ast.Return, ast.Continue, ast.Break)  # what a right function may never need
_LONGEST = 40  # letters of an expression that is said


def unread(tree: ast.FunctionDef, needed: Collection[str], arguments: Sequence[str]) -> Iterator[Fault]:
    """Arguments that are never read, though the right answer depends on them; by place, as they are given.

    `arguments` are their names in the order of the call. An entry of a dictionary counts as read wherever
    the dictionary is used as a whole, but for a tuple.
    """
    names = [each.arg for each in (*tree.args.posonlyargs, *tree.args.args)]
    if tree.args.vararg or tree.args.kwarg:
        return
    loaded = {name for statement in tree.body for name in read_in(statement)}
    for name, own in zip(arguments, names):
        if name in needed and own not in loaded:
            yield Fault((tree.lineno,), kind="unread", what=own)
        elif own in loaded:
            entries = [path.split(".")[1] for path in needed if path.startswith(f"{name}.")]
            read = _keys(tree, own)
            for key in entries:
                if read is not None and key not in read:
                    yield Fault((tree.lineno,), kind="unread", what=f"{own}[{key!r}]")


def _keys(tree: ast.FunctionDef, name: str) -> set[str] | None:
    """The keys by which a dictionary is read into something that is used; None where it is used as a whole."""
    keys, unused = set[str](), _never_read(tree)
    parents = {id(child): parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Name) or node.id != name or not isinstance(node.ctx, ast.Load):
            continue
        parent = parents[id(node)]
        if isinstance(parent, ast.Subscript) and isinstance(parent.slice, ast.Constant) and parent.value is node:
            home = parents[id(parent)]
            targets = home.targets if isinstance(home, ast.Assign) and home.value is parent else []
            kept = {each.id for each in targets if isinstance(each, ast.Name)}
            if not kept or not kept <= unused:
                keys.add(str(parent.slice.value))
        elif not isinstance(parent, (ast.Tuple, ast.Return)):
            return None
    return keys


def _never_read(tree: ast.FunctionDef) -> set[str]:
    return set(names_of(tree)) - {name for statement in tree.body for name in read_in(statement)}


def kept_nowhere(tree: ast.FunctionDef) -> Iterator[Fault]:
    """Rows that work something out and throw it away."""
    for row in rows(tree):
        value = row.statement.value if isinstance(row.statement, ast.Expr) else None
        if value is not None and not is_count(row.statement) and _is_pure(value):
            text = ast.unparse(value)
            if len(text) <= _LONGEST and "`" not in text:
                yield Fault((row.statement.lineno,), kind="kept nowhere", what=text)


def _is_pure(value: ast.expr) -> bool:
    if isinstance(value, (ast.BinOp, ast.Compare, ast.UnaryOp)):
        return True
    if isinstance(value, ast.Attribute):
        return value.attr == "T"
    if not isinstance(value, ast.Call) or any(word.arg in ("out", "inplace") for word in value.keywords):
        return False
    function = value.func
    if not isinstance(function, ast.Attribute) or function.attr not in _PURE:
        return False
    return function.attr != "add" or len(value.args) > 1  # a set and a Sequential take one thing in


def never_used(tree: ast.FunctionDef, needed: Collection[str], arguments: Sequence[str]) -> Fault | None:
    """Rows that give a name a value which nothing uses afterwards: the name is used elsewhere, or an argument nowhere.

    `needed` and `arguments` as for `unread`. Other names that are never used prove nothing: see `idle`.
    """
    every, lines, names = list(rows(tree)), list[int](), list[str]()
    own = [each.arg for each in (*tree.args.posonlyargs, *tree.args.args)]
    asked_for = {argument for name, argument in zip(arguments, own) if name in needed}
    dead = [row for row in every if _is_dead(row, every)]
    for row in dead:
        name = only_target(row.statement)
        rest = [other for other in every if other is not row]
        used = {read for other in rest for read in read_by(other.statement)}
        if name in used or asked_for & read_by(row.statement) - used:
            lines.append(row.statement.lineno)
            names.append(name)
    return Fault(tuple(lines), kind="never used", what=names[0]) if 1 <= len(lines) <= 2 else None


def idle(tree: ast.FunctionDef) -> Fault | None:
    """The only row that gives a name a value which nothing uses: no fault by itself, and the first place to look at."""
    every = list(rows(tree))
    dead = [row.statement for row in every if _is_dead(row, every)]
    return Fault((dead[0].lineno,), kind="never used", what=only_target(dead[0])) if len(dead) == 1 else None


def _is_dead(row: Row, every: Sequence[Row]) -> bool:
    """Whether no row reads the name that this one binds, after it or in a loop around it."""
    name = only_target(row.statement)
    if not name or makes_filled(row.statement):
        return False
    around = {line for loop in row.loops[:1] for line in range(loop.lineno, (loop.end_lineno or 0) + 1)}
    reads = [other.statement.lineno for other in every if name in read_by(other.statement)]
    return not any(line > row.statement.lineno or line in around for line in reads)


def unchanged(tree: ast.FunctionDef) -> Iterator[Fault]:
    """What is part of the answer as it was made: arrays of one number, empty lists, and a best so far."""
    every = list(rows(tree))
    returned = {name for row in every if isinstance(row.statement, ast.Return) for name in _whole(row.statement.value)}
    parents = {id(child): parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}
    for row in every:
        for name, value in _made(row.statement):
            is_best = _is_start(value) and _is_compared(tree, name)
            if name not in returned or not (is_best or _is_filled(value)):
                continue
            others = [other.statement for other in every if other is not row]
            changes = [other for other in others if name in bound_by(other) or name in changed_by(other)]
            reads = (node for node in ast.walk(tree) if _reads(node, name))
            if not changes and (is_best or all(_only_returned(node, parents) for node in reads)):
                yield Fault((row.statement.lineno,), kind="unchanged", what=name)


def _is_start(value: ast.expr) -> bool:
    """Whether an expression is a number, or infinity: `100`, `np.inf`, `float("inf")`, `-1`."""
    if isinstance(value, ast.UnaryOp):
        return _is_start(value.operand)
    if isinstance(value, ast.Call):
        return isinstance(value.func, ast.Name) and value.func.id == "float"
    return isinstance(value, ast.Constant) or (isinstance(value, ast.Attribute) and value.attr == "inf")


def _is_compared(tree: ast.FunctionDef, name: str) -> bool:
    """Whether a condition in a loop asks for a name."""
    tests = (node.test for loop in ast.walk(tree) if isinstance(loop, (ast.For, ast.While)) for node in ast.walk(loop)
             if isinstance(node, ast.If))  # fmt: skip
    return any(_reads(node, name) for test in tests for node in ast.walk(test))


def _made(statement: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target, value = statement.targets[0], statement.value
        pairs = [(target, value)]
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
            pairs = list(zip(target.elts, value.elts, strict=True))
        yield from ((each.id, own) for each, own in pairs if isinstance(each, ast.Name))


def makes_filled(statement: ast.stmt) -> bool:
    """Whether a row only makes an array of one number, or an empty list."""
    return any(_is_filled(value) for _, value in _made(statement))


def starts_filled(statement: ast.stmt, name: str) -> bool:
    """Whether all that a row gives `name` are arrays of one number; also where it gives it nothing."""
    return all(_is_filled(value) for made, value in _made(statement) if made == name)


def _is_filled(value: ast.expr) -> bool:
    if isinstance(value, ast.List):
        return not value.elts
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr in _FILLED


def _whole(value: ast.expr | None) -> Iterator[str]:
    """Names that are returned as they are, or turned into an array, alone or as part of a tuple."""
    if isinstance(value, ast.Tuple):
        for part in value.elts:
            yield from _whole(part)
    elif isinstance(value, ast.Call) and len(value.args) == 1:
        yield from _whole(value.args[0])
    elif isinstance(value, ast.Name):
        yield value.id


def _reads(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)


def _only_returned(node: ast.AST, parents: dict[int, ast.AST]) -> bool:
    parent = parents[id(node)]
    while isinstance(parent, (ast.Tuple, ast.Call)):
        parent = parents[id(parent)]
    return isinstance(parent, ast.Return)


def never_reached(every: Sequence[Row], reached: Set[int]) -> Iterator[Fault]:
    """Rows that no call reaches, where the row above them is reached: bodies of conditions that never hold."""
    for row in every:
        statement = row.statement
        if isinstance(statement, ast.If) and statement.lineno in reached:
            for first in (statement.body[0], *statement.orelse[:1]):
                own = range(first.lineno, (first.end_lineno or first.lineno) + 1)
                if not isinstance(first, _GUARDING) and reached.isdisjoint(own):
                    yield Fault((first.lineno,), kind="never runs", sources=(statement.lineno,))

"""How a function is changed a little, by the operators of `operators`. Pure syntax, runs nothing.

`changes(functions)` gives every changed copy of a piece of source with the text of the change:

    >>> tree = ast.parse("def f(n, pad):\\n    return n + 2 * pad")
    >>> for one in changes(tree.body[0])[1:3]:
    ...     print(one.text)
    return n ⟦+ → -⟧ 2 * pad
    return n⟦ + 2 * pad → ⟧

Left alone: docstrings, annotations, default values, decorators, `raise` and the guards that lead to one, argument
checks (CHECKS), prints, `name=` and `dtype=`, casts and texts that are no choice between known names.
"""

from __future__ import annotations

import ast
import copy
import re
import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from dumped import dumped, dumped_with
from operators import KEYWORDS, name_of, others

SYMMETRIC = {"minimum", "maximum", "min", "max", "add", "multiply", "squared_difference", "logical_and", "logical_or"}
EVEN = {"square", "abs", "norm"}
CHECKS = {"whole", "numbers", "axes", "settings", "unpacked", "_images_and_filters", "_alike", "_boxes", "_row",
          "_boxes_first", "_confidence_third", "print", "isinstance", "warn"}  # fmt: skip
ALONE = CHECKS | {"conv_output_size"}  # a check where its answer is not used


@dataclass(frozen=True)
class Change:
    """A changed copy of a top-level statement, made when it is tried; `text` is the line, with ⟦before → after⟧."""

    text: str
    make: Callable[[], ast.stmt]
    place: int  # the number of the changed node: changes of one place are of one kind
    kind: str
    key: str  # the last of `keys`
    spell: Callable[[], tuple[str, ...]]

    @cached_property
    def tree(self) -> ast.stmt:
        """The changed copy."""
        return self.make()

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The change with more and more around it, whatever the function's own names are."""
        return self.spell()


def changes(statement: ast.stmt, classic: Collection[str] = ()) -> list[Change]:
    """All single changes of a function or constant, each with another syntax tree; keys spell `classic` names only."""
    made, alike, parents = [], _alike(statement), _parents(statement)
    own, before = _Own(own_names(statement) - set(classic)), dict[int, str]()
    seen = {dumped(statement, before)}
    known = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
    parameters = [part.arg for part in statement.args.args] if isinstance(statement, ast.FunctionDef) else []
    for place, (node, line) in enumerate(sites(statement)):
        for kind, other in others(node, parameters):
            if kind == "name" and isinstance(other, ast.Name) and other.id not in known:
                continue
            if id(node) in alike and kind in alike[id(node)]:
                continue
            make, text = partial(_replaced, statement, node, other), _line(node, line, other)
            whole = dumped(make(), {}) if other is None else dumped_with(node, other, parents, before)
            if whole not in seen and "--" not in text:
                seen.add(whole)
                spell = partial(_keys, node, other, parents, own)
                made.append(Change(text, make, place, kind, _key(line, node, other, own), spell))
    return made


def _alike(statement: ast.stmt) -> dict[int, set[str]]:
    """Nodes and the kinds of change that say the same there.

    The order of several axes, the 1 and −1 of shapes, a − b where it is squared, and min(a, b).
    """
    made: dict[int, set[str]] = {}
    for node in ast.walk(statement):
        if isinstance(node, ast.keyword) and node.arg == "axis":
            made[id(node.value)] = {"parts swapped"}
        if isinstance(node, ast.Call) and name_of(node.func) in SYMMETRIC:
            made.setdefault(id(node), set()).add("swapped")
        if isinstance(node, ast.Call) and name_of(node.func) in EVEN and node.args:
            made.setdefault(id(node.args[0]), set()).add("swapped")
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) and getattr(node.right, "value", 0) == 2:
            made.setdefault(id(node.left), set()).add("swapped")
        if isinstance(node, ast.Call) and name_of(node.func) == "reshape":
            inner = [part for argument in node.args for part in (argument, *getattr(argument, "elts", ()))]
            for part in inner:
                if isinstance(part, ast.Constant) and part.value == 1:
                    made[id(part)] = {"constant"}
                elif isinstance(part, ast.UnaryOp):
                    made[id(part.operand)] = {"constant"}
    return made


def sites(statement: ast.stmt) -> Iterator[tuple[ast.AST, ast.stmt]]:
    """Every node that may be changed, with the statement that holds it. Others do not decide the answer."""
    stack: list[tuple[ast.AST, ast.stmt]] = [(statement, statement)]
    for_guards = _names(statement, guards=True) - _names(statement, guards=False)
    while stack:
        node, line = stack.pop()
        yield node, line
        for child in reversed([part for part in _children(node) if not _left_alone(part, for_guards)]):
            stack.append((child, child if isinstance(child, ast.stmt) else line))


def _children(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        yield from node.body
    elif isinstance(node, ast.arguments):  # of a lambda
        return
    elif isinstance(node, ast.AnnAssign):
        yield from (part for part in (node.target, node.value) if part is not None)
    elif isinstance(node, (ast.Assign, ast.AugAssign)):
        yield from (part for part in ast.iter_child_nodes(node) if not isinstance(part, ast.Name))
    else:
        yield from ast.iter_child_nodes(node)


def _names(node: ast.AST, guards: bool) -> set[str]:
    """The names that are read in guards, or outside of them."""
    if _is_guard(node):
        inner = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
        return inner if guards else set()
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        return set() if guards else {node.id}
    return set().union(*(_names(child, guards) for child in ast.iter_child_nodes(node)))


def _is_guard(node: ast.AST) -> bool:
    """True for `if …: raise …`."""
    return isinstance(node, (ast.Raise, ast.Assert)) or (isinstance(node, ast.If) and _is_guard(node.body[-1]))


def _left_alone(node: ast.AST, for_guards: set[str]) -> bool:
    if isinstance(node, (ast.JoinedStr, ast.Import, ast.ImportFrom)) or _is_guard(node):
        return True
    if isinstance(node, ast.keyword):
        return node.arg in KEYWORDS
    if isinstance(node, ast.Expr):  # a docstring, or checks alone
        parts = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
        return all(isinstance(part, ast.Constant) or _is_check(part, ALONE) for part in parts)
    if isinstance(node, (ast.For, ast.If)) and not node.orelse:
        return all(_left_alone(part, for_guards) for part in node.body)
    if isinstance(node, ast.Assign):
        return all(isinstance(part, ast.Name) and part.id in for_guards for part in node.targets)
    return _is_check(node)


def _is_check(node: ast.AST, names: frozenset[str] | set[str] = CHECKS) -> bool:
    return isinstance(node, ast.Call) and name_of(node.func) in names


class _Remover(ast.NodeTransformer):
    def __init__(self, old: ast.AST) -> None:
        self.old = old

    def visit(self, node: ast.AST) -> ast.AST | None:
        if node is self.old:
            return None
        self.generic_visit(node)
        if not getattr(node, "body", True):
            node.body = [ast.Pass()]  # type: ignore[attr-defined]
        return node


def _copied(node: ast.AST, memo: dict[int, ast.AST]) -> Any:
    """A copy of syntax, all in its first line; `memo` leads from each node's identity to its twin, or to another."""
    if id(node) in memo:
        return memo[id(node)]
    twin = memo[id(node)] = type(node)()
    if isinstance(node, ast.stmt):
        twin.lineno = 1  # `unparse` asks for it
    for name in node._fields:
        value = getattr(node, name, None)
        if isinstance(value, ast.AST):
            value = _copied(value, memo)
        elif isinstance(value, list):
            value = [_copied(part, memo) if isinstance(part, ast.AST) else part for part in value]
        setattr(twin, name, value)
    return twin


def _replaced(statement: ast.stmt, node: ast.AST, new: ast.AST | None) -> ast.stmt:
    """The whole statement with `node` replaced."""
    memo = {} if new is None else {id(node): _copied(new, {})}
    tree: ast.stmt = _copied(statement, memo)
    return tree if new is not None else _Remover(memo[id(node)]).visit(tree)  # type: ignore[return-value]


def _line(node: ast.AST, line: ast.stmt, new: ast.AST | None) -> str:
    """The line that tells the change."""
    if new is None:
        return f"⟦{_first_line(line)}⟧ removed"
    return _marked(_first_line(line), _first_line(_copied(line, {id(node): _copied(new, {})})))


def own_names(statement: ast.stmt) -> set[str]:
    """The names that a function binds: its parameters and variables."""
    nodes = list(ast.walk(statement))
    bound = {node.id for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    return bound | {node.arg for node in nodes if isinstance(node, ast.arg)}


def _parents(statement: ast.stmt) -> dict[ast.AST, ast.AST]:
    return {child: node for node in ast.walk(statement) for child in ast.iter_child_nodes(node)}


def _keys(node: ast.AST, new: ast.AST | None, parents: dict[ast.AST, ast.AST], own: _Own) -> tuple[str, ...]:
    """The expressions around the change, the smallest first, and its line: each before and after."""
    around, keys = node, []
    if isinstance(node, ast.expr) and isinstance(parents[node], ast.stmt):
        keys.append(_key(node, node, new, own))
    while not isinstance(around, ast.stmt):
        around = parents[around]
        if isinstance(around, (ast.expr, ast.stmt)):
            keys.append(_key(around, node, new, own))
    return tuple(keys) or (_key(node, node, new, own),)


def _key(around: ast.AST, node: ast.AST, new: ast.AST | None, own: _Own) -> str:
    before, numbers = own.text(around)
    numbered = _Numbered(own.names, numbers)
    if new is None:
        return f"⟦{before}⟧ removed"
    return _marked(before, numbered.text(_copied(around, {id(node): _copied(new, {})})))


class _Numbered(ast.NodeTransformer):
    """Numbers a function's own names in the order in which they come."""

    def __init__(self, own: set[str], numbers: dict[str, str]) -> None:
        self.own, self.numbers = own, dict(numbers)

    def text(self, own_copy: ast.AST) -> str:
        return _first_line(self.visit(own_copy))

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(self._number(node.id), node.ctx)

    def visit_arg(self, node: ast.arg) -> ast.arg:
        return ast.arg(self._number(node.arg))

    def _number(self, name: str) -> str:
        return self.numbers.setdefault(name, f"_{len(self.numbers) + 1}") if name in self.own else name


class _Own:
    """A function's own `names`, and the texts of its parts with numbers in their place, each made once."""

    def __init__(self, names: set[str]) -> None:
        self.names, self._texts = names, dict[ast.AST, tuple[str, dict[str, str]]]()

    def text(self, around: ast.AST) -> tuple[str, dict[str, str]]:
        """The text of a part, and which number each name has there."""
        if around not in self._texts:
            numbered = _Numbered(self.names, {})
            self._texts[around] = numbered.text(_copied(around, {})), numbered.numbers
        return self._texts[around]


def _first_line(statement: ast.AST) -> str:
    """The statement without what is indented below it."""
    if not isinstance(getattr(statement, "body", None), list):
        return ast.unparse(statement)
    statement = copy.copy(statement)
    statement.body, statement.orelse, statement.decorator_list = [ast.Pass()], [], []
    return ast.unparse(statement).split("\n    pass")[0]


def _marked(before: str, after: str) -> str:
    """The line once, with what differs in brackets; words and numbers are never cut.

    >>> _marked("return n + pad", "return n - pad")
    'return n ⟦+ → -⟧ pad'
    """
    first, second = (re.findall(r"\d+\.\d+|\w+|[<>=!*/%&|+-]+|.", text, re.DOTALL) for text in (before, after))
    begin = _common(first, second)
    end = _common(first[begin:][::-1], second[begin:][::-1])
    middle = ["".join(part[begin : len(part) - end]) for part in (first, second)]
    return f"{''.join(first[:begin])}⟦{' → '.join(middle)}⟧{''.join(first[len(first) - end :])}"


def _common(first: list[str], second: list[str]) -> int:
    pairs = zip([*first, None], [*second, None])
    return next((i for i, (part, other) in enumerate(pairs) if part != other), len(first))

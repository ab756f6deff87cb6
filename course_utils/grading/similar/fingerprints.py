"""Fingerprints of functions that survive renaming, comments and layout: syntax trees, winnowed.

A function's syntax tree is written as a row of tokens. Every run of GRAM tokens is hashed with its
variables and constants numbered by first appearance, and of every WINDOW neighbouring hashes the
smallest is kept (Schleimer, Wilkerson and Aiken, "Winnowing", SIGMOD 2003), so that any shared run
of GRAM + WINDOW - 1 tokens is found. Source is parsed, never executed.
"""

from __future__ import annotations

import ast
import builtins
import hashlib
import warnings
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from course_utils.notebooks.bindings import renamable
from course_utils.notebooks.magics import without_magics

GRAM = 14
WINDOW = 4
MAX_SOURCE = 200_000
_BUILTINS = frozenset(vars(builtins))
_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Token:
    """A node of the tree: what it is, the variable or constant in it if any, and its line from 1."""

    label: str
    symbol: str | None
    line: int


@dataclass(frozen=True)
class Function:
    """A function at the left margin: its text without decorators, and its tokens by line of that text."""

    name: str
    text: str
    tokens: tuple[Token, ...] = field(repr=False)

    @cached_property
    def hashes(self) -> tuple[int, ...]:
        """One of every run of GRAM tokens, the same whatever variables and constants are called."""
        starts = range(max(len(self.tokens) - GRAM + 1, 1))
        return tuple(_hash(self.tokens[start : start + GRAM]) for start in starts)

    def lines(self, wanted: Collection[int]) -> set[int]:
        """The lines of all runs whose hash is `wanted`."""
        starts = (start for start, number in enumerate(self.hashes) if number in wanted)
        return {token.line for start in starts for token in self.tokens[start : start + GRAM]}


@dataclass(frozen=True)
class Parsed:
    """The functions of one notebook by name (the last of a name wins), and why others are missing."""

    functions: dict[str, Function]
    problems: tuple[str, ...] = ()


def parse(sources: Iterable[tuple[int, str]]) -> Parsed:
    """Read the functions of numbered cells; a cell that cannot be parsed becomes a problem."""
    trees: list[tuple[str, ast.Module]] = []
    problems: list[str] = []
    size = 0
    for number, source in sources:
        size += len(source)
        if size > MAX_SOURCE:
            limit = f"There is more than {MAX_SOURCE // 1000} kB of code"
            problems.append(f"{limit}; cell {number} and later were not read.")
            break
        try:
            source = without_magics(source)
            with warnings.catch_warnings(action="ignore"):
                trees.append((source, ast.parse(source)))
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            problems.append(f"Cell {number} cannot be parsed: {getattr(error, 'msg', type(error).__name__)}.")
    return Parsed(_functions(trees), tuple(problems))


def _functions(trees: Sequence[tuple[str, ast.Module]]) -> dict[str, Function]:
    known = {name: name for name in _BUILTINS}
    own = [(source, node) for source, tree in trees for node in tree.body if isinstance(node, _Function)]
    for _, tree in trees:
        known.update(_imported(tree.body))
    functions = {}
    for source, node in own:
        lines = source.splitlines()[node.lineno - 1 : node.end_lineno]
        functions[node.name] = Function(node.name, "\n".join(lines), tuple(_tokens(node, known)))
    return functions


def _imported(body: Iterable[ast.stmt]) -> Iterator[tuple[str, str]]:
    """Names bound by imports and what they stand for: `import numpy as n` and `as np` are one."""
    for node in body:
        if isinstance(node, ast.Import):
            yield from ((alias.asname or alias.name.split(".")[0], alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((alias.asname or alias.name, alias.name) for alias in node.names)


def _tokens(function: _Function, known: dict[str, str]) -> Iterator[Token]:
    local = renamable(function)
    stack: list[tuple[ast.AST, int]] = [(function, function.lineno)]  # a stack of our own: trees may be deep
    while stack:
        node, line = stack.pop()
        line = getattr(node, "lineno", line)
        label, symbol = _label(node, local, known, node is function)
        yield Token(label, symbol, line - function.lineno + 1)
        stack += [(child, line) for child in reversed(_children(node))]


def _label(node: ast.AST, local: set[str], known: dict[str, str], is_root: bool) -> tuple[str, str | None]:
    kind = type(node).__name__
    if isinstance(node, ast.Name):
        return (kind, node.id) if node.id in local or node.id not in known else (f"{kind} {known[node.id]}", None)
    if isinstance(node, ast.arg):
        return kind, node.arg
    if isinstance(node, ast.Constant):
        return kind, _constant(node.value)
    if isinstance(node, ast.Attribute):
        return f"{kind} {node.attr}", None
    if isinstance(node, ast.keyword):
        return f"{kind} {node.arg}", None
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return kind, None if is_root else node.name
    return ("Assign" if isinstance(node, ast.AnnAssign) else kind), None


def _constant(value: object) -> str:
    """A constant by its type and a number that is the same in every process; a huge number cannot be written out."""
    name = type(value).__name__
    if isinstance(value, (str, bytes)):
        data = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
        return f"{name} {hashlib.blake2b(data, digest_size=8).hexdigest()}"
    return f"{name} {hash(value)}" if isinstance(value, (int, float, complex)) else name


def _children(node: ast.AST) -> list[ast.AST]:
    """What counts below a node: no decorators, annotations, docstrings or lone constants."""
    skipped = {"decorator_list", "returns", "annotation", "ctx", "type_params"}
    children: list[ast.AST] = []
    for name, value in ast.iter_fields(node):
        if name not in skipped:
            parts = value if isinstance(value, list) else [value]
            children += [child for child in parts if isinstance(child, ast.AST)]
    return [child for child in children if not (isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant))]


def _hash(run: Sequence[Token]) -> int:
    order: dict[str, int] = {}
    parts = [
        token.label if token.symbol is None else f"{token.label} #{order.setdefault(token.symbol, len(order))}"
        for token in run
    ]
    digest = hashlib.blake2b("\n".join(parts).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "little")


def fingerprints(function: Function) -> set[int]:
    """The winnowed hashes of a function, each below 2**64."""
    hashes = function.hashes
    return {min(hashes[start : start + WINDOW]) for start in range(max(len(hashes) - WINDOW + 1, 1))}

"""The source of one function of the course with all that it needs and nothing else: no module that holds answers.

A function that fails is asked once more with the course's versions of its helpers. These enter the process that runs
student code as such a text, so that the function's own reference, which may stand in the same module, stays outside.
"""

from __future__ import annotations

import ast
import copy
import importlib
import inspect
from collections.abc import Iterator
from functools import cache

from course_utils.notebooks.bindings import bound
from course_utils.types import Function

_OURS = "course_utils"
_FOR_NOTEBOOKS = "_render_traceback_"  # how an error looks in a notebook: there is none where a closure runs


def closure(function: Function, source: str = "") -> str:
    """Python that defines `function` under its own name in an empty namespace, and imports no part of the course.

    `source` takes the place of the function's own: that of an answer in which something is changed.
    Raises ValueError for what is no function of a module of the course, and where two modules that it needs use one
    name for different things.

    >>> from course_utils.layers.convolution.conv import conv_single_step
    >>> space = {}
    >>> exec(closure(conv_single_step), space)
    >>> float(space["conv_single_step"](2.0, 3.0, 1.0))
    7.0
    """
    own = inspect.unwrap(function)
    if not inspect.isfunction(own) or not own.__module__.startswith(_OURS):
        raise ValueError(f"{function!r} is no function of a module of the course")
    parts: dict[str, tuple[str, str]] = {}
    _collect(own.__module__, own.__name__, parts, ast.parse(source).body[0] if source else None)
    return "\n".join(["from __future__ import annotations", *(text for _, text in parts.values())]) + "\n"


def _collect(module: str, name: str, parts: dict[str, tuple[str, str]], changed: ast.stmt | None = None) -> None:
    """Add what `name` of `module` needs, then itself: definitions stand before their use."""
    node = changed or _definitions(module).get(name)
    if node is None:
        return  # a builtin, or a name of the function's own
    key = f"{module}.{name}"
    if name in parts:
        if parts[name][0] != key and not isinstance(node, (ast.Import, ast.ImportFrom)):
            raise ValueError(f"{parts[name][0]} and {key} would stand in one place")
        return
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        _collect_import(node, name, parts)
        return
    parts[name] = key, ""  # a function may call itself
    bare = _Bare()
    node = bare.visit(copy.deepcopy(node))
    for imported in bare.imports:
        for alias in imported.names:
            _collect_import(imported, alias.asname or alias.name, parts)
    for needed in _names(node):
        _collect(module, needed, parts)
    del parts[name]
    parts[name] = key, ast.unparse(ast.fix_missing_locations(node))


def _collect_import(node: ast.Import | ast.ImportFrom, name: str, parts: dict[str, tuple[str, str]]) -> None:
    alias = next(alias for alias in node.names if (alias.asname or alias.name.split(".")[0]) == name)
    if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(_OURS):
        if alias.asname:
            raise ValueError(f"{node.module}.{alias.name} is imported under another name")
        _collect(str(node.module), alias.name, parts)
    elif isinstance(node, ast.ImportFrom):
        parts[name] = f"{node.module}.{alias.name}", ast.unparse(ast.ImportFrom(node.module, [alias], 0))
    else:
        parts[name] = alias.name, ast.unparse(ast.Import([alias]))


@cache
def _definitions(module: str) -> dict[str, ast.stmt]:
    """What a module binds at its top level, by name."""
    known: dict[str, ast.stmt] = {}
    for node in ast.parse(inspect.getsource(importlib.import_module(module))).body:
        known.update(dict.fromkeys(bound(node), node))
    return known


class _Bare(ast.NodeTransformer):
    """Leaves out documentation, types and imports of the course, which are kept in `imports`."""

    def __init__(self) -> None:
        self.imports: list[ast.ImportFrom] = []

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.AST:
        if not (node.module or "").startswith(_OURS):
            return node
        self.imports.append(node)
        return ast.Pass()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST | None:
        if node.name == _FOR_NOTEBOOKS:
            return None
        self.generic_visit(node)
        if ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:] or [ast.Pass()]
        node.returns = None
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return ast.arg(node.arg)


class _Names(ast.NodeVisitor):
    """Names that a definition reads when it runs; those of its types are read by nobody."""

    def __init__(self) -> None:
        self.names: dict[str, None] = {}

    def visit_Name(self, node: ast.Name) -> None:
        self.names[node.id] = None

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)


def _names(node: ast.AST) -> Iterator[str]:
    visitor = _Names()
    visitor.visit(node)
    yield from visitor.names

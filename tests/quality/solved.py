"""The notebooks' own solutions, taken from their sources: as code, and as functions."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from course_utils.authoring import build
from course_utils.authoring.source import find_sources, read
from course_utils.checks.definitions import Loaded, load
from course_utils.notebooks.bindings import bound, renamable
from course_utils.notebooks.magics import without_magics

ROOT = Path(__file__).parents[2]


@cache
def cells(notebook: str) -> tuple[str, ...]:
    """The code cells of the solved notebook, before it is run."""
    source = read(ROOT, find_sources(ROOT)[notebook])
    return tuple(cell.source for cell in build.solution_notebook(source).cells if cell.kind == "code")


@cache
def solution(notebook: str) -> Loaded:
    """Everything that the solved notebook defines. Loading it may use TensorFlow."""
    import numpy

    return load(enumerate(cells(notebook), 1), {"np": numpy, "numpy": numpy})


@cache
def needed(notebook: str, name: str) -> Loaded:
    """What the solved notebook defines for its function `name`: no data and no network that only others read."""
    import numpy

    return load(_read_for(notebook, name), {"np": numpy, "numpy": numpy})


def _read_for(notebook: str, name: str) -> list[tuple[int, str]]:
    """The cells, of each no more than what binds `name`, or a name that is read there and so on."""
    statements = [(number, each) for number, cell in enumerate(cells(notebook), 1) for each in ast.parse(without_magics(cell)).body]
    names, kept, before = {name}, set[int](), -1
    while len(kept) > before:
        before = len(kept)
        for position, (_, statement) in enumerate(statements):
            if position not in kept and _bound(statement) & names:
                kept.add(position)
                own = renamable(statement) if isinstance(statement, ast.FunctionDef) else set()
                names |= {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)} - own
    return [(statements[position][0], ast.unparse(statements[position][1])) for position in sorted(kept)]


def _bound(statement: ast.stmt) -> set[str]:
    """Names that a statement binds, or of which it changes a part."""
    parts = [node.value for node in ast.walk(statement) if isinstance(node, (ast.Attribute, ast.Subscript)) and isinstance(node.ctx, ast.Store)]
    return {*bound(statement), *(node.id for part in parts for node in ast.walk(part) if isinstance(node, ast.Name))}


@cache
def trees(notebook: str) -> dict[str, ast.FunctionDef]:
    """The syntax of the solved notebook's functions by name, without decorators."""
    functions = {}
    for cell in cells(notebook):
        for node in ast.parse(without_magics(cell)).body:
            if isinstance(node, ast.FunctionDef):
                node.decorator_list = []
                functions[node.name] = node
    return functions


def changed(notebook: str, name: str, tree: ast.stmt) -> Callable[..., Any]:
    """The solution's function `name` from the syntax `tree`, beside what it needs of the solved notebook."""
    namespace = dict(needed(notebook, name).namespace)
    exec(compile(ast.fix_missing_locations(ast.Module([tree], [])), f"<mutant of {notebook}>", "exec"), namespace)
    function: Callable[..., Any] = namespace[name]
    return function

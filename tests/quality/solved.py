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
    """The solution's function `name` from the syntax `tree`, beside everything else of the solved notebook."""
    namespace = dict(solution(notebook).namespace)
    exec(compile(ast.fix_missing_locations(ast.Module([tree], [])), f"<mutant of {notebook}>", "exec"), namespace)
    function: Callable[..., Any] = namespace[name]
    return function

"""Names say what they hold, signatures say what they take, and what is private stays in its file."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "styles"  # answers as students write them
VAGUE = {"one", "found", "told", "asked"}
SHORT = 5  # lines of a function that can be read at a glance
MOST_UNKNOWN = 0.05
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def trees(*folders: str) -> dict[str, ast.Module]:
    """The syntax tree of every Python file below `folders`, by its path from the root."""
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")) if SAMPLES not in path.parents]
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8")) for path in paths}


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def vague_names(function: Function) -> Iterator[tuple[int, str]]:
    """Line and name of every vague variable, loop variable and parameter of a function that is not short."""
    if (function.end_lineno or 0) - function.lineno < SHORT:
        return
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in VAGUE:
            yield node.lineno, node.id
        elif isinstance(node, ast.arg) and node.arg in VAGUE:
            yield node.lineno, node.arg


def is_unknown(function: Function) -> bool:
    """Whether a parameter or the answer is annotated `Any`, bare."""
    given = [node.annotation for node in ast.walk(function.args) if isinstance(node, ast.arg)]
    return any(isinstance(annotation, ast.Name) and annotation.id == "Any" for annotation in (*given, function.returns))


def private_names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and name of whatever is private in another file of the package and used here."""
    imported = set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("course_utils"):
            imported |= {alias.asname or alias.name for alias in node.names}
            yield from ((node.lineno, alias.name) for alias in node.names if is_private(alias.name))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_private(node.attr):
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            if owner in imported:
                yield node.lineno, f"{owner}.{node.attr}"


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__")


@pytest.mark.slow
def test_names_of_variables_are_nouns_of_the_field() -> None:
    vague = {
        f"{path}:{line} {name}"
        for path, tree in trees("course_utils", "tests").items()
        for function in functions(tree)
        for line, name in vague_names(function)
    }
    assert sorted(vague) == [], "say what it is: `prediction`, `match`, `message`, `request`"


@pytest.mark.slow
def test_few_functions_take_or_return_something_unknown() -> None:
    listed = [
        (is_unknown(function), f"{path}:{function.lineno} {function.name}")
        for path, tree in trees("course_utils").items()
        for function in functions(tree)
    ]
    unknown = [place for is_bare, place in listed if is_bare]
    assert len(unknown) <= MOST_UNKNOWN * len(listed), "course_utils/types.py has names for arrays, tensors, models"


@pytest.mark.slow
def test_what_is_private_is_used_in_its_own_file_only() -> None:
    used = [f"{path}:{line} {name}" for path, tree in trees("course_utils").items() for line, name in private_names(tree)]
    assert used == [], "what two files need is public"


LONG = "def f({parameter}):\n    {line}\n    return 2\n\n\n    return 5"


@pytest.mark.parametrize(
    ("source", "names"),
    [
        (LONG.format(parameter="one", line="pass"), ["one"]),
        (LONG.format(parameter="", line="asked = [found for found in ()]"), ["asked", "found"]),
        (LONG.format(parameter="", line="g = lambda told: told"), ["told"]),
        (LONG.format(parameter="", line="return one"), []),
        ("def f(one):\n    return one", []),
    ],
)
def test_vague_names_are_seen_in_long_functions_only(source: str, names: list[str]) -> None:
    (function,) = functions(ast.parse(source))
    assert sorted(name for _, name in vague_names(function)) == names


@pytest.mark.parametrize(
    ("signature", "unknown"),
    [("(x: Any)", True), ("(*, x: Any = 1)", True), ("(**x: Any)", True), ("() -> Any", True),
     ("(x: dict[str, Any]) -> list[Any]", False), ("(x)", False)],
)  # fmt: skip
def test_only_a_bare_any_is_unknown(signature: str, unknown: bool) -> None:
    (function,) = functions(ast.parse(f"def f{signature}: ..."))
    assert is_unknown(function) is unknown


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("from course_utils.errors import _LIBRARIES", ["_LIBRARIES"]),
        ("from course_utils import errors as e\ne._LIBRARIES", ["e._LIBRARIES"]),
        ("from course_utils.errors import DataError\nDataError.__name__", []),
        ("import os\nos._exit(0)", []),
    ],
)
def test_private_names_of_other_files_are_seen(line: str, names: list[str]) -> None:
    assert [name for _, name in private_names(ast.parse(line))] == names

"""Insert text into a source file at the place its syntax tree tells, leaving every other byte as it is."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from course_utils.authoring.source import read
from course_utils.errors import BuildError

LINE = 120


def into_collection(root: Path, path: Path, variable: str, item: str) -> str:
    """The file's text with `item` behind the last one of the tuple or dictionary assigned to `variable`.

    In a call, as `EXERCISES = ExerciseSet(…, (A, B))`, the tuple is the one among its arguments.

    Raises:
        BuildError: there is no such assignment, or nothing in it to go behind.
    """
    text = path.read_text("utf-8")
    items = _items(text, variable)
    if not items:
        raise BuildError(
            f"{path.relative_to(root)} assigns no tuple or dictionary with an item to {variable}.",
            "Give it the form of the other files, or write the exercise by hand.",
        )
    grown = _behind(text, items[-1], item)
    before, after = (list(map(ast.dump, values)) for values in (items, _items(grown, variable)))
    if after[:-1] != before:  # brackets around the last item, for one, are not in the tree
        raise BuildError(
            f"{path.relative_to(root)} has no place behind the last item of {variable}.",
            "Nothing was written. Take the brackets around that item away, or write the exercise by hand.",
        )
    return grown


def _behind(text: str, last: ast.expr, item: str) -> str:
    assert last.end_lineno is not None
    lines = text.splitlines(keepends=True)
    line = lines[last.end_lineno - 1].encode()
    before, after = line[: last.end_col_offset].decode(), line[last.end_col_offset :].decode()
    begin = "," if item.startswith("\n") else ", "
    if len(before) + len(begin) + len(item) + len(after.rstrip()) > LINE and begin == ", ":
        begin = f",\n{' ' * (len(before) - len(before.lstrip()))}"
    lines[last.end_lineno - 1] = f"{before}{begin}{item}{after}"
    return "".join(lines)


def _items(text: str, variable: str) -> list[ast.expr]:
    """The items of the tuple, or the values of the dictionary, assigned to `variable`; none where that fails."""
    try:
        value = _assigned(ast.parse(text), variable)
    except SyntaxError:
        return []
    if isinstance(value, ast.Call):
        arguments = [*value.args, *(keyword.value for keyword in value.keywords)]
        value = next((argument for argument in arguments if isinstance(argument, ast.Tuple)), None)
    if isinstance(value, ast.Dict):
        return value.values
    return value.elts if isinstance(value, ast.Tuple) else []


def _assigned(tree: ast.Module, variable: str) -> ast.expr | None:
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Name) and target.id == variable for target in targets):
                return node.value
    return None


def after_last_check(root: Path, path: Path, cells: str) -> str:
    """The source's text with `cells` behind its last cell `check(name)`.

    Raises:
        BuildError: the source has no such cell.
    """
    source = read(root, path)
    checks = [number for number, cell in enumerate(source.cells) if re.match(r"check\(\w+\)", cell.source)]
    if not checks:
        raise BuildError(f"{source.file} has no cell `check(name)`.", "Write the cells by hand, where they belong.")
    text = path.read_text("utf-8")
    if checks[-1] + 1 == len(source.cells):
        return text.rstrip("\n") + "\n\n" + cells.rstrip("\n") + "\n"
    lines = text.splitlines(keepends=True)
    marker = source.cells[checks[-1] + 1].line - 2  # `line` counts from 1 and is the first below the marker
    return "".join([*lines[:marker], cells, *lines[marker:]])


def behind(root: Path, path: Path, id: str, cells: str) -> str:
    """The source's text with `cells` behind its cell `id`; raises BuildError where it has none."""
    source = read(root, path)
    number = next((number for number, cell in enumerate(source.cells) if cell.id == id), None)
    if number is None:
        raise BuildError(f"{source.file} has no cell {id!r}.", "Write the cells by hand, where they belong.")
    lines = path.read_text("utf-8").splitlines(keepends=True)
    end = source.cells[number + 1].line - 2 if number + 1 < len(source.cells) else len(lines)
    return "".join([*lines[:end], *["\n"] * (end == len(lines)), cells, *["\n"] * (end < len(lines)), *lines[end:]])


def with_imports(text: str, module: str, names: list[str]) -> str:
    """The text of a file that imports `names` from `module`, each once; the line that does so has to be there.

    Raises:
        BuildError: some name is missing, and there is no such line of imports to add it to.
    """
    line = re.search(rf"^from {re.escape(module)} import (.+)$", text, re.MULTILINE)
    known = set(line[1].split(", ")) if line else set[str]()
    if known.issuperset(names):
        return text
    wanted = ", ".join(sorted(known.union(names), key=lambda name: (name[0].islower(), name)))
    if line:
        return f"{text[: line.start(1)]}{wanted}{text[line.end(1) :]}"
    other = re.search(r"^from course_utils\.exercises\.questions\.question import .+\n", text, re.MULTILINE)
    if other is None:
        raise BuildError(f"There is no place for an import of {module}.", "Write the question by hand.")
    return f"{text[: other.start()]}from {module} import {wanted}\n{text[other.start() :]}"

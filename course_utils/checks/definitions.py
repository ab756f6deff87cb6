"""Execute only a notebook's definitions: imports, functions, classes and plain constants.

Runs beside student code (in the grader's sandbox, or in the student's own process), so it knows
no answers. Training loops, plots and prints at the top level are never executed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from course_utils.checks import failures
from course_utils.types import Function

_LOADERS = {"array", "asarray", "constant", "zeros", "ones", "float32", "float64", "int32", "int64", "pi"}
_BUILTINS = {"tuple", "list", "dict", "set", "frozenset", "float", "int", "range"}
_HARMLESS_MAGICS = ("%%time", "%%timeit", "%%capture", "%%prun")
_MAGIC_LINE = re.compile(r"^(\s*)([%!].*|[\w.]+\?{1,2}|\?{1,2}[\w.]+)\s*$", re.MULTILINE)


@dataclass
class Loaded:
    """What a notebook defines. `broken` maps a function to the sentence that says why it is not there."""

    namespace: dict[str, Any]
    broken: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def function(self, names: Iterable[str]) -> Function | None:
        """What the notebook defines under the first of `names` that it defines."""
        return next((self.namespace[name] for name in names if callable(self.namespace.get(name))), None)

    def why_broken(self, names: Iterable[str]) -> str:
        """Why none of `names` is there although the notebook writes one; empty when it does not."""
        return next((self.broken[name] for name in names if name in self.broken), "")


class Unavailable:
    """Stands for a name whose import failed; any use of it raises the import's own error."""

    def __init__(self, error: Exception) -> None:
        object.__setattr__(self, "_error", error)

    def __getattr__(self, name: str) -> Any:
        raise self._error

    def __call__(self, *args: object, **kwargs: object) -> Any:
        raise self._error


def load(
    cells: Iterable[tuple[int, str]],
    prelude: dict[str, Any],
    skip: Iterable[int] = (),
    announce: Callable[[int], None] = lambda number: None,
) -> Loaded:
    """Execute the definitions of `cells` (cell number, source) in order; the last of a name wins.

    `announce(n)` is called before statement `n` runs, so that a caller can tell which one hung;
    the statements in `skip` are left out, and a note says so.
    """
    module = ModuleType("__main__")
    module.__dict__.update(prelude)
    loaded = Loaded(module.__dict__)
    left_out, defined = set(skip), dict[str, int]()
    for number, (cell, node) in enumerate(_statements(cells, loaded)):
        names = _names(node)
        if number in left_out:
            loaded.notes.append(f"Cell {cell}, line {node.lineno} did not finish and was left out.")
            continue
        announce(number)
        if isinstance(node, ast.FunctionDef) and node.name in defined:
            loaded.notes.append(
                f"{node.name} is defined twice, in cells {defined[node.name]} and {cell}; the last one counts."
            )
        _execute(cell, node, names, loaded)
        if isinstance(node, ast.FunctionDef):
            defined[node.name] = cell
    return loaded


def _statements(cells: Iterable[tuple[int, str]], loaded: Loaded) -> Iterator[tuple[int, ast.stmt]]:
    for number, source in cells:
        source = without_magics(source)
        try:
            tree = ast.parse(source, f"<cell {number}>")
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            _note_broken(number, source, error, loaded)
            continue
        yield from ((number, node) for node in tree.body if is_definition(node))


def without_magics(source: str) -> str:
    """The source with IPython's `%magic`, `!shell` and `help?` lines made harmless, lines kept."""
    first = source.lstrip().split("\n", 1)[0]
    if first.startswith("%%") and not first.startswith(_HARMLESS_MAGICS):
        return ""
    return _MAGIC_LINE.sub(r"\1pass", source)


def _note_broken(number: int, source: str, error: Exception, loaded: Loaded) -> None:
    line = f", line {error.lineno}" if isinstance(error, SyntaxError) else ""
    what = error.msg if isinstance(error, SyntaxError) else type(error).__name__
    sentence = f"Cell {number}{line} is not valid Python: {what}."
    names = re.findall(r"^\s*def\s+(\w+)", source, re.MULTILINE)
    loaded.broken.update(dict.fromkeys(names, sentence))
    loaded.notes.append(sentence)


def is_definition(node: ast.stmt) -> bool:
    """True for imports, functions, classes and assignments of plain constants."""
    if isinstance(node, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)):
        return True
    if isinstance(node, ast.Try):
        return all(isinstance(inner, (ast.Import, ast.ImportFrom, ast.Pass)) for inner in node.body)
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        return node.value is not None and _is_plain(node.value)
    return False


def _is_plain(node: ast.expr) -> bool:
    if isinstance(node, ast.Lambda):
        return True
    if isinstance(node, ast.Call):
        return _is_loader(node.func) and all(map(_is_plain, node.args + [k.value for k in node.keywords]))
    if isinstance(node, (ast.Constant, ast.Name, ast.Attribute)):
        return True
    if isinstance(node, (ast.List, ast.Tuple, ast.Set, ast.Dict, ast.UnaryOp, ast.BinOp, ast.Subscript)):
        return all(_is_plain(child) for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr))
    return False


def _is_loader(function: ast.expr) -> bool:
    if isinstance(function, ast.Name):
        return function.id in _BUILTINS
    return isinstance(function, ast.Attribute) and function.attr in _LOADERS


def _names(node: ast.stmt) -> list[str]:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)):
        return [node.name]
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return [(alias.asname or alias.name).split(".")[0] for alias in node.names]
    if isinstance(node, ast.Try):
        return [name for inner in node.body for name in _names(inner)]
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _execute(cell: int, node: ast.stmt, names: list[str], loaded: Loaded) -> None:
    try:
        exec(compile(ast.Module([node], []), f"<cell {cell}>", "exec"), loaded.namespace)
    except (ImportError, failures.Blocked) as error:
        loaded.notes.append(f"Cell {cell}: {error}.")
        loaded.namespace.update(dict.fromkeys(names, Unavailable(error)))
    except BaseException as error:  # a student's definition may raise anything, KeyboardInterrupt too
        sentence = failures.explain("a definition", error, f"cell {cell}, line {node.lineno}", show_text=False)
        sentence = sentence[0].upper() + sentence[1:]
        if not (isinstance(error, NameError) and isinstance(node, (ast.Assign, ast.AnnAssign))):
            loaded.notes.append(sentence)  # a name made by code that is never run here is no fault
        loaded.broken.update(dict.fromkeys(names, sentence))
    else:
        for name in names:
            loaded.broken.pop(name, None)

"""Execute only a notebook's definitions: imports, functions, classes and plain constants.

Runs beside student code (in the grader's sandbox, or in the student's own process), so it knows
no answers. Training loops, plots and prints at the top level are never executed.
"""

from __future__ import annotations

import ast
import itertools
import linecache
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import CodeType, MappingProxyType, ModuleType
from typing import Any

from course_utils.checks import failures
from course_utils.checks.classic.inert import NotDefined
from course_utils.notebooks.bindings import bound
from course_utils.notebooks.cell import graded_name
from course_utils.notebooks.magics import without_magics
from course_utils.notebooks.written_modules import written_modules
from course_utils.types import Function

_LOADERS = set(
    "array asarray constant zeros ones full eye arange linspace float32 float64 int32 int64 float int bool pi "
    "sqrt prod log exp epsilon".split()
)
_BUILTINS = {"tuple", "list", "dict", "set", "frozenset", "float", "int", "range"}
# What makes a type, or something to be called, of what it is given, and no more: `Box = namedtuple("Box", "x y")`.
_MAKERS = {"namedtuple", "make_dataclass", "partial", "function", "vectorize", "itemgetter", "attrgetter", "TypeVar"}
_SETTINGS = {"losses", "metrics", "layers", "optimizers", "initializers", "regularizers"}  # keras.losses.Huber()
_DEF = re.compile(r"\s*def\s+(\w+)")
_MOST_NOTES = 50
_LONGEST_NOTE = 500  # letters

Rewrite = Callable[[ast.Module], ast.Module]
@dataclass
class Statement:
    """A definition to execute: its line, the names that it binds, and the function that it writes, if it is one.

    With a `code` of Python's own it is plain, and can travel to another process. `is_assigned` is an assignment, of a
    plain value where it `is_plain`.
    """

    code: CodeType | ast.stmt
    line: int
    names: list[str]
    function: str
    is_assigned: bool
    is_plain: bool

    def run(self, cell: int, namespace: dict[str, Any]) -> None:
        if not isinstance(self.code, CodeType):
            self.code = compile(ast.Module([self.code], []), f"<cell {cell}>", "exec")
        exec(self.code, namespace)

    def is_at_fault(self, error: BaseException) -> bool:
        """What lacks a name or a file made by code that is never run here is not."""
        return not self.is_assigned or (self.is_plain and not isinstance(error, NameError))


@dataclass
class Loaded:
    """What a notebook defines. `broken` maps a function to the sentence that says why it is not there.

    `classes` are the names of the classes that it writes, `statements` those of each cell that were executed.
    """

    namespace: dict[str, Any]
    broken: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    classes: set[str] = field(default_factory=set)
    statements: dict[int, list[Statement]] = field(default_factory=dict)

    def function(self, names: Iterable[str]) -> Function | None:
        """What the notebook defines under the first of `names` that it defines; what it only imports is not there."""
        values = (self.namespace.get(name) for name in names)
        return next((value for value in values if callable(value) and not isinstance(value, NotDefined)), None)

    def note(self, sentence: str) -> None:
        """Add a note, shortened; of very many the first are kept."""
        if len(self.notes) < _MOST_NOTES:
            self.notes.append(sentence[:_LONGEST_NOTE])

    def why_broken(self, names: Iterable[str]) -> str:
        """Why none of `names` is there although the notebook writes one; empty when it does not."""
        return next((self.broken[name] for name in names if name in self.broken), "")


class Unavailable(NotDefined):
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
    rewrite: Rewrite = lambda tree: tree,
    read: Mapping[int, list[Statement]] = MappingProxyType({}),
) -> Loaded:
    """Execute the definitions of `cells` (cell number, source) in order; the last of a name wins.

    `announce(n)` is called before step `n`, so that a caller can tell which one hung: a step reads one cell,
    or runs one statement of it. The steps in `skip` are left out, and a note says so.
    `rewrite` changes the syntax of a cell first, statement by statement. `read` are the statements of all cells
    where an earlier load of them has read and compiled them: in a process that is trusted no more than this one.
    """
    module = ModuleType("__main__")
    module.__dict__.update(prelude)
    loaded = Loaded(module.__dict__)
    steps, left_out, defined = itertools.count(), set(skip), dict[str, int]()
    with written_modules(prelude) as written:
        for cell, source in cells:
            if not _starts(steps, left_out, announce):
                _note_broken(source, f"Cell {cell} could not be read and was left out.", loaded)
                continue
            module_space, source = written(source)
            into = loaded if module_space is None else Loaded(module_space, notes=loaded.notes)
            for each in _statements(cell, source, into, rewrite, read):
                loaded.statements.setdefault(cell, []).append(each)
                if not _starts(steps, left_out, announce):
                    loaded.note(f"Cell {cell}, line {each.line} did not finish and was left out.")
                    continue
                function = each.function if into is loaded else ""
                if function in defined:
                    first = defined[function]
                    loaded.note(f"{function} is defined twice, in cells {first} and {cell}; the last one counts.")
                _execute(cell, each, into)
                if function:
                    defined[function] = cell
    return loaded


def _starts(steps: Iterator[int], left_out: set[int], announce: Callable[[int], None]) -> bool:
    """Count one step and announce it; False where it is to be left out."""
    step = next(steps)
    if step not in left_out:
        announce(step)
    return step not in left_out


def _statements(
    cell: int, source: str, into: Loaded, rewrite: Rewrite, read: Mapping[int, list[Statement]]
) -> Iterable[Statement]:
    if cell not in read:
        return [_statement(node) for node in _definitions(cell, source, into, rewrite)]
    _keep_text(cell, source)
    return read[cell]


def _definitions(number: int, source: str, loaded: Loaded, rewrite: Rewrite) -> list[ast.stmt]:
    source = without_magics(source)
    try:
        tree = ast.parse(source, f"<cell {number}>")
        loaded.classes |= {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
        graded = graded_name(source)
        plain = [is_definition(node) for node in tree.body]  # a plain number may be rewritten as a call
        made = [is_made(node, loaded.classes, graded) for node in tree.body]
        rewritten = rewrite(tree).body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = f", line {error.lineno}" if isinstance(error, SyntaxError) else ""
        what = error.msg if isinstance(error, SyntaxError) else type(error).__name__
        _note_broken(source, f"Cell {number}{line} is not valid Python: {what}.", loaded)
        return []
    _keep_text(number, source)
    kept = map(any, zip(plain, made, map(is_definition, rewritten), strict=True))
    return [node for node, keep in zip(rewritten, kept) if keep]


def _keep_text(number: int, source: str) -> None:
    """Where Python's own tools look a function's text up, and AutoGraph that of a tf.function with a loop in it."""
    linecache.cache[f"<cell {number}>"] = len(source), None, source.splitlines(keepends=True), f"<cell {number}>"


def _statement(node: ast.stmt) -> Statement:
    assigned = isinstance(node, (ast.Assign, ast.AnnAssign))
    function = node.name if isinstance(node, ast.FunctionDef) else ""
    return Statement(node, node.lineno, bound(node), function, assigned, assigned and is_definition(node))


def _note_broken(source: str, sentence: str, loaded: Loaded) -> None:
    names = (match[1] for match in map(_DEF.match, source.split("\n")) if match)
    loaded.broken.update(dict.fromkeys(names, sentence))
    loaded.note(sentence)


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


def is_made(node: ast.stmt, classes: Collection[str], graded: str = "") -> bool:
    """True for assignments of an object of one of `classes`, or of what little else functions are made of.

    In the cell of the function `graded` that name may be given to any value: `iou = tf.function(make_iou(0.5))`.
    """
    if not isinstance(node, (ast.Assign, ast.AnnAssign)) or node.value is None:
        return False
    return (graded != "" and graded in bound(node)) or _makes(node.value, classes)


def _makes(node: ast.expr, classes: Collection[str]) -> bool:
    if not isinstance(node, ast.Call) or not _is_maker(node.func, classes):
        return False
    given = node.args + [keyword.value for keyword in node.keywords]
    return all(_is_plain(each) or _makes(each, classes) for each in given)


def _is_maker(function: ast.expr, classes: Collection[str]) -> bool:
    if not all(isinstance(part, (ast.Attribute, ast.Name, ast.Load)) for part in ast.walk(function)):
        return False  # what a call gave is called: work, as a layer on a picture
    *modules, name = ast.unparse(function).split(".")
    known = name[:1].isupper() and not _SETTINGS.isdisjoint(modules) if modules else name in classes
    return known or name in _MAKERS


def _execute(cell: int, statement: Statement, loaded: Loaded) -> None:
    names = statement.names
    try:
        statement.run(cell, loaded.namespace)
    except (ImportError, failures.Blocked) as error:
        loaded.note(f"Cell {cell}: {error}.")
        loaded.namespace.update(dict.fromkeys(names, Unavailable(error)))
        if statement.function:
            loaded.broken[statement.function] = f"{statement.function} needs what is not here: {error}."
    except BaseException as error:  # a student's definition may raise anything, KeyboardInterrupt too
        sentence = failures.explain("a definition", error, f"cell {cell}, line {statement.line}", show_text=False)
        sentence = sentence[0].upper() + sentence[1:]
        if statement.is_at_fault(error):
            loaded.note(sentence)
        loaded.broken.update(dict.fromkeys(names, sentence))
    else:
        for name in names:
            loaded.broken.pop(name, None)

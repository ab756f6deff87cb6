"""Execute only a notebook's definitions: imports, functions, classes, plain constants, and what functions read.

Runs beside student code (in the grader's sandbox, or in the student's own process), so it knows
no answers. Training loops, plots and prints at the top level are never executed.
"""

from __future__ import annotations

import ast
import itertools
import linecache
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import CodeType, MappingProxyType, ModuleType
from typing import Any

from course_utils.checks import failures
from course_utils.checks.classic.inert import NotDefined
from course_utils.notebooks.bindings import bound
from course_utils.notebooks.cell import graded_name
from course_utils.notebooks.defined import Wanted, is_definition, is_made
from course_utils.notebooks.magics import without_magics
from course_utils.notebooks.written_modules import written_modules
from course_utils.types import Function

_DEF = re.compile(r"\s*def\s+(\w+)")
_MOST_NOTES = 50
_LONGEST_NOTE = 500  # letters

Rewrite = Callable[[ast.Module], ast.Module]
@dataclass
class Statement:
    """A definition to execute: its line, the names that it binds, and the function that it writes, if it is one.

    With a `code` of Python's own it is plain, and can travel to another process. `is_assigned` is an assignment, of a
    plain value where it `is_plain`; one that `is_aside` is made only because functions read it, and defines none.
    """

    code: CodeType | ast.stmt
    line: int
    names: list[str]
    function: str
    is_assigned: bool
    is_plain: bool
    is_aside: bool = False

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

    `classes` are the names of the classes that it writes, `statements` those of each cell that were executed, and
    `defined` the last cell that writes a function.
    """

    namespace: dict[str, Any]
    broken: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    classes: set[str] = field(default_factory=set)
    statements: dict[int, list[Statement]] = field(default_factory=dict)
    defined: dict[str, int] = field(default_factory=dict)

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

    `announce(n)` is called before step `n`, so that a caller can tell which one hung: first a step reads
    each cell, then a step runs each statement. The steps in `skip` are left out, and a note says so.
    `rewrite` changes the syntax of a cell first, statement by statement. `read` are the statements of all cells
    where an earlier load of them has read and compiled them: in a process that is trusted no more than this one.
    """
    module = ModuleType("__main__")
    module.__dict__.update(prelude)
    loaded, wanted = Loaded(module.__dict__), Wanted(prelude)
    steps, left_out, texts = itertools.count(), set(skip), list[_Cell]()
    with written_modules(prelude) as written:
        for cell, source in cells:
            if not _starts(steps, left_out, announce):
                _note_broken(source, f"Cell {cell} could not be read and was left out.", loaded)
                continue
            module_space, source = written(source)
            into = loaded if module_space is None else Loaded(module_space, notes=loaded.notes)
            texts.append(_Cell(cell, into, read.get(cell)))
            if cell in read:
                _keep_text(cell, source)
            else:
                texts[-1].parse(source, rewrite, wanted)
        wanted.follow()
        for text in texts:
            _run(text, wanted, loaded, lambda: _starts(steps, left_out, announce))
    return loaded


def _run(text: _Cell, wanted: Wanted, loaded: Loaded, starts: Callable[[], bool]) -> None:
    """Execute a cell's definitions, each where it `starts`."""
    for each in text.definitions(wanted):
        loaded.statements.setdefault(text.number, []).append(each)
        if not starts():
            loaded.note(f"Cell {text.number}, line {each.line} did not finish and was left out.")
            continue
        function = each.function if text.into is loaded else ""
        first = loaded.defined.get(function)
        if first is not None:
            loaded.note(f"{function} is defined twice, in cells {first} and {text.number}; the last one counts.")
        _execute(text.number, each, text.into)
        if function:
            loaded.defined[function] = text.number


def _starts(steps: Iterator[int], left_out: set[int], announce: Callable[[int], None]) -> bool:
    """Count one step and announce it; False where it is to be left out."""
    step = next(steps)
    if step not in left_out:
        announce(step)
    return step not in left_out


@dataclass
class _Cell:
    """A cell that was read, and where its names go: its `statements` of an earlier load, or its `parts`.

    Of each part is known whether it is a definition by itself.
    """

    number: int
    into: Loaded
    statements: list[Statement] | None
    parts: list[tuple[bool, ast.stmt]] = field(default_factory=list)

    def parse(self, source: str, rewrite: Rewrite, wanted: Wanted) -> None:
        source = without_magics(source)
        try:
            tree = ast.parse(source, f"<cell {self.number}>")
            plain = [is_definition(node) for node in tree.body]
            wanted.add(source, tree, plain)
            self.into.classes |= {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
            graded, classes = graded_name(source), self.into.classes
            defines = [known or is_made(node, classes, graded) for known, node in zip(plain, tree.body)]
            self.parts = list(zip(defines, rewrite(tree).body, strict=True))  # a plain number may become a call
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            line = f", line {error.lineno}" if isinstance(error, SyntaxError) else ""
            what = error.msg if isinstance(error, SyntaxError) else type(error).__name__
            _note_broken(source, f"Cell {self.number}{line} is not valid Python: {what}.", self.into)
        else:
            _keep_text(self.number, source)

    def definitions(self, wanted: Wanted) -> list[Statement]:
        if self.statements is not None:
            return self.statements
        own = [(known or is_definition(node), node) for known, node in self.parts]
        return [_statement(node, not known) for known, node in own if known or wanted.has(node)]


def _keep_text(number: int, source: str) -> None:
    """Where Python's own tools look a function's text up, and AutoGraph that of a tf.function with a loop in it."""
    linecache.cache[f"<cell {number}>"] = len(source), None, source.splitlines(keepends=True), f"<cell {number}>"


def _statement(node: ast.stmt, is_aside: bool) -> Statement:
    assigned = isinstance(node, (ast.Assign, ast.AnnAssign))
    function = node.name if isinstance(node, ast.FunctionDef) else ""
    return Statement(node, node.lineno, bound(node), function, assigned, assigned and is_definition(node), is_aside)


def _note_broken(source: str, sentence: str, loaded: Loaded) -> None:
    names = (match[1] for match in map(_DEF.match, source.split("\n")) if match)
    loaded.broken.update(dict.fromkeys(names, sentence))
    loaded.note(sentence)


def _execute(cell: int, statement: Statement, loaded: Loaded) -> None:
    names = statement.names
    try:
        statement.run(cell, loaded.namespace)
    except (ImportError, failures.Blocked) as error:
        if not statement.is_aside:
            loaded.note(f"Cell {cell}: {error}.")
        loaded.namespace.update(dict.fromkeys(names, Unavailable(error)))
        if statement.function:
            loaded.broken[statement.function] = f"{statement.function} needs what is not here: {error}."
    except BaseException as error:  # a student's definition may raise anything, KeyboardInterrupt too
        if statement.is_aside:
            return  # whatever reads it says what it lacks
        sentence = failures.explain("a definition", error, f"cell {cell}, line {statement.line}", show_text=False)
        sentence = sentence[0].upper() + sentence[1:]
        if statement.is_at_fault(error):
            loaded.note(sentence)
        loaded.broken.update(dict.fromkeys(names, sentence))
    else:
        for name in names:
            loaded.broken.pop(name, None)
            if statement.is_aside and isinstance(loaded.namespace.get(name), NotDefined):
                del loaded.namespace[name]  # as without it: what stands for a file or a widget is no data

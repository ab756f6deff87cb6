"""What the kernel last ran of a graded cell: a check trusts that, never a function that only memory still holds."""

from __future__ import annotations

import ast
import linecache
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from course_utils.checks.classic.room import ClassicRoom
from course_utils.checks.feedback import render
from course_utils.errors import NotebookError
from course_utils.notebooks.bindings import bound
from course_utils.notebooks.cell import Cell
from course_utils.notebooks.file import read_cells
from course_utils.notebooks.magics import without_magics
from course_utils.types import Function

_ran: dict[str, tuple[float, bool]] = {}  # a cell: when it last ran, in seconds since 1970; and to its end?
_place: dict[str, str] = {}  # a cell's source → its id, where the editor sends one
_now: dict[str, str] = {}  # a cell's id → the source that it last ran with
_MEND = "Mend it, run it, then check again."


def watch() -> None:
    """Note from now on how each cell of this kernel runs. Called by what notebooks import; harmless elsewhere."""
    shell = render.shell()
    if shell is not None and not getattr(shell, "_course_watches", False):
        shell._course_watches = True
        shell.events.register("post_run_cell", _note)


def why_stale(names: Iterable[str], function: Function) -> str:
    """Why `function` is not what its cell says since that was last run; empty when it is, or nobody can tell."""
    names, shell = tuple(names), render.shell()
    cell = next(_run_cells(names, shell), None)
    if cell is None:
        return ""
    now = _now.get(_place.get(cell.source, ""), cell.source)
    if now != cell.source:  # it ran again since, and names the function no more
        cell = Cell(0, now)
    elif _comes_from(function, cell.source, shell):
        return ""
    try:
        tree = ast.parse(without_magics(cell.source))
    except SyntaxError as error:
        kind = type(error).__name__
        return f"The cell of {names[0]} did not run: {kind} in line {error.lineno}, {error.msg}. {_MEND}"
    except (ValueError, RecursionError, MemoryError) as error:
        return f"The cell of {names[0]} did not run: {type(error).__name__}. {_MEND}"
    if not _ran.get(cell.source, (0.0, True))[1]:
        return f"The cell of {names[0]} stopped before it came to {names[0]}. {_MEND}"
    others = (other for other in _run_cells(names, shell) if other.title not in names)
    elsewhere = any(_comes_from(function, other.source, shell) for other in others)
    if elsewhere or not set(names).isdisjoint(bound(tree)):
        return ""
    defined = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    what = f"It defines {' and '.join(defined)} now" if defined else "It defines no function now"
    return f"The cell of {names[0]} does not define {names[0]} any more. {what}: name it {names[0]}, and run the cell."


def why_unsaved(names: Iterable[str]) -> str:
    """A sentence where the notebook's file was saved after the cell ran, and says something else; else empty."""
    names, path = tuple(names), notebook_file()
    ran = next(_run_cells(names, render.shell()), None)
    if ran is None or path is None or ran.source not in _ran:
        return ""
    try:
        if path.stat().st_mtime <= _ran[ran.source][0]:
            return ""
        saved = next(_naming(names, (cell.source for cell in reversed(read_cells(path.read_bytes())))), None)
    except (OSError, NotebookError):
        return ""
    if saved is None or saved.essence == ran.essence:
        return ""
    return f"The cell of {names[0]} was edited after it ran: run it, then check again."


def as_of_their_era() -> ClassicRoom:
    """The cells that this kernel has run, for libraries as they were; outside of a kernel there are none."""
    shell = render.shell()
    return ClassicRoom(lambda: enumerate(list(shell.history_manager.input_hist_raw) if shell else [], start=1), {})


def _note(result: Any) -> None:
    source = result.info.raw_cell.rstrip("\n")
    _ran[source] = time.time(), result.success
    place = getattr(result.info, "cell_id", None)
    if place:
        _place[source], _now[place] = place, source
    else:
        _place.pop(source, None)


def notebook_file() -> Path | None:
    """The notebook's file, where the editor says so: Jupyter by the environment, VS Code by a variable."""
    shell = render.shell()
    name = shell.user_ns.get("__vsc_ipynb_file__") if shell is not None else None
    name = name or os.environ.get("JPY_SESSION_NAME")
    return Path(name) if isinstance(name, str) and name.endswith(".ipynb") else None


def _run_cells(names: tuple[str, ...], shell: Any) -> Iterator[Cell]:
    """The cells of this session that mark or define one of `names`, the last first."""
    if shell is not None:
        yield from _naming(names, reversed(list(shell.history_manager.input_hist_raw)))


def _naming(names: tuple[str, ...], sources: Iterable[str]) -> Iterator[Cell]:
    for source in sources:
        if any(name in source for name in names):
            cell = Cell(0, source)
            if not set(names).isdisjoint(cell.functions):
                yield cell


def _comes_from(function: Function, source: str, shell: Any) -> bool:
    code = getattr(function, "__code__", None)
    text = "".join(linecache.getlines(code.co_filename)) if code is not None else ""
    try:
        return bool(text.strip() == shell.transform_cell(source).strip())
    except SyntaxError:  # IPython reads its tokens, and indentation may be none
        return False

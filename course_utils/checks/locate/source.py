"""A student's function as a tree that can be edited, and a copy of it in a world of its own."""

from __future__ import annotations

import ast
import copy
import dis
import inspect
import linecache
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import BuiltinFunctionType, CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

from course_utils.checks.session.spaces import own_space
from course_utils.types import Function

Text = Callable[[str], str]  # the source of a file, by the name under which it was compiled

# What an edited function may reach: all of it computes, and nothing of it reads or writes files; of the course come
# the references that stand in for a student's helpers.
_LIBRARIES = set(
    "course_utils numpy math tensorflow keras itertools functools collections operator random copy".split()
)
_CLOSED = set(
    "open exec eval compile input exit quit globals locals vars setattr delattr breakpoint __import__ __dict__ save "
    "savez savez_compressed savetxt load loadtxt genfromtxt fromfile tofile memmap dump dumps system popen unlink "
    "write writelines read read_bytes read_text write_bytes write_text imread imsave fit compile load_weights "
    "save_weights savefig".split()
)
_LARGEST = 2**20  # bytes of an array that is copied for edited versions


@dataclass(frozen=True)
class Source:
    """The definition of a function: its tree without decorators, and the file in whose lines it is numbered."""

    tree: ast.FunctionDef
    file: str
    function: FunctionType

    @property
    def parameters(self) -> tuple[str, ...]:
        code = self.function.__code__
        return code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]

    @property
    def libraries(self) -> list[str]:
        """Names under which the function knows numpy and TensorFlow."""
        named = ((name, value.__name__.split(".")[0]) for name, value in self.function.__globals__.items()
                 if isinstance(value, ModuleType))  # fmt: skip
        return [name for name, module in named if module in ("numpy", "tensorflow")]


def cached_text(file: str) -> str:
    """What Python keeps of a source: IPython notes its cells there."""
    return "".join(linecache.getlines(file))


def source_of(function: Function, text: Text = cached_text) -> Source | None:
    """The definition; None where it is no plain function, its text is not known, or it does more than compute."""
    own = inspect.unwrap(function)
    return definition_of(own, text) if isinstance(own, FunctionType) and only_computes(own) else None


def definition_of(function: Function, text: Text = cached_text) -> Source | None:
    """The definition, to be read; None where it is no plain function, or its text is not known."""
    own = inspect.unwrap(function)
    if not isinstance(own, FunctionType) or own.__closure__:
        return None
    lines = text(own.__code__.co_filename)
    try:
        module = ast.parse(lines)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    tree = next(filter(lambda node: _is(node, own), ast.walk(module)), None)
    if not isinstance(tree, ast.FunctionDef):
        return None
    tree = copy.deepcopy(tree)
    tree.decorator_list, tree.returns = [], None
    if tree.body and isinstance(tree.body[0], ast.Expr) and isinstance(tree.body[0].value, ast.Constant):
        tree.body[:1] = [] if len(tree.body) > 1 else tree.body[:1]
    return Source(tree, own.__code__.co_filename, own)


def _is(node: ast.AST, function: FunctionType) -> bool:
    if not isinstance(node, ast.FunctionDef) or node.name != function.__code__.co_name:
        return False
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return function.__code__.co_firstlineno in (first, node.lineno)


def space_for_edits(function: FunctionType) -> dict[str, Any]:
    """The function's globals once more: what edited versions rebind or change there stays there."""
    space = own_space(function, {})
    for name in reached(function):
        if isinstance(space.get(name), (list, dict, set, np.ndarray)):
            space[name] = copy.deepcopy(space[name])
    return space


def only_computes(function: FunctionType) -> bool:
    """Whether the function and those of its notebook that it calls can be run again and again without a trace."""
    for code in _codes(function):
        if not _CLOSED.isdisjoint(code.co_names):
            return False
        if any(step.opname in ("IMPORT_NAME", "STORE_GLOBAL", "DELETE_GLOBAL") for step in dis.get_instructions(code)):
            return False
    return all(_is_harmless(function.__globals__.get(name), function) for name in reached(function))


def _is_harmless(value: object, function: FunctionType) -> bool:
    if isinstance(value, ModuleType):
        return value.__name__.split(".")[0] in _LIBRARIES
    if isinstance(value, FunctionType):
        own = inspect.unwrap(value)
        return own.__globals__ is function.__globals__ or _home(own) in _LIBRARIES
    if isinstance(value, (list, dict, set)):
        return len(value) < 1000
    if isinstance(value, np.ndarray):
        return value.nbytes <= _LARGEST
    return isinstance(value, (type(None), int, float, str, tuple, type, BuiltinFunctionType, np.ufunc)) or (
        _home(value) in _LIBRARIES or _home(type(value)) in _LIBRARIES
    )


def _home(value: object) -> str:
    return str(getattr(value, "__module__", "") or "").split(".")[0]


def reached(function: FunctionType) -> set[str]:
    """Global names that the function reads, or one of its notebook's that it calls."""
    return {name for code in _codes(function) for name in code.co_names if name in function.__globals__}


def _codes(function: FunctionType) -> Iterator[CodeType]:
    waiting: list[object] = [function.__code__]
    seen: set[int] = set()
    while waiting:
        code = waiting.pop()
        if not isinstance(code, CodeType) or id(code) in seen:
            continue
        seen.add(id(code))
        yield code
        waiting += code.co_consts
        for name in code.co_names:
            value = function.__globals__.get(name)
            own = inspect.unwrap(value) if isinstance(value, FunctionType) else value
            if isinstance(own, FunctionType) and own.__globals__ is function.__globals__:
                waiting.append(own.__code__)



"""Bounds on what edited code may use: steps of its loops, seconds, and memory."""

from __future__ import annotations

import ast
import contextlib
import io
import random
import threading
import time
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

T = TypeVar("T")

TICK, EACH, POWER = "__tick__", "__each__", "__power__"  # no name of a student's
_LOOK = 64  # steps between two looks at the clock
MEMORY = 2**30  # bytes beyond what the process has
_BITS = 2**12  # of an integer that a power gives: Python works out one of any length, and nothing can stop it


class OutOfBounds(BaseException):
    """Too many steps, or too late. No `except Exception` catches it."""


class Steps:
    """Counts the turns of all loops of one run, and looks at the clock now and then.

    Raises OutOfBounds from `tick`, at every turn after the last that is allowed.
    """

    def __init__(self, deadline: float) -> None:
        self.deadline, self.taken, self.most = deadline, 0, 0

    def allow(self, most: int) -> None:
        self.taken, self.most = 0, most

    def tick(self) -> None:
        self.taken += 1
        if self.taken > self.most or (self.taken % _LOOK == 0 and time.thread_time() > self.deadline):
            raise OutOfBounds

    def each(self, items: Iterable[T]) -> Iterator[T]:
        for item in items:
            self.tick()
            yield item


class Counted(ast.NodeTransformer):
    """Has every loop of a tree count its turns; `is_count` tells the nodes that do."""

    def visit_For(self, node: ast.For) -> ast.AST:
        return self._loop(node)

    def visit_While(self, node: ast.While) -> ast.AST:
        return self._loop(node)

    def _loop(self, node: ast.For | ast.While) -> ast.AST:
        self.generic_visit(node)
        tick = ast.Expr(ast.Call(ast.Name(TICK, ast.Load()), [], []))
        node.body.insert(0, ast.fix_missing_locations(ast.copy_location(tick, node)))
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        self.generic_visit(node)
        call = ast.Call(ast.Name(EACH, ast.Load()), [node.iter], [])
        node.iter = ast.fix_missing_locations(ast.copy_location(call, node.iter))
        return node


def is_count(node: ast.AST) -> bool:
    """Whether a statement or a call was put there by `Counted`."""
    if isinstance(node, ast.Expr):
        node = node.value
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in (TICK, EACH)


def power(base: Any, exponent: Any) -> Any:
    """`base ** exponent`. Raises OutOfBounds for an integer that takes long to work out."""
    if isinstance(base, int) and isinstance(exponent, int) and base.bit_length() * exponent > _BITS:
        raise OutOfBounds
    return base**exponent


@contextlib.contextmanager
def bounded_powers(tree: ast.AST) -> Iterator[None]:
    """While inside, the powers of a tree are calls of `POWER`."""
    places = list(_powers(tree))
    for parent, name, number, node in reversed(places):  # what lies within first
        _put(parent, name, number, _as_call(node))
    try:
        yield
    finally:
        for place in places:
            _put(*place)


def _powers(tree: ast.AST) -> Iterator[tuple[ast.AST, str, int, ast.BinOp | ast.AugAssign]]:
    """The places of powers, the outer ones first; versions of a row share nodes, and each is looked at once."""
    waiting, known = [tree], set[int]()
    while waiting:
        parent = waiting.pop()
        if id(parent) in known:
            continue
        known.add(id(parent))
        for name in parent._fields:
            value = getattr(parent, name, None)
            for number, node in enumerate(value if type(value) is list else (value,)):
                if isinstance(node, ast.AST):
                    waiting.append(node)
                    if isinstance(node, (ast.BinOp, ast.AugAssign)) and isinstance(node.op, ast.Pow):
                        yield parent, name, number, node


def _put(parent: ast.AST, name: str, number: int, node: ast.AST) -> None:
    value = getattr(parent, name)
    if isinstance(value, list):
        value[number] = node
    else:
        setattr(parent, name, node)


def _as_call(node: ast.BinOp | ast.AugAssign) -> ast.AST:
    function = ast.Name(POWER, ast.Load())
    if isinstance(node, ast.BinOp):
        made: ast.AST = ast.Call(function, [node.left, node.right], [])
    else:
        read = ast.parse(ast.unparse(node.target), mode="eval").body
        made = ast.Assign([node.target], ast.Call(function, [read, node.value], []))
    return ast.fix_missing_locations(ast.copy_location(made, node))


_ALONE = threading.RLock()


class _Nowhere(io.TextIOBase):
    def write(self, text: str) -> int:
        return len(text)


@contextlib.contextmanager
def quietly() -> Iterator[None]:
    """Nothing is printed, nothing warned, and random numbers go on afterwards as if nothing had been drawn.

    All three are the process's own, so only one thread at a time is quiet; what is printed is turned away in the main
    thread alone: a grader's threads run our own functions only, and two that swap the output may swap it for good.
    """
    is_main = threading.current_thread() is threading.main_thread()
    output = contextlib.redirect_stdout(_Nowhere()) if is_main else contextlib.nullcontext()
    with _ALONE:
        drawn, numpy_drawn = random.getstate(), np.random.get_state()
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"), output:
                warnings.simplefilter("ignore")
                yield
        finally:
            random.setstate(drawn)
            np.random.set_state(numpy_drawn)


@contextlib.contextmanager
def less_memory(beyond: int = MEMORY) -> Iterator[None]:
    """At most `beyond` more bytes than now, where the system lets a process bound itself: then MemoryError."""
    try:
        import resource

        now = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        before = resource.getrlimit(resource.RLIMIT_AS)
        soft = now + beyond if before[0] == resource.RLIM_INFINITY else min(now + beyond, before[0])
        resource.setrlimit(resource.RLIMIT_AS, (soft, before[1]))
    except (ImportError, OSError, ValueError, IndexError):  # another system, or one that is closed already
        yield
        return
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)

"""Bring any answer into a small set of plain types, without asking the answer's own methods.

A student's object may lie about itself (`__eq__`, `__array__`, `__class__`, `__reduce__`), so only
built-in types are read, and what is derived from them (a named tuple, a text of numpy) by the built-in type's own
methods; everything else becomes `Opaque` and can never equal an expected value.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from course_utils.types import Array

MAX_BYTES = 32 * 2**20
MAX_LETTERS = 50_000
MAX_ITEMS = 10_000
MAX_DEPTH = 8
# Wider numbers, whose width differs between machines, as those that the references return.
_NARROWED = {np.dtype(np.longdouble).char: np.dtype(np.float64), np.dtype(np.clongdouble).char: np.dtype(np.complex128)}

_BUILT_IN = (bool, int, float, str, list, tuple, dict)


@dataclass(frozen=True)
class Opaque:
    """Stands for an answer that is no number, array, text or container of these."""

    type_name: str


PlainValue: TypeAlias = "bool | int | float | str | Array | list[PlainValue] | dict[str, PlainValue] | Opaque | None"


class _Budget:
    def __init__(self) -> None:
        self.items, self.bytes, self.letters = MAX_ITEMS, MAX_BYTES, MAX_LETTERS

    def take(self, nbytes: int = 0, letters: int = 0) -> bool:
        self.items -= 1
        self.bytes -= nbytes
        self.letters -= letters
        return min(self.items, self.bytes, self.letters) >= 0


def plain_value(value: object) -> PlainValue:
    """Return `value` as None, bool, int, float, str, array, list, dict or Opaque.

    Tuples become lists and framework tensors become arrays; arrays are copied, so later changes
    by the student's code are not seen. Numbers of another byte order or of more than 64 bits come back in this
    machine's own float64 and the like. More than 32 MB of numbers, 50,000 letters, 10,000 parts or 8 levels become
    Opaque.
    """
    return _plain(value, _Budget(), MAX_DEPTH)


def _plain(value: Any, budget: _Budget, depth: int) -> PlainValue:
    kind = type(value)
    if depth == 0 or not budget.take():
        return Opaque("a value nested too deeply or with too many parts")
    base = _built_in(kind)
    if base is int:
        number: int = int.__int__(value)
        return number if abs(number) < 2**63 else float("inf")
    if base is float:
        return float.__float__(value)
    if base is str:
        text = str.__str__(value)
        return text if budget.take(letters=len(text)) else Opaque(f"a text longer than {MAX_LETTERS:,} letters")
    if base in (list, tuple):
        return [_plain(item, budget, depth - 1) for item in base.__getitem__(value, slice(MAX_ITEMS))]
    if base is dict:
        parts = [(_key(key), item) for key, item in itertools.islice(dict.items(value), MAX_ITEMS)]
        if not budget.take(letters=sum(len(key) for key, _ in parts)):
            return Opaque(f"a dictionary whose keys have more than {MAX_LETTERS:,} letters")
        return {key: _plain(item, budget, depth - 1) for key, item in parts}
    if value is None or base is bool:
        return bool(value) if base is bool else None
    if issubclass(kind, (np.ndarray, np.generic)):
        return _array(value, budget)
    if kind.__module__.split(".")[0] in ("tensorflow", "keras") and hasattr(kind, "numpy"):
        return _array(kind.numpy(value), budget)
    return Opaque(kind.__name__)


def _built_in(kind: type) -> Any:
    """The built-in type that a type is or is derived from; `kind` itself for others, and for numbers of numpy."""
    if issubclass(kind, np.number):
        return kind
    return next((base for base in _BUILT_IN if issubclass(kind, base)), kind)


def _key(key: object) -> str:
    kind = type(key)
    return str.__str__(key) if issubclass(kind, str) else f"<{kind.__name__}>"


def _array(value: Any, budget: _Budget) -> PlainValue:
    if issubclass(type(value), np.generic):
        value = np.array(value)
    value = np.asarray(value).view(np.ndarray) if type(value) is not np.ndarray else value
    if value.dtype.kind not in "biufc":
        return Opaque(f"array of {value.dtype}")
    dtype = _NARROWED.get(value.dtype.char, value.dtype.newbyteorder("="))
    if not budget.take(value.size * dtype.itemsize):
        return Opaque(f"array of shape {value.shape}, larger than 32 MB")
    return np.array(value, dtype, copy=True, order="C", subok=False)


def describe(value: PlainValue) -> str:
    """A short text for a message: `array of shape (2, 3), float64`, `None`, `tuple of 2`."""
    if isinstance(value, np.ndarray):
        return f"array of shape {value.shape}, {value.dtype}" if value.ndim else f"the number {value:.6g}"
    if isinstance(value, Opaque):
        return value.type_name
    if isinstance(value, list):
        return f"tuple or list of {len(value)}"
    if isinstance(value, dict):
        return f"dictionary with {', '.join(map(repr, value)) or 'no keys'}"
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."

"""Bring any answer into a small set of plain types, without asking the answer's own methods.

A student's object may lie about itself (`__eq__`, `__array__`, `__class__`, `__reduce__`), so only
exact types are read; everything else becomes `Opaque` and can never equal an expected value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from course_utils.types import Array

MAX_BYTES = 32 * 2**20
MAX_ITEMS = 10_000
MAX_DEPTH = 8


@dataclass(frozen=True)
class Opaque:
    """Stands for an answer that is no number, array, text or container of these."""

    type_name: str


PlainValue: TypeAlias = "bool | int | float | str | Array | list[PlainValue] | dict[str, PlainValue] | Opaque | None"


class _Budget:
    def __init__(self) -> None:
        self.items, self.bytes = MAX_ITEMS, MAX_BYTES

    def take(self, nbytes: int) -> bool:
        self.items -= 1
        self.bytes -= nbytes
        return self.items >= 0 and self.bytes >= 0


def plain_value(value: object) -> PlainValue:
    """Return `value` as None, bool, int, float, str, array, list, dict or Opaque.

    Tuples become lists and framework tensors become arrays; arrays are copied, so later changes
    by the student's code are not seen. More than 32 MB, 10,000 parts or 8 levels become Opaque.
    """
    return _plain(value, _Budget(), MAX_DEPTH)


def _plain(value: Any, budget: _Budget, depth: int) -> PlainValue:
    kind = type(value)
    if depth == 0 or not budget.take(0):
        return Opaque("a value nested too deeply or with too many parts")
    if kind in (type(None), bool, float, int):
        return value if kind is not int or abs(value) < 2**63 else float("inf")
    if kind is str:
        return value if budget.take(len(value)) else Opaque("a text longer than 32 MB")
    if kind in (list, tuple):
        return [_plain(item, budget, depth - 1) for item in value[:MAX_ITEMS]]
    if kind is dict:
        return {_key(key): _plain(item, budget, depth - 1) for key, item in value.items()}
    if issubclass(kind, (np.ndarray, np.generic)):
        return _array(value, budget)
    if kind.__module__.split(".")[0] == "tensorflow" and hasattr(kind, "numpy"):
        return _array(kind.numpy(value), budget)
    return Opaque(kind.__name__)


def _key(key: object) -> str:
    return key if type(key) is str else f"<{type(key).__name__}>"


def _array(value: Any, budget: _Budget) -> PlainValue:
    if issubclass(type(value), np.generic):
        value = np.array(value)
    value = np.asarray(value).view(np.ndarray) if type(value) is not np.ndarray else value
    if value.dtype.kind not in "biufc":
        return Opaque(f"array of {value.dtype}")
    if value.dtype.itemsize > 16 or value.dtype.name == "longdouble":
        value = value.astype(np.float64)
    if not budget.take(value.size * value.dtype.itemsize):
        return Opaque(f"array of shape {value.shape}, larger than 32 MB")
    return np.array(value, copy=True, order="C", subok=False)


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

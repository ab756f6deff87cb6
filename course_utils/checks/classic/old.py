"""What Python, arrays and shapes did when an answer was written: called from its rewritten source."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from course_utils.types import Function

# Method that arrays and dictionaries have lost → what it did.
_METHODS: dict[str, Function] = {
    "itemset": lambda array, *place: array.__setitem__(place[:-1] if len(place) > 2 else place[0], place[-1]),
    "tostring": lambda array: array.tobytes(),
    "ptp": lambda array, *args, **named: np.ptp(array, *args, **named),
    "newbyteorder": lambda array, order="S": array.view(array.dtype.newbyteorder(order)),
    "has_key": lambda entries, key: key in entries,
    "iteritems": lambda entries: entries.items(),
    "iterkeys": lambda entries: entries.keys(),
    "itervalues": lambda entries: entries.values(),
}
METHODS = frozenset(_METHODS)
_NUMBERS: dict[str, type] = {"float": float, "int": int, "complex": complex}
_OPERATORS = {
    "Add": operator.iadd, "Sub": operator.isub, "Mult": operator.imul, "Div": operator.itruediv, "Pow": operator.ipow,
    "FloorDiv": operator.ifloordiv, "Mod": operator.imod, "MatMult": operator.imatmul, "BitAnd": operator.iand,
    "BitOr": operator.ior, "BitXor": operator.ixor, "LShift": operator.ilshift, "RShift": operator.irshift,
}  # fmt: skip


class NotebookSession:
    """What `sess = tf.Session()` at a notebook's left margin is: the session in which an answer runs."""

    def __getattr__(self, name: str) -> Any:
        return getattr(session(), name)

    def __enter__(self) -> Any:
        return session()

    def __exit__(self, *error: object) -> None:
        """It stays open: it is the whole notebook's."""

    close = __exit__


def session() -> Any:
    """The session of the graph in which an answer runs; raises RuntimeError outside of one."""
    import tensorflow as tf

    known = tf.compat.v1.get_default_session()
    if known is None:
        raise RuntimeError("There is no session here.")
    return known


class Old:
    """What the rewritten source calls: each does what Python and numpy did when the source was written."""

    slice = slice
    session = NotebookSession()

    @staticmethod
    def number(kind: str, *args: Any, **named: Any) -> Any:
        """float(x), int(x) or complex(x): an array of any number of axes that holds one number is one."""
        if len(args) == 1 and isinstance(args[0], np.ndarray) and args[0].size == 1:
            args = (args[0].item(),)
        return _NUMBERS[kind](*args, **named)

    @staticmethod
    def assign(target: Any, place: Any, value: Any) -> None:
        """target[place] = value: an element takes an array that holds one number."""
        try:
            target[place] = value
        except (TypeError, ValueError):
            if not isinstance(target, np.ndarray) or np.size(value) != 1:
                raise
            target[place] = np.asarray(value).reshape(())[()]

    @staticmethod
    def change(target: Any, place: Any, sign: str, value: Any) -> None:
        """target[place] += value, and the other signs."""
        change: Callable[[Any, Any], Any] = _OPERATORS[sign]
        Old.assign(target, place, change(target[place], value))

    @staticmethod
    def method(owner: Any, name: str) -> Any:
        """owner.name, also where arrays and dictionaries have lost it."""
        if not hasattr(owner, name) and isinstance(owner, (np.ndarray, np.generic, dict)):
            return lambda *args, **named: _METHODS[name](owner, *args, **named)
        return getattr(owner, name)

    @staticmethod
    def value(owner: Any) -> Any:
        """owner.value: a size of a tensor's shape was an object that holds its number."""
        return owner if owner is None or isinstance(owner, int) else owner.value

"""What an import of an older notebook gives: the libraries as they were, each made when it is first imported."""

from __future__ import annotations

import builtins
import contextlib
import functools
import importlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from course_utils.checks.classic.libraries.arrays import numpy
from course_utils.checks.classic.libraries.keras import keras
from course_utils.checks.classic.libraries.overlay import Overlay
from course_utils.checks.classic.libraries.pictures import pillow, scipy
from course_utils.checks.classic.libraries.tensorflow import tensorflow

# Builtins of Python 2, by what does the same today.
_PYTHON_2 = {"xrange": range, "unicode": str, "raw_input": input, "long": int, "reduce": functools.reduce}
_ALIASES = {
    "np": "numpy", "numpy": "numpy", "tf": "tensorflow", "tensorflow": "tensorflow", "keras": "keras",
    "K": "keras.backend",
}  # fmt: skip


class Libraries:
    """The older libraries of one notebook; `builtins` makes its imports come here."""

    def __init__(self) -> None:
        self._made: dict[str, Overlay] = {}

    @property
    def builtins(self) -> dict[str, Any]:
        """Python's own names and those of Python 2, with an import that knows the older libraries."""
        return {**_PYTHON_2, **vars(builtins), "__import__": self._import}

    def prelude(self, names: Mapping[str, object]) -> dict[str, Any]:
        """Names that notebooks are given, with the older libraries in the place of today's."""
        return {name: self._find(_ALIASES[name]) if name in _ALIASES else value for name, value in names.items()}

    def _import(
        self,
        name: str,
        globals: Mapping[str, object] | None = None,
        locals: Mapping[str, object] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> Any:
        root = name.split(".")[0]
        if level or root not in _MAKERS:
            return builtins.__import__(name, globals, locals, fromlist or (), level)
        leaf = self._find(name)
        for part in fromlist or ():
            if part != "*" and not hasattr(leaf, part):
                with contextlib.suppress(ModuleNotFoundError):  # then it is no module either, and Python says so
                    setattr(leaf, part, self._find(f"{name}.{part}"))
        return leaf if fromlist else self.library(root)

    def _find(self, name: str) -> Any:
        """The module of a dotted name; raises ModuleNotFoundError as an import does."""
        root, *parts = name.split(".")
        module: Any = self.library(root)
        for part in parts:
            if not hasattr(module, part):
                return importlib.import_module(name)
            module = getattr(module, part)
        return module

    def library(self, root: str) -> Overlay:
        """The older library of this name."""
        if root not in self._made:
            self._made[root] = _MAKERS[root](self)
        return self._made[root]


_MAKERS: dict[str, Callable[[Libraries], Overlay]] = {
    "numpy": lambda libraries: numpy(),
    "scipy": lambda libraries: scipy(),
    "PIL": lambda libraries: pillow(),
    "keras": lambda libraries: keras(),
    "tensorflow": lambda libraries: tensorflow(libraries.library("keras")),
}

"""A library as it was: names that it has lost stand before those that it still has."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any


class Overlay(ModuleType):
    """A module of `names`, and below it the modules that answer for all other names.

    >>> import math
    >>> old = Overlay("math", {"tau": 6.28}, math)
    >>> old.tau, old.floor(old.pi)
    (6.28, 3)
    """

    def __init__(self, name: str, names: Mapping[str, object], *below: ModuleType) -> None:
        super().__init__(name)
        self.__dict__.update(names, _below=below)

    def __getattr__(self, name: str) -> Any:
        below: tuple[ModuleType, ...] = self.__dict__.get("_below", ())
        if name == "__all__":
            return sorted({each for module in (self, *below) for each in dir(module) if not each.startswith("_")})
        for module in below:
            if hasattr(module, name):
                return getattr(module, name)
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")

"""Large libraries that most notebooks import and few graded functions use: each is loaded at its first use.

So the warm parent starts sooner, and every child of it is smaller to fork and to end.
"""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib.machinery import ModuleSpec
from types import MappingProxyType, ModuleType
from typing import Any, NamedTuple


class Late(NamedTuple):
    """A library by its name. Of `shared`, a module that is loaded, come names at no cost.

    A name of a `deferred` library is no use yet, only what is done with it: `from matplotlib.pyplot import imshow`.
    """

    name: str
    shared: Mapping[str, str] = MappingProxyType({})
    deferred: bool = False


LATE = (
    Late("matplotlib.pyplot", {"rcParams": "matplotlib"}, deferred=True),
    Late("h5py"),
)


def install() -> None:
    """Put them where imports look first, unless they are loaded already or not installed."""
    for late in LATE:
        with suppress(ModuleNotFoundError):  # the package around it is not installed
            spec = None if late.name in sys.modules else importlib.util.find_spec(late.name)
            if spec is not None and spec.loader is not None:
                _place(late, spec)
    matplotlib: Any = sys.modules.get("matplotlib")
    if matplotlib is not None:  # it has kept the warm parent's folder, where no child writes
        matplotlib.get_configdir = matplotlib.get_cachedir = tempfile.gettempdir


def _place(late: Late, spec: ModuleSpec) -> None:
    module = _Module(late, spec)
    package, _, own_name = late.name.rpartition(".")
    sys.modules[late.name] = module
    if package:
        setattr(sys.modules[package], own_name, module)


class _Module(ModuleType):
    """Becomes the library itself at its first use."""

    def __init__(self, late: Late, spec: ModuleSpec) -> None:
        super().__init__(late.name)
        self.__dict__.update(__spec__=spec, __loader__=spec.loader, __file__=spec.origin, _late=late)
        self.__package__ = spec.parent
        if spec.submodule_search_locations is not None:
            self.__path__ = spec.submodule_search_locations

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__all__":
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        late: Late = self.__dict__["_late"]
        if name in late.shared:
            return getattr(sys.modules[late.shared[name]], name)
        if late.deferred and not name.startswith("_"):
            return _Name(lambda: getattr(_loaded(self), name))
        return getattr(_loaded(self), name)


def _loaded(module: ModuleType) -> ModuleType:
    if type(module) is _Module:
        spec = module.__spec__
        assert spec is not None
        assert spec.loader is not None
        module.__class__ = ModuleType  # type: ignore[assignment]
        del module.__dict__["_late"]
        spec.loader.exec_module(module)
    return module


class _Name:
    """A name of a library that loads when it is called, or when something of it is asked for."""

    def __init__(self, find: Callable[[], Any]) -> None:
        self._find = find

    def __call__(self, *args: Any, **named: Any) -> Any:
        return self._find()(*args, **named)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._find(), name)

    def __setitem__(self, key: Any, value: Any) -> None:
        self._find()[key] = value

    def __getitem__(self, key: Any) -> Any:
        return self._find()[key]

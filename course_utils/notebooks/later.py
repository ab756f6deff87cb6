"""Large libraries that most notebooks import and few graded functions use: each is loaded at its first use.

So the grader's warm parent starts sooner, every child of it is smaller to fork and to end, and `course check` of a
notebook in numpy that shows Keras beside it does not wait for TensorFlow.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from importlib.machinery import ModuleSpec
from types import MappingProxyType, ModuleType
from typing import Any, NamedTuple


class Late(NamedTuple):
    """A library by its name. Names of `shared` are those of another library that is installed with it.

    What is written into `settings` is no use yet; nor is a name of a `deferred` library, only what is done with it:
    `from matplotlib.pyplot import imshow`. The modules of a `joined` one need it loaded before them.
    """

    name: str
    settings: tuple[str, ...] = ()
    shared: Mapping[str, str] = MappingProxyType({})
    deferred: bool = False
    joined: bool = False


_MATPLOTLIB, _PYPLOT = Late("matplotlib", ("rcParams",)), Late("matplotlib.pyplot", shared={"rcParams": "matplotlib"})
_PATCHES = Late("matplotlib.patches")  # Keras imports it by name
IN_THE_SANDBOX = (_MATPLOTLIB, _PATCHES, _PYPLOT._replace(deferred=True), Late("h5py"))
# In a student's own process. No function of a notebook in numpy needs Keras, which one of its cells shows beside them.
AT_HOME = {"numpy": (_MATPLOTLIB, _PYPLOT, Late("keras", joined=True)), "tensorflow": (_MATPLOTLIB, _PATCHES, _PYPLOT)}


def install(libraries: Iterable[Late]) -> None:
    """Put them where imports look first, unless they are loaded already or not installed."""
    for late in libraries:
        with suppress(ModuleNotFoundError):  # the package around it is not installed
            spec = None if late.name in sys.modules else importlib.util.find_spec(late.name)
            if spec is not None and spec.loader is not None:
                _place(late, spec)


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
        settings = {name: _Settings(self, name) for name in late.settings}
        self.__dict__.update(__spec__=spec, __loader__=spec.loader, __file__=spec.origin, _late=late, **settings)
        self.__package__ = spec.parent
        if spec.submodule_search_locations is not None and not late.joined:
            self.__path__ = spec.submodule_search_locations

    def __getattr__(self, name: str) -> Any:
        late: Late = self.__dict__["_late"]
        if name.startswith("__") and name != "__all__" and not (late.joined and name == "__path__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
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
        late: Late = module.__dict__.pop("_late")
        written = {name: module.__dict__.pop(name).written for name in late.settings}
        if spec.submodule_search_locations is not None:
            module.__path__ = spec.submodule_search_locations
        spec.loader.exec_module(module)
        for name, values in written.items():
            getattr(module, name).update(values)
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


class _Settings(_Name):
    """Keeps what is written into it until the library loads, which then takes it over."""

    def __init__(self, module: ModuleType, name: str) -> None:
        super().__init__(lambda: getattr(_loaded(module), name))
        self._module, self.written = module, dict[Any, Any]()

    def __setitem__(self, key: Any, value: Any) -> None:
        if type(self._module) is _Module:
            self.written[key] = value
        else:
            super().__setitem__(key, value)

"""What `course_utils` is inside the sandbox: the names a notebook imports, without any answer."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

from course_utils.checks.classic.inert import INERT, Inert
from course_utils.checks.failures import Blocked
from course_utils.types import Function

_OPEN = ("course_utils.start", *(f"course_utils.week{n}" for n in (1, 2, 3, 4)))


def graded(function: Function) -> Function:
    """Inert: in the grader an unfinished function stays unfinished."""
    return function


class _Closed(MetaPathFinder):
    """Refuses every other part of the course package by name."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.startswith("course_utils."):
            raise Blocked(f"{fullname} is closed while your work is graded")
        return None


def install() -> Function:
    """Take the real package out of this process's modules and put the inert one in its place.

    Returns `graded`, for cells that were copied without their notebook's imports.
    """
    for name in [name for name in sys.modules if name.split(".")[0] == "course_utils"]:
        del sys.modules[name]
    package = ModuleType("course_utils")
    package.__path__ = []
    sys.modules["course_utils"] = package
    for name in _OPEN:
        sys.modules[name] = _facade(name)
        setattr(package, name.split(".")[1], sys.modules[name])
    sys.meta_path.insert(0, _Closed())
    return graded


def _facade(name: str) -> ModuleType:
    module = ModuleType(name)
    names: dict[str, object] = {"graded": graded, "check": INERT, "hint": INERT}
    module.__dict__.update(names, __all__=list(names), __getattr__=_missing)
    return module


def _missing(attribute: str) -> Inert:
    if attribute.startswith("__"):
        raise AttributeError(attribute)
    return INERT

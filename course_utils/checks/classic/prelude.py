"""Names that a notebook finds without an import: it had them of a helper module, or of a cell that got lost."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

_NUMPY = {"np": "numpy", "numpy": "numpy", "math": "math"}
_TENSORFLOW = {
    "tf": "tensorflow", "tensorflow": "tensorflow", "keras": "keras", "K": "keras.backend",
}  # fmt: skip
_NAMES = {"numpy": _NUMPY, "tensorflow": _NUMPY | _TENSORFLOW}


def modules(profile: str) -> dict[str, ModuleType]:
    """The modules of a profile of exercises by their names; one that this installation lacks is left out."""
    found = {alias: imported(name) for alias, name in _NAMES[profile].items()}
    return {alias: module for alias, module in found.items() if module is not None}


def imported(name: str) -> ModuleType | None:
    """The module, or None where it is not installed: that is no fault of a student's."""
    try:
        return import_module(name)
    except ImportError:
        return None

"""Modules that a notebook writes with `%%writefile name.py` and imports in a later cell."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import Any

_WRITTEN = re.compile(r"%%writefile[ \t]+(?:[^\s]*/)?(\w+)\.py[ \t]*")


@contextmanager
def written_modules(prelude: Mapping[str, Any]) -> Iterator[Callable[[str], tuple[dict[str, Any] | None, str]]]:
    """A function that gives the module's namespace to which the text of a cell belongs, and the text without its magic.

    None is the notebook's own. The modules are there while its cells are loaded only: in a notebook the file itself is
    the one to import afterwards.
    """
    modules: dict[str, ModuleType] = {}

    def placed(source: str) -> tuple[dict[str, Any] | None, str]:
        first, _, rest = source.lstrip().partition("\n")
        match = _WRITTEN.fullmatch(first)
        if match is None or (match[1] in sys.modules and match[1] not in modules):
            return None, source
        module = modules[match[1]] = sys.modules[match[1]] = ModuleType(match[1])
        module.__dict__.update(prelude)
        return module.__dict__, "\n" + rest

    try:
        yield placed
    finally:
        for name in modules:
            sys.modules.pop(name, None)

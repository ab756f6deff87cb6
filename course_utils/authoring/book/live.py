"""Explorers without a kernel: what a page must hold of a model, and each explorer's program as a classic script."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from course_utils.errors import BuildError

VIEW = "application/vnd.jupyter.widget-view+json"
# What the protocol of widgets knows of a model; the rest are the explorer's own values.
_PROTOCOL = re.compile(r"_(?:model|view)_|_esm$|_css$|_anywidget_id$|_dom_classes$|layout$|tabbable$|tooltip$")
_EXPLORER = re.compile(r"\.explorers\.\w+\.(\w+)$")  # of anywidget's own name of a class
_DEFAULT = re.compile(r"^export default ", re.MULTILINE)


@dataclass(frozen=True)
class Live:
    """One explorer of a page: the name of its program, and its model's values as JSON."""

    program: str
    state: str


@dataclass
class Programs:
    """The programs of the explorers that a book shows, by the explorer's name, and the looks of all of them."""

    modules: dict[str, str] = field(default_factory=dict)
    looks: dict[str, None] = field(default_factory=dict)

    def scripts(self) -> dict[str, str]:
        """Each program as a classic script, which a page may load from a file."""
        return {name: classic(name, text) for name, text in self.modules.items()}


def classic(name: str, module: str) -> str:
    """An ES module with one default export, as a script that hands it to the host of the page under `name`.

    Raises:
        BuildError: the module does not export one default, so no host could start it.
    """
    text, count = _DEFAULT.subn("return ", module)
    if count != 1:
        raise BuildError(f"The program of {name} has {count} default exports; expected one.", "See the widget guide.")
    return f'courseBook.add("{name}", function () {{\n"use strict";\n{text}\n}});\n'


def live(output: Mapping[str, Any], states: Mapping[str, Any], programs: Programs) -> Live | None:
    """The explorer that an output shows; None for an output without one, or with a control that needs the kernel."""
    view = output.get("data", {}).get(VIEW)
    state = states.get(view["model_id"], {}).get("state", {}) if view else {}
    match = _EXPLORER.search(state.get("_anywidget_id", ""))
    if match is None:
        return None
    programs.modules[match[1]] = state["_esm"]
    programs.looks[state.get("_css", "")] = None
    values = {name: value for name, value in state.items() if not _PROTOCOL.match(name)}
    return Live(match[1], json.dumps(values, separators=(",", ":")).replace("</", "<\\/"))

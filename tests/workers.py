"""What a worker of pytest-xdist takes as a whole, and what it sends: of a short test two messages, where xdist has six."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

IN_LAB = re.compile(r"^tests/(frontends/|.*_in_lab\.py$)")
LISTED = 0.005  # seconds: what took less, pytest's table of durations leaves out


class Scheduling(LoadScopeScheduling):
    """Modules one by one, but for those with a JupyterLab: one worker starts it, and loads its page once."""

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)

    def add_node_collection(self, node: Any, collection: Sequence[str]) -> None:
        super().add_node_collection(node, collection)
        if node in self.registered_collections:
            self.registered_collections[node] = Places(collection)

    def mark_test_complete(self, node: Any, item_index: int, duration: float = 0) -> None:
        """A finished test goes: xdist keeps it, and counts through all that are kept at every message."""
        name = self.registered_collections[node][item_index]
        units = self.assigned_work[node]
        unit = unit_of(name)
        del units[unit][name]
        if not units[unit]:
            del units[unit]
        self._reschedule(node)


class Places(list[str]):
    """The names of tests, each of which knows its place: xdist looks all of them up."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(names)
        self._places = {name: place for place, name in enumerate(names)}

    def index(self, name: str, *_: Any) -> int:
        return self._places[name]


def unit_of(nodeid: str) -> str:
    """What a worker takes as a whole: a module, or all that look into JupyterLab."""
    module = nodeid.split("::")[0]
    return "JupyterLab" if IN_LAB.search(module) else module


def send_less(config: pytest.Config) -> None:
    """Send nothing of which the controller would neither print nor count anything."""
    (worker,) = (plugin for plugin in config.pluginmanager.get_plugins() if hasattr(plugin, "sendevent"))
    send = worker.sendevent

    def sendevent(name: str, **content: Any) -> None:
        if name not in ("logstart", "logfinish") and not (name == "testreport" and unremarkable(content["data"])):
            send(name, **content)

    worker.sendevent = sendevent


def unremarkable(report: dict[str, Any]) -> bool:
    """Whether a report is of what stands around a test, and that went well and fast."""
    return report["when"] != "call" and report["outcome"] == "passed" and report["duration"] < LISTED

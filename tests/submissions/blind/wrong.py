"""The blind set: wrong answers with what is truly wrong, written before anybody looked at the lists of mistakes.

A file `weekN_NOTEBOOK.py`, or several with `__1`, `__2` … behind the name, holds `ROWS`. `diagnosis.py` runs the check
on every row and counts what of a message is true. Do not move a row's faults to where a message points. Mistakes have
been listed since for what the first set held; `later` holds further rows that nobody has answered.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

HERE = Path(__file__).parent
Kind = Literal["single", "pair", "raises"]


@dataclass(frozen=True)
class Wrong:
    """A wrong answer: `truth` says what is wrong, in short phrases; `lines` are the lines of the fault, from 1.

    A "pair" holds two independent faults, one that "raises" stops with an error in a visible case. Others may stop,
    too, where that is a consequence. `visible` is False where only hidden cases refuse it: a check cannot speak of it.
    """

    exercise: str
    text: str
    truth: tuple[str, ...]
    lines: tuple[int, ...]
    kind: Kind = "single"
    visible: bool = True

    @property
    def source(self) -> str:
        """The function's text; its first line is line 1."""
        return self.text.removeprefix("\n")

    @property
    def key(self) -> str:
        """The row's name in files of judgements: it changes with the text."""
        return f"{self.exercise}-{hashlib.sha1(self.source.encode()).hexdigest()[:8]}"


def faults(exercise: str, right: str, *changes: tuple[str, ...]) -> list[Wrong]:
    """Wrong answers made of one right way: each change is what is wrong, then old and new text, once or twice."""
    return [_changed(exercise, right, says, old_and_new) for says, *old_and_new in changes]


def _changed(exercise: str, right: str, says: str, old_and_new: list[str]) -> Wrong:
    text, lines = right, []
    for old, new in zip(old_and_new[::2], old_and_new[1::2], strict=True):
        assert text.count(old) == 1, (exercise, old, text.count(old))
        before = text.partition(old)[0].removeprefix("\n").count("\n") + 1
        lines += range(before, before + new.rstrip("\n").count("\n") + 1)
        text = text.replace(old, new)
    return Wrong(exercise, text, tuple(says.split("; ")), tuple(lines), "pair" if len(old_and_new) > 2 else "single")


@cache
def rows(notebook: str, later: bool = False) -> tuple[Wrong, ...]:
    """The wrong answers to one notebook, such as week1/2_step_by_step, in the order of its files."""
    folder, stem = HERE / "later" if later else HERE, notebook.replace("/", "_")
    return tuple(row for path in sorted(folder.glob(f"{stem}*.py")) for row in _read(path))


def _read(path: Path) -> Iterator[Wrong]:
    sys.modules.setdefault("wrong", sys.modules[__name__])
    spec = importlib.util.spec_from_file_location(f"blind_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield from module.ROWS

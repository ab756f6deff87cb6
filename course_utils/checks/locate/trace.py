"""What happens in a function's own lines while it runs: which are reached, and what its names then hold."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from types import CodeType, FrameType
from typing import Any

import numpy as np

from course_utils.checks.locate.bounds import OutOfBounds


@dataclass
class Seen:
    """Lines reached, and the kind of what each name held last: number, array, text, or its type."""

    lines: set[int] = field(default_factory=set)
    kinds: dict[str, str] = field(default_factory=dict)
    steps: int = 0


Look = Callable[[FrameType], None]


def watch(code: CodeType, run: Callable[[], object], look: Look, most: int = 200_000) -> None:
    """Call `look` with the frame of `code` before each of its lines and at its end; what `run` raises is swallowed.

    After `most` lines no more are looked at.
    """
    before, steps = sys.gettrace(), 0

    def on_line(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal steps
        steps += 1
        if steps > most:
            raise OutOfBounds
        look(frame)
        return on_line

    def on_call(frame: FrameType, event: str, argument: object) -> Any:
        return on_line if frame.f_code is code else None

    sys.settrace(on_call)
    try:
        run()
    except (Exception, SystemExit, OutOfBounds):
        pass
    finally:
        sys.settrace(before)


def reached_by(code: CodeType, run: Callable[[], object], seen: Seen, most: int = 200_000) -> None:
    """Add to `seen` what one run reaches; after `most` lines it is ended."""

    def look(frame: FrameType) -> None:
        seen.lines.add(frame.f_lineno)
        last.clear()
        last.append(frame)

    last: list[FrameType] = []
    watch(code, run, look, most)
    for frame in last:
        for name, value in frame.f_locals.items():
            seen.kinds[name] = kind_of(value)


def kind_of(value: object) -> str:
    if isinstance(value, (bool, int, float, np.number, np.bool_)):
        return "number"
    if isinstance(value, np.ndarray) or (type(value).__module__.startswith("tensorflow") and hasattr(value, "ndim")):
        return "array" if value.ndim else "number"
    return {"str": "text", "tuple": "sequence", "list": "sequence"}.get(type(value).__name__, type(value).__name__)

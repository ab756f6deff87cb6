"""A wrong answer written as what differs from a right one: `changed(conv_forward, "h * stride", "h")`.

Beside the text that it replaces, a mistake says by itself what a student does; a new one needs no switch in any loop.
"""

from __future__ import annotations

import inspect
import linecache
import re
import textwrap
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from types import CodeType
from typing import Any

from course_utils.types import Function


@dataclass(frozen=True)
class Changed:
    """A function whose source differs from `original`'s by `edits`; compiled when `function` is first read."""

    original: Function
    edits: tuple[tuple[str, str], ...]

    @cached_property
    def source(self) -> str:
        """The changed source; all edits are made at once, so that two texts may change places.

        Raises:
            ValueError: a text to change does not stand in the original exactly once, or two of them overlap.
        """
        text, becomes = source_of(self.original), dict(self.edits)
        where = f"{self.original.__module__}.{self.original.__qualname__}"
        for old in becomes:
            if text.count(old) != 1:
                advice = "quote more of its line" if old in text else "quote what stands there now"
                raise ValueError(
                    f"{old!r} must stand exactly once in {where}; it stands {text.count(old)} times: {advice}."
                )
        result, made = re.subn("|".join(map(re.escape, becomes)), lambda old: becomes[old[0]], text)
        if made != len(self.edits):
            raise ValueError(
                f"The texts to change in {where} must lie apart; received {', '.join(map(repr, becomes))}."
            )
        return result

    @cached_property
    def code(self) -> CodeType:
        """The changed source, compiled."""
        return compile(self.source, self._file, "exec")

    @property
    def _file(self) -> str:
        return f"<{self.original.__name__}, changed: {self.edits}>"

    @cached_property
    def function(self) -> Function:
        """The changed function; it sees what the original sees."""
        linecache.cache[self._file] = (len(self.source), None, self.source.splitlines(keepends=True), self._file)
        namespace: dict[str, Any] = dict(self.original.__globals__)
        exec(self.code, namespace)
        function: Function = namespace[self.original.__name__]
        return function

    def also(self, other: Changed) -> Changed | None:
        """Both changes of one original at once; None where they touch one text, or stand in different functions."""
        if self.original is not other.original or not dict(self.edits).keys().isdisjoint(dict(other.edits)):
            return None
        return _compiled(Changed(self.original, self.edits + other.edits))


@lru_cache(maxsize=2048)  # pairs are tried in several ways, and for every student with such a fault
def _compiled(both: Changed) -> Changed | None:
    try:
        _ = both.code
    except (ValueError, SyntaxError):
        return None
    return both


def changed(original: Function, old: str, new: str, *more: str) -> Changed:
    """The wrong answer that has `new` where `original`, a plain function of a file, has `old`; `more` are pairs too.

    >>> from course_utils.exercises.loops.counting import same_padding
    >>> changed(same_padding, "f - 1", "f + 1").function(3)
    2
    """
    if len(more) % 2:
        raise ValueError(f"Every text to change needs the one it becomes; {more[-1]!r} stands alone.")
    texts = (old, new, *more)
    return Changed(original, tuple(zip(texts[::2], texts[1::2], strict=True)))


@cache
def source_of(function: Function) -> str:
    """The text of a function of a file, at the left margin."""
    return textwrap.dedent(inspect.getsource(function))

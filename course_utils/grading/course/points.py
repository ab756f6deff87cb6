"""Points and what was taken off them, each with its reason in words: what every page, table and export says."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["exercise", "open", "late", "missing", "curve", "scale"]
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True)
class Deduction:
    """Points that something took off, or gave where they are below 0. `about` is an exercise or a notebook, or ""."""

    kind: Kind
    points: float
    reason: str
    about: str = ""

    @property
    def words(self) -> str:
        """As "−20: 3 days late, one of them free"; the reason alone where it took nothing."""
        if not self.points:
            return self.reason
        return f"{'+' if self.points < 0 else '−'}{abs(self.points):g}: {self.reason}"


def rounded(points: float) -> float:
    """To a hundredth, a half up: the points of every notebook and total, before anything else reads them.

    >>> rounded(2.675), rounded(1 / 3)
    (2.68, 0.33)
    """
    return math.floor(points * 100 + 0.5 + 1e-6) / 100


def shares(losses: Sequence[float], whole: float) -> Iterator[float]:
    """`losses` to a hundredth each, such that they add up to `whole`, which is their sum but for rounding."""
    before = total = 0.0
    for place, loss in enumerate(losses, 1):
        total += loss
        here = whole if place == len(losses) else rounded(total)
        yield rounded(here - before)
        before = here


def sentence(points: float, most: float, deductions: Iterable[Deduction]) -> str:
    """As "80 of 100: 3 days late, one of them free"."""
    reasons = "; ".join(deduction.reason for deduction in deductions)
    return f"{points:g} of {most:g}" + (f": {reasons}" if reasons else "")


def lateness(days: int, free: int, bank: int) -> str:
    """As "3 days late, one of them free"; `bank` are those that the term's days paid."""
    parts = [f"{count(free)} of them free"] if free else []
    parts += [f"{count(bank)} of them from the term's days"] if bank else []
    return ", ".join([f"{days} {'day' if days == 1 else 'days'} late", *parts])


def count(number: int) -> str:
    """A small number as a word."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)

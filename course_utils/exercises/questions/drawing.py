"""Small numbers for questions, drawn and written down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from course_utils.types import Array


def whole(rng: np.random.Generator, low: int, high: int) -> int:
    """A whole number from low to high, both included."""
    return int(rng.integers(low, high + 1))


def pick(rng: np.random.Generator, *numbers: int) -> int:
    return int(rng.choice(numbers))


def tenths(rng: np.random.Generator, low: float, high: float) -> float:
    """A number with one decimal from low to high, both included."""
    return whole(rng, round(10 * low), round(10 * high)) / 10


def grid(arrays: Mapping[str, Array]) -> str:
    """Small arrays below each other, each with its name."""
    return "\n\n".join(f"{name}:\n{_rows(np.atleast_2d(array))}" for name, array in arrays.items())


def _rows(array: Array) -> str:
    texts = [[_number(value) for value in row] for row in array]
    width = max(len(text) for row in texts for text in row)
    return "\n".join("  " + "  ".join(text.rjust(width) for text in row) for row in texts)


def _number(value: Any) -> str:
    return f"{value:g}".replace("-", "−")

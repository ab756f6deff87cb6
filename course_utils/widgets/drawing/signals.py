"""Drawings of signals: curves over places, one panel each."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from course_utils.errors import ArgumentError
from course_utils.types import Numbers
from course_utils.widgets.drawing.figures import Figure
from course_utils.widgets.drawing.svg import COLOURS, label, page

WIDTH, HEIGHT, LEFT, GAP = 560, 64, 20, 30
LONGEST = 2000


def show_signals(
    signals: dict[str, ArrayLike], caption: str = "", window: dict[str, tuple[int, int]] | None = None, rate: float = 0
) -> Figure:
    """Draw signals below each other, each on its own scale, with its title above it.

    Shapes: every array of `signals` (title → array) is (n,) or (n, 1) with 2 ≤ n ≤ 2000. `window` marks places
    (first, length) of a signal by a band. `rate`, places for each second, adds a ruler in seconds.
    Raises: ArgumentError for other shapes, for what is not finite, and for nothing to draw.

    >>> show_signals({"a ramp": np.arange(5.0)}).alt
    'Signals: a ramp, 5 places from 0 to 4.'
    """
    if not signals:
        raise ArgumentError("There is nothing to draw: `signals` is empty; it maps each title to an array.")
    drawn = {title: _line(title, values) for title, values in signals.items()}
    parts = []
    for index, (title, values) in enumerate(drawn.items()):
        top = 24 + index * (HEIGHT + GAP)
        parts.append(label(LEFT, top - 6, title) + _band(values, top, (window or {}).get(title)))
        parts.append(_curve(values, top, COLOURS[index % 4]))
    height = 24 + len(drawn) * (HEIGHT + GAP) - GAP
    if rate:
        parts.append(_ruler(max(map(len, drawn.values())), height, rate))
    ranges = "; ".join(f"{title}, {len(v)} places from {v.min():.3g} to {v.max():.3g}" for title, v in drawn.items())
    alt = f"{caption} Signals: {ranges}.".strip()
    size = WIDTH + 2 * LEFT, height + (24 if rate else 4)
    return Figure.from_svg(page("".join(parts), *size, [caption] if caption else [], alt), alt)


def _line(title: str, values: ArrayLike) -> Numbers:
    array = np.asarray(values, dtype=float)
    array = array[:, 0] if array.ndim == 2 and array.shape[1] == 1 else array
    if array.ndim != 1 or not 2 <= array.size <= LONGEST:
        raise ArgumentError(f"{title} must have shape (n,) or (n, 1), n from 2 to {LONGEST}; received {array.shape}.")
    if not np.isfinite(array).all():
        raise ArgumentError(f"{title} must hold finite numbers; received NaN or infinity.")
    return array


def _curve(values: Numbers, top: float, colour: str) -> str:
    low, span = values.min(), np.ptp(values) or 1.0
    across = LEFT + WIDTH * np.arange(len(values)) / (len(values) - 1)
    down = top + HEIGHT * (1 - (values - low) / span)
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(across, down))
    return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.6"/>'


def _band(values: Numbers, top: float, window: tuple[int, int] | None) -> str:
    """Grey over the places of a window."""
    if window is None:
        return ""
    place, unit = window[0], WIDTH / (len(values) - 1)
    x, width = LEFT + (place - 0.5) * unit, window[1] * unit
    return f'<rect x="{x:.1f}" y="{top}" width="{width:.1f}" height="{HEIGHT}" fill="#d9d9d9"/>'


def _ruler(count: int, top: float, rate: float) -> str:
    seconds = range(int((count - 1) / rate) + 1)
    places = [(LEFT + WIDTH * second * rate / (count - 1), second) for second in seconds]
    return "".join(
        f'<path d="M{x:.1f} {top + 2}v5" stroke="#777"/>' + label(x, top + 20, f"{second} s", "middle", 12)
        for x, second in places
    )


__all__ = ["show_signals"]

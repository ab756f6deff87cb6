"""Plots of signals: curves over places or seconds, one pair of axes each."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from course_utils.errors import ArgumentError
from course_utils.types import Numbers
from course_utils.widgets.drawing.figures import Figure
from course_utils.widgets.drawing.plots import STYLE, with_words

LONGEST = 2000


def show_signals(
    signals: dict[str, ArrayLike], caption: str = "", window: dict[str, tuple[int, int]] | None = None, rate: float = 0
) -> Figure:
    """Draw signals below each other, each on its own scale, with its title above it.

    Shapes: every array of `signals` (title → array) is (n,) or (n, 1) with 2 ≤ n ≤ 2000. `window` marks places
    (first, length) of a signal by a band. With `rate`, places for each second, the axis is in seconds.
    Raises: ArgumentError for other shapes, for what is not finite, and for nothing to draw.

    >>> show_signals({"a ramp": np.arange(5.0)}).alt
    'Signals: a ramp, 5 places from 0 to 4.'
    """
    if not signals:
        raise ArgumentError("There is nothing to draw: `signals` is empty; it maps each title to an array.")
    from matplotlib import pyplot, style

    drawn = {title: _line(title, values) for title, values in signals.items()}
    unit = 1 / rate if rate else 1.0
    with style.context(STYLE):
        plot, axes = pyplot.subplots(len(drawn), figsize=(8, 0.4 + 1.3 * len(drawn)), squeeze=False)
        for index, (ax, (title, values)) in enumerate(zip(axes[:, 0], drawn.items())):
            ax.plot(unit * np.arange(len(values)), values, f"C{index % 4}-", linewidth=1.6)
            ax.set_title(title, loc="left")
            ax.margins(x=0.01)
            if window and title in window:
                first, length = window[title]
                ax.axvspan(unit * (first - 0.5), unit * (first + length - 0.5), color="#999", alpha=0.35, linewidth=0)
        axes[-1, 0].set_xlabel("seconds" if rate else "place")
        ranges = "; ".join(f"{name}, {len(v)} places from {v.min():.3g} to {v.max():.3g}" for name, v in drawn.items())
        alt = f"{caption} Signals: {ranges}.".strip()
        return Figure.from_svg(with_words(plot, [caption] if caption else [], alt), alt, "cu-plot")


def _line(title: str, values: ArrayLike) -> Numbers:
    array = np.asarray(values, dtype=float)
    array = array[:, 0] if array.ndim == 2 and array.shape[1] == 1 else array
    if array.ndim != 1 or not 2 <= array.size <= LONGEST:
        raise ArgumentError(f"{title} must have shape (n,) or (n, 1), n from 2 to {LONGEST}; received {array.shape}.")
    if not np.isfinite(array).all():
        raise ArgumentError(f"{title} must hold finite numbers; received NaN or infinity.")
    return array


__all__ = ["show_signals"]

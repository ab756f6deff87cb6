"""Points and curves on a plane with two numbered axes: maps of encodings, ROC curves, distances."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from course_utils.errors import ArgumentError
from course_utils.types import Numbers
from course_utils.widgets.drawing.figures import Figure
from course_utils.widgets.drawing.svg import COLOURS, label, page
from course_utils.widgets.mathematics.numbers import number

LEFT, TOP, SIDE, KEY = 60, 20, 300, 190
MOST = 16
INKS = (*COLOURS[:3], "#D55E00", "#000000", "#CC79A7")
# A shape of its own for each neighbour in the key: colour is never alone.
_MARKS = ("M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z", "M-4 -4h8v8h-8z", "M0 -6l6 10h-12z", "M0 -6l5 6l-5 6l-5 -6z",
          "M0 6l6 -10h-12z")  # fmt: skip
_DASHES = ("", "7 4", "2 3", "9 3 2 3")
Limits = tuple[tuple[float, float], tuple[float, float]]


def draw_plane(
    series: Mapping[str, ArrayLike],
    caption: str = "",
    axes: tuple[str, str] = ("", ""),
    lines: bool = False,
    limits: Limits | None = None,
) -> Figure:
    """Draw points, or with `lines` curves, each series with its own colour and shape.

    Args:
        series: name → points (n, 2), x and y; 1 to 16 of them.
        axes: the names of x and y.
        limits: (least, most) of x and of y; without it, what the points need.

    Raises:
        ArgumentError: no series or too many, another shape, or numbers that are not finite.

    >>> draw_plane({"one person": [(0, 0), (0, 1)], "another": [(2, 2)]}, axes=("x", "y"))
    [figure: A plane of x and y with points: one person, another.]
    """
    if not 1 <= len(series) <= MOST:
        raise ArgumentError(f"draw_plane takes 1 to {MOST} series; received {len(series)}.")
    points = {name: _points(name, values) for name, values in series.items()}
    low, high = _limits(np.concatenate(list(points.values())), limits)
    body = _axes(low, high, axes)
    for index, (name, values) in enumerate(points.items()):
        places = [LEFT, TOP + SIDE] + (values - low) / (high - low) * [SIDE, -SIDE]
        drawn = _curve(places, index) if lines else "".join(_mark(x, y, index) for x, y in places)
        body += drawn + _key(name, index, lines)
    kind = "curves" if lines else "points"
    alt = f"{caption} A plane of {axes[0] or 'x'} and {axes[1] or 'y'} with {kind}: {', '.join(points)}.".strip()
    height = max(TOP + SIDE + 44, TOP + 20 * len(points) + 10)
    return Figure.from_svg(page(body, LEFT + SIDE + 24 + KEY, height, [caption] if caption else [], alt), alt)


def _points(name: str, values: ArrayLike) -> Numbers:
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 2 or array.shape[1] != 2 or not len(array):
        raise ArgumentError(f"{name} must be points (n, 2); received shape {array.shape}.")
    if not np.isfinite(array).all():
        raise ArgumentError(f"{name} must hold finite numbers; received NaN or infinity.")
    return array


def _limits(points: Numbers, limits: Limits | None) -> tuple[Numbers, Numbers]:
    """The least and the most of x and of y, with some room where they are not given."""
    if limits is not None:
        return np.array(limits, float)[:, 0], np.array(limits, float)[:, 1]
    low, high = points.min(axis=0), points.max(axis=0)
    room = np.where(high > low, 0.06 * (high - low), 0.5)
    return low - room, high + room


def _axes(low: Numbers, high: Numbers, names: tuple[str, str]) -> str:
    bottom, right = TOP + SIDE, LEFT + SIDE
    frame = f'<path d="M{LEFT} {TOP}v{SIDE}h{SIDE}" fill="none" stroke="#777"/>'
    x_ends = label(LEFT, bottom + 18, _end(low[0])) + label(right, bottom + 18, _end(high[0]), "end")
    y_ends = label(LEFT - 6, bottom, _end(low[1]), "end") + label(LEFT - 6, TOP + 10, _end(high[1]), "end")
    middle = label(LEFT + SIDE / 2, bottom + 36, names[0], "middle")
    turned = f'<g transform="translate({LEFT - 40} {TOP + SIDE / 2}) rotate(-90)">{label(0, 0, names[1], "middle")}</g>'
    return frame + x_ends + y_ends + middle + turned


def _end(value: float) -> str:
    return number(float(value), 2)


def _curve(places: Numbers, index: int) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return f'<polyline points="{points}" fill="none" {_stroke(index)}/>'


def _stroke(index: int) -> str:
    dash = _DASHES[index % len(_DASHES)]
    return f'stroke="{INKS[index % len(INKS)]}" stroke-width="2.2"' + (f' stroke-dasharray="{dash}"' if dash else "")


def _mark(x: float, y: float, index: int) -> str:
    shape, ink = _MARKS[index % len(_MARKS)], INKS[index % len(INKS)]
    return f'<path transform="translate({x:.1f} {y:.1f})" d="{shape}" fill="{ink}" fill-opacity="0.75" stroke="#fff"/>'


def _key(name: str, index: int, lines: bool) -> str:
    x, y = LEFT + SIDE + 24, TOP + 10 + 20 * index
    sample = f'<path d="M{x} {y - 4}h24" {_stroke(index)}/>' if lines else _mark(x + 12, y - 4, index)
    return sample + label(x + 32, y, name)

"""Curves over the layers of a net on a logarithmic axis, as SVG text: the still twin of log_chart.js."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import chain

from course_utils.widgets.drawing.svg import BLUE, label

WIDE, TALL, LEFT, TOP = 350, 180, 56, 46
GRID, KEPT, RED = "#d5d5d5", "#6b6b6b", "#D55E00"
COLOURS = (BLUE, RED)
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def powers(value: float) -> str:
    """Return two digits; from 1000 and below 0.01 as a power of ten.

    >>> powers(3.14e-8), powers(0.25), powers(0)
    ('3.1·10⁻⁸', '0.25', '0')
    """
    if value == 0:
        return "0"
    digits, exponent = f"{value:.1e}".split("e")
    if -2 <= int(exponent) < 3:
        return f"{float(f'{value:.2g}'):g}"
    return f"{digits}·10{str(int(exponent)).translate(RAISED)}"


def decades(curves: Sequence[Sequence[float]]) -> tuple[int, int]:
    """Return the powers of ten, in steps of four, that hold all values above zero."""
    logs = [math.log10(value) for value in chain(*curves) if 0 < value < math.inf]
    low, high = (min(logs), max(logs)) if logs else (0.0, 0.0)
    return min(4 * math.floor(low / 4), -4), max(4 * math.ceil(high / 4), 4)


def chart(
    left: float, title: str, values: Sequence[float], kept: Sequence[float], axis: tuple[int, int], square: bool
) -> str:
    """Return one chart; `values` have a dot for each layer, `kept` (may be empty) is dashed, `axis` from `decades`."""
    low, high = axis
    colour = COLOURS[square]
    longest = max(len(values), len(kept), 2)

    def spot(index: int, value: float) -> tuple[float, float]:
        power = math.log10(value) if value > 0 else low
        return left + LEFT + WIDE * index / (longest - 1), TOP + TALL * (high - power) / (high - low)

    parts = [label(left + LEFT, 22, title), _axes(left + LEFT, low, high, longest)]
    if kept:
        parts.append(_line([spot(*pair) for pair in enumerate(kept)], KEPT, ' stroke-dasharray="6 4"'))
    spots = [spot(*pair) for pair in enumerate(values)]
    dots = "".join(f"M{x:.1f} {y:.1f}h0" for x, y in spots)
    cap = "square" if square else "round"
    parts.append(_line(spots, colour))
    parts.append(f'<path d="{dots}" stroke="{colour}" stroke-width="5" stroke-linecap="{cap}"/>')
    return "".join(parts)


def _line(spots: Sequence[tuple[float, float]], colour: str, dash: str = "") -> str:
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in spots)
    return f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>'


def _axes(left: float, low: int, high: int, longest: int) -> str:
    """Grid lines at powers of ten, the one at 1 darker, and the first and last layer below."""
    parts = []
    for power in range(low, high + 1, 4 * math.ceil((high - low) / 24)):
        y = TOP + TALL * (high - power) / (high - low)
        colour = "#777" if power == 0 else GRID
        parts.append(f'<path d="M{left:g} {y:.1f}h{WIDE}" stroke="{colour}"/>')
        name = f"10{str(power).translate(RAISED)}" if power else "1"
        parts.append(label(left - 7, y + 4, name, "end"))
    parts.append(label(left, TOP + TALL + 18, "layer 1", "middle"))
    parts.append(label(left + WIDE, TOP + TALL + 18, str(longest), "middle"))
    return "".join(parts)

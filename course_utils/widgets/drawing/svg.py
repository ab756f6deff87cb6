"""The pieces the notebooks' drawings are made of, as SVG text: labels, arrows, volumes, a white page."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable, Sequence
from html import escape

import numpy as np

from course_utils.widgets.drawing.picture import HEAD, INK, MARGIN, Grid, Numbers, signed

BLUE, ORANGE, GREEN, SKY = COLOURS = ("#0072B2", "#B87D00", "#009E73", "#3391CC")
# Okabe and Ito's hues; the orange and the sky blue darkened until lines of them reach 3 : 1 on white.
GAP, LINE, SMALLEST = 40, 20, 460


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return an upper estimate of a line's width in pixels: the wide DejaVu Sans stands for `sans-serif` on Linux."""
    return len(text) * size * (0.68 if bold else 0.6)


def label(x: float, y: float, text: str, anchor: str = "start", size: int = 13) -> str:
    """Return a line of text; `anchor` is start, middle or end."""
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-size="{size}" fill="{INK}">{escape(text)}</text>'


def box(x: float, y: float, side: float, fill: str, text: str) -> str:
    """Return a square with a text in its middle."""
    square = f'<rect x="{x:g}" y="{y:g}" width="{side:g}" height="{side:g}" fill="{fill}" stroke="#777"/>'
    return square + label(x + side / 2, y + side / 2 + 5, text, "middle")


def bar(x: float, y: float, width: float, colour: str) -> str:
    """Return a flat bar with round ends."""
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="8" rx="4" fill="{colour}"/>'


def arrow(x: float, y: float, length: float, name: str) -> str:
    """Return an arrow to the right with its name above it."""
    line = f'<path d="M{x:g} {y:g}h{length:g}m-7 -5l7 5l-7 5" fill="none" stroke="{INK}" stroke-width="1.6"/>'
    return line + label(x + length / 2, y - 10, name, "middle")


def volume(x: float, y: float, w: float, h: float, d: float, colour: str) -> str:
    """Return a box seen from the front left, `d` pixels deep."""
    s = d * 0.5
    front = f"M{x:g} {y:g}h{w:g}v{h:g}h{-w:g}z"
    top = f"M{x:g} {y:g}l{d:g} {-s:g}h{w:g}l{-d:g} {s:g}z"
    side = f"M{x + w:g} {y:g}l{d:g} {-s:g}v{h:g}l{-d:g} {s:g}z"
    paint = zip((front, top, side), (0.55, 0.25, 0.75))
    line = f'stroke="{colour}" stroke-width="1.5"'
    return "".join(f'<path d="{path}" fill="{colour}" fill-opacity="{alpha}" {line}/>' for path, alpha in paint)


def finite_shade(values: Numbers) -> Callable[[float], tuple[str, str]]:
    """Return value → (background, ink) as `signed` does; NaN and infinity stay white, their text tells."""
    shade = signed(np.where(np.isfinite(values), values, 0.0))
    return lambda value: shade(value) if math.isfinite(value) else ("#ffffff", INK)


def row_of_grids(grids: Sequence[Grid], signs: Sequence[str]) -> tuple[str, float, float]:
    """Return the SVG of grids centred on one line with a sign between two, its width and its height.

    Every grid gets at least the room its title needs.
    """
    tallest = max(grid.cell * grid.values.shape[0] for grid in grids)
    left, parts = MARGIN, []
    for index, grid in enumerate(grids):
        if index:
            parts.append(label(left - GAP / 2, MARGIN + HEAD + tallest / 2 + 7, signs[index - 1], "middle", 20))
        rows, columns = grid.values.shape
        parts.append(f'<g transform="translate(0 {(tallest - grid.cell * rows) / 2:g})">{grid.svg(left)}</g>')
        title = text_width(f"{grid.title} {rows}×{columns}", 13, bold=True)
        left += math.ceil(max(grid.cell * columns, title)) + GAP
    return "".join(parts), left - GAP + MARGIN, MARGIN + HEAD + tallest


def page(body: str, width: float, height: float, words: Sequence[str], alt: str) -> str:
    """Return a whole SVG: `body` on a white page with round corners, readable on a dark theme too.

    `words` are lines below the body, broken where they would not fit; `alt` is the description.
    """
    width = max(width, SMALLEST)
    room = int((width - 2 * MARGIN) / text_width("x", 14))
    lines = [part for text in words for part in textwrap.wrap(text, room)]
    below = "".join(label(MARGIN, height + 24 + LINE * index, text, size=14) for index, text in enumerate(lines))
    full = height + LINE * len(lines) + 16
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width:g} {full:g}" width="{width:g}" '
        f'height="{full:g}" font-family="sans-serif"><title>{escape(alt)}</title>'
        f'<rect width="100%" height="100%" rx="8" fill="#fff"/>{body}{below}</svg>'
    )

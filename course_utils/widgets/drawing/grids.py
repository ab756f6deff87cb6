"""Grids of numbers in coloured cells, side by side, as SVG text."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from course_utils.types import Array, Numbers
from course_utils.widgets.drawing.svg import MARGIN, ON_WHITE, frame, label, rect, text_width
from course_utils.widgets.mathematics.numbers import number

Paint = Callable[[float], tuple[str, str]]  # from a value to background and ink
ROOM, HEAD, GAP, WIDE_GAP = 190, 24, 34, 40
SOFT, WINDOW = "#595959", "#d55e00"


def grey(values: Array) -> Paint:
    """Return value → (background, ink), dark to bright."""
    least, span = float(values.min()), float(np.ptp(values)) or 1.0

    def shade(value: float) -> tuple[str, str]:
        level = round(40 + 215 * (value - least) / span)
        return f"rgb({level},{level},{level})", "#000" if level > 117 else "#fff"

    return shade


def signed(values: Array) -> Paint:
    """Return value → (background, ink): blue below zero, orange above; the number says the same."""
    largest = float(np.abs(values).max()) or 1.0

    def shade(value: float) -> tuple[str, str]:
        share = 0.6 * abs(value) / largest
        base = (0, 114, 178) if value < 0 else (230, 159, 0)
        mixed = [round(255 + (channel - 255) * share) for channel in base]
        return f"rgb({mixed[0]},{mixed[1]},{mixed[2]})", "#111"

    return shade


def finite_shade(values: Numbers) -> Paint:
    """Return value → (background, ink) as `signed` does; NaN and infinity stay white, their text tells."""
    shade = signed(np.where(np.isfinite(values), values, 0.0))
    return lambda value: shade(value) if math.isfinite(value) else ("#ffffff", ON_WHITE)


@dataclass(frozen=True)
class Grid:
    """One grid of a picture; `window` outlines (top, left, side), `ring` is the width of the padding."""

    title: str
    values: Array
    shade: Callable[[Array], Paint]
    window: tuple[int, int, int] | None = None
    ring: int = 0

    @property
    def cell(self) -> int:
        """The side of a cell in pixels."""
        return int(max(4, min(34, ROOM // max(self.values.shape))))

    @property
    def width(self) -> int:
        """The grid's width in pixels."""
        return int(max(self.cell * self.values.shape[1], 80))

    @property
    def height(self) -> int:
        """The height of all rows in pixels."""
        return int(self.cell * self.values.shape[0])

    @property
    def heading(self) -> str:
        """The title with the grid's size."""
        rows, columns = self.values.shape
        return f"{self.title} {rows}×{columns}"

    def svg(self, left: int) -> str:
        """Return the title, the cells and the outline, with the left edge at `left`."""
        rows, columns = self.values.shape
        parts = [label(left, MARGIN + 12, self.heading, weight="bold")]
        shade = self.shade(self.values)
        for (i, j), value in np.ndenumerate(self.values):
            padding = min(i, j, rows - 1 - i, columns - 1 - j) < self.ring
            paint = ("#f3f4f6", SOFT) if padding else shade(float(value))
            parts.append(self._cell(left + j * self.cell, MARGIN + HEAD + i * self.cell, float(value), paint))
        if self.window:
            top, side, span = (self.cell * size for size in self.window)
            paint_window = f'fill="none" stroke="{WINDOW}" stroke-width="3" rx="3"'
            parts.append(rect(left + side, MARGIN + HEAD + top, span, span, paint_window))
        return "".join(parts)

    def _cell(self, x: int, y: int, value: float, paint: tuple[str, str]) -> str:
        size = self.cell
        line = ' stroke="#d5d5d5"' if size >= 12 else ""
        square = rect(x, y, size, size, f'fill="{paint[0]}"{line}')
        if size < 17:
            return square
        words = number(value)
        font = min(round(size * 0.42), round(size * 1.45 / len(words)))
        return square + label(x + size / 2, y + size / 2 + font * 0.36, words, "middle", font, "normal", paint[1])


def side_by_side(grids: Sequence[Grid], signs: Sequence[str], words: Sequence[str], alt: str) -> str:
    """Return an explorer's still picture: grids from left to right with a sign between two, words below."""
    left, parts = MARGIN, []
    height = MARGIN + HEAD + max(grid.height for grid in grids)
    for index, grid in enumerate(grids):
        if index:
            parts.append(label(left - GAP / 2, (HEAD + height) / 2 + 8, signs[index - 1], "middle", 20, "normal"))
        parts.append(grid.svg(left))
        left += grid.width + GAP
    return frame("".join(parts), max(left, 460), height, words, alt)


def row_of_grids(grids: Sequence[Grid], signs: Sequence[str]) -> tuple[str, float, float]:
    """Return the SVG of grids centred on one line with a sign between two, its width and its height.

    Every grid gets at least the room its title needs.
    """
    tallest = max(grid.height for grid in grids)
    left, parts = MARGIN, []
    for index, grid in enumerate(grids):
        if index:
            parts.append(label(left - WIDE_GAP / 2, MARGIN + HEAD + tallest / 2 + 7, signs[index - 1], "middle", 20))
        parts.append(f'<g transform="translate(0 {(tallest - grid.height) / 2:g})">{grid.svg(left)}</g>')
        heading = text_width(grid.heading, 13, bold=True)
        left += math.ceil(max(grid.cell * grid.values.shape[1], heading)) + WIDE_GAP
    return "".join(parts), left - WIDE_GAP + MARGIN, MARGIN + HEAD + tallest

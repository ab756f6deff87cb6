"""Grids of numbers in coloured cells, side by side, as SVG text."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from course_utils.types import Array, Numbers
from course_utils.widgets.drawing.svg import MARGIN, ON_WHITE, data_address, frame, label, rect, text_width
from course_utils.widgets.mathematics.numbers import number

Paint = Callable[[float], tuple[str, str]]  # from a value to background and ink
ROOM, HEAD, GAP, WIDE_GAP, LINE_ROOM = 190, 24, 34, 40, 730
FEW = 12  # so many numbers are read one by one; more are seen by their colours, with a scale below
LEGIBLE, WIDEST = 11, 300  # pixels: of type, and of a grid whose cells grow until its numbers reach that
SCALE = 30  # height of a scale with its numbers
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

    @cached_property
    def _digits(self) -> int:
        return max(len(number(value)) for value in self.values.flat)

    @cached_property
    def cell(self) -> int:
        """The side of a cell in pixels."""
        longest = max(self.values.shape)
        usual = int(max(4, min(34, ROOM // longest)))
        needed = max(math.ceil(LEGIBLE / 0.42), math.ceil(LEGIBLE * self._digits / 1.45))
        return max(usual, needed) if self.values.size <= FEW or needed * longest <= WIDEST else usual

    @property
    def written(self) -> bool:
        """Whether the cells hold their numbers; those of a large grid would be too small to read."""
        return self._type >= LEGIBLE

    @property
    def _type(self) -> int:
        return min(round(self.cell * 0.42), round(self.cell * 1.45 / self._digits))

    @property
    def width(self) -> int:
        """The width of the grid and of its title, in pixels."""
        return max(self.cell * int(self.values.shape[1]), math.ceil(text_width(self.heading, 13, bold=True)))

    @property
    def height(self) -> int:
        """The height of all rows in pixels, with the scale of more than a few numbers."""
        return int(self.cell * self.values.shape[0]) + (SCALE if self.ends else 0)

    @cached_property
    def ends(self) -> tuple[float, float] | None:
        """The least and the largest number of the scale; None where there is none: few numbers, or all equal."""
        finite = self.values[np.isfinite(self.values)]
        if self.values.size <= FEW or finite.size == 0 or finite.min() == finite.max():
            return None
        return float(finite.min()), float(finite.max())

    @property
    def heading(self) -> str:
        """The title with the grid's size."""
        rows, columns = self.values.shape
        return f"{self.title} {rows}×{columns}"

    def svg(self, left: float) -> str:
        """Return the title, the cells and the outline, with the left edge at `left`."""
        rows, columns = self.values.shape
        parts = [label(left, MARGIN + 12, self.heading, weight="bold")]
        shade, fills, squares, words = self.shade(self.values), [], [], []
        for (i, j), value in np.ndenumerate(self.values):
            padding = min(i, j, rows - 1 - i, columns - 1 - j) < self.ring
            fill, ink = ("#f3f4f6", SOFT) if padding else shade(float(value))
            x, y = left + j * self.cell, MARGIN + HEAD + i * self.cell
            fills.append(fill)
            squares.append(rect(x, y, self.cell, self.cell, f'fill="{fill}"'))
            middle = f'x="{x + self.cell / 2:g}" y="{y + self.cell / 2 + self._type * 0.36:g}"'
            words.append(f'<text {middle} fill="{ink}">{number(value)}</text>')
        if self.written:
            parts.append(f'<g stroke="#d5d5d5">{"".join(squares)}</g>')
            parts.append(f'<g text-anchor="middle" font-size="{self._type}">{"".join(words)}</g>')
        else:
            parts.append(self._picture(left, fills))
        if self.window:
            top, side, span = (self.cell * size for size in self.window)
            paint_window = f'fill="none" stroke="{WINDOW}" stroke-width="3" rx="3"'
            parts.append(rect(left + side, MARGIN + HEAD + top, span, span, paint_window))
        if self.ends:
            parts.append(self._scale(left, MARGIN + HEAD + rows * self.cell + 7, *self.ends, shade))
        return "".join(parts)

    def _picture(self, left: float, fills: Sequence[str]) -> str:
        """The cells as the pixels of one small image: hundreds of squares would weigh a hundred times as much."""
        from PIL import Image, ImageColor

        colours = np.array([ImageColor.getrgb(fill) for fill in fills], dtype=np.uint8)
        buffer = io.BytesIO()
        Image.fromarray(colours.reshape(*self.values.shape, 3)).save(buffer, "PNG", optimize=True)
        width, height = (self.cell * side for side in self.values.shape[::-1])
        looks = 'preserveAspectRatio="none" style="image-rendering:pixelated"'
        place = f'x="{left:g}" y="{MARGIN + HEAD}" width="{width:g}" height="{height:g}"'
        return f'<image {place} {looks} href="{data_address(buffer.getvalue(), "png")}"/>'

    def _scale(self, left: float, top: float, low: float, high: float, shade: Paint) -> str:
        """A bar of the grid's colours, with numbers at its ends and at 0."""
        width = max(80, min(self.cell * self.values.shape[1], 160))
        bends = [low, 0.0, high] if low < 0 < high else [low, high]  # colours change evenly between these
        stops = "".join(
            f'<stop offset="{(value - low) / (high - low):.3f}" stop-color="{shade(value)[0]}"/>' for value in bends
        )
        name = f"cu-scale-{left:g}"
        bar = f'<linearGradient id="{name}">{stops}</linearGradient>'
        bar += rect(left, top, width, 8, f'fill="url(#{name})" stroke="#999" stroke-width="0.7"')
        zero = left - width * low / (high - low)
        spots = [(left, low, "start"), (left + width, high, "end")]
        ends = [text_width(number(value), LEGIBLE) + LEGIBLE for value in (low, high)]
        if left + ends[0] < zero < left + width - ends[1]:
            spots.append((zero, 0.0, "middle"))
        return bar + "".join(label(x, top + 20, number(value), at, LEGIBLE) for x, value, at in spots)


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


def rows_of_grids(grids: Sequence[Grid], signs: Sequence[str]) -> tuple[str, float, float]:
    """Return the SVG of grids centred on one line with a sign between two, its width and its height.

    What is wider than a narrow page breaks into lines of equal count; a sign begins the next one.
    """
    body, widest, top = "", 0.0, 0.0
    beside = _beside(grids)
    for first in range(0, len(grids), beside):
        line, width, height = _row(grids[first : first + beside], signs[max(first - 1, 0) :], begun=first > 0)
        below = line.replace("cu-scale-", f"cu-scale-{first}-")  # its scales keep colours of their own
        body += f'<g transform="translate(0 {top:g})">{below}</g>' if top else line
        widest, top = max(widest, width), top + height
    return body, widest, top


def _beside(grids: Sequence[Grid]) -> int:
    """How many stand on a line."""
    for rows in range(1, len(grids) + 1):
        beside = math.ceil(len(grids) / rows)
        lines = [grids[first : first + beside] for first in range(0, len(grids), beside)]
        if all(sum(grid.width + WIDE_GAP for grid in line) <= LINE_ROOM for line in lines):
            return beside
    return 1


def _row(grids: Sequence[Grid], signs: Sequence[str], begun: bool) -> tuple[str, float, float]:
    """One line, its width and its height; `begun`: its first sign stands before the first grid."""
    tallest = max(grid.height for grid in grids)
    left, parts, between = float(MARGIN), [], list(signs)
    for index, grid in enumerate(grids):
        if index or (begun and between[0].strip()):
            left += WIDE_GAP
            parts.append(label(left - WIDE_GAP / 2, MARGIN + HEAD + tallest / 2 + 7, between[0], "middle", 20))
        if index or begun:
            between.pop(0)
        parts.append(f'<g transform="translate(0 {(tallest - grid.height) / 2:g})">{grid.svg(left)}</g>')
        left += grid.width
    return "".join(parts), left + MARGIN, MARGIN + HEAD + tallest

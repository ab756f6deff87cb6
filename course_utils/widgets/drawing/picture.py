"""The explorers' still pictures: number grids side by side, as SVG text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Shade = Callable[[Numbers], Callable[[float], tuple[str, str]]]
ROOM, HEAD, GAP, MARGIN = 190, 24, 34, 10
INK, SOFT, WINDOW = "#1b1b1b", "#595959", "#d55e00"


def number(value: float, digits: int = 2) -> str:
    """Return a number as the explorers print it.

    >>> number(-2.5), number(3.0)
    ('−2.5', '3')
    """
    rounded = round(float(value), digits) + 0.0
    return f"{rounded:g}".replace("-", "−") if abs(rounded) < 1e5 else f"{rounded:.0f}".replace("-", "−")


def grey(values: Numbers) -> Callable[[float], tuple[str, str]]:
    """Return value → (background, ink), dark to bright."""
    least, span = float(values.min()), float(np.ptp(values)) or 1.0

    def shade(value: float) -> tuple[str, str]:
        level = round(40 + 215 * (value - least) / span)
        return f"rgb({level},{level},{level})", "#000" if level > 117 else "#fff"

    return shade


def signed(values: Numbers) -> Callable[[float], tuple[str, str]]:
    """Return value → (background, ink): blue below zero, orange above; the number says the same."""
    largest = float(np.abs(values).max()) or 1.0

    def shade(value: float) -> tuple[str, str]:
        share = 0.6 * abs(value) / largest
        base = (0, 114, 178) if value < 0 else (230, 159, 0)
        mixed = [round(255 + (channel - 255) * share) for channel in base]
        return f"rgb({mixed[0]},{mixed[1]},{mixed[2]})", "#111"

    return shade


@dataclass(frozen=True)
class Grid:
    """One grid of a picture; `window` outlines (top, left, side), `ring` is the width of the padding."""

    title: str
    values: Numbers
    shade: Shade
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

    def svg(self, left: int) -> str:
        """Return the title, the cells and the outline, with the left edge at `left`."""
        rows, columns = self.values.shape
        label = f"{self.title} {rows}×{columns}"
        parts = [_text(left, MARGIN + 12, label, "start", 13, "bold")]
        shade = self.shade(self.values)
        for (i, j), value in np.ndenumerate(self.values):
            padding = min(i, j, rows - 1 - i, columns - 1 - j) < self.ring
            paint = ("#f3f4f6", SOFT) if padding else shade(float(value))
            parts.append(self._cell(left + j * self.cell, MARGIN + HEAD + i * self.cell, float(value), paint))
        if self.window:
            top, side, span = self.window
            parts.append(
                f'<rect x="{left + side * self.cell}" y="{MARGIN + HEAD + top * self.cell}" width="{span * self.cell}"'
                f' height="{span * self.cell}" fill="none" stroke="{WINDOW}" stroke-width="3" rx="3"/>'
            )
        return "".join(parts)

    def _cell(self, x: int, y: int, value: float, paint: tuple[str, str]) -> str:
        size = self.cell
        line = ' stroke="#d5d5d5"' if size >= 12 else ""
        box = f'<rect x="{x}" y="{y}" width="{size}" height="{size}" fill="{paint[0]}"{line}/>'
        if size < 17:
            return box
        words = number(value)
        font = min(round(size * 0.42), round(size * 1.45 / len(words)))
        return box + _text(x + size / 2, y + size / 2 + font * 0.36, words, "middle", font, ink=paint[1])


def side_by_side(grids: Sequence[Grid], signs: Sequence[str], words: Sequence[str], alt: str) -> str:
    """Return one SVG: the grids from left to right, a sign before all but the first, lines of words below."""
    left, parts = MARGIN, []
    height = MARGIN + HEAD + max(grid.cell * grid.values.shape[0] for grid in grids)
    for index, grid in enumerate(grids):
        if index:
            parts.append(_text(left - GAP / 2, (HEAD + height) / 2 + 8, signs[index - 1], "middle", 20))
        parts.append(grid.svg(left))
        left += grid.width + GAP
    return frame(max(left, 460), height, "".join(parts), words, alt)


def frame(width: float, height: float, body: str, words: Sequence[str], alt: str) -> str:
    """Return an SVG of `body` with `words` as lines below it, on white, with `alt` as its description."""
    lines = [
        _text(MARGIN, height + 24 + 20 * line, text, "start", 14, "bold" if line == 0 else "normal")
        for line, text in enumerate(words)
    ]
    full = height + 20 * len(words) + 16
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width:g} {full:g}" width="{width:g}" '
        f'height="{full:g}" font-family="sans-serif"><title>{escape(alt)}</title>'
        f'<rect width="100%" height="100%" fill="#fff"/>{body}{"".join(lines)}</svg>'
    )


def _text(
    x: float, y: float, words: str, anchor: str, size: float, weight: str = "normal", ink: str = INK
) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-size="{size:g}" font-weight="{weight}"'
        f' fill="{ink}">{escape(words)}</text>'
    )


def table(rows: Sequence[Sequence[str]], widths: Sequence[int], words: Sequence[str], alt: str) -> str:
    """Return an SVG table; the first row is its head, the first column is set left, the others right."""
    parts = []
    for line, row in enumerate(rows):
        y = MARGIN + 14 + 22 * line
        edge = MARGIN
        for column, (words_, width) in enumerate(zip(row, widths)):
            anchor, x = ("start", edge) if column == 0 else ("end", edge + width)
            parts.append(_text(x, y, words_, anchor, 13, "bold" if line == 0 else "normal"))
            edge += width
        parts.append(f'<line x1="{MARGIN}" x2="{edge}" y1="{y + 6}" y2="{y + 6}" stroke="#d5d5d5"/>')
    return frame(sum(widths) + 2 * MARGIN, MARGIN + 22 * len(rows), "".join(parts), words, alt)

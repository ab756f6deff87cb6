"""A network's maps as one still picture: a column for each step, the scores as bars."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from course_utils.types import Array, Numbers, Photo
from course_utils.widgets.drawing.svg import MARGIN, data_address, frame, label, rect
from course_utils.widgets.mathematics.numbers import plain

# From the largest negative number over 0 to the largest positive one: Okabe and Ito's blue and orange on white.
STOPS = np.array([[0, 52, 97], [0, 114, 178], [255, 255, 255], [230, 159, 0], [122, 56, 0]], dtype=np.float64)
RAMP = '<linearGradient id="cu-ramp">{}</linearGradient>'.format(
    "".join(f'<stop offset="{k / 4:g}" stop-color="rgb({r:g},{g:g},{b:g})"/>' for k, (r, g, b) in enumerate(STOPS))
)
TALL, GAP, TOP, TILE_GAP = 276, 26, 48, 3
MOST_TILES, HERE = 32, "#d55e00"
SIDES = ((8, 1), (16, 2), (MOST_TILES, 4))  # up to so many tiles stand in so many columns


@dataclass(frozen=True)
class Column:
    """One step: what stands above it, and its maps, each (rows, columns); a photograph stands alone.

    opened: the number of the map that is looked at, or −1.
    """

    title: str
    shape: str
    tiles: Sequence[Array]
    opened: int = -1

    @property
    def photograph(self) -> bool:
        """Whether the only tile is in colour."""
        return len(self.tiles) == 1 and self.tiles[0].ndim == 3


def shade(values: Array, largest: float) -> Photo:
    """Numbers as colours, shape (…, 3): white at 0, orange to brown above, blue below.

    >>> shade(np.array([-1.0, 0.0, 1.0]), 1.0).tolist()
    [[0, 52, 97], [255, 255, 255], [122, 56, 0]]
    """
    at = 2 + 2 * np.clip(values / (largest or 1.0), -1, 1)
    channels = [np.interp(at, np.arange(5), STOPS[:, channel]) for channel in range(3)]
    return np.rint(np.stack(channels, axis=-1)).astype(np.uint8)


def draw_maps(columns: Sequence[Column], scores: Sequence[tuple[str, float]], words: Sequence[str], alt: str) -> str:
    """Return the SVG: columns from left to right, then a bar for each score; `words` below."""
    left, parts = float(MARGIN), [RAMP]
    for number, column in enumerate(columns):
        drawn, width = _column(column, left)
        parts.append(drawn)
        if number:
            parts.append(label(left - GAP / 2, TOP + TALL / 2, "→", "middle", 16))
        left += width + GAP
    parts.append(_bars(scores, left))
    return frame("".join(parts), left + 190, TOP + TALL, words, alt)


def _column(column: Column, left: float) -> tuple[str, float]:
    """A step's title, shape, maps and scale, and the width of all that."""
    shown = column.tiles[:MOST_TILES]
    across = next(across for most, across in SIDES if len(shown) <= most)
    down = -(-len(shown) // across)
    side = 96 if column.photograph else min(56, (TALL - 22) // down - TILE_GAP)
    largest = max((float(np.abs(tile).max()) for tile in column.tiles), default=0.0)
    parts = []
    for number, tile in enumerate(shown):
        rows, columns = tile.shape[:2]
        scale = side / max(rows, columns)
        x, y = left + (number % across) * (side + TILE_GAP), TOP + (number // across) * (side + TILE_GAP)
        pixels = tile if column.photograph else shade(tile, largest)
        parts.append(f'<g transform="translate({x:g} {y:g})">{_pixels(pixels, columns * scale, rows * scale)}</g>')
        line = f'stroke="{HERE}" stroke-width="3"' if number == column.opened else 'stroke="#bbb"'
        parts.append(rect(x, y, columns * scale, rows * scale, f'fill="none" {line}'))
    left_out = len(column.tiles) - len(shown)
    scale_words = "" if column.photograph else f"±{plain(largest, 2)}"
    below = f"{scale_words}, {left_out} more" if left_out else scale_words
    head = label(left, 20, column.title, size=13, weight="bold") + label(left, 37, column.shape, size=12)
    foot_top = TOP + down * (side + TILE_GAP)
    foot = label(left, foot_top + 20, below, size=11)
    if not column.photograph:
        foot += rect(left, foot_top + 2, 44, 6, 'fill="url(#cu-ramp)" stroke="#999" stroke-width="0.5"')
    width = max(across * (side + TILE_GAP), 7.4 * len(column.title), 7.0 * len(column.shape))
    return head + "".join(parts) + foot, width


def _pixels(pixels: Photo, width: float, height: float) -> str:
    """A small picture, every pixel a square."""
    from PIL import Image

    buffer = io.BytesIO()
    small = Image.fromarray(np.ascontiguousarray(pixels))
    small.thumbnail((max(1.3 * width, 8), max(1.3 * height, 8)), Image.Resampling.BOX)
    small.quantize(32).save(buffer, "PNG", optimize=True)
    address = data_address(buffer.getvalue(), "png")
    looks = 'preserveAspectRatio="none" style="image-rendering:pixelated"'
    return f'<image width="{width:g}" height="{height:g}" {looks} href="{address}"/>'


def _bars(scores: Sequence[tuple[str, float]], left: float) -> str:
    """A name, a bar and a number for each score; bars begin at 0."""
    largest = max((abs(value) for _, value in scores), default=0.0) or 1.0
    parts = [label(left, 20, "scores", weight="bold")]
    start = left + min(78.0, 16 + 8 * max(len(name) for name, _ in scores))
    for number, (name, value) in enumerate(scores):
        y = TOP + 20 * number
        paint = "#b87d00" if value >= 0 else "#0072b2"
        parts.append(label(left, y + 12, name[:12], size=12))
        parts.append(rect(start, y + 2, max(1.0, 60 * abs(value) / largest), 12, f'fill="{paint}"'))
        parts.append(label(start + 66, y + 12, plain(value, 2), size=12))
    return "".join(parts)


def tiles_of(values: Numbers) -> list[Array]:
    """The maps of one step's answer: of (rows, columns, channels) each channel; of a vector its numbers in a grid.

    >>> [tile.shape for tile in tiles_of(np.zeros((4, 5, 3)))], tiles_of(np.zeros(20))[0].shape
    ([(4, 5), (4, 5), (4, 5)], (5, 4))
    """
    if values.ndim == 2:
        return [values]
    if values.ndim == 3:
        return [values[..., channel] for channel in range(values.shape[2])]
    across = max(int(np.floor(np.sqrt(values.size))), 1)
    down = -(-values.size // across)
    padded = np.zeros(down * across)
    padded[: values.size] = values
    return [padded.reshape(down, across)]

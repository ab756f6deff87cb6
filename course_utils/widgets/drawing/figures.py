"""The drawings of the notebooks: pure functions from arrays to figures with alt text."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.geometry import conv_output_size
from course_utils.types import Array, Numbers, Photo
from course_utils.widgets.drawing.grids import Grid, finite_shade, rows_of_grids
from course_utils.widgets.drawing.svg import COLOURS, bar, box, data_address, label, page
from course_utils.widgets.mathematics.numbers import number

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST, SPOKEN = 24, 36
JPEG_FROM = 60_000  # bytes of PNG
WIDE, NARROW, SHRUNK = re.compile(r'<svg [^>]*?width="([\d.]+)"'), 590, 0.85
PAGE, SPACE, LEAST = 960, 12, 96  # pixels: of a row of pictures, between two, and the least width of a caption


@dataclass(frozen=True)
class Figure:
    """A drawing: HTML for a notebook, its alt text where only text is shown."""

    html: str
    alt: str

    @classmethod
    def from_svg(cls, svg: str, alt: str, kind: str = "") -> Figure:
        """An SVG as an image: inline SVG is cut out of notebooks that are not trusted, and on GitHub.

        `kind` is the image's class in the page.
        """
        named = f'class="{kind}" ' if kind else ""
        wide = WIDE.search(svg)  # a narrow page shrinks it until its words are 11 pixels high; then it scrolls
        least = f'style="min-width:{float(wide[1]) * SHRUNK:.0f}px" ' if wide and float(wide[1]) > NARROW else ""
        return cls(f'<img {named}{least}alt="{escape(alt)}" src="{data_address(svg.encode(), "svg+xml")}"/>', alt)

    def _repr_html_(self) -> str:
        reached = ' tabindex="0"' if "min-width" in self.html else ""  # what may scroll is scrolled by keys, too
        return f'<div style="overflow-x:auto"{reached}>{self.html}</div>'

    def __repr__(self) -> str:
        return f"[figure: {self.alt}]"


def show_grids(
    grids: dict[str, ArrayLike],
    signs: str = "→",
    caption: str = "",
    window: dict[str, tuple[int, int, int]] | None = None,
    ring: dict[str, int] | None = None,
) -> Figure:
    """Draw small arrays side by side, numbers in coloured cells.

    More than 12 numbers get a scale of their colours; where they are too many to be read in cells, a table folds out.

    Shapes: every array of `grids` (title → array) has two axes of 1 to 24; booleans are drawn as 0 and 1, NaN and
    infinity as words. `signs` are the characters between them (one for all, or one each; a space for none),
    `window` outlines a square (top, left, side) of a grid, `ring` greys the outer rows and columns of one.
    Raises: ArgumentError for other shapes, for what is not a number, and for too few signs.

    >>> show_grids({"image": np.eye(2)}, caption="Ones on the diagonal.")
    [figure: Ones on the diagonal. image, 2 by 2: 1 0; 0 1.]
    """
    if not grids:
        raise ArgumentError("There is nothing to draw: `grids` is empty; it maps each title to an array.")
    drawn = [
        Grid(title, _two_axes(title, values), finite_shade, (window or {}).get(title), (ring or {}).get(title, 0))
        for title, values in grids.items()
    ]
    between = list(signs) * len(drawn) if len(signs) == 1 else list(signs)
    if len(between) < len(drawn) - 1:
        raise ArgumentError(f"{len(drawn)} grids need one sign, or {len(drawn) - 1}; received {signs!r}.")
    alt = " ".join([caption, *map(_in_words, drawn)]).strip()
    body, width, height = rows_of_grids(drawn, between)
    figure = Figure.from_svg(page(body, width, height, [caption] if caption else [], alt), alt)
    tables = "".join(_table(grid) for grid in drawn if not grid.written)
    return Figure(figure.html + tables, alt)


def _table(grid: Grid) -> str:
    """The numbers of a grid that shows only their colours: folded, for eyes and ears."""
    rows = "".join(f"<tr>{''.join(f'<td>{number(value)}</td>' for value in row)}</tr>" for row in grid.values)
    return f"<details><summary>{escape(grid.title)}: the numbers</summary><table>{rows}</table></details>"


def _two_axes(title: str, values: ArrayLike) -> Numbers:
    try:
        array = np.asarray(values, dtype=float)
    except (TypeError, ValueError) as problem:
        raise ArgumentError(f"{title} must be an array of numbers; received {type(values).__name__}.") from problem
    if array.ndim != 2 or not 1 <= min(array.shape) <= max(array.shape) <= LONGEST:
        raise ArgumentError(f"{title} must have two axes of 1 to {LONGEST}; received shape {array.shape}.")
    return array


def _in_words(grid: Grid) -> str:
    """A grid for those who listen: its size, and its numbers when they are few, else the ends of its scale."""
    rows, columns = grid.values.shape
    size = f"{grid.title}, {rows} by {columns}"
    if grid.values.size > SPOKEN:
        return f"{size}, {number(grid.ends[0])} to {number(grid.ends[1])}." if grid.ends else f"{size}."
    return f"{size}: " + "; ".join(" ".join(number(value) for value in row) for row in grid.values) + "."


def show_photos(photos: dict[str, Array], caption: str = "", height: int = 200, columns: int | None = None) -> Figure:
    """Show images side by side, in rows of equal length where they do not fit into one.

    Shapes: every array of `photos` (title → array) is (n_H, n_W) or (n_H, n_W, 3). Bytes (uint8) are shown as they
    are. Other numbers are stretched to the full range of brightness; where some are negative, zero is middle grey.
    `height` is in pixels; `columns` is how many stand in a row, as many as fit when it is None.
    Raises: ArgumentError for other shapes.

    >>> show_photos({"black": np.zeros((4, 4, 3), np.uint8)})
    [figure: Photographs: black.]
    """
    cells, widest = [], 1
    for title, values in photos.items():
        drawn = _brightness(title, np.asarray(values))
        width = round(height * drawn.shape[1] / drawn.shape[0])
        widest = max(widest, width)
        # A page's own rules for pictures would undo the attribute, which stays for where styles are cut out. A narrow
        # page makes all pictures of a row smaller, so that none is cut off or left alone.
        cells.append(
            f'<figure style="margin:0"><img alt="{escape(title)}" height="{height}" '
            f'style="width:100%;max-width:{width}px;height:auto" src="{_address(drawn, height)}"/>'
            f'<figcaption style="line-height:1.3">{escape(title)}</figcaption></figure>'
        )
    beside, room = columns or per_row(len(cells), max(widest, LEAST) + SPACE), max(widest, LEAST)
    alt = f"{caption} Photographs: {', '.join(photos)}.".strip()
    note = f'<p style="margin:.5em 0 0">{escape(caption)}</p>' if caption else ""
    rows = f"display:grid;grid-template-columns:repeat({beside},minmax(0,{room}px));gap:8px {SPACE}px"
    grid = f'<div style="{rows}">{"".join(cells)}</div>'
    return Figure(f'<div role="group" aria-label="{escape(alt)}">{grid}{note}</div>', alt)


def per_row(count: int, width: int) -> int:
    """How many stand in a row: as few rows as fit into a page, and these as full as each other."""
    rows = -(-count * width // PAGE)
    return -(-count // max(rows, 1))


def _brightness(title: str, values: Array) -> Photo:
    """The array as bytes, ready to be a picture."""
    if values.size == 0 or not (values.ndim == 2 or (values.ndim == 3 and values.shape[2] == 3)):
        raise ArgumentError(f"{title} must have shape (n_H, n_W) or (n_H, n_W, 3); received shape {values.shape}.")
    if values.dtype == np.uint8:
        return values
    finite = np.where(np.isfinite(values), values, 0.0).astype(float)
    low, high = float(finite.min()), float(finite.max())
    if low < 0:
        high = max(-low, high)
        low = -high
    return np.round(255 * (finite - low) / ((high - low) or 1.0)).astype(np.uint8)


def _address(values: Photo, height: int) -> str:
    """The picture as a data address: PNG, or JPEG where that is less than half (a photograph of some size)."""
    from PIL import Image

    picture = Image.fromarray(values)
    scale = max(1, round(height / picture.height))
    enlarged = picture.resize((picture.width * scale, picture.height * scale), Image.Resampling.NEAREST)
    kind, data = "png", _saved(enlarged, "PNG")
    if scale == 1 and len(data) > JPEG_FROM:
        smaller = _saved(enlarged, "JPEG", quality=88)
        kind, data = ("jpeg", smaller) if 2 * len(smaller) < len(data) else (kind, data)
    return data_address(data, kind)


def _saved(picture: Image, kind: str, **options: int) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, optimize=True, **options)
    return buffer.getvalue()


def draw_walk(n: int, f: int, pad: int = 0, stride: int = 1) -> Figure:
    """Draw one row of `n` pixels and every window that fits on it, and the formula with these numbers.

    Raises: ArgumentError where no window fits (see `conv_output_size`), or for a padded row above 24.

    >>> draw_walk(5, 3, pad=0, stride=2)
    [figure: A row of 5 pixels, padding 0, window 3, stride 2. ⌊(5 + 2·0 − 3) / 2⌋ + 1 = 2 outputs.]
    """
    count, total, cell = conv_output_size(n, f, pad, stride), n + 2 * pad, 26
    if total > LONGEST:
        raise ArgumentError(f"The padded row must have at most {LONGEST} places to be drawn; received {total}.")
    parts = []
    for i in range(total):
        inside = pad <= i < pad + n
        fill, text = ("#ffffff", str(i - pad + 1)) if inside else ("#d9d9d9", "0")
        parts.append(box(20 + i * cell, 16, cell, fill, text))
    for k in range(count):
        y = 54 + k * 18
        parts.append(bar(22 + k * stride * cell, y, f * cell - 4, COLOURS[k % 4]))
        parts.append(label(34 + total * cell, y + 9, f"output {k + 1}"))
    left = total - f - (count - 1) * stride
    words = [f"⌊({n} + 2·{pad} − {f}) / {stride}⌋ + 1 = {count} output{'s' * (count > 1)}."]
    words += [f"The last {'place is' if left == 1 else f'{left} places are'} never reached."] if left else []
    alt = f"A row of {n} pixels, padding {pad}, window {f}, stride {stride}. {' '.join(words)}"
    return Figure.from_svg(page("".join(parts), 120 + total * cell, 56 + count * 18, words, alt), alt)


__all__ = ["Figure", "draw_walk", "show_grids", "show_photos"]

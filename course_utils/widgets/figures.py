"""The drawings of the notebooks: pure functions from arrays to figures with alt text."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils.errors import ArgumentError
from course_utils.widgets.picture import Grid, frame, side_by_side, signed

Numbers = NDArray[Any]
BLUE, ORANGE, GREEN, SKY = "#0072B2", "#E69F00", "#009E73", "#56B4E9"  # Okabe and Ito
_INK = "#1b1b1b"


@dataclass(frozen=True)
class Figure:
    """A drawing: HTML for a notebook, its alt text where only text is shown."""

    html: str
    alt: str

    def _repr_html_(self) -> str:
        return f'<div style="overflow-x:auto">{self.html}</div>'

    def __repr__(self) -> str:
        return f"[figure: {self.alt}]"


def _drawn(svg: str, alt: str) -> Figure:
    """An SVG as an image: inline SVG is cut out of notebooks that are not trusted, and on GitHub."""
    data = base64.b64encode(svg.encode()).decode()
    return Figure(f'<img alt="{escape(alt)}" src="data:image/svg+xml;base64,{data}"/>', alt)


def show_grids(
    grids: dict[str, Numbers],
    signs: str = "→",
    caption: str = "",
    window: dict[str, tuple[int, int, int]] | None = None,
    ring: dict[str, int] | None = None,
) -> Figure:
    """Draw small arrays side by side, numbers in coloured cells.

    Shapes: every array of `grids` (title → array) has two axes, at most 24 long; booleans are drawn as 0 and 1.
    `signs` are the characters between them (one for all, or one each), `window` outlines a square
    (top, left, side) of a grid, `ring` greys the outer rows and columns of one.
    Raises: ArgumentError for anything but two axes.
    """
    drawn = []
    for title, values in grids.items():
        array = np.asarray(values, dtype=float)
        if array.ndim != 2 or max(array.shape) > 24:
            raise ArgumentError(f"{title} must have two axes of at most 24; received shape {array.shape}.")
        drawn.append(Grid(title, array, signed, (window or {}).get(title), (ring or {}).get(title, 0)))
    between = list(signs) * len(drawn) if len(signs) == 1 else list(signs)
    sizes = ", ".join(f"{one.title} {one.values.shape[0]} by {one.values.shape[1]}" for one in drawn)
    alt = f"{caption} Grids: {sizes}.".strip()
    return _drawn(side_by_side(drawn, between, [caption] if caption else [], alt), alt)


def show_photos(photos: dict[str, Numbers], caption: str = "", height: int = 200) -> Figure:
    """Show images side by side, each stretched to the full range of brightness unless it is uint8.

    Shapes: every array of `photos` (title → array) is (n_H, n_W) or (n_H, n_W, 3).
    """
    cells = []
    for title, values in photos.items():
        data = base64.b64encode(_png(np.asarray(values), height)).decode()
        cells.append(
            f'<figure style="margin:0 12px 0 0;display:inline-block"><img alt="{escape(title)}" height="{height}" '
            f'src="data:image/png;base64,{data}"/><figcaption>{escape(title)}</figcaption></figure>'
        )
    alt = f"{caption} Photographs: {', '.join(photos)}.".strip()
    note = f"<p>{escape(caption)}</p>" if caption else ""
    return Figure(f'<div role="group" aria-label="{escape(alt)}">{"".join(cells)}{note}</div>', alt)


def _png(values: Numbers, height: int) -> bytes:
    from PIL import Image

    if values.dtype != np.uint8:
        low, high = float(np.min(values)), float(np.max(values))
        values = np.uint8(255 * (values - low) / ((high - low) or 1.0))  # type: ignore[assignment]
    picture = Image.fromarray(values)
    scale = max(1, round(height / picture.height))
    picture = picture.resize((picture.width * scale, picture.height * scale), Image.Resampling.NEAREST)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def draw_walk(n: int, f: int, pad: int = 0, stride: int = 1) -> Figure:
    """Draw one row of pixels and every window that fits on it, and the formula with these numbers."""
    total, cell = n + 2 * pad, 26
    count = (total - f) // stride + 1
    if count < 1:
        raise ArgumentError(f"The window ({f}) is larger than the padded row ({total}).")
    parts = []
    for i in range(total):
        inside = pad <= i < pad + n
        fill, text = ("#ffffff", str(i - pad + 1)) if inside else ("#d9d9d9", "0")
        parts.append(_box(20 + i * cell, 16, cell, cell, fill, text))
    for k in range(count):
        x, y = 20 + k * stride * cell, 52 + k * 14
        colour = (BLUE, ORANGE, GREEN, SKY)[k % 4]
        parts.append(f'<rect x="{x + 2}" y="{y}" width="{f * cell - 4}" height="8" rx="4" fill="{colour}"/>')
        parts.append(_label(20 + total * cell + 14, y + 9, f"output {k + 1}", "start", 12))
    left = total - f - (count - 1) * stride
    words = [f"⌊({n} + 2·{pad} − {f}) / {stride}⌋ + 1 = {count} outputs"]
    words += [f"{left} pixel(s) at the end are never reached"] if left else []
    alt = f"A row of {n} pixels, padding {pad}, window {f}, stride {stride}: {count} windows."
    svg = frame(max(460, 120 + total * cell), 56 + count * 14, "".join(parts), words, alt)
    return _drawn(svg, alt)


def draw_layer(shapes: Sequence[tuple[int, int, int]], names: Sequence[str]) -> Figure:
    """Draw volumes (n_H, n_W, n_C) from left to right, with the name of the step on each arrow.

    `names` has one entry less than `shapes`.
    """
    parts, x, tallest = [], 24.0, max(shape[0] for shape in shapes)
    for index, (height, width, channels) in enumerate(shapes):
        h, w, d = 30 + 90 * height / tallest, 14 + 40 * width / tallest, 8 + 4 * min(channels, 20)
        y = 150 - h
        parts.append(_volume(x, y, w, h, d, (BLUE, ORANGE, GREEN, SKY)[index % 4]))
        parts.append(_label(x + (w + d) / 2, 182, f"{height} × {width} × {channels}", "middle", 13))
        x += w + d + 26
        if index < len(names):
            parts.append(_arrow(x, 110, names[index]))
            x += 34 + 7.2 * len(names[index])
    alt = "Volumes: " + ", then ".join(f"{h} by {w} by {c}" for h, w, c in shapes) + "."
    return _drawn(frame(x + 20, 190, "".join(parts), [], alt), alt)


def _volume(x: float, y: float, w: float, h: float, d: float, colour: str) -> str:
    """A box seen from the front left: `d` pixels deep."""
    s = d * 0.5
    front = f"M{x} {y}h{w}v{h}h{-w}z"
    top = f"M{x} {y}l{d} {-s}h{w}l{-d} {s}z"
    side = f"M{x + w} {y}l{d} {-s}v{h}l{-d} {s}z"
    paint = zip((front, top, side), (0.55, 0.25, 0.75))
    line = f'stroke="{colour}" stroke-width="1.5"'
    return "".join(f'<path d="{d}" fill="{colour}" fill-opacity="{alpha}" {line}/>' for d, alpha in paint)


def _arrow(x: float, y: float, name: str) -> str:
    end = x + 8 + 7.2 * len(name)
    path = f'<path d="M{x} {y}H{end}m-7 -5l7 5l-7 5" fill="none" stroke="{_INK}" stroke-width="1.6"/>'
    return path + _label((x + end) / 2, y - 10, name, "middle", 13)


def _box(x: float, y: float, w: float, h: float, fill: str, text: str) -> str:
    box = f'<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="{fill}" stroke="#777"/>'
    return box + _label(x + w / 2, y + h / 2 + 5, text, "middle", 13)


def _label(x: float, y: float, text: str, anchor: str, size: int) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" font-size="{size}" fill="{_INK}">{escape(text)}</text>'


__all__ = ["Figure", "draw_layer", "draw_walk", "show_grids", "show_photos"]

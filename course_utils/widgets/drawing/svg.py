"""What drawings are made of, as SVG text: words, shapes, arrows, volumes, a white page around them."""

from __future__ import annotations

import base64
import textwrap
from collections.abc import Sequence
from html import escape

BLUE, ORANGE, GREEN, SKY = COLOURS = ("#0072B2", "#B87D00", "#009E73", "#3391CC")
# Okabe and Ito's hues; the orange and the sky blue darkened until lines of them reach 3 : 1 on white.
INK, ON_WHITE = "currentColor", "#1b1b1b"  # of words on the page, which may be dark, and on what stays white
# A picture in a page follows that page's scheme; the names keep it from the page itself where it stands inline.
SHEET = "cu-sheet"
_DARK = f".{SHEET}{{color:#e8e8e8}}.{SHEET} .cu-page{{fill:#1f1f1f}}"
ON_DARK = f"<style>@media (prefers-color-scheme:dark){{{_DARK}}}</style>"
MARGIN, LINE, SMALLEST = 10, 20, 460
PROSE = 0.57 * 14  # pixels of a letter of a line below, spaces among them
WIDE_ENOUGH = 590  # a line of so many pixels fits into a narrow notebook: no word of it need stand alone


def data_address(data: bytes, kind: str) -> str:
    """Return a picture as an address that holds the picture itself; `kind` is what follows `image/`."""
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return an upper estimate of a line's width in pixels: the wide DejaVu Sans stands for `sans-serif` on Linux."""
    return len(text) * size * (0.68 if bold else 0.6)


def label(
    x: float, y: float, text: str, anchor: str = "start", size: float = 13, weight: str = "", ink: str = INK
) -> str:
    """Return a line of text; `anchor` is start, middle or end. What is empty is left to the page."""
    looks = {"text-anchor": anchor, "font-size": f"{size:g}", "font-weight": weight, "fill": ink}
    written = "".join(f' {name}="{value}"' for name, value in looks.items() if value)
    return f'<text x="{x:g}" y="{y:g}"{written}>{escape(text)}</text>'


def rect(x: float, y: float, width: float, height: float, paint: str) -> str:
    """Return a rectangle; `paint` are its attributes, such as 'fill="none" stroke="#777"'."""
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" {paint}/>'


def circle(x: float, y: float, radius: float, paint: str) -> str:
    """Return a circle around (x, y)."""
    return f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" {paint}/>'


def box(x: float, y: float, side: float, fill: str, text: str) -> str:
    """Return a square with a text in its middle."""
    square = rect(x, y, side, side, f'fill="{fill}" stroke="#777"')
    return square + label(x + side / 2, y + side / 2 + 5, text, "middle", ink=ON_WHITE)


def bar(x: float, y: float, width: float, colour: str) -> str:
    """Return a flat bar with round ends."""
    return rect(x, y, width, 8, f'rx="4" fill="{colour}"')


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


def page(body: str, width: float, height: float, words: Sequence[str], alt: str) -> str:
    """Return a notebook's drawing: `body` on a white page with round corners, dark where the page around is.

    `words` are lines below the body, broken where they would not fit; `alt` is the description.
    """
    longest = max((PROSE * len(text) + 2 * MARGIN for text in words), default=0)
    width = max(width, SMALLEST, longest if longest <= WIDE_ENOUGH else 0)
    room = int((width - 2 * MARGIN) / PROSE)
    lines = [(part, "") for text in words for part in _even(text, room)]
    return _sheet(body, width, height, lines, alt, ' rx="8"')


def _even(text: str, room: int) -> list[str]:
    """The text in as few lines of `room` letters as it needs, as long as each other: no word is left alone."""
    fewest = len(textwrap.wrap(text, room))
    even = range(max(len(text) // max(fewest, 1), 1), room)
    return textwrap.wrap(text, next((length for length in even if len(textwrap.wrap(text, length)) == fewest), room))


def frame(body: str, width: float, height: float, words: Sequence[str], alt: str) -> str:
    """Return an explorer's still picture: `body` with `words` as lines below it, the first one bold.

    A line that would not fit is broken.
    """
    looks = ["bold", *["normal"] * (len(words) - 1)]
    wide = {"bold": 0.64 * 14, "normal": PROSE}
    lines = [
        (part, look) for text, look in zip(words, looks) for part in _even(text, int((width - 2 * MARGIN) / wide[look]))
    ]
    return _sheet(body, width, height, lines, alt, "")


def _sheet(body: str, width: float, height: float, lines: Sequence[tuple[str, str]], alt: str, corners: str) -> str:
    """A whole SVG; each line has its text and its weight."""
    below = [
        label(MARGIN, height + 24 + LINE * index, text, size=14, weight=weight)
        for index, (text, weight) in enumerate(lines)
    ]
    full = height + LINE * len(lines) + 16
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width:g} {full:g}" width="{width:g}" '
        f'height="{full:g}" font-family="sans-serif" class="{SHEET}" color="{ON_WHITE}">'
        f"<title>{escape(alt)}</title>{ON_DARK}"
        f'<rect width="100%" height="100%"{corners} fill="#fff" class="cu-page"/>{body}{"".join(below)}</svg>'
    )


def table(rows: Sequence[Sequence[str]], widths: Sequence[int], words: Sequence[str], alt: str) -> str:
    """Return an SVG table; the first row is its head, the first column is set left, the others right."""
    parts = []
    for line, row in enumerate(rows):
        y, edge = MARGIN + 14 + 22 * line, MARGIN
        for column, (text, width) in enumerate(zip(row, widths)):
            anchor, x = ("end", edge + width) if column else ("start", edge)
            parts.append(label(x, y, text, anchor, weight="normal" if line else "bold"))
            edge += width
        parts.append(f'<line x1="{MARGIN}" x2="{edge}" y1="{y + 6}" y2="{y + 6}" stroke="#d5d5d5"/>')
    return frame("".join(parts), sum(widths) + 2 * MARGIN, MARGIN + 22 * len(rows), words, alt)

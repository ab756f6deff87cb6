"""Plots of matplotlib in a notebook: images with alt text, the same on every run, dark where the page is."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.errors import ArgumentError
from course_utils.widgets.drawing.figures import Figure
from course_utils.widgets.drawing.svg import ON_DARK, ON_WHITE, SHEET, page

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Plot

STYLE = str(Path(__file__).parents[2] / "plots.mplstyle")  # plt.style.use finds it by "course_utils.plots", too
GRID = "#d5d5d5"  # of the style
FONT, WIDE_FONTS = "font-family: 'DejaVu Sans'", "font-family: 'DejaVu Sans', Verdana, sans-serif"  # equally wide
_UNITS = re.compile(r'(width|height)="([\d.]+)pt"')
_PLACES, _LONG = re.compile(r' (?:d|x|y|transform)="[^"]*"'), re.compile(r"\d+\.\d{3,}")
_PAGE = re.compile(r'(<g id="patch_1">\s*<path d="[^"]*" )style="fill: #ffffff"')


def show(plot: Plot, alt: str) -> Figure:
    """Close a matplotlib figure and return it as the picture of a cell.

    Args:
        plot: from `plt.subplots()`; with `plt.style.use("course_utils.plots")` its ink follows a dark page.
        alt: what it shows, in a sentence, for those who listen.

    Raises:
        ArgumentError: `plot` is no matplotlib figure, or `alt` says nothing.
    """
    if not hasattr(plot, "savefig"):
        raise ArgumentError(
            f"show takes matplotlib's figure; received {type(plot).__name__}. Write fig, ax = plt.subplots() first, "
            'and show(fig, alt="…") last.'
        )
    if not isinstance(alt, str) or not alt.strip():
        raise ArgumentError('show needs alt, a sentence that says what the figure shows: show(fig, alt="…").')
    # Known by its class: where a curve lies to the last digit differs between machines and versions of matplotlib.
    return Figure.from_svg(_svg_of(plot), alt, "cu-plot")


def with_words(plot: Plot, words: Sequence[str], alt: str) -> str:
    """Close a matplotlib figure and return an SVG with lines of words below it: an explorer's still picture."""
    width, height = plot.get_size_inches() * plot.dpi
    return page(_svg_of(plot), float(width), float(height), words, alt)


def _svg_of(plot: Plot) -> str:
    """Close the figure and return it as an SVG that suits any page."""
    from matplotlib import pyplot, rc_context

    text = io.StringIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "course"}):
        plot.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    pyplot.close(plot)
    return _on_any_page(text.getvalue())


def _on_any_page(svg: str) -> str:
    """The SVG alone, in pixels; the course's ink, grid and page follow the scheme of the page around it."""
    svg = _UNITS.sub(r'\1="\2"', svg[svg.index("<svg ") :], count=2).replace(ON_WHITE, "currentColor")
    svg = svg.replace(f"stroke: {GRID}", "stroke: currentColor; stroke-opacity: 0.2")
    svg = _PLACES.sub(lambda place: _LONG.sub(lambda digits: f"{float(digits[0]):.2f}", place[0]), svg)
    svg = _PAGE.sub(r'\1class="cu-page" fill="#fff"', svg, count=1)
    head, rest = svg.split(">", 1)
    return f'{head} class="{SHEET}" color="{ON_WHITE}">{ON_DARK}{rest.replace(FONT, WIDE_FONTS)}'

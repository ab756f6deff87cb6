"""A small picture of where two arrays differ: one plane, through the first wrong value."""

from __future__ import annotations

import base64
import html
from dataclasses import dataclass

import numpy as np

from course_utils.checks.report import Difference
from course_utils.types import Mask

_LIMIT = 16  # cells drawn per side
_CELL = 15


@dataclass(frozen=True)
class Plane:
    """A two-dimensional cut; `wrong[i, j]` is True where the answer differs."""

    label: str
    wrong: Mask
    row_axis: str = "rows"
    column_axis: str = "columns"

    @property
    def sentence(self) -> str:
        return f"{self.label}: {int(self.wrong.sum())} of {self.wrong.size} values differ"


def plane_of(difference: Difference | None) -> Plane | None:
    """The plane through the first wrong value; None where there are no two arrays of one shape to compare."""
    wrong = difference.wrong if difference else None
    if difference is None or wrong is None or wrong.ndim == 0:
        return None
    first = np.argwhere(wrong)[0]
    keep = (1, 2) if wrong.ndim == 4 else tuple(range(min(2, wrong.ndim)))
    cut = tuple(slice(None) if axis in keep else int(first[axis]) for axis in range(wrong.ndim))
    name = difference.where.split("[")[0]
    label = f"{name}[{', '.join(':' if isinstance(c, slice) else str(c) for c in cut)}]"
    return Plane(label, np.atleast_2d(wrong[cut]))


def as_text(plane: Plane) -> str:
    """A drawing of dots (equal) and crosses (different), for a terminal."""
    rows = [" ".join("×" if cell else "·" for cell in row[:_LIMIT]) for row in plane.wrong[:_LIMIT]]
    return "\n".join([f"{plane.sentence} (×)", *rows])


def as_image(plane: Plane) -> str:
    """The same as an image with alt text; a wrong cell carries a cross, not only a colour.

    An `img` with the SVG inside it is shown where inline SVG is cut out: in notebooks not trusted, on GitHub.
    """
    cells = plane.wrong[:_LIMIT, :_LIMIT]
    height, width = (n * _CELL + 1 for n in cells.shape)
    marks = "".join(_cell(row, column, bool(bad)) for (row, column), bad in np.ndenumerate(cells))
    svg = f'<svg width="{width}" height="{height}" xmlns="http://www.w3.org/2000/svg">{marks}</svg>'
    data = base64.b64encode(svg.encode()).decode()
    return f'<img alt="{html.escape(plane.sentence)}" src="data:image/svg+xml;base64,{data}"/>'


def _cell(row: int, column: int, bad: bool) -> str:
    x, y, s = column * _CELL + 0.5, row * _CELL + 0.5, _CELL
    box = f'<rect x="{x}" y="{y}" width="{s}" height="{s}" fill="{"#D55E00" if bad else "#E8F4EE"}" stroke="#999"/>'
    if not bad:
        return box
    a, b, c, d = x + 4, y + 4, x + s - 4, y + s - 4
    return f'{box}<path d="M{a} {b}L{c} {d}M{a} {d}L{c} {b}" stroke="#fff" stroke-width="2"/>'

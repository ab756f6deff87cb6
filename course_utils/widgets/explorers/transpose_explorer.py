"""TransposeExplorer: a transposed convolution, one pixel's patch after the other."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets

from course_utils.layers.convolution.transposed import conv_transpose
from course_utils.types import Numbers
from course_utils.widgets.assets import javascript
from course_utils.widgets.base import ExplorerWidget, WidgetError
from course_utils.widgets.drawing import grids
from course_utils.widgets.mathematics.numbers import number
from course_utils.widgets.traits import NumberGrid, OneOf, Whole, Within

IMAGE = [[1, 2, 0], [3, -1, 2], [0, 1, 2]]
KERNEL = [[1, 2, 1], [2, 4, 2], [1, 2, 1]]
LARGEST_PAD, LARGEST_STRIDE = 2, 4


class TransposeExplorer(ExplorerWidget):
    """A map that grows: every pixel lays the filter, times its value, on a canvas; what overlaps adds up.

    Args (all by name, all traits that can be assigned later):
        image: the input, shape (rows, columns), at most 6 each.
        kernel: the filter, shape (f, f), at most 5.
        stride: how far the patches of two neighbours lie apart, 1 to 4.
        pad: rows and columns that are cut off at each side in the end, 0 to 2.
        row, col: the pixel whose patch was laid last, from 0; all before it in reading order lie there, too.
        view: "values", or "counts" of the patches that cover each place.

    Raises:
        WidgetError: a value outside its domain, or a pad that leaves nothing.

    Example:
        >>> w = TransposeExplorer(image=[[1, 2]], kernel=[[1, 1], [1, 1]], stride=1, row=0, col=1)
        >>> w.canvas.tolist(), w.counts.tolist()
        ([[1.0, 3.0, 2.0], [1.0, 3.0, 2.0]], [[1.0, 2.0, 1.0], [1.0, 2.0, 1.0]])
    """

    _esm = javascript("transpose_explorer")

    image = NumberGrid(IMAGE, most=6)
    kernel = NumberGrid(KERNEL, most=5)
    stride = Within(2, 1, LARGEST_STRIDE).tag(sync=True)
    pad = Within(0, 0, LARGEST_PAD).tag(sync=True)
    row = Whole(2).tag(sync=True)
    col = Whole(2).tag(sync=True)
    view = OneOf("values", "counts").tag(sync=True)

    def __init__(self, **values: object) -> None:
        super().__init__(**values)
        self._stay_inside()

    @property
    def laid(self) -> Numbers:
        """The pixels whose patches lie on the canvas; the others are 0. Shape of `image`."""
        return np.where(self._done(), self.image, 0.0)

    @property
    def canvas(self) -> Numbers:
        """What the patches laid so far add up to, rim included, from `conv_transpose`."""
        return self._spread(self.laid, self.kernel)

    @property
    def counts(self) -> Numbers:
        """How many of the patches laid so far cover each place of the canvas."""
        return self._spread(self._done().astype(float), np.ones(self.kernel.shape))

    @property
    def output(self) -> Numbers:
        """The whole answer: all patches laid, the rim cut off."""
        return self._spread(self.image, self.kernel, int(self.pad))

    def _done(self) -> Numbers:
        places = np.arange(self.image.size).reshape(self.image.shape)
        return np.asarray(places <= self.row * self.image.shape[1] + self.col)

    def _spread(self, values: Numbers, kernel: Numbers, pad: int = 0) -> Numbers:
        bias, settings = np.zeros((1, 1, 1, 1)), {"stride": int(self.stride), "pad": pad}
        result = conv_transpose(values[None, :, :, None], kernel[:, :, None, None], bias, settings)
        return np.asarray(result[0, :, :, 0])

    @traitlets.validate("kernel")
    def _square(self, proposal: dict[str, Any]) -> object:
        rows, columns = proposal["value"].shape
        if rows != columns:
            raise WidgetError(f"kernel must be square; received shape {(rows, columns)}.")
        return self._leaves_some(proposal)

    @traitlets.validate("image", "stride", "pad")
    def _leaves_some(self, proposal: dict[str, Any]) -> object:
        """Refuse a pad that cuts everything off."""
        now = self.proposed(proposal, "image", "kernel", "stride", "pad")
        side = (min(now["image"].shape) - 1) * int(now["stride"]) + len(now["kernel"])
        if 2 * now["pad"] >= side:
            raise WidgetError(f"pad must leave some of the {side} rows or columns; received pad={now['pad']}.")
        return proposal["value"]

    @traitlets.observe("image", "row", "col")
    def _follow(self, change: object) -> None:
        self._stay_inside()

    def _stay_inside(self) -> None:
        rows, columns = self.image.shape
        self.row, self.col = min(self.row, rows - 1), min(self.col, columns - 1)

    def words(self) -> str:
        """Say which patch was laid last, and where, as the page does."""
        return " ".join(self._sentences())

    def _sentences(self) -> tuple[str, str]:
        top, left, f = self.row * int(self.stride), self.col * int(self.stride), len(self.kernel)
        laid = (
            f"Pixel {self.row + 1}, {self.col + 1} lays {number(self.image[self.row, self.col])} times the filter on "
            f"rows {top + 1}–{top + f}, columns {left + 1}–{left + f}."
        )
        return laid, self._spreading()

    def _spreading(self) -> str:
        f, stride = len(self.kernel), int(self.stride)
        if f == stride:
            return "Patches lie side by side: each place is covered once."
        if f < stride:
            return "The stride exceeds f: places between patches get nothing."
        if f % stride:
            return "The stride does not divide f: uneven cover, a chessboard."
        return f"Patches overlap; inside, each place is covered {(f // stride) ** 2} times."

    def alt_text(self) -> str:
        """Say the sizes and what was laid last."""
        (rows, columns), (n_H, n_W) = self.image.shape, self.output.shape
        return f"Transpose explorer: a {rows}×{columns} map becomes {n_H}×{n_W}. {self.words()}"

    def static_svg(self) -> str:
        """Return input, filter and canvas side by side, the last patch outlined."""
        top, left = self.row * int(self.stride), self.col * int(self.stride)
        patch, side = (top, left, len(self.kernel)), int(self.pad)
        shown = self.canvas if self.view == "values" else self.counts
        row = [
            grids.Grid("Input", self.image, grids.signed, (self.row, self.col, 1)),
            grids.Grid("Filter", self.kernel, grids.signed),
            grids.Grid("Canvas" if self.view == "values" else "Patches", shown, grids.signed, patch, side),
        ]
        return grids.side_by_side(row, signs=("×", "→"), words=[*self._sentences()], alt=self.alt_text())

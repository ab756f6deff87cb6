"""PoolingExplorer: one number for each window, and where its gradient goes."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from course_utils.layers.convolution.geometry import conv_output_size
from course_utils.layers.convolution.pool import pool_backward, pool_forward
from course_utils.types import Numbers
from course_utils.widgets.assets import javascript
from course_utils.widgets.base import ExplorerWidget, WidgetError
from course_utils.widgets.drawing import grids
from course_utils.widgets.inputs import grey
from course_utils.widgets.mathematics.numbers import number
from course_utils.widgets.traits import NumberGrid, OneOf, Whole

IMAGE = [
    [1, 3, 2, 1, 0, 4],
    [2, 9, 1, 1, 5, 2],
    [1, 3, 2, 3, 8, 0],
    [5, 6, 1, 2, 1, 7],
    [0, 2, 4, 6, 3, 1],
    [7, 1, 0, 2, 9, 5],
]


def counting_gradient(rows: int, columns: int) -> Numbers:
    """Return 1, 2, 3, … in reading order, shape (rows, columns): every number can be followed back."""
    return np.arange(1.0, rows * columns + 1).reshape(rows, columns)


class PoolingExplorer(ExplorerWidget):
    """Max and average pooling, forwards and backwards.

    Args (all by name, all traits that can be assigned later):
        image: the input, shape (rows, columns).
        window, stride: the window's side f and its step.
        mode: "max" or "average".
        view: "forward", or "backward" to see where the gradient goes.
        gradient: the gradient of the output, shape of `output`; 1, 2, 3, … until you give one.
        row, col: the output cell looked at, from 0.

    Raises:
        WidgetError: a value outside its domain, a window larger than the input, a gradient of another shape.

    Example:
        >>> w = PoolingExplorer(window=2, stride=2)
        >>> w.output[0, 0], w.input_gradient[1, 1]
        (np.float64(9.0), np.float64(1.0))
    """

    _esm = javascript("pooling_explorer")

    image = NumberGrid(IMAGE, most=24)
    gradient = NumberGrid(counting_gradient(3, 3), most=24)
    window = Whole(2, least=1).tag(sync=True)
    stride = Whole(2, least=1).tag(sync=True)
    mode = OneOf("max", "average").tag(sync=True)
    view = OneOf("forward", "backward").tag(sync=True)
    row = Whole(0).tag(sync=True)
    col = Whole(0).tag(sync=True)

    def __init__(self, *, gradient: ArrayLike | None = None, **values: object) -> None:
        if "image" in values:
            values["image"] = grey(values["image"])
        super().__init__(**values)
        if gradient is not None:
            self.gradient = gradient

    @property
    def output(self) -> Numbers:
        """The pooled image, shape (n_H, n_W), from `pool_forward`."""
        result, _ = pool_forward(self.image[None, :, :, None], self._settings(), mode=self.mode)
        return np.asarray(result[0, :, :, 0])

    @property
    def input_gradient(self) -> Numbers:
        """The gradient of the image, shape of `image`, from `pool_backward`."""
        cache = (self.image[None, :, :, None], self._settings())
        result = pool_backward(self.gradient[None, :, :, None], cache, mode=self.mode)
        return np.asarray(result[0, :, :, 0])

    def _settings(self) -> dict[str, int]:
        return {"f": self.window, "stride": self.stride}

    def _shape(self) -> tuple[int, int]:
        rows, columns = (conv_output_size(n, self.window, 0, self.stride) for n in self.image.shape)
        return rows, columns

    @traitlets.validate("image", "window")
    def _fits(self, proposal: dict[str, Any]) -> object:
        """Refuse a window larger than the input."""
        now = self.proposed(proposal, "image", "window")
        n = min(now["image"].shape)
        if now["window"] > n:
            raise WidgetError(f"window must be at most the input's smaller side {n}; received window={now['window']}.")
        return proposal["value"]

    @traitlets.validate("gradient")
    def _matches(self, proposal: dict[str, Any]) -> object:
        """Refuse a gradient of another shape than the output's."""
        received = proposal["value"].shape
        if received != self._shape():
            raise WidgetError(f"gradient must have the output's shape {self._shape()}; received shape {received}.")
        return proposal["value"]

    @traitlets.observe("image", "window", "stride")
    def _follow_shape(self, change: object) -> None:
        rows, columns = self._shape()
        if self.gradient.shape != (rows, columns):
            self.gradient = counting_gradient(rows, columns)
        self.row, self.col = min(self.row, rows - 1), min(self.col, columns - 1)

    def alt_text(self) -> str:
        """Say what is pooled, and what the selected window gives or gets."""
        n_H, n_W = self.image.shape
        rows, columns = self._shape()
        spot = f"row {self.row + 1}, column {self.col + 1}"
        value, slope = self.output[self.row, self.col], self.gradient[self.row, self.col]
        goes = "goes to the window's largest input" if self.mode == "max" else "is shared equally by the window"
        return (
            f"Pooling explorer: {self.mode} pooling of a {n_H}×{n_W} input with window {self.window} and stride "
            f"{self.stride} gives {rows}×{columns}; output {spot} is {number(value)}, and its gradient "
            f"{number(slope)} {goes}."
        )

    def static_svg(self) -> str:
        """Return input and output, and in the backward view both gradients, side by side."""
        outline = (self.row * self.stride, self.col * self.stride, self.window)
        spot = (self.row, self.col, 1)
        row = [grids.Grid("Input", self.image, grids.grey, outline)]
        if self.view == "forward":
            row.append(grids.Grid("Output", self.output, grids.grey, spot))
        else:
            row.append(grids.Grid("Output gradient", self.gradient, grids.signed, spot))
            row.append(grids.Grid("Input gradient", self.input_gradient, grids.signed, outline))
        words = [f"{self.mode} pooling, window {self.window}, stride {self.stride}"]
        return grids.side_by_side(row, signs=("→", "→"), words=words, alt=self.alt_text())

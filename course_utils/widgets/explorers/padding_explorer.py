"""PaddingExplorer: how often each pixel is used, with and without a border."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets

from course_utils.layers.convolution.conv import conv_backward
from course_utils.layers.convolution.geometry import same_padding
from course_utils.types import Indices, Numbers
from course_utils.widgets.assets import javascript
from course_utils.widgets.base import ExplorerWidget, WidgetError
from course_utils.widgets.drawing import grids
from course_utils.widgets.inputs import WORKED_EXAMPLE, grey
from course_utils.widgets.traits import NumberGrid, OneOf, Whole


class PaddingExplorer(ExplorerWidget):
    """Counts, for every pixel, the windows that lie over it; a border gives the edge its say back.

    Args (all by name, all traits that can be assigned later):
        image: the picture, shape (rows, columns).
        kernel_size: the window's side f.
        padding: "same" keeps the size (odd f only), "valid" adds nothing, "custom" takes `pad`.
        pad: the border's width in pixels; assigning it makes `padding` "custom" where they disagree.
        fill: what stands in the border: "constant" (zeros), "edge" or "reflect".
        row, col: the pixel looked at, from 0.

    Raises:
        WidgetError: a value outside its domain, "same" with an even window, a window larger than the image.

    Example:
        >>> w = PaddingExplorer(kernel_size=3, padding="valid")
        >>> w.output[0, 0], w.output[2, 2]
        (np.int64(1), np.int64(9))
        >>> w.padding = "same"
        >>> w.pad, w.output[0, 0]
        (1, np.int64(4))
    """

    _esm = javascript("padding_explorer")

    image = NumberGrid(WORKED_EXAMPLE, most=24)
    kernel_size = Whole(3, least=1).tag(sync=True)
    padding = OneOf("same", "valid", "custom").tag(sync=True)
    pad = Whole(1).tag(sync=True)
    fill = OneOf("constant", "edge", "reflect").tag(sync=True)
    row = Whole(0).tag(sync=True)
    col = Whole(0).tag(sync=True)

    def __init__(self, **values: object) -> None:
        if "image" in values:
            values["image"] = grey(values["image"])
        super().__init__(**values)

    @property
    def output(self) -> Indices:
        """How many windows use each pixel with the present padding, shape (rows, columns), int."""
        return self._usage(self.pad)

    @property
    def usage_without(self) -> Indices:
        """The same without padding, shape (rows, columns), int."""
        return self._usage(0)

    @property
    def padded(self) -> Numbers:
        """The image with its border, shape (rows + 2·pad, columns + 2·pad)."""
        return np.asarray(np.pad(self.image, self.pad, mode=self.fill))  # type: ignore[call-overload]

    def _usage(self, pad: int) -> Indices:
        """Count by a gradient: with weights and output gradients of 1, each use of a pixel adds 1."""
        rows, columns = (n + 2 * pad - self.kernel_size + 1 for n in self.image.shape)
        weights = np.ones((self.kernel_size, self.kernel_size, 1, 1))
        cache = (self.image[None, :, :, None], weights, np.zeros((1, 1, 1, 1)), {"stride": 1, "pad": pad})
        counts, _, _ = conv_backward(np.ones((1, rows, columns, 1)), cache)
        return np.rint(counts[0, :, :, 0]).astype(int)

    @traitlets.validate("image", "kernel_size", "padding")
    def _possible(self, proposal: dict[str, Any]) -> object:
        """Refuse "same" with an even window and a window larger than the image."""
        now = self.proposed(proposal, "image", "kernel_size", "padding")
        f, n = now["kernel_size"], min(now["image"].shape)
        if f > n:
            raise WidgetError(f"kernel_size must be at most the image's smaller side {n}; received kernel_size={f}.")
        if now["padding"] == "same" and f % 2 == 0:
            raise WidgetError(
                f'padding="same" needs an odd kernel_size; received kernel_size={f}.',
                'An even window has no middle pixel: set padding="custom" first.',
            )
        return proposal["value"]

    @traitlets.observe("padding", "kernel_size")
    def _follow_name(self, change: object) -> None:
        if self.padding == "same":
            self.pad = same_padding(self.kernel_size)
        elif self.padding == "valid":
            self.pad = 0

    @traitlets.observe("pad")
    def _name_pad(self, change: object) -> None:
        named = {"valid": 0, "same": (self.kernel_size - 1) / 2}
        if named.get(self.padding, self.pad) != self.pad:
            self.padding = "custom"

    @traitlets.observe("image")
    def _keep_pixel_inside(self, change: object) -> None:
        rows, columns = self.image.shape
        self.row, self.col = min(self.row, rows - 1), min(self.col, columns - 1)

    def alt_text(self) -> str:
        """Say how often a corner and the selected pixel are used, with and without padding."""
        rows, columns = self.image.shape
        before, now = self.usage_without, self.output
        return (
            f"Padding explorer: a {rows}×{columns} image, a {self.kernel_size}×{self.kernel_size} window, padding "
            f"{self.padding} ({self.pad}, {self.fill}). Windows over the corner pixel: {before[0, 0]} without padding, "
            f"{now[0, 0]} with; over the pixel in row {self.row + 1}, column {self.col + 1}: "
            f"{before[self.row, self.col]} and {now[self.row, self.col]}."
        )

    def static_svg(self) -> str:
        """Return both counts and the padded image side by side."""
        spot = (self.row, self.col, 1)
        shifted = (self.row + self.pad, self.col + self.pad, 1)
        row = [
            grids.Grid("Used, no padding", self.usage_without, grids.signed, spot),
            grids.Grid("Used, padded", self.output, grids.signed, spot),
            grids.Grid("Padded image", self.padded, grids.grey, shifted),
        ]
        words = [f"padding {self.padding}: p = {self.pad}, filled with {self.fill}"]
        return grids.side_by_side(row, signs=("→", "·"), words=words, alt=self.alt_text())

"""ConvolutionExplorer: slide a kernel over an input and watch one output cell at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import traitlets

from course_utils.layers.convolution.geometry import conv_output_size
from course_utils.layers.convolution.plane import convolve2d
from course_utils.types import Numbers
from course_utils.widgets.assets import javascript
from course_utils.widgets.base import ExplorerWidget, WidgetError
from course_utils.widgets.drawing import grids
from course_utils.widgets.inputs import WORKED_EXAMPLE, grey, kernel_presets, sample_inputs
from course_utils.widgets.mathematics.numbers import number
from course_utils.widgets.traits import NumberGrid, Whole

MAX_KERNEL = 11


class ConvolutionExplorer(ExplorerWidget):
    """An input, a kernel, and the output that a sliding window makes of them.

    Args (all by name, all traits that can be assigned later):
        image: the input, shape (rows, columns); a photograph of shape (rows, columns, 3) is made grey.
        kernel: the weights, square, shape (f, f); `preset` names a ready one.
        pad, stride, dilation: as in `course_utils.layers.convolution.plane.convolve2d`.
        row, col: the output cell under the window, from 0.

    Raises:
        WidgetError: a value outside its domain, or a kernel that reaches over more than the padded input.

    Example:
        >>> w = ConvolutionExplorer(pad=1, stride=2)
        >>> w.output.shape
        (3, 3)
        >>> w.pad = 0
        >>> w.formula
        '⌊(6 + 2·0 − 3) / 2⌋ + 1 = 2'
    """

    _esm = javascript("convolution_explorer")

    image = NumberGrid(WORKED_EXAMPLE)
    kernel = NumberGrid([[1, 0, -1]] * 3, most=MAX_KERNEL)
    preset = traitlets.Unicode("vertical").tag(sync=True)
    source = traitlets.Unicode("worked example").tag(sync=True)
    pad = Whole(0).tag(sync=True)
    stride = Whole(1, least=1).tag(sync=True)
    dilation = Whole(1, least=1).tag(sync=True)
    row = Whole(0).tag(sync=True)
    col = Whole(0).tag(sync=True)
    _presets = traitlets.Dict().tag(sync=True)
    _inputs = traitlets.Dict().tag(sync=True)

    def __init__(self, *, kernel_size: int | None = None, **values: object) -> None:
        if "image" in values:
            values["image"] = grey(values["image"])
        super().__init__(_presets=kernel_presets(), _inputs=sample_inputs(), **values)
        if kernel_size is not None:
            self.kernel_size = kernel_size

    @property
    def output(self) -> Numbers:
        """The layer's answer for the present values, shape (n_H, n_W), from `convolve2d`."""
        result = convolve2d(self.image, self.kernel, pad=self.pad, stride=self.stride, dilation=self.dilation)
        return np.asarray(result, dtype=np.float64)

    @property
    def products(self) -> Numbers:
        """Window times kernel at (`row`, `col`), shape (f, f); their sum is `output[row, col]`."""
        top, left = self.row * self.stride, self.col * self.stride
        canvas = np.pad(self.image, self.pad)
        window = canvas[top :: self.dilation, left :: self.dilation][: self.kernel_size, : self.kernel_size]
        return np.asarray(window * self.kernel)

    @property
    def kernel_size(self) -> int:
        """The kernel's side f; assigning crops the kernel around its middle or sets it into zeros."""
        return int(self.kernel.shape[0])

    @kernel_size.setter
    def kernel_size(self, size: int) -> None:
        if not isinstance(size, (int, np.integer)) or not 1 <= size <= MAX_KERNEL:
            expected = f"kernel_size must be an integer from 1 to {MAX_KERNEL}"
            raise WidgetError(f"{expected}; received kernel_size={size!r}.")
        ready = preset_kernel(kernel_presets(), self.preset, int(size))
        self.kernel = resize_kernel(self.kernel, int(size)) if ready is None else ready

    @property
    def formula(self) -> str:
        """The output size by the formula, with the numbers filled in (rows; columns when they differ)."""
        reach = self.dilation * (self.kernel_size - 1) + 1
        lines = [
            f"⌊({n} + 2·{self.pad} − {reach}) / {self.stride}⌋ + 1 = {self._windows(n)}" for n in self.image.shape
        ]
        return " and ".join(dict.fromkeys(lines))

    def _windows(self, n: int) -> int:
        return int(conv_output_size(n, self.kernel_size, self.pad, self.stride, self.dilation))

    @traitlets.validate("kernel", "image", "pad", "dilation")
    def _fits(self, proposal: dict[str, Any]) -> object:
        """Refuse a kernel that reaches over more than the padded input, before anything changes."""
        _require_fit(**self.proposed(proposal, "kernel", "image", "pad", "dilation"))
        return proposal["value"]

    @traitlets.validate("preset")
    def _known(self, proposal: dict[str, Any]) -> object:
        if proposal["value"] not in (*kernel_presets(), "custom"):
            choices = ", ".join(map(repr, kernel_presets()))
            raise WidgetError(f"preset must be one of {choices}; received preset={proposal['value']!r}.")
        return proposal["value"]

    @traitlets.observe("preset")
    def _take_preset(self, change: object) -> None:
        ready = preset_kernel(kernel_presets(), self.preset, self.kernel_size)
        if ready is None and self.preset != "custom":
            ready = np.array(kernel_presets()[self.preset])
        if ready is not None and not np.array_equal(ready, self.kernel):
            self.kernel = ready

    @traitlets.observe("kernel")
    def _name_kernel(self, change: object) -> None:
        ready = preset_kernel(kernel_presets(), self.preset, self.kernel_size)
        if ready is None or not np.allclose(ready, self.kernel):
            self.preset = "custom"

    @traitlets.observe("image")
    def _name_image(self, change: object) -> None:
        if not np.array_equal(self.image, sample_inputs().get(self.source, [])):
            self.source = "custom"

    @traitlets.observe("image", "kernel", "pad", "stride", "dilation")
    def _keep_window_inside(self, change: object) -> None:
        rows, columns = (self._windows(n) for n in self.image.shape)
        self.row, self.col = min(self.row, rows - 1), min(self.col, columns - 1)

    def alt_text(self) -> str:
        """Say what is convolved with what, and what comes out."""
        n_H, n_W = self.image.shape
        rows, columns = self.output.shape
        value = number(self.products.sum())
        return (
            f"Convolution explorer: a {n_H}×{n_W} input with padding {self.pad}, a {self.kernel_size}×"
            f"{self.kernel_size} {self.preset} kernel, stride {self.stride}, dilation {self.dilation}; the output "
            f"is {rows}×{columns}, and its row {self.row + 1}, column {self.col + 1} is {value}."
        )

    def static_svg(self) -> str:
        """Return input, kernel and output side by side, the window outlined, the formula below."""
        reach = self.dilation * (self.kernel_size - 1) + 1
        top, left = self.row * self.stride, self.col * self.stride
        row = [
            grids.Grid("Input", np.pad(self.image, self.pad), grids.grey, (top, left, reach), ring=self.pad),
            grids.Grid("Kernel", self.kernel, grids.signed),
            grids.Grid("Output", self.output, grids.signed, (self.row, self.col, 1)),
        ]
        return grids.side_by_side(row, signs=("∗", "="), words=[self.formula], alt=self.alt_text())


def preset_kernel(presets: Mapping[str, Sequence[Sequence[float]]], name: str, size: int) -> Numbers | None:
    """Return the preset at `size`, or None: Sobel, Scharr and the learned filter exist at 3×3 only."""
    if name in presets and len(presets[name]) == size:
        return np.array(presets[name], dtype=np.float64)
    half = size // 2
    side = np.array([1.0] * half + [0.0] * (size % 2) + [-1.0] * half)
    if name in ("vertical", "horizontal"):
        across = np.tile(side, (size, 1))
        return across if name == "vertical" else across.T
    if name == "box":
        return np.full((size, size), 1 / size**2)
    if name == "identity":
        kernel = np.zeros((size, size))
        kernel[(size - 1) // 2, (size - 1) // 2] = 1
        return kernel
    return None


def resize_kernel(kernel: Numbers, size: int) -> Numbers:
    """Return `kernel` cropped around its middle or set into zeros, shape (size, size)."""
    result = np.zeros((size, size))
    shift = int((len(kernel) - size) / 2)
    for i in range(size):
        for j in range(size):
            if 0 <= i + shift < len(kernel) and 0 <= j + shift < len(kernel):
                result[i, j] = kernel[i + shift, j + shift]
    return result


def _require_fit(kernel: Numbers, image: Numbers, pad: int, dilation: int) -> None:
    if kernel.shape[0] != kernel.shape[1]:
        raise WidgetError(f"kernel must be square; received shape {kernel.shape}.")
    reach, room = dilation * (kernel.shape[0] - 1) + 1, min(image.shape) + 2 * pad
    if reach > room:
        raise WidgetError(
            f"The kernel must fit into the padded input: it reaches over {reach} pixels (f={kernel.shape[0]}, "
            f"dilation={dilation}), the input has {room} (n={min(image.shape)}, pad={pad}).",
            "Take a smaller kernel or dilation, or more padding.",
        )

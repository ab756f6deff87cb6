"""WindowExplorer: sliding windows as one convolutional pass."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import traitlets

from course_utils.layers.convolution.plane import convolve2d
from course_utils.layers.convolution.pool import pool_forward
from course_utils.types import Numbers
from course_utils.widgets.assets import javascript, stylesheet
from course_utils.widgets.base import ExplorerWidget, WidgetError
from course_utils.widgets.drawing import grids
from course_utils.widgets.inputs import grey
from course_utils.widgets.mathematics.numbers import plain
from course_utils.widgets.traits import NumberGrid, OneOf, Whole, Within

MOST, LARGEST_POOL = 32, 4
EDGES = np.array([[0.0, -1, 0], [-1, 4, -1], [0, -1, 0]])
SIDE, HEAD = 20, 5  # of the picture that stands in, and of its head
CROSSES = ((5, 6), (13, 12))  # middles, an even number of pixels apart: both meet the windows alike


class Pass(NamedTuple):
    """What the network makes of a picture: after filter and ReLU, after pooling, and its answers, two axes each."""

    features: Numbers
    pooled: Numbers
    answers: Numbers


class Costs(NamedTuple):
    """Multiplications of the filter and of the head, shape (2,) each."""

    window: Numbers
    apart: Numbers
    together: Numbers


def run(image: Numbers, kernel: Numbers, head: Numbers, pool: int, padded: bool) -> Pass:
    """Return filter, ReLU, max pooling and head, the head as a convolution.

    Shapes: image (n_H, n_W), kernel (f, f), head (k, k) → answers: a row less k − 1 than pooled rows, likewise.
    """
    features = np.maximum(convolve2d(image, kernel, len(kernel) // 2 if padded else 0), 0)
    pooled = pool_forward(features[None, :, :, None], {"f": pool, "stride": pool})[0][0, :, :, 0]
    return Pass(features, pooled, convolve2d(pooled, head))


def crosses() -> tuple[Numbers, Numbers]:
    """Return a picture with two bright crosses, shape (20, 20), and a head that answers 1 to them, shape (5, 5)."""
    down, across = np.indices((SIDE, SIDE))
    image = ((3 * down + 5 * across) % 4).astype(float)
    for row, column in CROSSES:
        image[row - 2 : row + 3, column] = image[row, column - 2 : column + 3] = 9
    row, column = CROSSES[0][0] - 5, CROSSES[0][1] - 6  # of the window around the first cross
    seen = run(image[row : row + 12, column : column + 12], EDGES, np.zeros((HEAD, HEAD)), 2, False).pooled
    template = seen - seen.mean()
    return image, np.round(template / np.sum(template * seen), 4)


PICTURE, TEMPLATE = crosses()


class WindowExplorer(ExplorerWidget):
    """A small network on every window of a picture, and once on the whole: the same answers, far fewer products.

    The network: a filter, ReLU, max pooling, and a head: dense on one window, a convolution on the picture.

    Args (all by name, all traits that can be assigned later):
        image: the picture, shape (rows, columns), at most 32 each; a photograph is made grey.
        kernel: the filter, shape (f, f), f odd, at most 7.
        head: the weights of the head, shape (k, k), at most 8.
        pool: side and stride of the pooling; the windows move by as much.
        padding: "none", or "same" for a border of zeros around what the filter reads.
        row, col: the window looked at, which is the place of its answer, from 0.

    Raises:
        WidgetError: a value outside its domain, or a window larger than the picture.

    Example:
        >>> w = WindowExplorer(row=1, col=2)
        >>> w.side, w.answers.shape, bool(np.isclose(w.alone.answers[0, 0], w.answers[1, 2]))
        (12, (5, 5), True)
        >>> w.costs.apart.sum(), w.costs.together.sum()
        (np.int64(23125), np.int64(3541))
    """

    _esm = javascript("window_explorer")
    _css = stylesheet("windows")

    image = NumberGrid(PICTURE, most=MOST)
    kernel = NumberGrid(EDGES, most=7)
    head = NumberGrid(TEMPLATE, most=8)
    pool = Within(2, 1, LARGEST_POOL).tag(sync=True)
    padding = OneOf("none", "same").tag(sync=True)
    row = Whole(0).tag(sync=True)
    col = Whole(0).tag(sync=True)

    def __init__(self, **values: object) -> None:
        if "image" in values:
            values["image"] = grey(values["image"])
        super().__init__(**values)
        self._stay_inside()

    @property
    def padded(self) -> bool:
        """Whether the filter reads a border of zeros."""
        return self.padding == "same"

    @property
    def side(self) -> int:
        """Rows and columns of a window: what one answer sees, less a border of zeros."""
        return _side(len(self.kernel), int(self.pool), len(self.head), self.padded)

    @property
    def whole(self) -> Pass:
        """The one pass over the picture."""
        return run(self.image, self.kernel, self.head, int(self.pool), self.padded)

    @property
    def answers(self) -> Numbers:
        """The answers of the one pass, shape (n_H, n_W): one for each window."""
        return self.whole.answers

    @property
    def window(self) -> Numbers:
        """The pixels of the window looked at, shape (side, side)."""
        top, left = self.row * int(self.pool), self.col * int(self.pool)
        return np.asarray(self.image[top : top + self.side, left : left + self.side])

    @property
    def alone(self) -> Pass:
        """The network on the window looked at, cut out: its answers have shape (1, 1)."""
        return run(self.window, self.kernel, self.head, int(self.pool), self.padded)

    @property
    def costs(self) -> Costs:
        """Multiplications of one window, of all one by one, and of the one pass; filter and head of each."""
        f, k = self.kernel.size, self.head.size
        whole, alone = self.whole, self.alone
        window = np.array([alone.features.size * f, alone.answers.size * k])
        together = np.array([whole.features.size * f, whole.answers.size * k])
        return Costs(window, window * whole.answers.size, together)

    @traitlets.validate("kernel", "head")
    def _square(self, proposal: dict[str, Any]) -> object:
        name, shape = proposal["trait"].name, proposal["value"].shape
        if shape[0] != shape[1] or (name == "kernel" and shape[0] % 2 == 0):
            wanted = "square, with an odd side" if name == "kernel" else "square"
            raise WidgetError(f"{name} must be {wanted}; received shape {shape}.")
        return self._fits(proposal)

    @traitlets.validate("image", "pool", "padding")
    def _fits(self, proposal: dict[str, Any]) -> object:
        """Refuse a window larger than the picture."""
        now = self.proposed(proposal, "image", "kernel", "head", "pool", "padding")
        side = _side(len(now["kernel"]), int(now["pool"]), len(now["head"]), now["padding"] == "same")
        n = min(now["image"].shape)
        if side > n:
            raise WidgetError(f"The window, {side} pixels, must fit into the picture's smaller side; received {n}.")
        return proposal["value"]

    @traitlets.observe("image", "kernel", "head", "pool", "padding", "row", "col")
    def _follow(self, change: object) -> None:
        self._stay_inside()

    def _stay_inside(self) -> None:
        rows, columns = self.answers.shape
        self.row, self.col = min(self.row, rows - 1), min(self.col, columns - 1)

    def verdict(self) -> str:
        """Compare the window alone with its cell of the one pass, as the page does."""
        cell, alone = self.answers[self.row, self.col], self.alone.answers[0, 0]
        top, left = self.row * int(self.pool), self.col * int(self.pool)
        start = (
            f"Window {self.row + 1}, {self.col + 1} (rows {top + 1}–{top + self.side}, columns {left + 1}–"
            f"{left + self.side}), cut out and run alone: {plain(alone)}. "
            f"The same cell of the one pass: {plain(cell)}. "
        )
        if abs(cell - alone) < 1e-9:
            return start + "Equal."
        return start + "They differ: alone, the window sees zeros where the picture goes on."

    def saving(self) -> str:
        """Say in a sentence what the one pass saves."""
        apart, together = int(self.costs.apart.sum()), int(self.costs.together.sum())
        count = self.answers.size
        return (
            f"{count} windows one by one: {apart:,} multiplications; one pass: {together:,}, "
            f"{plain(apart / together, 1)} times less."
        )

    def alt_text(self) -> str:
        """Say the window, both answers and the multiplications."""
        rows, columns = self.image.shape
        return f"Window explorer: a {rows}×{columns} picture. {self.verdict()} {self.saving()}"

    def static_svg(self) -> str:
        """Return the maps of the one pass with what the window becomes in each; both answers and the costs below."""
        whole, alone, pool = self.whole, self.alone, int(self.pool)
        top, left = self.row * pool, self.col * pool
        row = [
            grids.Grid("Picture", self.image, grids.grey, (top, left, self.side)),
            grids.Grid("Filter, ReLU", whole.features, grids.signed, (top, left, len(alone.features))),
            grids.Grid("Pooled", whole.pooled, grids.signed, (self.row, self.col, len(self.head))),
            grids.Grid("Answers", whole.answers, grids.signed, (self.row, self.col, 1)),
        ]
        words = [self.saving(), self.verdict()]
        return grids.side_by_side(row, signs=("→", "→", "→"), words=words, alt=self.alt_text())


def _side(f: int, pool: int, k: int, padded: bool) -> int:
    return pool * k + (0 if padded else f - 1)

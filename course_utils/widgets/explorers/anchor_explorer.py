"""AnchorExplorer: which cell and which anchor a box belongs to, and anchors made for the boxes."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from course_utils.layers.detection.anchors import kmeans_anchors, mean_best_iou
from course_utils.layers.detection.yolo import shape_iou
from course_utils.types import Array, Indices, Numbers
from course_utils.widgets.assets import javascript, stylesheet
from course_utils.widgets.base import ExplorerWidget, WidgetError
from course_utils.widgets.detections import COCO_ANCHORS, street_boxes
from course_utils.widgets.drawing.svg import circle, frame, label, rect
from course_utils.widgets.mathematics.numbers import plain
from course_utils.widgets.traits import ArrayTrait, OneOf, Whole, Within, box_list

SIDE, MOST = 300, 9
COLOURS = ("#0072b2", "#b87d00", "#009e73", "#c06a9b", "#3391cc", "#d55e00", "#a68a00", "#777777", "#1b1b1b")
FORM = f"be 1 to {MOST} pairs (width, height) above 0"


def _positive(name: str, sizes: Array) -> None:
    if not (sizes > 0).all():
        raise WidgetError(f"{name} must {FORM}; received shape {sizes.shape}.")


class AnchorExplorer(ExplorerWidget):
    """Boxes given to grid cells by their mid-points and to anchors by their shapes.

    Args (traits that can be assigned later):
        boxes: shape (n, 4), corners (x1, y1, x2, y2) as shares of the picture, 0 to 1.
        anchors: shape (k, 2), widths and heights as shares of the picture; at most nine.
        grid: cells along a side.
        source: "given" uses `anchors`; "k-means" makes `k` of them from the boxes.
        k: the number of anchors made.
        selected: the box looked at, by its place in the list.

    Raises:
        WidgetError: a value outside its domain, boxes in pixels.

    Example:
        >>> w = AnchorExplorer([[0.1, 0.1, 0.3, 0.2], [0.6, 0.5, 0.7, 0.9]], [[0.2, 0.1], [0.1, 0.4]], grid=4)
        >>> w.assignments.tolist()  # row, column, anchor
        [[0, 0, 0], [2, 2, 1]]
    """

    _esm = javascript("anchor_explorer")
    _css = stylesheet("detection")

    boxes = box_list(street_boxes(), least=2)
    anchors = ArrayTrait(np.round(COCO_ANCHORS / 416, 3), [(1, MOST), 2], FORM, check=_positive)
    grid = Within(13, 1, 26).tag(sync=True)
    source = OneOf("given", "k-means").tag(sync=True)
    k = Within(4, 1, MOST).tag(sync=True)
    selected = Whole(0).tag(sync=True)

    def __init__(
        self, boxes: ArrayLike | None = None, anchors: ArrayLike | None = None, grid: int | None = None,
        **values: object,
    ) -> None:  # fmt: skip
        given = {"boxes": boxes, "anchors": anchors, "grid": grid}
        super().__init__(**{name: value for name, value in given.items() if value is not None}, **values)

    @property
    def sizes(self) -> Numbers:
        """Widths and heights of the boxes, shape (n, 2)."""
        return np.asarray(self.boxes[:, 2:] - self.boxes[:, :2])

    @property
    def used_anchors(self) -> Numbers:
        """The anchors in use, shape (k, 2): the given ones, or those of `kmeans_anchors`."""
        return np.asarray(self.anchors if self.source == "given" else kmeans_anchors(self.sizes, int(self.k)))

    @property
    def assignments(self) -> Indices:
        """Row, column and anchor of every box, shape (n, 3), whole numbers from 0."""
        middle = (self.boxes[:, :2] + self.boxes[:, 2:]) / 2 * self.grid
        cell = np.clip(np.floor(middle), 0, self.grid - 1).astype(int)
        best = shape_iou(self.sizes, self.used_anchors).argmax(axis=1)
        return np.concatenate([cell[:, ::-1], best[:, None]], axis=1)

    @property
    def ious(self) -> Numbers:
        """Every box's shape IoU with its anchor, shape (n,)."""
        return np.asarray(shape_iou(self.sizes, self.used_anchors).max(axis=1))

    @property
    def lost(self) -> list[int]:
        """Boxes whose cell and anchor a later box takes too: one place holds one box."""
        places = [tuple(place) for place in self.assignments.tolist()]
        return [i for i, place in enumerate(places) if place in places[i + 1 :]]

    @property
    def mean_iou(self) -> float:
        """The boxes' mean IoU with their best anchors."""
        return mean_best_iou(self.sizes, self.used_anchors)

    @traitlets.validate("boxes", "k")
    def _fits(self, proposal: dict[str, Any]) -> object:
        """Refuse boxes in pixels, and more anchors than boxes."""
        now = self.proposed(proposal, "boxes", "k")
        if now["boxes"].max() > 1.5 or now["boxes"].min() < -0.5:
            received = f"{plain(now['boxes'].min())} to {plain(now['boxes'].max())}"
            raise WidgetError(
                f"boxes must be shares of the picture, 0 to 1; received {received}.",
                "Divide x by its width and y by its height.",
            )
        if now["k"] > len(now["boxes"]) and proposal["trait"].name == "k":
            raise WidgetError(f"k must be at most the number of boxes, {len(now['boxes'])}; received k={now['k']}.")
        return proposal["value"]

    @traitlets.observe("boxes", "selected")
    def _stay_inside(self, change: object) -> None:
        self.selected = min(self.selected, len(self.boxes) - 1)
        self.k = min(self.k, len(self.boxes))

    def alt_text(self) -> str:
        """Say how well the anchors suit the boxes, and where the selected box belongs."""
        (row, column, anchor), shared = self.assignments[self.selected], self.ious[self.selected]
        kind = "given" if self.source == "given" else "made by k-means"
        lost = f" {len(self.lost)} share cell and anchor with a later one and are lost." if self.lost else ""
        return (
            f"Anchor explorer: {len(self.boxes)} boxes on a {self.grid}×{self.grid} grid, {len(self.used_anchors)} "
            f"anchors {kind}; mean best IoU {plain(self.mean_iou)}. Box {self.selected + 1} belongs to row {row + 1}, "
            f"column {column + 1}, anchor {anchor + 1} with IoU {plain(shared)}.{lost}"
        )

    def static_svg(self) -> str:
        """Return the grid with the mid-points, and the shapes on one corner with the anchors."""
        words = [
            f"{len(self.used_anchors)} anchors ({self.source}), mean best IoU {plain(self.mean_iou)}",
            "Left: mid-points in their cells; those of the chosen box's anchor are numbered.",
            "Right: shapes laid on one corner; anchors outlined.",
        ]
        return frame(self._cells() + self._shapes(), 2 * SIDE + 80, SIDE + 20, words, self.alt_text())

    def _cells(self) -> str:
        step = SIDE / self.grid
        ends = [10 + i * step for i in range(int(self.grid) + 1)]
        lines = "".join(f"M{at:g} 10V{SIDE + 10}M10 {at:g}H{SIDE + 10}" for at in ends)
        middle = (self.boxes[:, :2] + self.boxes[:, 2:]) / 2 * SIDE + 10
        left, top, right, bottom = self.boxes[self.selected] * SIDE + 10
        owned, mine = self.assignments[:, 2], self.assignments[self.selected, 2]
        marks = [_dot(x, y) for x, y in middle[owned != mine]]
        marks += [_mark(x, y, int(mine)) for x, y in (*middle[owned == mine], middle[self.selected])]
        chosen = rect(left, top, right - left, bottom - top, 'fill="none" stroke="#d55e00" stroke-width="3"')
        return f'<path d="{lines}" stroke="#c8c8c8" fill="none"/>{chosen}{"".join(marks)}'

    def _shapes(self) -> str:
        scale, left = SIDE / max(float(self.sizes.max()), float(self.used_anchors.max())), SIDE + 50
        edge = rect(left, 10, SIDE, SIDE, 'fill="#f3f4f6"')
        owned, mine = self.assignments[:, 2], self.assignments[self.selected, 2]
        dots = [_dot(left + w, 10 + h) for w, h in (self.sizes * scale)[owned != mine]]
        dots += [_dot(left + w, 10 + h, COLOURS[mine]) for w, h in (self.sizes * scale)[owned == mine]]
        outlines = [
            rect(left, 10, w, h, f'fill="none" stroke="{COLOURS[i]}" stroke-width="2"') + _mark(left + w, 10 + h, i)
            for i, (w, h) in enumerate(self.used_anchors * scale)
        ]
        return edge + "".join(dots) + "".join(outlines)


def _dot(x: float, y: float, colour: str = "#767676") -> str:
    return circle(x, y, 3.5, f'fill="{colour}"')


def _mark(x: float, y: float, anchor: int) -> str:
    disc = circle(x, y, 8, f'fill="#fff" stroke="{COLOURS[anchor]}" stroke-width="2.5"')
    return disc + label(x, y + 4, str(anchor + 1), "middle", 11, ink="")

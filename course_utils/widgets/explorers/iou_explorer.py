"""IoUExplorer: two boxes, what they share, and what goes wrong without the clamp."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from course_utils.layers.detection.boxes import iou
from course_utils.types import Numbers
from course_utils.widgets.assets import javascript, stylesheet
from course_utils.widgets.base import ExplorerWidget, WidgetError
from course_utils.widgets.drawing.svg import frame, label, rect
from course_utils.widgets.mathematics.numbers import plain
from course_utils.widgets.traits import ArrayTrait, Switch, in_order

SIDE = 300
_ROUND = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
FIRST, SECOND, SHARED, FALSE = "#0072b2", "#b87d00", "#009e73", "#d55e00"


def plane_size(numbers: Numbers) -> float:
    """Return the side of a square plane on which boxes with these numbers stand with some room.

    >>> plane_size(np.array([2.0, 1, 4, 3])), plane_size(np.array([10.0, 20, 410, 300]))
    (5.0, 500.0)
    """
    needed = 1.2 * max(float(numbers.max()), 1e-9)
    unit = 10.0 ** math.floor(math.log10(needed))
    return float(next(unit * step for step in _ROUND if step * unit >= needed * (1 - 1e-12)))


def _on_the_plane(name: str, box: Numbers) -> None:
    in_order(name, box)
    if box.min() < 0:
        raise WidgetError(f"{name} must stand at 0 or beyond; received {plain(box.min())}.")


def _box(*corners: float) -> ArrayTrait:
    return ArrayTrait(corners, [4], "be (x1, y1, x2, y2)", check=_on_the_plane)


class IoUExplorer(ExplorerWidget):
    """Two boxes to drag, resize and type; intersection, union and their quotient follow.

    Args (traits that can be assigned later):
        box1, box2: (x1, y1, x2, y2), top left and bottom right, in any unit; y grows downwards, as in pictures.
        clamped: False leaves out max(0, …), and shows what the formula then makes of boxes that lie apart.

    Raises:
        WidgetError: not four finite numbers, one below zero, or corners in the wrong order.

    Example:
        >>> w = IoUExplorer((2, 1, 4, 3), (1, 2, 3, 4))
        >>> w.intersection, w.union, w.formula[-1]
        (1.0, 7.0, 'IoU = 1 / 7 = 0.143')
        >>> IoUExplorer((0, 0, 1, 1), (3, 3, 4, 4), clamped=False).intersection  # a false intersection
        4.0
    """

    _esm = javascript("iou_explorer")
    _css = stylesheet("detection")

    box1 = _box(2, 1, 4, 3)
    box2 = _box(1, 2, 3, 4)
    clamped = Switch(True).tag(sync=True)

    def __init__(self, box1: ArrayLike | None = None, box2: ArrayLike | None = None, **values: object) -> None:
        given = {"box1": box1, "box2": box2}
        super().__init__(**{name: box for name, box in given.items() if box is not None}, **values)

    @property
    def sides(self) -> tuple[float, float]:
        """Width and height of the intersection; below zero only where they are not clamped."""
        low, high = np.maximum(self.box1, self.box2)[:2], np.minimum(self.box1, self.box2)[2:]
        width, height = (float(side) for side in high - low)
        return (max(0.0, width), max(0.0, height)) if self.clamped else (width, height)

    @property
    def intersection(self) -> float:
        """Width times height of what the boxes share."""
        width, height = self.sides
        return width * height

    @property
    def union(self) -> float:
        """Both areas less the intersection."""
        return _area(self.box1) + _area(self.box2) - self.intersection

    @property
    def iou(self) -> float:
        """Intersection over union, by `course_utils.layers.detection.boxes.iou` where clamped."""
        if self.clamped:
            return iou(self.box1, self.box2)
        return self.intersection / self.union if self.union else 0.0

    @property
    def formula(self) -> list[str]:
        """The five lines the page shows, with the numbers filled in."""
        width, height = self.sides
        lines = [self._side("width", 0), self._side("height", 1)]
        lines.append(f"intersection = {_signed(width)} × {_signed(height)} = {plain(self.intersection)}")
        areas = f"{plain(_area(self.box1))} + {plain(_area(self.box2))}"
        lines.append(f"union = {areas} − {_signed(self.intersection)} = {plain(self.union)}")
        return [*lines, f"IoU = {plain(self.intersection)} / {_signed(self.union)} = {plain(self.iou)}"]

    def _side(self, name: str, axis: int) -> str:
        (a, c), (b, d) = self.box1[axis::2], self.box2[axis::2]
        inner = f"min({plain(c)}, {plain(d)}) − max({plain(a)}, {plain(b)})"
        bare = float(min(c, d) - max(a, b))
        if self.clamped:
            return f"{name} = max(0, {inner}) = max(0, {plain(bare)}) = {plain(max(0.0, bare))}"
        return f"{name} = {inner} = {plain(bare)}"

    @property
    def warning(self) -> str:
        """What is wrong with an intersection that is not clamped; empty where nothing is."""
        width, height = self.sides
        if width < 0 and height < 0:
            product = f"{_signed(width)} × {_signed(height)} = {plain(self.intersection)}"
            return f"⚠ The boxes do not meet, yet {product}: two negative sides make a false intersection."
        if width < 0 or height < 0:
            made = f"makes a negative intersection, {plain(self.intersection)}"
            return f"⚠ The boxes do not meet: one negative side {made}."
        return ""

    def alt_text(self) -> str:
        """Say where the boxes stand and what their IoU is."""
        places = " and ".join(f"({', '.join(plain(value) for value in box)})" for box in (self.box1, self.box2))
        rest = "" if self.clamped else f" The sides are not clamped at 0. {self.warning}".rstrip()
        return (
            f"IoU explorer: boxes {places}; intersection {plain(self.intersection)}, union {plain(self.union)}, "
            f"IoU {plain(self.iou)}.{rest}"
        )

    def static_svg(self) -> str:
        """Return the plane with both boxes and what they share; the formula below."""
        scale = SIDE / plane_size(np.concatenate([self.box1, self.box2]))
        shared = np.concatenate([np.maximum(self.box1, self.box2)[:2], np.minimum(self.box1, self.box2)[2:]])
        parts = [rect(10, 10, SIDE, SIDE, 'fill="#f3f4f6" stroke="#777"')]
        if all(side > 0 for side in self.sides):
            parts.append(_outline(shared, scale, f'fill="{SHARED}" fill-opacity="0.45"'))
        elif self.intersection > 0:
            turned = np.concatenate([np.minimum(shared[:2], shared[2:]), np.maximum(shared[:2], shared[2:])])
            paint = f'fill="{FALSE}" fill-opacity="0.3" stroke="{FALSE}" stroke-dasharray="5 4"'
            parts.append(_outline(turned, scale, paint))
        for number, (box, ink) in enumerate(((self.box1, FIRST), (self.box2, SECOND)), start=1):
            parts.append(_outline(box, scale, f'fill="none" stroke="{ink}" stroke-width="3"'))
            x, y = 10 + box[0] * scale + 6, 10 + box[1] * scale + 18
            parts.append(label(x, y, str(number), "", 14, "bold", ink=""))
        words = [self.formula[-1], *self.formula[:-1], *([self.warning] if self.warning else [])]
        return frame("".join(parts), 640, SIDE + 10, words, self.alt_text())


def _area(box: Numbers) -> float:
    return float((box[2] - box[0]) * (box[3] - box[1]))


def _signed(value: float) -> str:
    text = plain(value)
    return f"({text})" if text.startswith("−") else text


def _outline(box: Numbers, scale: float, paint: str) -> str:
    (x, y), (width, height) = box[:2] * scale + 10, (box[2:] - box[:2]) * scale
    return rect(x, y, width, height, paint)

"""What the explorers of detection share: boxes and rows of numbers as traits, numbers as the page prints them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
import traitlets

from course_utils.widgets.base import Numbers, WidgetError

MOST_BOXES = 300


def plain(value: float, digits: int = 3) -> str:
    """Return a number as the page prints it: halves away from zero, a true minus, no trailing zeros.

    >>> plain(1 / 16), plain(-2.50), plain(151200.0)
    ('0.063', '−2.5', '151200')
    """
    rounded = Decimal(float(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    text = f"{rounded:f}".rstrip("0").rstrip(".") if digits else f"{rounded:f}"
    return "0" if text in ("-0", "") else text.replace("-", "−")


class Column(traitlets.TraitType[Numbers, Any]):
    """A list of finite numbers, read-only; `low` and `high` bound them, `whole` asks for whole numbers."""

    def __init__(self, default: Any, low: float = -np.inf, high: float = np.inf, whole: bool = False) -> None:
        self.low, self.high, self.whole = low, high, whole
        super().__init__(_frozen(np.array(default, dtype=np.float64)))
        self.tag(sync=True, to_json=_to_list, from_json=_from_list)

    def validate(self, obj: Any, value: Any) -> Numbers:
        """Return `value` as a read-only float64 array, shape (n,).

        Raises:
            WidgetError: not one axis of 1 to 2,000 finite numbers within the bounds.
        """
        row = _array(self.name, value)
        if row.ndim != 1 or not 1 <= row.size <= 2000:
            raise WidgetError(f"{self.name} must be a list of 1 to 2000 numbers; received shape {row.shape}.")
        inside = (row >= self.low) & (row <= self.high) & ((not self.whole) | (row == np.rint(row)))
        if not inside.all():
            wanted = "whole numbers" if self.whole else "numbers"
            bad = plain(row[~inside][0], 6)
            span = f" from {plain(self.low)} to {plain(self.high)}" if np.isfinite(self.high) else " of at least 0"
            raise WidgetError(f"{self.name} must hold {wanted}{span if self.low > -np.inf else ''}; received {bad}.")
        return _frozen(row)


class Boxes(traitlets.TraitType[Numbers, Any]):
    """Boxes (x1, y1, x2, y2), shape (n, 4), each with x1 < x2 and y1 < y2; read-only."""

    def __init__(self, default: Any, least: int = 1, most: int = MOST_BOXES) -> None:
        super().__init__(_frozen(np.array(default, dtype=np.float64)))
        self.least, self.most = least, most
        self.tag(sync=True, to_json=_to_list, from_json=_from_list)

    def validate(self, obj: Any, value: Any) -> Numbers:
        """Return `value` as a read-only float64 array, shape (n, 4).

        Raises:
            WidgetError: another shape, too few or too many boxes, or corners in the wrong order.
        """
        boxes = _array(self.name, value)
        if boxes.ndim != 2 or boxes.shape[1] != 4 or not self.least <= len(boxes) <= self.most:
            expected = f"{self.name} must be {self.least} to {self.most} boxes (x1, y1, x2, y2)"
            raise WidgetError(f"{expected}; received shape {boxes.shape}.")
        for box in boxes:
            in_order(self.name or "boxes", box)
        return _frozen(boxes)


class Sizes(traitlets.TraitType[Numbers, Any]):
    """Widths and heights above 0, shape (n, 2); read-only."""

    def __init__(self, default: Any, most: int = 9) -> None:
        super().__init__(_frozen(np.array(default, dtype=np.float64)))
        self.most = most
        self.tag(sync=True, to_json=_to_list, from_json=_from_list)

    def validate(self, obj: Any, value: Any) -> Numbers:
        """Return `value` as a read-only float64 array, shape (n, 2).

        Raises:
            WidgetError: another shape, too many, or a side that is not above 0.
        """
        sizes = _array(self.name, value)
        if sizes.ndim != 2 or sizes.shape[1] != 2 or not 1 <= len(sizes) <= self.most or not (sizes > 0).all():
            expected = f"{self.name} must be 1 to {self.most} pairs (width, height) above 0"
            raise WidgetError(f"{expected}; received shape {sizes.shape}.")
        return _frozen(sizes)


class Box(traitlets.TraitType[Numbers, Any]):
    """One box (x1, y1, x2, y2) with 0 ≤ x1 < x2 and 0 ≤ y1 < y2; read-only."""

    def __init__(self, default: Any) -> None:
        super().__init__(_frozen(np.array(default, dtype=np.float64)))
        self.tag(sync=True, to_json=_to_list, from_json=_from_list)

    def validate(self, obj: Any, value: Any) -> Numbers:
        """Return `value` as a read-only float64 array, shape (4,).

        Raises:
            WidgetError: not four numbers, one below zero, or corners in the wrong order.
        """
        box = _array(self.name, value)
        if box.shape != (4,):
            raise WidgetError(f"{self.name} must be (x1, y1, x2, y2); received shape {box.shape}.")
        in_order(self.name or "box", box)
        if box.min() < 0:
            raise WidgetError(f"{self.name} must stand at 0 or beyond; received {plain(box.min())}.")
        return _frozen(box)


def in_order(name: str, box: Numbers) -> None:
    """Refuse a box whose corners are not top left, then bottom right.

    Raises:
        WidgetError: x1 ≥ x2 or y1 ≥ y2.
    """
    if not (box[0] < box[2] and box[1] < box[3]):
        received = ", ".join(plain(value) for value in box)
        raise WidgetError(f"{name}: a box is (x1, y1, x2, y2) with x1 < x2 and y1 < y2; received ({received}).")


def _array(name: str | None, value: Any) -> Numbers:
    try:
        array = np.array(value, dtype=np.float64)
    except (TypeError, ValueError):
        raise WidgetError(f"{name} must hold numbers; received {str(value)[:60]!r}.") from None
    if not np.isfinite(array).all():
        raise WidgetError(f"{name} must hold finite numbers; received NaN or infinity.")
    return array


def _frozen(array: Numbers) -> Numbers:
    array.setflags(write=False)
    return array


def _to_list(array: Numbers, widget: object) -> list[Any]:
    return list(array.tolist())


def _from_list(values: list[Any], widget: object) -> Numbers:
    return np.array(values, dtype=np.float64)

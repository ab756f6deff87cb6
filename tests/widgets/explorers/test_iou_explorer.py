"""IoUExplorer's Python side."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import traitlets

from course_utils.layers.detection.boxes import iou
from course_utils.widgets.explorers.iou_explorer import IoUExplorer, plane_size
from course_utils.widgets.mathematics.numbers import plain


def two_boxes(seed: int) -> list[Any]:
    corners = np.sort(np.random.default_rng(seed).integers(0, 20, size=(2, 2, 2)) * 0.5, axis=1)
    corners[:, 1] += 0.25
    return [pair.ravel() for pair in corners]


@pytest.mark.parametrize("seed", range(20))
def test_intersection_over_union_is_the_layers(seed: int) -> None:
    w = IoUExplorer(*two_boxes(seed))
    assert w.iou == iou(w.box1, w.box2)
    assert w.union > 0
    assert w.intersection / w.union == pytest.approx(w.iou)


def test_the_formula_of_the_classic_boxes_ends_in_one_seventh() -> None:
    assert IoUExplorer().formula == [
        "width = max(0, min(4, 3) − max(2, 1)) = max(0, 1) = 1",
        "height = max(0, min(3, 4) − max(1, 2)) = max(0, 1) = 1",
        "intersection = 1 × 1 = 1",
        "union = 4 + 4 − 1 = 7",
        "IoU = 1 / 7 = 0.143",
    ]


def test_two_negative_sides_make_a_false_intersection_only_without_the_clamp() -> None:
    w = IoUExplorer((0, 0, 1, 1), (3, 4, 5, 6))
    assert (w.intersection, w.iou, w.warning) == (0, 0, "")
    w.clamped = False
    assert (w.intersection, w.union) == (6, -1)
    assert w.formula[2:4] == ["intersection = (−2) × (−3) = 6", "union = 1 + 4 − 6 = −1"]
    assert "two negative sides make a false intersection" in w.warning
    w.box2 = (3, 0, 4, 1)
    assert "one negative side makes a negative intersection, −2" in w.warning


@pytest.mark.parametrize(
    ("box", "message"),
    [
        ((1, 2, 3), "box1 must be (x1, y1, x2, y2); received shape (3,)."),
        ((4, 1, 2, 3), "box1: a box is (x1, y1, x2, y2) with x1 < x2 and y1 < y2; received (4, 1, 2, 3)."),
        ((-1, 1, 2, 3), "box1 must stand at 0 or beyond; received −1."),
        ((0, 0, np.inf, 1), "box1 must hold finite numbers; received NaN or infinity."),
        ("a box", "box1 must hold numbers; received 'a box'."),
    ],
)
def test_what_is_no_box_is_refused(box: Any, message: str) -> None:
    with pytest.raises(traitlets.TraitError) as caught:
        IoUExplorer(box)
    assert message in str(caught.value)


def test_a_box_cannot_be_changed_behind_the_pages_back() -> None:
    with pytest.raises(ValueError, match="read-only"):
        IoUExplorer().box1[0] = 3


def test_the_picture_hatches_the_false_intersection() -> None:
    apart = {"box1": (0, 0, 1, 1), "box2": (3, 4, 5, 6)}
    assert "stroke-dasharray" not in IoUExplorer(**apart).static_svg()
    assert "stroke-dasharray" in IoUExplorer(**apart, clamped=False).static_svg()


@pytest.mark.parametrize(("most", "size"), [(4, 5), (0.7, 1), (416, 500), (10, 15), (5, 6)])
def test_the_plane_is_a_round_number_with_room(most: float, size: float) -> None:
    assert plane_size(np.array([0, most])) == pytest.approx(size)


@pytest.mark.parametrize(("value", "text"), [(1 / 16, "0.063"), (-0.0001, "0"), (100.0, "100"), (-1.5, "−1.5")])
def test_numbers_are_printed_as_the_page_does(value: float, text: str) -> None:
    assert plain(value) == text

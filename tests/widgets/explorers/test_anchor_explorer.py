"""AnchorExplorer's Python side."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import traitlets

from course_utils.layers.detection.anchors import kmeans_anchors
from course_utils.layers.detection.yolo import assign_anchor, encode_grid
from course_utils.widgets.explorers.anchor_explorer import AnchorExplorer


@pytest.mark.parametrize("source", ["given", "k-means"])
@pytest.mark.parametrize("grid", [1, 4, 13])
def test_boxes_go_where_the_target_of_yolo_has_them(source: str, grid: int) -> None:
    w = AnchorExplorer(grid=grid, source=source, k=5)
    target = encode_grid(w.boxes, np.zeros(len(w.boxes), int), w.used_anchors, grid, 1)
    taken = {tuple(place) for place in np.argwhere(target[..., 0] == 1).tolist()}
    assert {tuple(place) for place in w.assignments.tolist()} == taken
    assert len(w.lost) == len(w.boxes) - len(taken)
    for size, (_, _, anchor), shared in zip(w.sizes, w.assignments.tolist(), w.ious):
        assert assign_anchor(size, w.used_anchors) == (anchor, pytest.approx(shared))


def test_anchors_made_for_the_boxes_suit_them_better_than_cocos() -> None:
    w = AnchorExplorer()
    given = w.mean_iou
    w.source, w.k = "k-means", len(w.anchors)
    assert w.mean_iou > given + 0.1
    np.testing.assert_array_equal(w.used_anchors, kmeans_anchors(w.sizes, 6))


def test_the_later_of_two_boxes_in_one_place_stays() -> None:
    same = [[0.1, 0.1, 0.3, 0.3], [0.6, 0.6, 0.9, 0.9], [0.12, 0.1, 0.32, 0.3]]
    assert AnchorExplorer(same, [[0.2, 0.2]], grid=2).lost == [0]


def test_fewer_boxes_pull_k_and_the_chosen_box_back() -> None:
    w = AnchorExplorer(source="k-means", k=7, selected=49)
    w.boxes = [[0.1, 0.1, 0.3, 0.3], [0.5, 0.5, 0.9, 0.6]]
    assert (w.k, w.selected, len(w.used_anchors)) == (2, 1, 2)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"boxes": [[10, 10, 40, 60], [0, 0, 5, 5]]}, "boxes must be shares of the picture, 0 to 1; received 0 to 60."),
        ({"anchors": [[0.1, 0]]}, "anchors must be 1 to 9 pairs (width, height) above 0; received shape (1, 2)."),
        ({"grid": 0}, "grid must be a whole number from 1 to 26; received grid=0."),
        ({"k": 10}, "k must be a whole number from 1 to 9; received k=10."),
        ({"source": "mine"}, "source must be one of 'given', 'k-means'"),
    ],
)
def test_impossible_values_are_refused(values: dict[str, Any], message: str) -> None:
    with pytest.raises(traitlets.TraitError) as caught:
        AnchorExplorer(**values)
    assert message in str(caught.value)


def test_the_picture_shows_every_mid_point_and_every_anchor() -> None:
    w = AnchorExplorer()
    rings = w.static_svg().count('<circle cx="') - len(w.boxes)  # less the dots of the shapes
    assert rings == len(w.boxes) + len(w.anchors) + 1

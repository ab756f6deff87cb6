"""k-means anchors against a plain loop and hand-worked groups."""

from __future__ import annotations

import numpy as np
import pytest

from course_utils.errors import ArgumentError
from course_utils.layers.detection.anchors import kmeans_anchors, mean_best_iou
from course_utils.layers.detection.yolo import assign_anchor


def test_clear_groups_get_their_means() -> None:
    groups = [[10.0, 4], [11, 5], [3, 9], [4, 10], [40, 30], [44, 34]]
    assert kmeans_anchors(groups, 3).tolist() == [[3.5, 9.5], [10.5, 4.5], [42, 32]]


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("k", [1, 2, 5, 20])
def test_every_anchor_is_the_mean_of_the_boxes_it_fits_best(seed: int, k: int) -> None:
    sizes = np.random.default_rng(seed).lognormal(size=(40, 2))
    anchors = kmeans_anchors(sizes, k)
    assert anchors.shape == (k, 2)
    assert (np.diff(anchors.prod(axis=1)) >= 0).all()
    owner = np.array([assign_anchor(size, anchors)[0] for size in sizes])
    moved = np.array([sizes[owner == i].mean(axis=0) if (owner == i).any() else anchors[i] for i in range(k)])
    np.testing.assert_allclose(anchors, moved)
    assert mean_best_iou(sizes, anchors) == pytest.approx(np.mean([assign_anchor(size, anchors)[1] for size in sizes]))


def test_as_many_anchors_as_boxes_fit_perfectly() -> None:
    sizes = np.random.default_rng(0).uniform(0.1, 1, size=(12, 2))
    assert mean_best_iou(sizes, kmeans_anchors(sizes, 12)) == pytest.approx(1)


def test_boxes_of_one_size_leave_the_spare_anchors_alone() -> None:
    assert kmeans_anchors([[2, 3]] * 4, 3).tolist() == [[2, 3]] * 3


@pytest.mark.parametrize(("sizes", "k"), [([[1, 2]], 2), ([[1, 2]], 0), ([[1, 0]], 1), ([1, 2], 1)])
def test_what_cannot_be_grouped_is_refused(sizes: object, k: int) -> None:
    with pytest.raises(ArgumentError):
        kmeans_anchors(sizes, k)

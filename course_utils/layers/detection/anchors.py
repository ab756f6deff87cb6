"""Anchors that suit a set of boxes: k-means with 1 − IoU for a distance.

Source: Redmon and Farhadi, "YOLO9000: better, faster, stronger" (2017), dimension clusters. The start is not drawn
but spread over the sizes from small to large, so that the same boxes always give the same anchors.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from course_utils.errors import ArgumentError
from course_utils.layers.detection.yolo import shape_iou
from course_utils.types import Array


def mean_best_iou(sizes: ArrayLike, anchors: ArrayLike) -> float:
    """How well anchors suit boxes: each box's IoU with its best anchor, on average.

    Shapes: sizes (n, 2), anchors (k, 2), widths and heights in one unit → a number from 0 to 1.
    Raises: ArgumentError for other shapes.

    >>> mean_best_iou([[2, 1], [1, 1]], [[2, 1]])
    0.75
    """
    best = shape_iou(sizes, anchors).max(axis=1)
    return float(best.cumsum()[-1] / best.size)  # summed one by one, as the browser does


def kmeans_anchors(sizes: ArrayLike, k: int, rounds: int = 100) -> Array:
    """Give every box to the anchor with the largest IoU, move each anchor to its boxes' mean size, and again.

    It ends when no box changes its anchor, or after `rounds`. The mean is not quite the centre for this distance, so
    `mean_best_iou` need not rise in every round; over many boxes it does.

    Shapes: sizes (n, 2), widths and heights in one unit, k ≤ n → (k, 2), small to large area.
    Raises: ArgumentError for other shapes, sizes that are not above 0, and k outside 1 … n.

    >>> kmeans_anchors([[2, 1], [4, 1], [1, 5], [1, 7]], 2).tolist()
    [[3.0, 1.0], [1.0, 6.0]]
    """
    shapes = np.asarray(sizes, float)
    if shapes.ndim != 2 or shapes.shape[1] != 2 or not (shapes > 0).all():
        raise ArgumentError(f"sizes must be widths and heights above 0, shape (n, 2); received shape {shapes.shape}.")
    if not 1 <= k <= len(shapes):
        raise ArgumentError(f"k must be from 1 to the number of boxes, {len(shapes)}; received k={k}.")
    anchors = _spread(shapes, k)
    before = None
    for _ in range(rounds):
        owner = shape_iou(shapes, anchors).argmax(axis=1)
        if before is not None and (owner == before).all():
            break
        anchors, before = _means(shapes, owner, anchors), owner
    return np.asarray(anchors[np.argsort(anchors.prod(axis=1), kind="stable")])


def _spread(shapes: Array, k: int) -> Array:
    """The start: the boxes in the middle of each of k equal shares, by area."""
    order = np.argsort(shapes.prod(axis=1), kind="stable")
    return np.asarray(shapes[order[(2 * np.arange(k) + 1) * len(shapes) // (2 * k)]])


def _means(shapes: Array, owner: Array, anchors: Array) -> Array:
    """Each anchor's boxes on average; an anchor without boxes stays where it is."""
    counts = np.bincount(owner, minlength=len(anchors))[:, None]
    sums = [np.bincount(owner, weights=shapes[:, axis], minlength=len(anchors)) for axis in (0, 1)]
    return np.where(counts > 0, np.stack(sums, axis=1) / np.maximum(counts, 1), anchors)

"""Boxes: how much two overlap, their corners in pixels, and which of many to keep.

A box is (x1, y1, x2, y2), top left and bottom right; overlap does not care when x and y change places, so the
classic code's (y1, x1, y2, x2) may come as well. Source: Neubeck and Van Gool, "Efficient non-maximum suppression"
(2006); what is done with ties and flat boxes is what `tf.image.non_max_suppression` does.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike

from course_utils.errors import ArgumentError
from course_utils.types import Array, Boxes, Indices

_BLOCK = 64  # boxes decided at once: large enough for numpy, small enough for the processor's cache


def iou(box1: ArrayLike, box2: ArrayLike) -> float:
    """Intersection over union of two boxes, 0 … 1; 0 where both are flat.

    Shapes: box1 and box2 (4,): (x1, y1, x2, y2), any unit → one number.
    Raises: ArgumentError for other shapes.

    >>> iou((2, 1, 4, 3), (1, 2, 3, 4)) == 1 / 7
    True
    """
    return float(pairwise_iou(np.reshape(box1, (1, -1)), np.reshape(box2, (1, -1)))[0, 0])


def pairwise_iou(boxes1: ArrayLike, boxes2: ArrayLike) -> Array:
    """Intersection over union of every box of one list with every box of another.

    Shapes: boxes1 (n, 4), boxes2 (m, 4) → (n, m). Opposite corners may come in either order.
    Raises: ArgumentError for other shapes.

    >>> pairwise_iou([(0, 0, 2, 2)], [(0, 0, 2, 2), (1, 0, 3, 2), (5, 5, 6, 6)]).round(2)
    array([[1.  , 0.33, 0.  ]])
    """
    return _overlaps(_sides("boxes1", boxes1), _sides("boxes2", boxes2))


def non_max_suppression(
    boxes: ArrayLike,
    scores: ArrayLike,
    classes: ArrayLike | None = None,
    iou_threshold: float = 0.5,
    max_boxes: int | None = None,
) -> Indices:
    """Keep the best box, drop all that overlap it too much, and again with what is left.

    A box is dropped when its IoU with a kept one is above `iou_threshold`; equal to it stays. Of equal scores the
    first goes first. With `classes`, only boxes of one class drop each other.

    Shapes: boxes (n, 4), scores (n,), classes (n,) or None → the kept boxes' places, (k,), best score first.
    Raises: ArgumentError for other shapes.

    >>> non_max_suppression([[0, 0, 2, 2], [0, 0, 2, 3], [4, 4, 5, 5]], [0.6, 0.9, 0.3]).tolist()
    [1, 2]
    """
    sides, values = _sides("boxes", boxes), _row("scores", scores)
    kinds = None if classes is None else _row("classes", classes)
    if not sides.shape[1] == values.size == (values.size if kinds is None else kinds.size):
        raise ArgumentError("boxes, scores and classes must be of one length.", "Every box has one score and class.")
    limit, order = values.size if max_boxes is None else max_boxes, np.argsort(-values, kind="stable")
    groups = [order] if kinds is None else [order[kinds[order] == kind] for kind in np.unique(kinds)]
    kept = np.zeros(values.size, bool)
    for places in groups:
        kept[places[_greedy(sides[:, places], iou_threshold, limit)]] = True
    return np.asarray(order[kept[order]][:limit])


def scale_boxes(boxes: ArrayLike, image_shape: ArrayLike) -> Boxes:
    """From shares of the picture to pixels.

    Shapes: boxes (n, 4): (y1, x1, y2, x2) between 0 and 1, image_shape (height, width) → (n, 4), pixels.
    Raises: ArgumentError for other shapes.

    >>> scale_boxes([[0.0, 0.5, 0.5, 1.0]], (100, 200)).tolist()
    [[0.0, 100.0, 50.0, 200.0]]
    """
    shares, size = _boxes("boxes", boxes), _row("image_shape", image_shape)
    if size.size != 2:
        raise ArgumentError(f"image_shape must be (height, width); received {size.size} numbers.")
    return np.asarray(shares * np.tile(size, 2).astype(shares.dtype))


def _boxes(name: str, boxes: ArrayLike) -> Boxes:
    array = np.asarray(boxes)
    if array.ndim != 2 or array.shape[1] != 4:
        raise ArgumentError(f"{name} must have shape (n, 4); received shape {array.shape}.")
    return array if array.dtype.kind == "f" else array.astype(float)


def _row(name: str, values: ArrayLike) -> Array:
    array = np.asarray(values)
    if array.ndim != 1:
        raise ArgumentError(f"{name} must have one axis; received shape {array.shape}.")
    return array


def _sides(name: str, boxes: ArrayLike) -> Array:
    """Boxes as rows of x1, y1, x2, y2 and area, shape (5, n), with x1 ≤ x2 and y1 ≤ y2."""
    x1, y1, x2, y2 = _boxes(name, boxes).T
    left, right, top, bottom = np.minimum(x1, x2), np.maximum(x1, x2), np.minimum(y1, y2), np.maximum(y1, y2)
    return np.stack([left, top, right, bottom, (right - left) * (bottom - top)])


def _overlaps(rows: Array, columns: Array) -> Array:
    """IoU of sides (5, n) and (5, m), shape (n, m)."""
    shared = np.ones((), rows.dtype)
    for axis in (0, 1):
        width = np.minimum(rows[axis + 2][:, None], columns[axis + 2])
        width -= np.maximum(rows[axis][:, None], columns[axis])
        shared = np.multiply(np.maximum(width, 0, out=width), shared, out=width)
    union = rows[4][:, None] + columns[4]
    union -= shared
    # Two flat boxes share nothing of nothing: 0, as TensorFlow has it.
    return np.asarray(np.divide(shared, union, out=np.zeros_like(union), where=union > 0))


def _greedy(sides: Array, threshold: float, limit: int) -> Indices:
    """Places of the first `limit` boxes to keep, among boxes sorted by score."""
    kept, count = [np.zeros(0, int)], 0
    for block in _kept_blocks(sides, threshold, max(4 * limit, _BLOCK)):
        kept.append(block)
        count += block.size
        if count >= limit:
            break
    return np.concatenate(kept)[:limit]


def _kept_blocks(sides: Array, threshold: float, step: int) -> Iterator[Array]:
    """Decide a block of boxes, clear what overlaps those that stay, take the next block of what is left, and so on.

    `step` boxes are looked at together: where few boxes are wanted, the many bad ones never are.
    """
    kept = np.zeros(0, int)
    for begin in range(0, sides.shape[1], step):
        left = np.arange(begin, min(begin + step, sides.shape[1]))
        left = left[_free(sides, kept, left, threshold)] if kept.size else left
        while left.size:
            block, left = left[:_BLOCK], left[_BLOCK:]
            block = block[_first_come(_overlaps(sides[:, block], sides[:, block]) > threshold)]
            yield block
            kept = np.concatenate([kept, block])
            left = left[_free(sides, block, left, threshold)]


def _free(sides: Array, kept: Array, left: Array, threshold: float) -> Array:
    """Which of `left` overlap no kept box by more than the threshold."""
    return np.asarray(~(_overlaps(sides[:, kept], sides[:, left]) > threshold).any(axis=0))


def _first_come(clash: Array) -> Array:
    """Which rows stay when each drops the later ones it clashes with, shape (n,) of booleans."""
    free = np.ones(len(clash), bool)
    for i in range(len(clash)):
        if free[i]:
            free[i + 1 :] &= ~clash[i, i + 1 :]
    return free

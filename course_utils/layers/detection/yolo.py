"""YOLO around the network: what a grid of numbers should hold, and what becomes of the numbers it gives.

S × S cells, A anchors in each. For every anchor: one confidence, the mid-point (x, y), the size (w, h) and a
probability per class. Mid-points and sizes are shares of the picture unless a name says otherwise. Both public orders
are taken: (confidence, xy, wh, probabilities) and (xy, wh, confidence, probabilities); the confidence's last axis is 1.
Source: Redmon and Farhadi, "YOLO9000: better, faster, stronger" (2017).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from course_utils.errors import ArgumentError
from course_utils.layers.detection.boxes import non_max_suppression, scale_boxes
from course_utils.types import Array, Boxes, Indices, Numbers, Tensor

Detections = tuple[Array, Boxes, Indices]  # scores, boxes, classes


def yolo_boxes_to_corners(box_xy: ArrayLike, box_wh: ArrayLike) -> Array:
    """From mid-points and sizes to corners, in the classic order y, x.

    Shapes: box_xy and box_wh (…, 2) → (…, 4): (y1, x1, y2, x2), the unit is kept.

    >>> yolo_boxes_to_corners([0.5, 0.5], [0.5, 1.0]).tolist()
    [0.0, 0.25, 1.0, 0.75]
    """
    middle, half = np.asarray(box_xy)[..., ::-1], np.asarray(box_wh)[..., ::-1] / 2
    return np.concatenate([middle - half, middle + half], axis=-1)


def yolo_filter_boxes(
    boxes: ArrayLike, box_confidence: ArrayLike, box_class_probs: ArrayLike, threshold: float = 0.6
) -> Detections:
    """Keep the boxes whose best class has a score of at least `threshold`; score = confidence × probability.

    Shapes: boxes (…, 4), box_confidence (…, 1), box_class_probs (…, C) → scores (k,), boxes (k, 4), classes (k,).
    `boxes` and `box_confidence` may change places, as in the course's first generation.
    Raises: ArgumentError where the leading axes differ.

    >>> boxes, confidence = np.array([[0, 0, 1, 1], [0, 0, 2, 2]]), np.array([[0.9], [0.5]])
    >>> scores, kept, classes = yolo_filter_boxes(boxes, confidence, np.array([[0.2, 0.8], [0.9, 0.1]]))
    >>> np.round(scores, 2).tolist(), np.asarray(kept).tolist(), np.asarray(classes).tolist()
    ([0.72], [[0, 0, 1, 1]], [1])
    """
    where, sure, which = *_boxes_first(boxes, box_confidence), np.asarray(box_class_probs)
    if not where.shape[:-1] == sure.shape[:-1] == which.shape[:-1] or (where.shape[-1], sure.shape[-1]) != (4, 1):
        raise ArgumentError(
            f"Expected boxes (…, 4), box_confidence (…, 1) and box_class_probs (…, C); received shapes "
            f"{where.shape}, {sure.shape} and {which.shape}."
        )
    per_class = (sure * which).reshape(-1, which.shape[-1])
    best = per_class.argmax(axis=1)
    scores = np.take_along_axis(per_class, best[:, None], axis=1)[:, 0]
    places = np.flatnonzero(scores >= threshold)
    return scores[places], where.reshape(-1, 4)[places], best[places]


def yolo_non_max_suppression(
    scores: ArrayLike, boxes: ArrayLike, classes: ArrayLike, max_boxes: int = 10, iou_threshold: float = 0.5
) -> Detections:
    """The boxes that stay, best first; the classic code ignores the class while it compares.

    Shapes: scores (n,), boxes (n, 4), classes (n,) → the same three with at most `max_boxes` entries.

    >>> boxes = np.array([[0, 0, 10, 10], [0, 0, 10, 9], [20, 20, 30, 30]], float)
    >>> scores, kept, classes = yolo_non_max_suppression(np.array([0.8, 0.9, 0.7]), boxes, np.array([2, 2, 5]))
    >>> np.asarray(scores).tolist(), np.asarray(classes).tolist()
    ([0.9, 0.7], [2, 5])
    """
    places = non_max_suppression(boxes, scores, iou_threshold=iou_threshold, max_boxes=max_boxes)
    return np.asarray(scores)[places], np.asarray(boxes)[places], np.asarray(classes)[places]


def yolo_eval(
    yolo_outputs: Sequence[ArrayLike],
    image_shape: Sequence[float] = (720.0, 1280.0),
    max_boxes: int = 10,
    score_threshold: float = 0.6,
    iou_threshold: float = 0.5,
) -> Detections:
    """From the network's four outputs to boxes on the picture.

    Shapes: yolo_outputs: xy (…, 2), wh (…, 2), confidence (…, 1), probabilities (…, C), confidence first or third;
    image_shape (height, width) → scores (k,), boxes (k, 4): (y1, x1, y2, x2) in pixels, classes (k,).
    Raises: ArgumentError for anything but four outputs.

    >>> one = np.ones((1, 1, 1, 1, 1))
    >>> outputs = [np.full((1, 1, 1, 1, 2), 0.5), np.full((1, 1, 1, 1, 2), 0.2), one * 0.9, one]
    >>> scores, boxes, classes = yolo_eval(outputs, (100.0, 200.0))
    >>> np.round(boxes, 6).tolist()  # y1, x1, y2, x2
    [[40.0, 80.0, 60.0, 120.0]]
    """
    if len(yolo_outputs) != 4:
        raise ArgumentError(f"yolo_outputs must hold four arrays; received {len(yolo_outputs)}.")
    xy, wh, confidence, probabilities = _confidence_third(*yolo_outputs)
    scores, boxes, classes = yolo_filter_boxes(
        yolo_boxes_to_corners(xy, wh), confidence, probabilities, score_threshold
    )
    return yolo_non_max_suppression(scores, scale_boxes(boxes, image_shape), classes, max_boxes, iou_threshold)


def assign_anchor(box_wh: ArrayLike, anchors: ArrayLike) -> tuple[int, float]:
    """The anchor whose shape fits best: both boxes are laid on one corner before their IoU is taken.

    Shapes: box_wh (2,), anchors (A, 2), widths and heights in one unit → the anchor's number (the first of equal
    ones) and the IoU.

    >>> assign_anchor((1, 2), [(2, 1), (1, 1)])
    (1, 0.5)
    """
    overlaps = shape_iou(np.reshape(box_wh, (1, 2)), anchors)[0]
    best = int(overlaps.argmax())
    return best, float(overlaps[best])


def shape_iou(sizes: ArrayLike, anchors: ArrayLike) -> Numbers:
    """IoU of shapes laid on one corner.

    Shapes: sizes (n, 2), anchors (A, 2) → (n, A).
    Raises: ArgumentError for other shapes.

    >>> shape_iou([(2, 2)], [(2, 2), (4, 2)])
    array([[1. , 0.5]])
    """
    boxes, shapes = np.asarray(sizes, float), np.asarray(anchors, float)
    if boxes.ndim != 2 or shapes.ndim != 2 or boxes.shape[1] != 2 or shapes.shape[1] != 2:
        raise ArgumentError(f"Sizes and anchors must have shape (n, 2); received {boxes.shape} and {shapes.shape}.")
    shared = np.minimum(boxes[:, None], shapes).prod(axis=2)
    return np.asarray(shared / (boxes.prod(axis=1)[:, None] + shapes.prod(axis=1) - shared))


def encode_grid(boxes: ArrayLike, classes: ArrayLike, anchors: ArrayLike, S: int, n_classes: int) -> Numbers:
    """What the network should say about a picture: every object in its mid-point's cell, at its best anchor.

    An entry is (p_c, b_x, b_y, b_h, b_w, one-hot class). b_x and b_y lie between 0 and 1, measured from the cell's
    top left corner; b_h and b_w are in cells and may exceed 1. Of two objects in one place the later stays.

    Shapes: boxes (m, 4): (x1, y1, x2, y2), classes (m,), anchors (A, 2): (w, h), all shares of the picture →
    (S, S, A, 5 + n_classes), rows first.

    >>> encode_grid([[0.5, 0.0, 1.0, 1.0]], [1], [[0.5, 1.0]], 2, 2)[1, 1, 0].tolist()
    [1.0, 0.5, 0.0, 2.0, 1.0, 0.0, 1.0]
    """
    corners, kinds, shapes = np.reshape(boxes, (-1, 4)).astype(float), np.asarray(classes, int), np.asarray(anchors)
    middle, size = (corners[:, :2] + corners[:, 2:]) / 2 * S, corners[:, 2:] - corners[:, :2]
    cell = np.clip(np.floor(middle), 0, S - 1)
    one_hot = np.eye(n_classes)[kinds]
    rows = np.concatenate([np.ones((len(kinds), 1)), middle - cell, size[:, ::-1] * S, one_hot], axis=1)
    target = np.zeros((S, S, len(shapes), 5 + n_classes))
    for row, (column, line), wh in zip(rows, cell.astype(int), size):
        target[line, column, assign_anchor(wh, shapes)[0]] = row
    return target


def yolo_loss(
    y_true: Tensor, y_pred: Tensor, lambda_coord: float = 5.0, lambda_noobj: float = 0.5, log_loss: bool = False
) -> Tensor:
    """What a grid of answers costs: summed over the places of a picture, the mean over the pictures; needs TensorFlow.

    Where an object is, box, classes and p_c count, mid-point and roots of the sides `lambda_coord` times; where none
    is, p_c alone, `lambda_noobj` times. With `log_loss` p_c costs its cross-entropy in place of its squared error.

    Shapes: y_true, y_pred (m, S, S, A, 5 + n): (p_c, b_x, b_y, b_h, b_w, c_1 … c_n), sides ≥ 0; with `log_loss` the
    guesses of p_c lie between 0 and 1, both left out → one number.
    Source: Redmon et al., "You only look once" (2016), equation 3, with 1 for the confidence of an object.

    >>> nothing, guess = np.zeros((1, 1, 1, 1, 6), np.float32), np.full((1, 1, 1, 1, 6), 0.5, np.float32)
    >>> float(yolo_loss(nothing, guess))  # 0.5 · 0.5²
    0.125
    """
    import tensorflow as tf

    truth, guess = (tf.convert_to_tensor(part) for part in (y_true, y_pred))
    there = truth[..., :1]
    likely = tf.where(there > 0, guess[..., :1], 1 - guess[..., :1])  # what was given to the truth
    confidence = -tf.math.log(likely) if log_loss else tf.square(1 - likely)
    place = tf.square(truth[..., 1:3] - guess[..., 1:3])
    sides = tf.math.squared_difference(*(tf.sqrt(part[..., 3:5]) for part in (truth, guess)))
    kinds = tf.square(truth[..., 5:] - guess[..., 5:])
    parts = [tf.where(there > 0, 1.0, lambda_noobj) * confidence, there * lambda_coord * place,
             there * lambda_coord * sides, there * kinds]  # fmt: skip
    return tf.reduce_sum(tf.concat(parts, axis=-1)) / tf.cast(tf.shape(truth)[0], truth.dtype)


def _boxes_first(one: ArrayLike, other: ArrayLike) -> tuple[Array, Array]:
    """Boxes (…, 4) and confidences (…, 1), in whichever order they come."""
    first, second = np.asarray(one), np.asarray(other)
    return (second, first) if first.shape[-1:] == (1,) else (first, second)


def _confidence_third(*outputs: ArrayLike) -> list[Array]:
    """The four outputs as (xy, wh, confidence, probabilities); the confidence, (…, 1), may come first."""
    first, second, third, last = (np.asarray(part) for part in outputs)
    return [second, third, first, last] if first.shape[-1:] == (1,) else [first, second, third, last]


def decode_outputs(t: ArrayLike, anchors: ArrayLike) -> tuple[Array, Array, Array, Array]:
    """What a YOLO head's free numbers mean: mid-points, sizes, confidences, probabilities.

    Shapes: t (S, S, A, 5 + C), each entry (t_x, t_y, t_w, t_h, t_conf, classes), rows first; anchors (A, 2), width and
    height as shares of the picture → box_xy and box_wh (S, S, A, 2), in shares, box_confidence (S, S, A, 1),
    box_class_probs (S, S, A, C).
    Raises: ArgumentError for a grid that is not square, or another number of anchors.
    Source: Redmon and Farhadi, YOLO9000 (2017), figure 3.

    >>> box_xy, box_wh, confidence, probabilities = decode_outputs(np.zeros((2, 2, 1, 7)), [[0.5, 0.25]])
    >>> box_xy[0, 1, 0].tolist(), box_wh[0, 1, 0].tolist(), probabilities[0, 1, 0].tolist()
    ([0.75, 0.25], [0.5, 0.25], [0.5, 0.5])
    """
    free, sizes = np.asarray(t, float), np.asarray(anchors, float)
    if free.ndim != 4 or free.shape[0] != free.shape[1] or sizes.shape != (free.shape[2], 2):
        raise ArgumentError(f"Expected t (S, S, A, 5 + C) and anchors (A, 2); received {free.shape} and {sizes.shape}.")
    squeezed = 0.5 * (1 + np.tanh(free / 2))
    corner = np.flip(np.indices(free.shape[:2]), axis=0).transpose(1, 2, 0)[:, :, None]
    powers = np.exp(free[..., 5:] - free[..., 5:].max(axis=-1, keepdims=True))
    box_xy = (corner + squeezed[..., :2]) / len(free)
    return box_xy, sizes * np.exp(free[..., 2:4]), squeezed[..., 4:5], powers / powers.sum(axis=-1, keepdims=True)


def focal_loss(y_true: ArrayLike, p: ArrayLike, gamma: float = 2.0, alpha: float = 0.25) -> float:
    """Cross-entropy of yes-or-no places, in which what is known already counts little; divided by the objects.

    A place costs −α_t · (1 − p_t)^γ · ln p_t, where p_t is the probability given to the truth and α_t is alpha where an
    object is, else 1 − alpha. The sum is divided by the number of objects, or by 1 where there is none.

    Shapes: y_true of 0 and 1 and p in 0 < p < 1, alike → one number.
    Raises: ArgumentError when the shapes differ.
    Source: T.-Y. Lin and others, "Focal loss for dense object detection" (2017), equation 5.

    >>> round(focal_loss([1, 0], [0.5, 0.5]), 4)
    0.1733
    """
    truth, said = np.asarray(y_true), np.asarray(p, float)
    if truth.shape != said.shape:
        raise ArgumentError(f"y_true and p must have one shape; received {truth.shape} and {said.shape}.")
    there = truth == 1
    given = np.where(there, said, 1 - said)
    costs = np.where(there, alpha, 1 - alpha) * np.power(1 - given, gamma) * -np.log(given)
    return float(costs.sum() / max(np.count_nonzero(there), 1))

"""A one-stage detector without anchors: its loss, computed from what the network's last layer says, and its answers.

One place for each cell of a grid of S × S. What the network should say is a place of `encode_grid`: (p_c, b_x, b_y,
b_h, b_w, one-hot class), the mid-point measured from the cell's upper left corner, sides in cells. What it says are
free numbers t, (m, S, S, 5 + C), in the same order: p_c, b_x and b_y are sigmoids of theirs, sides are powers of e,
classes a softmax.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from course_utils.errors import ArgumentError
from course_utils.layers.detection.boxes import non_max_suppression
from course_utils.types import Array, Boxes, Indices, Model, Tensor

Detections = tuple[Array, Boxes, Indices]  # scores, boxes, classes


def street_detector() -> Model:
    """The detector from which the project starts: four convolutions and a head, 20,417 parameters.

    Shapes: pictures (m, 128, 128, 3), 0 to 1, → free numbers (m, 16, 16, 9): four classes.

    >>> street_detector().count_params()
    20417
    """
    import keras
    from keras import layers

    kernels = ((16, 2), (24, 2), (32, 2), (32, 1))  # filters and stride of each
    return keras.Sequential([
        keras.Input((128, 128, 3)),
        *(layers.Conv2D(filters, 3, strides=stride, padding="same", activation="relu") for filters, stride in kernels),
        layers.Conv2D(9, 1),
    ])  # fmt: skip


def detection_loss(
    y_true: Tensor, t: Tensor, lambda_coord: float = 5.0, lambda_noobj: float = 0.5, gamma: float = 0.0
) -> Tensor:
    """What a batch of answers costs, divided by its objects; needs TensorFlow.

    p_c costs (1 − p_t)^γ times its cross-entropy, p_t being the probability of the truth, `lambda_noobj` times where
    no object is. Where one is, mid-point (σ(t) − b) and sides (t − ln b) cost their squares, `lambda_coord` times, and
    the class its cross-entropy. The sum is divided by the number of objects in the batch, or by 1.

    Shapes: y_true, t (m, S, S, 5 + C) → one number. Free numbers of any size give finite losses and slopes.
    Source: Redmon et al., "You only look once" (2016); Lin et al., "Focal loss for dense object detection" (2017).

    >>> import tensorflow as tf
    >>> float(detection_loss(tf.zeros((1, 1, 1, 7)), tf.zeros((1, 1, 1, 7))))  # 0.5 · ln 2
    0.3465735912322998
    """
    import tensorflow as tf

    truth, free = tf.convert_to_tensor(y_true), tf.convert_to_tensor(t)
    there = truth[..., 0]
    surprise = tf.nn.sigmoid_cross_entropy_with_logits(labels=there, logits=free[..., 0])  # −ln p_t
    confidence = surprise * (-tf.math.expm1(-surprise)) ** gamma if gamma else surprise
    middle = tf.square(tf.sigmoid(free[..., 1:3]) - truth[..., 1:3])
    sides = tf.square(free[..., 3:5] - tf.math.log(tf.where(there[..., None] > 0, truth[..., 3:5], 1.0)))
    kinds = tf.nn.softmax_cross_entropy_with_logits(labels=truth[..., 5:], logits=free[..., 5:])
    box = tf.reduce_sum(middle + sides, axis=-1)
    objects = tf.reduce_sum(there)
    total = tf.reduce_sum(tf.where(there > 0, 1.0, lambda_noobj) * confidence)
    total += tf.reduce_sum(there * (lambda_coord * box + kinds))
    return total / tf.maximum(objects, 1.0)


def decode_detections(
    t: ArrayLike, size: int = 128, score_threshold: float = 0.01, iou_threshold: float = 0.5, max_boxes: int = 30
) -> list[Detections]:
    """From free numbers to boxes: read, filter by score, suppress within each class.

    Shapes: t (m, S, S, 5 + C) → for each picture scores (k,), boxes (k, 4): (x1, y1, x2, y2) in pixels, clipped to the
    picture of `size` rows and columns, and classes (k,); best first, at most `max_boxes`.
    Raises: ArgumentError for another shape.

    >>> t = np.full((1, 1, 1, 7), [4.0, 0, 0, -0.7, -0.7, 9, 0])
    >>> scores, boxes, classes = decode_detections(t, size=100)[0]
    >>> boxes.round().tolist(), classes.tolist()
    ([[25.0, 25.0, 75.0, 75.0]], [0])
    """
    free = np.asarray(t, np.float64)
    if free.ndim != 4 or free.shape[1] != free.shape[2] or free.shape[3] < 6:
        raise ArgumentError(f"t must have shape (m, S, S, 5 + C); received shape {free.shape}.")
    squeezed = 0.5 * (1 + np.tanh(free[..., :3] / 2))
    S = free.shape[1]
    corner = np.flip(np.indices((S, S)), axis=0).transpose(1, 2, 0)
    middle = (corner + squeezed[..., 1:3]) * size / S
    half = np.exp(np.clip(free[..., 4:2:-1], -20, 20)) * size / S / 2  # t_w, t_h: x before y
    powers = np.exp(free[..., 5:] - free[..., 5:].max(axis=-1, keepdims=True))
    scores = squeezed[..., :1] * powers / powers.sum(axis=-1, keepdims=True)
    boxes = np.clip(np.concatenate([middle - half, middle + half], axis=-1), 0, size)
    kinds, best = scores.argmax(axis=-1), scores.max(axis=-1)
    return [
        _kept(best[i].ravel(), boxes[i].reshape(-1, 4), kinds[i].ravel(), score_threshold, iou_threshold, max_boxes)
        for i in range(len(free))
    ]


def _kept(scores: Array, boxes: Boxes, kinds: Indices, least: float, iou_threshold: float, most: int) -> Detections:
    likely = np.flatnonzero(scores >= least)
    places = likely[non_max_suppression(boxes[likely], scores[likely], kinds[likely], iou_threshold, most)]
    return scores[places], boxes[places], kinds[places]

"""Where is it: targets, losses, windows and dense layers as filters, place by place."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from course_utils.exercises.loops.convolution import window
from course_utils.types import Array, Image, Images, Indices


def encode_target(box: Sequence[float] | None, label: int, image_shape: tuple[int, int], n_classes: int) -> Array:
    """p_c, the middle, the sides and the class, as parts of the picture. Shapes: (4,) → (5 + n_classes,)."""
    nothing, target = np.zeros(5 + n_classes), np.zeros(5 + n_classes)
    if box is None:
        return nothing
    x1, y1, x2, y2 = box
    n_H, n_W = image_shape
    target[0] = 1
    target[1:3] = (x1 + x2) / 2 / n_W, (y1 + y2) / 2 / n_H
    target[3:5] = (y2 - y1) / n_H, (x2 - x1) / n_W
    target[5 + label] = 1
    return target


def localization_loss(y_true: Array, y_pred: Array) -> float:
    """p_c counts always, the rest where something is. Shapes: both (m, 5 + n_classes) → one number."""
    truth, guess = np.asarray(y_true, np.float64), np.asarray(y_pred, np.float64)
    squares = np.square(truth - guess)
    there = truth[:, 0]
    losses = squares[:, 0] + there * squares[:, 1:].sum(axis=1)
    loss: float = losses.mean()
    return loss


def landmark_loss(landmarks_true: Array, landmarks_pred: Array, visible: Array) -> float:
    """The mean squared distance of landmarks that are seen. Shapes: (m, k, 2), (m, k) → one number."""
    squares = np.square(landmarks_true - landmarks_pred).sum(axis=2)
    with np.errstate(all="ignore"):
        loss: float = (squares * visible).sum() / max(visible.sum(), 1)
    return loss


def sliding_windows(image: Image, size: int, stride: int) -> tuple[Images, Indices]:
    """All windows, along the rows, and their corners. Shapes: (n_H, n_W, n_C) → (n, size, size, n_C), (n, 2)."""
    rows, columns = [range(0, n - size + 1, stride) for n in image.shape[:2]]
    corners = [(y, x) for y in rows for x in columns]
    windows = np.array([window(image, corner, size) for corner in corners])
    return windows, np.array(corners)


def dense_to_conv(W: Array, b: Array, input_shape: tuple[int, int, int]) -> tuple[Array, Array]:
    """Filters as large as the volume, number by number. Shapes: (n_H · n_W · n_C, n) → (n_H, n_W, n_C, n)."""
    n_H, n_W, n_C = input_shape
    filters = np.zeros((n_H, n_W, n_C, W.shape[1]))
    for h, w, c in np.ndindex(*input_shape):
        filters[h, w, c] = W[(h * n_W + w) * n_C + c]
    return filters, b


def map_to_boxes(scores: Array, size: int, stride: int, threshold: float = 0.5) -> tuple[Array, Array]:
    """Windows of a map, place by place, the surest first. Shapes: (rows, columns) → (k, 4), (k,)."""
    windows = []
    for row, column in np.ndindex(scores.shape):
        if scores[row, column] >= threshold:
            y, x = row * stride, column * stride
            windows.append((scores[row, column], (x, y, x + size, y + size)))
    windows.sort(key=lambda pair: -pair[0])
    boxes = np.array([box for _, box in windows]).reshape(-1, 4)
    return boxes, np.array([score for score, _ in windows])

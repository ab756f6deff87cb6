"""Where is it? Target vectors, their losses, windows, and dense layers as convolutions. numpy unless said otherwise."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from course_utils.errors import ArgumentError
from course_utils.types import Array, Filters, Images, Numbers, Shape, Tensor

BOX = slice(1, 5)


def encode_target(box: Sequence[float] | None, label: int, image_shape: tuple[int, int], n_classes: int = 3) -> Numbers:
    """What a localiser should answer: (p_c, b_x, b_y, b_h, b_w, c_1 … c_n).

    Args:
        box: (x1, y1, x2, y2) in pixels, or None where the picture holds no object.
        label: the object's class, 0 … n_classes − 1; not read without an object.
        image_shape: rows and columns of the picture.

    Shapes:
        returns (5 + n_classes,). Middle, height and width are parts of the picture's columns and rows. Without an
        object all numbers are 0: the loss reads p_c only.

    Raises:
        ArgumentError: the label is no class.

    >>> encode_target((10, 20, 30, 60), 1, (100, 200))
    array([1. , 0.1, 0.4, 0.4, 0.1, 0. , 1. , 0. ])
    """
    target = np.zeros(5 + n_classes)
    if box is None:
        return target
    if not 0 <= label < n_classes:
        raise ArgumentError(f"label must be between 0 and {n_classes - 1}; received label={label}.")
    corners = np.reshape(np.asarray(box, np.float64), (2, 2)) / np.asarray(image_shape)[1::-1]  # rows: corners; (x, y)
    target[0] = target[5 + label] = 1
    target[1:3] = corners.mean(axis=0)
    target[3:5] = (corners[1] - corners[0])[::-1]
    return target


def localization_loss(y_true: Tensor, y_pred: Tensor) -> Tensor:
    """Mean over the pictures of squared differences that count; needs TensorFlow.

    Shapes:
        y_true, y_pred (m, 5 + n): (p_c, b_x, b_y, b_h, b_w, c_1 … c_n). All parts count where an object is
        (p_c = 1 in y_true), only that of p_c where none is.

    >>> nothing, guess = np.zeros((1, 6), np.float32), np.full((1, 6), 0.5, np.float32)
    >>> float(localization_loss(nothing, guess))  # without an object only p_c counts
    0.25
    """
    import tensorflow as tf

    truth, guess = tf.cast(y_true, tf.float32), tf.cast(y_pred, tf.float32)
    square = tf.square(truth - guess)
    rest = tf.einsum("ij,i->i", square[:, 1:], truth[:, 0])
    return tf.reduce_mean(square[:, 0] + rest)


def landmark_loss(landmarks_true: ArrayLike, landmarks_pred: ArrayLike, visible: ArrayLike) -> float:
    """Mean squared distance over the landmarks that can be seen.

    Args:
        landmarks_true, landmarks_pred: (m, k, 2), x and y of k points. visible: (m, k), 1 where a point is seen.

    Returns:
        one number; 0 where no point is seen.

    >>> landmark_loss(np.zeros((1, 2, 2)), np.array([[[3.0, 4.0], [9.0, 9.0]]]), np.array([[1, 0]]))
    25.0
    """
    distances = np.square(np.subtract(landmarks_true, landmarks_pred)).sum(axis=-1)
    seen = np.asarray(visible, bool)
    return float(distances[seen].mean()) if seen.any() else 0.0


def sliding_windows(image: ArrayLike, size: int, stride: int) -> tuple[Images, Array]:
    """All windows size × size that lie inside the picture, row by row, and their upper left corners.

    Shapes:
        image (n_H, n_W, n_C) → windows (n, size, size, n_C), corners (n, 2) as (row, column), with
        n = (⌊(n_H − size) / stride⌋ + 1)(⌊(n_W − size) / stride⌋ + 1).

    Raises:
        ArgumentError: the window is larger than the picture, or size or stride is below 1.

    >>> windows, corners = sliding_windows(np.zeros((4, 6, 3)), size=4, stride=2)
    >>> windows.shape, corners.tolist()
    ((2, 4, 4, 3), [[0, 0], [0, 2]])
    """
    picture = np.asarray(image)
    if not 1 <= size <= min(picture.shape[:2]) or stride < 1:
        raise ArgumentError(
            f"size must be between 1 and the picture's smaller side {min(picture.shape[:2])}, stride at least 1; "
            f"received size={size}, stride={stride}."
        )
    views = np.lib.stride_tricks.sliding_window_view(picture, (size, size), axis=(0, 1))[::stride, ::stride]
    corners = np.stack(np.meshgrid(*(np.arange(n) * stride for n in views.shape[:2]), indexing="ij"), axis=-1)
    return np.moveaxis(views, 2, -1).reshape(-1, size, size, picture.shape[2]), corners.reshape(-1, 2)


def dense_to_conv(W: ArrayLike, b: ArrayLike, input_shape: Shape) -> tuple[Filters, Array]:
    """A dense layer on a flattened volume as a convolution with filters of the volume's size.

    Args:
        W: (n_H · n_W · n_C, units), as Keras flattens: rows, columns, channels. b: (units,).
        input_shape: (n_H, n_W, n_C) of the volume.

    Shapes:
        returns filters (n_H, n_W, n_C, units) and biases (units,).

    Raises:
        ArgumentError: W does not fit the volume.

    Source: P. Sermanet et al., OverFeat, 2014.

    >>> filters, biases = dense_to_conv(np.zeros((18, 5)), np.zeros(5), (3, 3, 2))
    >>> filters.shape, biases.shape
    ((3, 3, 2, 5), (5,))
    """
    weights = np.asarray(W)
    if weights.ndim != 2 or len(weights) != np.prod(input_shape):
        raise ArgumentError(
            f"W must have {int(np.prod(input_shape))} rows for a volume {tuple(input_shape)}; "
            f"received shape {weights.shape}."
        )
    return weights.reshape((*input_shape, weights.shape[1])), np.asarray(b)


def map_to_boxes(scores: ArrayLike, size: int, stride: int, threshold: float = 0.5) -> tuple[Array, Numbers]:
    """The windows of the places of a map that are sure enough, the surest first.

    Place (row, column) of the map is the window whose upper left pixel is (row · stride, column · stride).

    Args:
        scores: one number for each window, shape (rows, columns).
        size: rows and columns of a window.

    Shapes:
        returns boxes (k, 4), corners (x1, y1, x2, y2) in pixels, and their scores (k,); equal scores in reading order.

    Raises:
        ArgumentError: scores is no map.

    >>> boxes, found = map_to_boxes([[0.1, 0.6], [0.9, 0.2]], size=64, stride=8)
    >>> boxes.tolist(), found.tolist()
    ([[0, 8, 64, 72], [8, 0, 72, 64]], [0.9, 0.6])
    """
    values = np.asarray(scores, np.float64)
    if values.ndim != 2:
        raise ArgumentError(f"scores must be a map, shape (rows, columns); received {values.shape}.")
    places = np.flatnonzero(values >= threshold)
    places = places[np.argsort(-values.ravel()[places], kind="stable")]
    corner = stride * np.stack(np.unravel_index(places, values.shape)[::-1], axis=1)
    return np.concatenate([corner, corner + size], axis=1), values.ravel()[places]

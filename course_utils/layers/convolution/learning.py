"""What a network of convolutions needs to learn: windows as rows, ReLU backward, a loss and a step.

Axes are (m, n_H, n_W, n_C): images, rows, columns, channels.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.conv import axes, numbers, settings, whole, windows_of, zero_pad
from course_utils.types import Array, Images, Indices


def im2col(A_prev: Images, f: int, hparameters: Mapping[str, int]) -> Array:
    """Every window of every image as a row: then a convolution is one matrix product.

    Shapes: A_prev (m, n_H_prev, n_W_prev, n_C_prev), hparameters {"stride": s, "pad": p} →
    (m · n_H · n_W, f · f · n_C_prev). Rows go by image, row, column of the output; a window lies in
    its row as W.reshape(f · f · n_C_prev, n_C) has it: by row, column, channel.
    Raises: ArgumentError for wrong shapes, f or stride below 1, a negative pad, or a window larger
    than the padded image.
    Source: Chellapilla, Puri and Simard, "High performance convolutional neural networks" (2006).

    >>> im2col(np.arange(9.0).reshape(1, 3, 3, 1), 2, {"stride": 1, "pad": 0})
    array([[0., 1., 3., 4.],
           [1., 2., 4., 5.],
           [3., 4., 6., 7.],
           [4., 5., 7., 8.]])
    """
    stride, pad = settings(hparameters, stride=1, pad=0)
    images = zero_pad(A_prev, pad)
    windows = windows_of(images, whole("f", f, 1), stride)
    return windows.transpose(0, 1, 2, 4, 5, 3).reshape(-1, f * f * images.shape[3])


def relu_backward(dA: Array, Z: Array) -> Array:
    """The gradient before a ReLU: that behind it where Z is positive, else 0, also at Z = 0.

    Shapes: dA and Z alike, of any shape → the same.
    Raises: ArgumentError when the shapes differ.

    >>> relu_backward(np.array([5.0, 6.0, 7.0]), np.array([-1.0, 0.0, 2.0]))
    array([0., 0., 7.])
    """
    slope, before = numbers("dA", dA), numbers("Z", Z)
    if slope.shape != before.shape:
        raise ArgumentError(f"dA and Z must have one shape; received {slope.shape} and {before.shape}.")
    return np.where(before > 0, slope, np.zeros_like(slope))


def softmax_loss(scores: Array, labels: Indices) -> tuple[float, Array]:
    """Mean cross-entropy of softmax(scores), and its gradient with respect to the scores: (p − one-hot) / m.

    Shapes: scores (m, C), labels (m,) of 0 … C − 1 → one number, (m, C). Scores of any size: their
    largest is taken off before the exponential.
    Raises: ArgumentError for wrong shapes or a label out of range.

    >>> loss, dscores = softmax_loss(np.array([[0.0, 0.0]]), np.array([1]))
    >>> round(loss, 6), dscores
    (0.693147, array([[ 0.5, -0.5]]))
    """
    logits, classes = axes("scores", scores, 2), axes("labels", labels, 1)
    m, C = logits.shape
    if classes.shape != (m,) or classes.dtype.kind not in "iu" or not set(classes.tolist()) <= set(range(C)):
        raise ArgumentError(f"labels must be {m} integers from 0 to {C - 1}; received {classes}.")
    below_top = logits - logits.max(axis=1, keepdims=True)
    log_share = below_top - np.log(np.exp(below_top).sum(axis=1, keepdims=True))
    own = np.equal.outer(classes, np.arange(C))
    return float(-log_share[own].mean()), (np.exp(log_share) - own) / m


def sgd_step(parameters: Mapping[str, Array], gradients: Mapping[str, Array], learning_rate: float) -> dict[str, Array]:
    """One step of gradient descent: every parameter less learning_rate times its own gradient.

    Shapes: both dictionaries have the same names, and each gradient the shape of its parameter.
    Raises: ArgumentError where a gradient is missing or of another shape.

    >>> sgd_step({"W": np.array([1.0, 2.0])}, {"W": np.array([10.0, -10.0])}, 0.1)
    {'W': array([0., 3.])}
    """
    moved = {}
    for name, value in parameters.items():
        if name not in gradients or np.shape(gradients[name]) != np.shape(value):
            raise ArgumentError(f"gradients needs {name!r} of shape {np.shape(value)}.")
        moved[name] = numbers(name, value) + -learning_rate * numbers(name, gradients[name])
    return moved

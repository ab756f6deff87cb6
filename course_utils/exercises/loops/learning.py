"""What a small network needs to learn, in loops: windows as rows, ReLU backward, a loss, a step."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from course_utils.exercises.loops.convolution import zero_pad
from course_utils.types import Array, Images, Indices


def im2col(A_prev: Images, f: int, hparameters: Mapping[str, int]) -> Array:
    """A row per window. Shapes: (m, n_H, n_W, n_C) → (m · n_H' · n_W', f · f · n_C)."""
    stride, pad = hparameters["stride"], hparameters["pad"]
    images = zero_pad(A_prev, pad)
    n_H, n_W = [(n + 2 * pad - f) // stride + 1 for n in A_prev.shape[1:3]]
    rows = []
    for i, h, w in np.ndindex(len(A_prev), n_H, n_W):
        top, left = h * stride, w * stride
        seen = images[i, top : top + f, left : left + f, :]
        rows.append(seen.flatten())
    return np.array(rows)


def relu_backward(dA: Array, Z: Array) -> Array:
    """Number by number."""
    dZ = np.zeros(Z.shape)
    for place in np.ndindex(*Z.shape):
        if Z[place] > 0:
            dZ[place] = dA[place]
    return dZ


def softmax_loss(scores: Array, labels: Indices) -> tuple[float, Array]:
    """Picture by picture. Shapes: (m, C), (m,) → one number, (m, C)."""
    m, C = scores.shape
    loss, gradient = 0.0, np.zeros((m, C))
    for i in range(m):
        shifted = scores[i] - scores[i].max()
        powers = np.exp(shifted)
        total = powers.sum()
        loss += math.log(total) - shifted[labels[i]]
        gradient[i] = powers / total
        gradient[i, labels[i]] -= 1
    return loss / m, gradient / m


def sgd_step(parameters: Mapping[str, Array], gradients: Mapping[str, Array], learning_rate: float) -> dict[str, Array]:
    """Name by name."""
    moved = {}
    for name in parameters:
        step = learning_rate * gradients[name]
        moved[name] = parameters[name] - step
    return moved

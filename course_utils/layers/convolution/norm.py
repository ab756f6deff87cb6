"""Batch normalisation of volumes, forward and backward.

Axes are (m, n_H, n_W, n_C); every channel has a mean, a variance, a scale γ and a shift β of its own.
Source: Ioffe and Szegedy, "Batch normalization" (2015).
"""

from __future__ import annotations

import numpy as np

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.conv import axes
from course_utils.types import Array, Images

NormCache = tuple[Images, Array, Array]


def batch_norm_forward(
    X: Images, gamma: Array, beta: Array, running_mean: Array, running_variance: Array,
    training: bool = True, momentum: float = 0.99, epsilon: float = 0.001,
) -> tuple[Images, Array, Array, NormCache]:  # fmt: skip
    """Bring each channel to mean 0 and variance 1, then scale it by γ and shift it by β.

    In training mean and variance are the batch's, and the running ones follow them: running ← momentum · running +
    (1 − momentum) · batch. Else the running ones are used and stay as they are.

    Shapes: X (m, n_H, n_W, n_C), the four others (n_C,) → Y as X, both running averages (n_C,), and cache
    (X_hat as X, standard deviation (n_C,), gamma).
    Raises: ArgumentError for anything but four axes, or where the numbers per channel are not n_C.

    >>> one = np.ones(1)
    >>> Y, mean, _, _ = batch_norm_forward(np.array([4.0, 8.0]).reshape(2, 1, 1, 1), one, 0 * one, 0 * one, one)
    >>> Y.round(2).ravel().tolist(), mean.round(2).tolist()
    ([-1.0, 1.0], [0.06])
    """
    places = axes("X", X, 4).reshape(-1, np.shape(X)[-1])
    stored = np.stack([np.ravel(running_mean), np.ravel(running_variance)])
    if stored.shape[1] != places.shape[1]:
        raise ArgumentError(
            f"X has {places.shape[1]} channels; the running averages have {stored.shape[1]} numbers: give one each."
        )
    used = np.stack([places.mean(axis=0), places.var(axis=0)]) if training else stored
    std = np.sqrt(used[1] + epsilon)
    X_hat = ((places - used[0]) / std).reshape(np.shape(X))
    kept = stored + (1 - momentum) * (used - stored)
    return X_hat * gamma + beta, kept[0], kept[1], (X_hat, std, gamma)


def batch_norm_backward(dY: Images, cache: NormCache) -> tuple[Images, Array, Array]:
    """The gradients of a batch normalisation in training: its mean and its deviation depend on X as well.

    Shapes: dY as Y (m, n_H, n_W, n_C), cache of `batch_norm_forward` → dX as dY, dgamma and dbeta (n_C,).
    Raises: ArgumentError where dY and the cached X_hat differ in shape.

    >>> draw = np.random.RandomState(0)
    >>> X, one = draw.randn(4, 2, 3, 1), np.ones(1)
    >>> dX, _, dbeta = batch_norm_backward(np.ones(X.shape), batch_norm_forward(X, one, one, one, one)[-1])
    >>> float(abs(dX).max().round(9)), dbeta.tolist()
    (0.0, [24.0])
    """
    X_hat, std, gamma = cache
    if np.shape(dY) != np.shape(X_hat):
        raise ArgumentError(f"dY must have the shape of the cached X_hat, {np.shape(X_hat)}; received {np.shape(dY)}.")
    slopes, values = (np.reshape(part, (-1, len(gamma))) for part in (dY, X_hat))
    products = slopes * values
    centred = slopes - slopes.mean(axis=0) - values * products.mean(axis=0)
    return (centred * (gamma / std)).reshape(np.shape(dY)), products.sum(axis=0), slopes.sum(axis=0)

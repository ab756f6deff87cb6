"""Cheap convolutions, their networks, and weights of a few bits, line by line. Keras is imported where it is needed.

`kl` is `keras.layers` with its weights made once; a network of blocks hands it on to them as `shared`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

import numpy as np

from course_utils.exercises.loops.shared_layers import SharedLayers
from course_utils.types import Array, Images, Model, Shape, Symbolic


def depthwise_conv(A_prev: Images, W: Array, b: Array, hparameters: Mapping[str, int]) -> Images:
    """One answer after the other, each from one channel."""
    s, p = hparameters["stride"], hparameters["pad"]
    f, padded = len(W), np.pad(A_prev, ((0, 0), (p, p), (p, p), (0, 0)))
    n_H, n_W = [(n + 2 * p - f) // s + 1 for n in A_prev.shape[1:3]]
    Z = np.zeros((len(A_prev), n_H, n_W, A_prev.shape[3]))
    for i, h, w, c in np.ndindex(*Z.shape):
        seen = padded[i, h * s : h * s + f, w * s : w * s + f, c]
        Z[i, h, w, c] = np.sum(seen * W[..., c]) + b[..., c].item()
    return Z


def separable_cost(input_shape: Shape, f: int, filters: int, stride: int = 1) -> tuple[int, int, float]:
    n_H, n_W, n_C = input_shape
    rows = ceil(n_H / stride)
    columns = ceil(n_W / stride)
    plain = rows * columns * filters * (f * f * n_C)
    depthwise = rows * columns * (f * f) * n_C
    pointwise = rows * columns * n_C * filters
    return plain, depthwise + pointwise, (depthwise + pointwise) / plain


def squeeze_excite(A: Images, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Images, Array]:
    """One picture after the other."""
    weighed, gates = np.zeros(A.shape), np.zeros((len(A), A.shape[3]))
    for i, volume in enumerate(A):
        squeezed = volume.mean(axis=(0, 1))
        hidden = np.clip(squeezed @ W1 + b1, 0, None)
        score = hidden @ W2 + b2
        gates[i] = 1 / (1 + np.exp(-score))
        weighed[i] = volume * gates[i]
    return weighed, gates


def inverted_residual_block(
    X: Symbolic, filters: int, expand: int = 6, s: int = 1, f: int = 3, shared: SharedLayers | None = None
) -> Symbolic:
    kl = shared or SharedLayers()

    def norm(Z: Symbolic) -> Symbolic:
        return kl.BatchNormalization(axis=3)(Z)

    n_C = X.shape[-1]
    A = X
    if expand > 1:
        Z1 = kl.Conv2D(expand * n_C, 1, use_bias=False)(X)
        A = kl.ReLU(6.0)(norm(Z1))
    Z2 = kl.DepthwiseConv2D(f, strides=s, padding="same", use_bias=False)(A)
    B = kl.ReLU(6.0)(norm(Z2))
    Z3 = kl.Conv2D(filters, 1, use_bias=False)(B)
    main = norm(Z3)
    if s == 1 and filters == n_C:
        main = kl.Add()([main, X])
    return main


def mobilenet_v2(
    input_shape: Shape,
    classes: int,
    stages: Sequence[tuple[int, int, int, int]],
    alpha: float = 1.0,
    first: int = 32,
    head: int = 1280,
) -> Model:
    import keras

    kl = SharedLayers()
    images = keras.Input(input_shape)
    Z = kl.Conv2D(rounded(first * alpha), 3, strides=2, padding="same", use_bias=False)(images)
    N = kl.BatchNormalization(axis=3)(Z)
    X = kl.ReLU(6.0)(N)
    for t, c, n, stride in stages:
        for number in range(n):
            s = stride if number == 0 else 1
            X = inverted_residual_block(X, rounded(c * alpha), t, s, 3, kl)
    Z = kl.Conv2D(head, 1, use_bias=False)(X)
    last = kl.BatchNormalization(axis=3)(Z)
    X = kl.ReLU(6.0)(last)
    X = kl.GlobalAveragePooling2D()(X)
    return keras.Model(images, kl.Dense(classes, activation="softmax")(X))


def rounded(n: float) -> int:
    """The multiple of 8 nearest to n, at least 8; the next one where more than a tenth would be lost."""
    nearest = max(8, 8 * int((n + 4) / 8))
    return nearest + 8 if nearest < 0.9 * n else nearest


def quantize_weights(W: Array, bits: int = 8) -> tuple[Array, Array]:
    """One filter after the other."""
    q, scale = np.zeros(W.shape, np.int8), np.ones(W.shape[-1])
    limit = 2 ** (bits - 1) - 1
    for c in range(W.shape[-1]):
        largest = np.max(np.abs(W[..., c]))
        if largest > 0:
            scale[c] = largest / limit
        q[..., c] = np.round(W[..., c] / scale[c])
    return q, scale

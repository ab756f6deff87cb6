"""Batch normalisation, networks with shortcuts (ResNet-50) and with skips (U-Net) written line by line.

`kl` is `keras.layers` with its weights made once; a network of blocks hands it on to them as `shared`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from course_utils.exercises.loops.shared_layers import SharedLayers
from course_utils.types import Array, Images, Model, Shape, Symbolic


def plain_block(
    X: Symbolic, f: int, filters: Sequence[int], s: int = 1, shared: SharedLayers | None = None
) -> Symbolic:
    kl = shared or SharedLayers()

    def norm(Z: Symbolic) -> Symbolic:
        return kl.BatchNormalization(axis=3)(Z, training=None)

    F1, F2, F3 = filters
    Z1 = kl.Conv2D(F1, 1, strides=s)(X)
    A1 = kl.ReLU()(norm(Z1))
    Z2 = kl.Conv2D(F2, f, padding="same")(A1)
    A2 = kl.ReLU()(norm(Z2))
    Z3 = kl.Conv2D(F3, 1)(A2)
    return kl.ReLU()(norm(Z3))


def identity_block(X: Symbolic, f: int, filters: Sequence[int], shared: SharedLayers | None = None) -> Symbolic:
    kl = shared or SharedLayers()

    def norm(Z: Symbolic) -> Symbolic:
        return kl.BatchNormalization(axis=3)(Z, training=None)

    F1, F2, F3 = filters
    Z1 = kl.Conv2D(F1, 1)(X)
    A1 = kl.ReLU()(norm(Z1))
    Z2 = kl.Conv2D(F2, f, padding="same")(A1)
    A2 = kl.ReLU()(norm(Z2))
    Z3 = kl.Conv2D(F3, 1)(A2)
    main = norm(Z3)
    return kl.ReLU()(kl.Add()([main, X]))


def convolutional_block(
    X: Symbolic, f: int, filters: Sequence[int], s: int = 2, shared: SharedLayers | None = None
) -> Symbolic:
    kl = shared or SharedLayers()

    def norm(Z: Symbolic) -> Symbolic:
        return kl.BatchNormalization(axis=3)(Z, training=None)

    F1, F2, F3 = filters
    Z1 = kl.Conv2D(F1, 1, strides=s)(X)
    A1 = kl.ReLU()(norm(Z1))
    Z2 = kl.Conv2D(F2, f, padding="same")(A1)
    A2 = kl.ReLU()(norm(Z2))
    Z3 = kl.Conv2D(F3, 1)(A2)
    main = norm(Z3)
    S = kl.Conv2D(F3, 1, strides=s)(X)
    shortcut = norm(S)
    return kl.ReLU()(kl.Add()([main, shortcut]))


def ResNet50(input_shape: Shape = (64, 64, 3), classes: int = 6) -> Model:
    import keras

    kl = SharedLayers()
    images = keras.Input(input_shape)
    X = kl.ZeroPadding2D(3)(images)
    X = kl.Conv2D(64, 7, strides=2)(X)
    X = kl.BatchNormalization(axis=3)(X)
    X = kl.ReLU()(X)
    X = kl.MaxPooling2D(3, strides=2)(X)
    for width, blocks, s in ((64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)):
        filters = [width, width, 4 * width]
        X = convolutional_block(X, 3, filters, s, kl)
        for _ in range(blocks - 1):
            X = identity_block(X, 3, filters, kl)
    X = kl.AveragePooling2D(2)(X)
    X = kl.Flatten()(X)
    return keras.Model(images, kl.Dense(classes, activation="softmax")(X))


def batch_norm_forward(
    X: Images, gamma: Array, beta: Array, running_mean: Array, running_variance: Array,
    training: bool = True, momentum: float = 0.99, epsilon: float = 0.001,
) -> tuple[Images, Array, Array, tuple[Images, Array, Array]]:  # fmt: skip
    """One channel after the other."""
    X_hat, std = np.zeros(X.shape), np.zeros(X.shape[-1])
    means, variances = np.array(running_mean), np.array(running_variance)
    for c in range(X.shape[-1]):
        channel = X[..., c]
        centre, square = means[c], variances[c]
        if training:
            centre = channel.mean()
            square = np.square(channel - centre).mean()
            means[c] = momentum * means[c] + (1 - momentum) * centre
            variances[c] = momentum * variances[c] + (1 - momentum) * square
        std[c] = np.sqrt(square + epsilon)
        X_hat[..., c] = (channel - centre) / std[c]
    return gamma * X_hat + beta, means, variances, (X_hat, std, gamma)


def batch_norm_backward(dY: Images, cache: tuple[Images, Array, Array]) -> tuple[Images, Array, Array]:
    """One channel after the other."""
    X_hat, std, gamma = cache
    dX = np.zeros(dY.shape)
    dgamma, dbeta = np.zeros(gamma.shape), np.zeros(gamma.shape)
    for c in range(len(gamma)):
        slope, value = dY[..., c], X_hat[..., c]
        dbeta[c] = slope.sum()
        dgamma[c] = (slope * value).sum()
        rest = slope - slope.mean() - value * np.mean(slope * value)
        dX[..., c] = gamma[c] * rest / std[c]
    return dX, dgamma, dbeta


def zero_padded_shortcut(X: Array, n_C: int, stride: int) -> Array:
    """Every stride-th pixel, and channels of zeros behind the old ones."""
    thinned = X[:, ::stride, ::stride]
    fresh = np.zeros((*thinned.shape[:3], n_C - X.shape[3]))
    return np.concatenate([thinned, fresh], axis=3)


def encoder_block(X: Symbolic, filters: int) -> tuple[Symbolic, Symbolic]:
    from keras import layers

    first = layers.Conv2D(filters, 3, padding="same", activation="relu")(X)
    second = layers.Conv2D(filters, 3, padding="same", activation="relu")(first)
    pooled = layers.MaxPooling2D(2)(second)
    return pooled, second


def decoder_block(X: Symbolic, skip: Symbolic | None, filters: int) -> Symbolic:
    from keras import layers

    up = layers.Conv2DTranspose(filters, 2, strides=2)(X)
    both = up if skip is None else layers.Concatenate()([up, skip])
    first = layers.Conv2D(filters, 3, padding="same", activation="relu")(both)
    return layers.Conv2D(filters, 3, padding="same", activation="relu")(first)


def unet(input_shape: Shape, classes: int, filters: Sequence[int] = (8, 16, 32), skips: bool = True) -> Model:
    import keras
    from keras import layers

    images = keras.Input(input_shape)
    X, kept = images, []
    *stages, bottom = filters
    for width in stages:
        X, before = encoder_block(X, width)
        kept.append(before)
    for _ in range(2):
        X = layers.Conv2D(bottom, 3, padding="same", activation="relu")(X)
    for width, before in zip(stages[::-1], kept[::-1]):
        X = decoder_block(X, before if skips else None, width)
    activation = "sigmoid" if classes == 1 else "softmax"
    return keras.Model(images, layers.Conv2D(classes, 1, activation=activation)(X))

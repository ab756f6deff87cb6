"""Residual networks: the bottleneck block with each kind of shortcut, the same block without one, and ResNet-50.

A block is a table of three convolutions; `bottleneck` lays them and whatever the shortcut needs.
Keras is imported by the functions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.conv import whole
from course_utils.types import Model, Shape, Symbolic

if TYPE_CHECKING:
    import keras

Initializer: TypeAlias = "str | keras.Initializer | Callable[..., keras.Initializer]"
STAGES = (([64, 64, 256], 3, 1), ([128, 128, 512], 4, 2), ([256, 256, 1024], 6, 2), ([512, 512, 2048], 3, 2))
"""Stages 2 to 5 of ResNet-50: filters, number of blocks, stride of the first of them."""


def identity_block(
    X: Symbolic,
    f: int,
    filters: Sequence[int],
    training: bool | None = None,
    initializer: Initializer = "random_uniform",
    *,
    stage: int = 0,
    block: str = "",
) -> Symbolic:
    """Three convolutions beside a shortcut that adds X itself.

    Args:
        X: a tensor or symbolic input (m, n_H, n_W, n_C).
        f: rows and columns of the middle convolution's filters.
        filters: numbers of filters of the three convolutions; the last must be n_C.
        training: how batch normalisation acts: True by the batch, False by stored averages, None as Keras decides.
        initializer: of the kernels: a Keras initializer, its name, or a function of `seed` that makes one.
        stage, block: how networks of 2017 number their layers; they change nothing.

    Shapes:
        returns (m, n_H, n_W, n_C).

    Raises:
        ArgumentError: X without four axes, not three numbers of filters, or a last one other than n_C.

    Source: K. He, X. Zhang, S. Ren, J. Sun, Deep residual learning for image recognition, 2015, figure 5.

    >>> import keras
    >>> identity_block(keras.Input((4, 4, 6)), 2, (2, 4, 6)).shape
    (None, 4, 4, 6)
    """
    channels = _channels(X, filters)
    if filters[2] != channels:
        raise ArgumentError(
            f"X has {channels} channels and the last convolution {filters[2]} filters: they cannot be added.",
            "An identity block needs as many; otherwise use convolutional_block.",
        )
    return _joined(bottleneck(X, f, filters, 1, training, initializer), X)


def convolutional_block(
    X: Symbolic,
    f: int,
    filters: Sequence[int],
    s: int = 2,
    training: bool | None = None,
    initializer: Initializer = "glorot_uniform",
    *,
    stage: int = 0,
    block: str = "",
) -> Symbolic:
    """Three convolutions beside a shortcut with a 1×1 convolution, which brings X to the new size.

    Args:
        s: stride of the first convolution and of the one on the shortcut; else as `identity_block`.

    Shapes:
        returns (m, ⌈n_H / s⌉, ⌈n_W / s⌉, filters[2]).

    Raises:
        ArgumentError: X without four axes, not three numbers of filters, or a stride below 1.

    Source: K. He, X. Zhang, S. Ren, J. Sun, Deep residual learning for image recognition, 2015, shortcut of kind B.

    >>> import keras
    >>> convolutional_block(keras.Input((5, 5, 6)), 2, (2, 4, 8), s=2).shape
    (None, 3, 3, 8)
    """
    _channels(X, filters)
    stride = whole("s", s, 1)
    main = bottleneck(X, f, filters, stride, training, initializer)
    return _joined(main, _normalised(X, filters[2], 1, stride, "valid", training, initializer))


def plain_block(
    X: Symbolic,
    f: int,
    filters: Sequence[int],
    training: bool | None = None,
    initializer: Initializer = "random_uniform",
) -> Symbolic:
    """The identity block without its shortcut: three convolutions, each normalised, each followed by ReLU.

    Shapes: returns (m, n_H, n_W, filters[2]). Arguments and errors as `identity_block`; filters[2] is free.

    >>> import keras
    >>> plain_block(keras.Input((4, 4, 6)), 2, (2, 4, 8)).shape
    (None, 4, 4, 8)
    """
    import keras

    _channels(X, filters)
    return keras.ops.relu(bottleneck(X, f, filters, 1, training, initializer))


def bottleneck(
    X: Symbolic, f: int, filters: Sequence[int], stride: int, training: bool | None, initializer: Initializer
) -> Symbolic:
    """The main path: 1×1 with the stride, f×f padded, 1×1; ReLU between them, none at the end.

    >>> import keras
    >>> bottleneck(keras.Input((4, 4, 6)), 3, (2, 2, 8), 2, None, "random_uniform").shape
    (None, 2, 2, 8)
    """
    import keras

    table = zip(filters, (1, f, 1), (stride, 1, 1), ("valid", "same", "valid"), (True, True, False), strict=True)
    for number, size, step, padding, active in table:
        X = _normalised(X, number, size, step, padding, training, initializer)
        X = keras.ops.relu(X) if active else X
    return X


def ResNet50(input_shape: Shape = (64, 64, 3), classes: int = 6) -> Model:
    """ResNet-50 for small images as a keras.Model: 23,600,006 parameters with the defaults.

    Shapes:
        (m, 64, 64, 3) → 70×70 padded → 32×32×64 → 15×15×64 → 15×15×256 → 8×8×512 → 4×4×1024 → 2×2×2048
        → 1×1×2048 → (m, classes). Images of 37 to 68 rows and columns end in 2×2 alike.

    Raises:
        ArgumentError: an image below 37×37, which the last pooling does not fit, or no class.

    Source: K. He, X. Zhang, S. Ren, J. Sun, Deep residual learning for image recognition, 2015; with an average
    pooling 2×2 for the map of 64×64 pixels, as the classic course has it.

    >>> network = ResNet50()
    >>> network.output_shape, network.count_params()
    ((None, 6), 23600006)
    """
    import keras
    from keras import layers

    if np.shape(input_shape) != (3,) or min(input_shape[:2]) < 37:
        raise ArgumentError(
            f"input_shape must be (n_H, n_W, n_C) with 37 rows and columns or more; received {input_shape}."
        )
    images = keras.Input(tuple(input_shape))
    X = _normalised(layers.ZeroPadding2D(3)(images), 64, 7, 2, "valid", None, "glorot_uniform")
    X = layers.MaxPooling2D(3, strides=2)(keras.ops.relu(X))
    for filters, blocks, stride in STAGES:
        X = convolutional_block(X, 3, filters, stride)
        for _ in range(blocks - 1):
            X = identity_block(X, 3, filters)
    X = layers.Flatten()(layers.AveragePooling2D(2)(X))
    return keras.Model(images, layers.Dense(whole("classes", classes, 1), activation="softmax")(X))


def _normalised(
    X: Symbolic, filters: int, size: int, stride: int, padding: str, training: bool | None, initializer: Any
) -> Symbolic:
    """A convolution and the normalisation of what it gives."""
    from keras import initializers, layers

    ready = isinstance(initializer, (str, initializers.Initializer))
    kernels = initializer if ready else initializer(seed=0)
    convolution = layers.Conv2D(filters, size, strides=stride, padding=padding, kernel_initializer=kernels)
    return layers.BatchNormalization()(convolution(X), training=training)


def _joined(main: Symbolic, shortcut: Symbolic) -> Symbolic:
    import keras

    return keras.ops.relu(keras.ops.add(main, shortcut))


def _channels(X: Symbolic, filters: Sequence[int]) -> int:
    """The channels of X, after a look at what a block is given."""
    shape = getattr(X, "shape", None)
    if shape is None or len(shape) != 4:
        received = type(X).__name__ if shape is None else f"shape {tuple(shape)}"
        raise ArgumentError(f"X must be a volume (m, n_H, n_W, n_C); received {received}.")
    if np.shape(filters) != (3,):
        raise ArgumentError(f"filters must be three numbers, one per convolution; received {filters}.")
    return int(shape[-1])

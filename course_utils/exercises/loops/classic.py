"""The classic networks written line by line, and the multiplications of a convolution, counted.

Keras is imported by the functions that need it.
"""

from __future__ import annotations

from functools import partial
from math import ceil

from course_utils.layers.networks.classic import InceptionFilters
from course_utils.types import Model, Shape, Symbolic


def lenet5(input_shape: Shape, classes: int, original: bool) -> Model:
    import keras
    from keras import layers

    squash, pooling = ("tanh", layers.AveragePooling2D) if original else ("relu", layers.MaxPooling2D)
    x = images = keras.Input(input_shape)
    for filters in (6, 16):
        x = layers.Conv2D(filters, 5, padding="valid", activation=squash)(x)
        x = pooling(2, strides=2, padding="valid")(x)
    x = layers.Flatten()(x)
    for units in (120, 84):
        x = layers.Dense(units, activation=squash)(x)
    return keras.Model(images, layers.Dense(classes, activation="softmax")(x))


def alexnet(input_shape: Shape, classes: int, units: int) -> Model:
    import keras
    from keras import layers

    conv = partial(layers.Conv2D, padding="same", activation="relu")
    pool = partial(layers.MaxPooling2D, 3, strides=2)
    dense = partial(layers.Dense, activation="relu")
    return keras.Sequential([
        keras.Input(input_shape),
        conv(96, 11, strides=4, padding="valid"), pool(),
        conv(256, 5), pool(),
        conv(384, 3), conv(384, 3), conv(256, 3), pool(),
        layers.Flatten(),
        dense(units), dense(units), layers.Dense(classes, activation="softmax"),
    ])  # fmt: skip


def vgg16(input_shape: Shape, classes: int, width: int, units: int) -> Model:
    import keras
    from keras import layers

    x = images = keras.Input(input_shape)
    for times, repeats in ((1, 2), (2, 2), (4, 3), (8, 3), (8, 3)):
        for _ in range(repeats):
            x = layers.Conv2D(times * width, 3, padding="same")(x)
            x = layers.ReLU()(x)
        x = layers.MaxPooling2D(2)(x)
    x = layers.Flatten()(x)
    for size in (units, units):
        x = layers.Dense(size, activation="relu")(x)
    return keras.Model(images, layers.Dense(classes, activation="softmax")(x))


def conv_multiplications(
    input_shape: Shape, f: int, filters: int, stride: int = 1, padding: str = "same", bottleneck: int | None = None
) -> int:
    n_H, n_W, n_C = input_shape
    before = 0
    if bottleneck:
        before = n_H * n_W * bottleneck * n_C
        n_C = bottleneck
    rows, columns = (ceil(n / stride) if padding == "same" else (n - f) // stride + 1 for n in (n_H, n_W))
    return before + rows * columns * filters * f * f * n_C


def inception_module(X: Symbolic, filters: InceptionFilters) -> Symbolic:
    from keras import layers

    conv = partial(layers.Conv2D, padding="same", activation="relu")
    narrow, three, five, pooled = filters
    A = conv(narrow, 1)(X)
    B = conv(three[0], 1)(X)
    B = conv(three[1], 3)(B)
    C = conv(five[0], 1)(X)
    C = conv(five[1], 5)(C)
    D = layers.MaxPooling2D(3, strides=1, padding="same")(X)
    D = conv(pooled, 1)(D)
    return layers.Concatenate()([A, B, C, D])


def auxiliary_classifier(X: Symbolic, classes: int) -> Symbolic:
    from keras import layers

    A = layers.AveragePooling2D(5, 3)(X)
    A = layers.Conv2D(128, 1, activation="relu")(A)
    A = layers.Flatten()(A)
    A = layers.Dense(1024, "relu")(A)
    A = layers.Dropout(0.7)(A)
    return layers.Dense(classes, "softmax")(A)

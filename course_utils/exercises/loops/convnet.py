"""The network for hand signs, line by line. TensorFlow is imported by the functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from course_utils.types import Array, Images, Model, Symbolic, Tensor

if TYPE_CHECKING:
    import tensorflow as tf


def create_placeholders(n_H0: int, n_W0: int, n_C0: int, n_y: int) -> tuple[Symbolic, Symbolic]:
    """Inputs for images and for one-hot labels."""
    import keras

    X = keras.Input(batch_shape=(None, n_H0, n_W0, n_C0))
    Y = keras.Input(batch_shape=(None, n_y))
    return X, Y


def initialize_parameters() -> dict[str, tf.Variable]:
    """Filters of both convolutions."""
    import keras
    import tensorflow as tf

    shapes = {"W1": (4, 4, 3, 8), "W2": (2, 2, 8, 16)}
    draw = keras.initializers.GlorotUniform(seed=0)
    return {name: tf.Variable(draw(shape)) for name, shape in shapes.items()}


def forward_propagation(X: Tensor, parameters: dict[str, Tensor]) -> Tensor:
    """Twice convolution, ReLU and pooling, then six scores. Shapes: (m, n_H, n_W, 3) → (m, 6)."""
    from keras import layers, ops

    sums = ops.conv(X, parameters["W1"], 1, "same")
    kept = ops.relu(sums)
    half = ops.max_pool(kept, 8, 8, "same")
    sums = ops.conv(half, parameters["W2"], 1, "same")
    rest = ops.relu(sums)
    last = ops.max_pool(rest, 4, 4, "same")
    return layers.Dense(6)(layers.Flatten()(last))


def compute_cost(Z3: Tensor, Y: Tensor) -> Tensor:
    """The mean cross-entropy. Shapes: both (m, classes) → one number."""
    import tensorflow as tf

    costs = -tf.reduce_sum(Y * tf.nn.log_softmax(Z3), axis=1)
    return tf.reduce_mean(costs)


def convert_to_one_hot(Y: Array, C: int) -> Array:
    """A column for each label. Shapes: (1, m) → (C, m)."""
    columns = np.zeros((C, Y.size))
    for place, label in enumerate(Y.flat):
        columns[label, place] = 1
    return columns


def random_mini_batches(X: Images, Y: Array, mini_batch_size: int = 64, seed: int = 0) -> list[tuple[Images, Array]]:
    """Pairs in one drawn order, so many at a time."""
    draw, m, size = np.random.RandomState(seed), len(X), mini_batch_size
    order = draw.permutation(m)
    X, Y = X[order], Y[order]
    starts = range(0, m, size)
    return [(X[start : start + size], Y[start : start + size]) for start in starts]


def convolutional_model(input_shape: tuple[int, int, int]) -> Model:
    """The same network with weights of its own."""
    import keras
    from keras import layers

    images = keras.Input(input_shape)
    maps = layers.Conv2D(8, 4, padding="same")(images)
    half = layers.MaxPooling2D(8, padding="same")(layers.ReLU()(maps))
    maps = layers.Conv2D(16, 2, padding="same")(half)
    last = layers.MaxPooling2D(4, padding="same")(layers.ReLU()(maps))
    return keras.Model(images, layers.Dense(6, activation="softmax")(layers.Flatten()(last)))

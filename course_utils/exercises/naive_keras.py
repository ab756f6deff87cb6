"""Convolutional networks with switches: the wrong answers that students write in TensorFlow.

TensorFlow is imported by the functions that need it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course_utils.exercises.naive import Array
from course_utils.layers.networks import keras_convnet as layers

Function = Callable[..., Any]


def placeholders(shape_X: Callable[..., Any], shape_Y: Callable[..., Any]) -> Function:
    """Inputs of the shapes that the two functions make of (n_H0, n_W0, n_C0, n_y)."""

    def create_placeholders(*sizes: int) -> Any:
        import keras

        return keras.Input(batch_shape=shape_X(*sizes)), keras.Input(batch_shape=shape_Y(*sizes))

    return create_placeholders


def parameters(
    initializer: str = "GlorotUniform",
    options: dict[str, Any] | None = None,
    shapes: Callable[[tuple[int, ...]], tuple[int, ...]] = lambda shape: shape,
    variable: bool = True,
    swap: bool = False,
) -> Function:
    """Filters drawn by a Keras initializer; `shapes` changes their shapes, `swap` exchanges W1 and W2."""

    def initialize_parameters() -> dict[str, Any]:
        import keras
        import tensorflow as tf

        draw = getattr(keras.initializers, initializer)(**({"seed": 0} if options is None else options))
        found = {name: draw(shapes(shape)) for name, shape in layers.SHAPES.items()}
        if swap:
            found = {"W1": found["W2"], "W2": found["W1"]}
        return {name: tf.Variable(value) for name, value in found.items()} if variable else found

    return initialize_parameters


def forward(
    *,
    padding: tuple[str, str, str, str] = ("same",) * 4,
    relu: tuple[bool, bool] = (True, True),
    pools: tuple[str, str] = ("max", "max"),
    sizes: tuple[int, int] = (8, 4),
    strides: tuple[int, int] = (8, 4),
    conv_stride: int = 1,
    flatten: bool = True,
    units: int = 6,
    activation: str | None = None,
) -> Function:
    """The network of the notebook; every switch but the default is a mistake.

    `padding` is that of convolution, pooling, convolution, pooling.
    """

    def half(A: Any, W: Any, i: int) -> Any:
        from keras import ops

        A = ops.conv(A, W, strides=conv_stride, padding=padding[2 * i])
        pool = ops.max_pool if pools[i] == "max" else ops.average_pool
        if relu[i]:
            A = ops.relu(A)
        return pool(A, sizes[i], strides=strides[i], padding=padding[2 * i + 1])

    def forward_propagation(X: Any, parameters: dict[str, Any]) -> Any:
        import keras

        A = half(half(X, parameters["W1"], 0), parameters["W2"], 1)
        return keras.layers.Dense(units, activation=activation)(keras.layers.Flatten()(A) if flatten else A)

    return forward_propagation


def cost(formula: Callable[[Any, Any, Any], Any]) -> Function:
    """A cost by `formula(tf, Z3, Y)`."""

    def compute_cost(Z3: Any, Y: Any) -> Any:
        import tensorflow as tf

        return formula(tf, Z3, Y)

    return compute_cost


def batches(
    *,
    keep_partial: bool = True,
    order: Callable[[Any, int], Any] = lambda draw, m: draw.permutation(m),
    apart: bool = False,
    seed: Callable[[int], int] = lambda seed: seed,
    size: Callable[[int], int] = lambda size: size,
    only: str = "XY",
) -> Function:
    """Mini-batches; `apart` draws another order for Y, `only` says which of the two are shuffled."""

    def random_mini_batches(X: Array, Y: Array, mini_batch_size: int = 64, seed_: int = 0) -> Any:
        draw, m, step = np.random.RandomState(seed(seed_)), len(X), size(mini_batch_size)
        first = order(draw, m)
        second = order(draw, m) if apart else first
        X = X[first] if "X" in only else X
        Y = Y[second] if "Y" in only else Y
        begins = range(0, m if keep_partial else m - step + 1, step)
        return [(X[begin : begin + step], Y[begin : begin + step]) for begin in begins]

    return random_mini_batches


def model(change: Callable[[float, float, Any], Any], epochs: int | None = None) -> Function:
    """The reference's training with its answer changed, or with another number of epochs."""

    def train(*args: Any, **named: Any) -> Any:
        return change(*layers.model(*args, **({**named, "num_epochs": epochs} if epochs is not None else named)))

    return train


def network(
    *,
    filters: tuple[int, int] = (8, 16),
    kernels: tuple[int, int] = (4, 2),
    padding: str = "same",
    pool_padding: str = "same",
    strides: tuple[int | None, int | None] = (None, None),
    relu: bool = True,
    pool: str = "MaxPooling2D",
    activation: str | None = "softmax",
    units: int = 6,
    flatten: bool = True,
) -> Function:
    """The Functional model; every switch but the default is a mistake. A stride None is the pool's size."""

    def convolutional_model(input_shape: tuple[int, int, int]) -> Any:
        import keras
        from keras import layers as kl

        images = A = keras.Input(input_shape)
        for i, size in enumerate((8, 4)):
            A = kl.Conv2D(filters[i], kernels[i], padding=padding)(A)
            A = kl.ReLU()(A) if relu else A
            A = getattr(kl, pool)(size, strides=strides[i], padding=pool_padding)(A)
        A = kl.Flatten()(A) if flatten else A
        return keras.Model(images, kl.Dense(units, activation=activation)(A))

    return convolutional_model

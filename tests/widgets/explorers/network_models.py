"""Networks for the tests of NetworkExplorer, each with weights drawn by a seed: what courses build, and corners."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course_utils.types import Model


def signs() -> Model:
    """Week 1's Functional network: "same" padding, overlapping nothing, softmax."""
    import keras
    from keras import layers

    images = keras.Input((32, 32, 3))
    x = layers.ReLU()(layers.Conv2D(8, 4, padding="same")(images))
    x = layers.MaxPooling2D(8, strides=8, padding="same")(x)
    x = layers.ReLU()(layers.Conv2D(16, 2, padding="same")(x))
    x = layers.MaxPooling2D(3, strides=3, padding="same")(x)
    return keras.Model(images, layers.Dense(6, activation="softmax")(layers.Flatten()(x)))


def happy() -> Model:
    """Week 2's Sequential network: padding, batch norm with measured numbers, dropout, sigmoid."""
    import keras
    from keras import layers

    return keras.Sequential([
        keras.Input((20, 24, 3)), layers.ZeroPadding2D(((1, 2), (3, 0))), layers.Conv2D(6, (5, 3), strides=(2, 1)),
        layers.BatchNormalization(), layers.Activation("relu"), layers.AveragePooling2D(2, padding="same"),
        layers.Dropout(0.4), layers.Flatten(), layers.Dense(5, activation="tanh"), layers.Dense(1, activation="sigmoid"),
    ])  # fmt: skip


def branches() -> Model:
    """A graph: shortcut, concatenation, depthwise and grouped filters, a layer called twice, a model inside, keras.ops."""
    import keras
    from keras import layers, ops

    inner_in = keras.Input((None, None, 8))
    inner = keras.Model(inner_in, layers.Conv2D(8, 1, activation="elu")(inner_in))
    images = keras.Input((13, 15, 2))
    x = layers.Conv2D(8, 3, dilation_rate=2, padding="same", activation="leaky_relu", use_bias=False)(images)
    shared = layers.Conv2D(8, 3, padding="same", groups=2)
    y = ops.relu(shared(x) * 0.5 - 0.1)
    z = layers.Add()([inner(shared(y)), x])
    w = layers.DepthwiseConv2D(2, padding="same", depth_multiplier=2, activation="silu")(z)
    v = layers.MaxPooling2D(3, strides=1, padding="same")(z)
    joined = layers.Concatenate()([w, v, layers.Multiply()([z, v]), layers.Maximum()([x, y])])
    small = layers.AveragePooling2D(3, strides=2, padding="same")(layers.Cropping2D(((0, 1), (2, 0)))(joined))
    pooled = layers.Concatenate()([layers.GlobalAveragePooling2D()(small), layers.GlobalMaxPooling2D()(small)])
    return keras.Model(images, layers.Softmax()(layers.Dense(4)(layers.BatchNormalization()(pooled))))


def grey() -> Model:
    """A Sequential network of matrices: rescaled, reshaped, every smooth activation."""
    import keras
    from keras import layers

    kinds = ["gelu", "selu", "softplus", "softsign", "hard_sigmoid", "exponential"]
    return keras.Sequential([
        keras.Input((12, 12)), layers.Rescaling(2.0, offset=-1.0), layers.Reshape((12, 12, 1)),
        layers.Conv2D(4, 3, activation="relu6"), *(layers.Conv2D(4, 1, activation=kind) for kind in kinds),
        layers.Dense(3, activation="softmax"), layers.GlobalAveragePooling2D(), layers.Dense(3),
    ])  # fmt: skip


NETWORKS: dict[str, Callable[[], Model]] = {"signs": signs, "happy": happy, "branches": branches, "grey": grey}


def built(name: str, seed: int = 0) -> Model:
    """One of the networks with drawn weights and measured numbers, so that no bias and no mean is 0."""
    import keras

    keras.utils.set_random_seed(seed)
    model = NETWORKS[name]()
    draw = np.random.default_rng(seed)
    for weight in model.weights:
        spread = draw.normal(0, 0.2, weight.shape)
        weight.assign(np.abs(spread) + 0.5 if "variance" in weight.path else np.asarray(weight) + spread)
    return model


def drawn(model: Model, count: int = 2, seed: int = 0) -> Any:
    """Random pictures of the model's shape, fractions 0 … 1."""
    shape = tuple(model.inputs[0].shape[1:])
    return np.random.default_rng(seed).uniform(size=(count, *shape)).astype(np.float32)

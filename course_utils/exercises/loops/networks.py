"""A first network for smiling faces, line by line: defined, compiled, used. Keras is imported where it is needed."""

from __future__ import annotations

import numpy as np

from course_utils.types import Images, Mask, Model, Shape


def HappyModel(input_shape: Shape) -> Model:
    import keras
    from keras import layers as kl

    return keras.Sequential([
        keras.Input(input_shape),
        kl.ZeroPadding2D(3), kl.Conv2D(32, 7), kl.BatchNormalization(axis=3), kl.ReLU(), kl.MaxPooling2D(2),
        kl.Flatten(), kl.Dense(1, "sigmoid"),
    ])  # fmt: skip


def compile_happy(model: Model, learning_rate: float) -> Model:
    from keras import optimizers

    step = optimizers.Adam(learning_rate)
    model.compile(step, "binary_crossentropy", metrics=["accuracy"])
    return model


def predict_smiles(model: Model, images: Images, threshold: float) -> Mask:
    scaled = np.float32(images) / 255
    p = np.asarray(model(scaled))
    return p[:, 0] >= threshold

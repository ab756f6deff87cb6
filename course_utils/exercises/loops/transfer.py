"""Augmentation and transfer learning written line by line. Keras is imported by the functions that need it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from course_utils.types import Array, Image, Images, Indices, Model, Numbers, Shape, Symbolic


def random_crop(image: Image, height: int, width: int, seed: int = 0) -> Image:
    draw = np.random.default_rng(seed).integers
    rows, columns = image.shape[0] - height + 1, image.shape[1] - width + 1
    y, x = draw(0, rows), draw(0, columns)
    return image[y : y + height, x : x + width]


def pca_color_shift(image: Image, alphas: Sequence[float]) -> Image:
    pixels = image.reshape(-1, 3)
    spread = np.cov(pixels, rowvar=False)
    values, vectors = np.linalg.eigh(spread)
    values, vectors = values[::-1], vectors[:, ::-1]
    shift = vectors @ (alphas * values)
    return image + shift


def ten_crop(image: Image, size: int) -> Images:
    b, r = image.shape[0] - size, image.shape[1] - size
    corners = [(0, 0), (0, r), (b, 0), (b, r)]
    centre = (b // 2, r // 2)
    views = np.stack([image[y : y + size, x : x + size] for y, x in [*corners, centre]])
    mirrored = views[:, :, ::-1]
    return np.concatenate([views, mirrored])


def data_augmenter() -> Model:
    import keras
    from keras import layers

    return keras.Sequential([layers.RandomFlip("horizontal"), layers.RandomRotation(0.2)])


def transfer_model(
    image_shape: Shape,
    base_model: Model,
    preprocess: Callable[[Symbolic], Symbolic],
    augmenter: Callable[[Symbolic], Symbolic],
    classes: int,
) -> Model:
    import keras
    from keras import layers

    base_model.trainable = False
    images = keras.Input(image_shape)
    x = augmenter(images)
    x = preprocess(x)
    x = base_model(x, training=False)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.2)(x)
    x = layers.Dense(classes, activation="softmax")(x)
    model = keras.Model(images, x)
    return model


def fine_tune(model: Model, base_model: Model, fine_tune_at: int, learning_rate: float) -> Model:
    from keras import layers, optimizers

    base_model.trainable = True
    for number, layer in enumerate(base_model.layers):
        if number < fine_tune_at or isinstance(layer, layers.BatchNormalization):
            layer.trainable = False
    slowly = optimizers.Adam(learning_rate / 10)
    model.compile(slowly, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def ensemble_predict(probabilities: Array) -> tuple[Numbers, Indices]:
    P = np.asarray(probabilities)
    mean = P.mean(axis=0)
    labels = mean.argmax(axis=1)
    return mean, labels

"""Augmentation, transfer and the craft of training, line by line. Keras is imported by the functions that need it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

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


def learning_rate_finder(
    rates: Array, costs: Array, smoothing: float = 0.6, stop: float = 4.0
) -> tuple[float, Numbers]:
    running, smooth = 0.0, list[float]()
    for count, cost in enumerate(costs, 1):
        running = smoothing * running + (1 - smoothing) * cost
        corrected = running / (1 - smoothing**count)
        if smooth and corrected > stop * min(smooth):
            break
        smooth.append(corrected)
    falls = [later - earlier for earlier, later in pairwise(smooth)]
    place = int(np.argmin(falls))
    return float(rates[place]), np.array(smooth)


def cosine_schedule(total_steps: int, peak: float, warmup_steps: int, floor: float = 0.0) -> Numbers:
    plan = []
    for k in range(total_steps):
        if k < warmup_steps:
            plan.append(peak * (k + 1) / warmup_steps)
        else:
            share = (k - warmup_steps) / (total_steps - warmup_steps)
            wave = 0.5 * (1 + math.cos(math.pi * share))
            plan.append(floor + (peak - floor) * wave)
    return np.array(plan)


def weight_decay_step(
    parameters: Mapping[str, Array], gradients: Mapping[str, Array], learning_rate: float, decay: float
) -> dict[str, Array]:
    after = {}
    for name in parameters:
        W, slope = parameters[name], gradients[name]
        pull = decay * W if name[0] == "W" else 0
        after[name] = W - learning_rate * (slope + pull)
    return after


def dropout_forward(A: Array, rate: float, seed: int = 0, training: bool = True) -> tuple[Array, Array]:
    drawn = np.random.default_rng(seed).random(A.shape)
    factors = (drawn >= rate) / (1 - rate)
    if not training:
        factors = np.ones(A.shape)
    return A * factors, factors


def dropout_backward(dout: Array, mask: Array) -> Array:
    before: Array = dout * mask
    return before


def confidence_interval(values: Array, t: float) -> tuple[float, float, float]:
    n = len(values)
    mean = sum(values) / n
    squares = sum((value - mean) ** 2 for value in values)
    s = math.sqrt(squares / (n - 1))
    half = t * s / math.sqrt(n)
    return mean, mean - half, mean + half


def wilson_interval(right: int, n: int, z: float = 1.96) -> tuple[float, float]:
    p = right / n
    shrink = 1 + z**2 / n
    centre = p + z**2 / (2 * n)
    half = z * math.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return (centre - half) / shrink, (centre + half) / shrink


def error_rates_by_group(predictions: Array, labels: Array, groups: Array) -> tuple[Array, Indices, Numbers, float]:
    known = sorted(set(groups.tolist()))
    sizes, rates = [], []
    for group in known:
        members = np.flatnonzero(groups == group)
        sizes.append(len(members))
        rates.append(np.mean(predictions[members] != labels[members]))
    return np.array(known), np.array(sizes), np.array(rates), float(max(rates) - min(rates))

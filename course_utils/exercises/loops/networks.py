"""A first network for smiling faces, line by line: defined, compiled, used. Keras is imported where it is needed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from course_utils.types import Array, Images, Mask, Model, Shape


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


def skip_network(input_shape: Shape) -> Model:
    import keras
    from keras import layers as kl

    images = keras.Input(input_shape)
    X = kl.Conv2D(16, 5, strides=2, padding="same", activation="relu")(images)
    S = kl.MaxPooling2D(2)(X)
    A = kl.Conv2D(16, 3, padding="same", activation="relu")(S)
    B = kl.Conv2D(16, 3, padding="same")(A)
    joined = kl.Add()([S, B])
    rectified = kl.ReLU()(joined)
    pooled = kl.MaxPooling2D(2)(rectified)
    return keras.Model(images, kl.Dense(1, "sigmoid")(kl.Flatten()(pooled)))


def two_input_network(face_shape: Shape, mouth_shape: Shape) -> Model:
    import keras
    from keras import layers as kl

    face, mouth = keras.Input(face_shape), keras.Input(mouth_shape)
    A = kl.Conv2D(8, 3, padding="same", activation="relu")(face)
    P = kl.MaxPooling2D(4)(A)
    B = kl.Conv2D(16, 3, padding="same", activation="relu")(mouth)
    Q = kl.MaxPooling2D(4)(B)
    joined = kl.Concatenate()([kl.Flatten()(P), kl.Flatten()(Q)])
    hidden = kl.Dense(16, activation="relu")(joined)
    return keras.Model([face, mouth], kl.Dense(1, activation="sigmoid")(hidden))


def best_threshold(scores: Array, labels: Array, false_alarm: float = 1.0, missed: float = 1.0) -> tuple[float, float]:
    best, least = float("nan"), float("inf")
    for threshold in sorted(scores):
        said = scores >= threshold
        alarms = np.sum(said & (labels == 0))
        misses = np.sum(~said & (labels == 1))
        cost = false_alarm * alarms + missed * misses
        if cost < least:
            best, least = threshold, cost
    return float(best), float(least)


def early_stop(costs: Array, patience: int, min_delta: float = 0.0) -> tuple[int, int]:
    least, place, waited, seen = float("inf"), 0, 0, 0
    for cost in costs:
        if cost < least - min_delta:
            least, place, waited = cost, seen, 0
        else:
            waited += 1
        seen += 1
        if waited >= patience:
            break
    return place, seen


Named = Mapping[str, Array]


def momentum_step(
    parameters: Named, gradients: Named, velocities: Named, learning_rate: float, beta: float = 0.9
) -> tuple[dict[str, Array], dict[str, Array]]:
    after, moving = {}, {}
    for name in parameters:
        step = learning_rate * gradients[name]
        moving[name] = beta * velocities[name] - step
        after[name] = parameters[name] + moving[name]
    return after, moving


def adam_step(
    parameters: Named,
    gradients: Named,
    means: Named,
    squares: Named,
    t: int,
    learning_rate: float = 0.001,
    beta_1: float = 0.9,
    beta_2: float = 0.999,
    epsilon: float = 1e-7,
) -> tuple[dict[str, Array], dict[str, Array], dict[str, Array]]:
    after, m, s = {}, {}, {}
    for name, g in gradients.items():
        m[name] = beta_1 * means[name] + (1 - beta_1) * g
        s[name] = beta_2 * squares[name] + (1 - beta_2) * g**2
        m_hat = m[name] / (1 - beta_1**t)
        s_hat = s[name] / (1 - beta_2**t)
        after[name] = parameters[name] - learning_rate * m_hat / (np.sqrt(s_hat) + epsilon)
    return after, m, s

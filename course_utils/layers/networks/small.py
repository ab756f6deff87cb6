"""The small network from which the project of hand signs starts."""

from __future__ import annotations

from course_utils.types import Model

SIGNS = (64, 64, 3)


def small_network() -> Model:
    """The baseline: two convolutions with pooling, then one dense layer; 2,542 parameters.

    Shapes: pictures (m, 64, 64, 3), 0 to 1, → probabilities (m, 6).

    >>> small_network().count_params()
    2542
    """
    import keras
    from keras import layers

    return keras.Sequential([
        keras.Input(SIGNS),
        layers.Conv2D(8, 3, strides=2, activation="relu"),
        layers.MaxPooling2D(),
        layers.Conv2D(8, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Flatten(),
        layers.Dense(6, activation="softmax"),
    ])  # fmt: skip

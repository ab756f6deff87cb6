"""How hard the drawn faces are: too hard for a linear model, right for the notebook's network."""

from typing import Any

import numpy as np
import pytest

from course_utils.data.pairs import read_pair

pytestmark = [pytest.mark.tf, pytest.mark.slow]


def accuracy(layers: list[Any], rate: float, epochs: int, batch: int) -> float:
    """Train the layers on the training part and return the share of test pictures named rightly."""
    import keras

    keras.utils.set_random_seed(0)
    faces = read_pair("faces/", "happy", "")
    model = keras.Sequential([keras.Input((64, 64, 3)), *layers, keras.layers.Dense(1, activation="sigmoid")])
    model.compile(keras.optimizers.Adam(rate), "binary_crossentropy")
    model.fit(faces.X_train / np.float32(255), faces.y_train, batch_size=batch, epochs=epochs, verbose=0)
    answers = model.predict(faces.X_test / np.float32(255), verbose=0)[:, 0] > 0.5
    return float((answers == faces.y_test).mean())


def test_a_linear_model_on_pixels_stays_under_three_quarters() -> None:
    from keras import layers

    assert 0.5 < accuracy([layers.Flatten()], rate=0.0003, epochs=60, batch=64) < 0.75


def test_the_classic_network_reaches_four_fifths() -> None:
    """ZEROPAD 3 → CONV 7×7×3×32 → BATCHNORM → RELU → MAXPOOL 2 → FLATTEN → FC 1, Adam 0.001, batches of 16."""
    from keras import layers

    network = [
        layers.ZeroPadding2D(3),
        layers.Conv2D(32, 7),
        layers.BatchNormalization(),
        layers.ReLU(),
        layers.MaxPooling2D(),
        layers.Flatten(),
    ]
    assert 0.8 <= accuracy(network, rate=0.001, epochs=20, batch=16) <= 0.98

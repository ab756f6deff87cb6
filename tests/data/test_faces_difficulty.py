"""How hard the drawn faces are: too hard for a linear model, right for the notebook's network."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course_utils.data.pairs import read_pair

pytestmark = [
    pytest.mark.tf,
    pytest.mark.slow,
    pytest.mark.measured("datasets/faces", "course_utils/data/pairs.py", "course_utils/data/store.py"),
]


SEEDS = range(3)


def accuracy(layers: Callable[[], list[Any]], rate: float, epochs: int, batch: int) -> float:
    """The share of test pictures that fresh layers name rightly after training: mean over seeds, median of nine epochs.

    With 150 test pictures a single run's share moves by several hundredths, and with the processor's rounding.
    """
    import keras

    faces = read_pair("faces/", "happy", "")
    test = faces.X_test / np.float32(255), faces.y_test
    shares = []
    for seed in SEEDS:
        keras.utils.set_random_seed(seed)
        model = keras.Sequential([keras.Input((64, 64, 3)), *layers(), keras.layers.Dense(1, activation="sigmoid")])
        model.compile(keras.optimizers.Adam(rate), "binary_crossentropy", metrics=["accuracy"])
        X = faces.X_train / np.float32(255)
        history = model.fit(X, faces.y_train, batch_size=batch, epochs=epochs, validation_data=test, verbose=0)
        shares.append(np.median(history.history["val_accuracy"][-9:]))
    return float(np.mean(shares))


def test_a_linear_model_on_pixels_stays_under_three_quarters() -> None:
    from keras import layers

    assert 0.5 < accuracy(lambda: [layers.Flatten()], rate=0.0003, epochs=60, batch=64) < 0.75


def test_the_classic_network_reaches_seven_tenths() -> None:
    """ZEROPAD 3 → CONV 7×7×3×32 → BATCHNORM → RELU → MAXPOOL 2 → FLATTEN → FC 1, Adam 0.001, batches of 16."""
    from keras import layers

    def network() -> list[Any]:
        return [
            layers.ZeroPadding2D(3),
            layers.Conv2D(32, 7),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.MaxPooling2D(),
            layers.Flatten(),
        ]

    assert 0.7 <= accuracy(network, rate=0.001, epochs=20, batch=16) <= 0.98

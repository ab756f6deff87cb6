"""How hard the rendered signs are: too hard for a linear model, right for the notebook's network."""

from typing import Any

import numpy as np
import pytest

from course_utils.data.sets.signs import load_signs

pytestmark = [
    pytest.mark.tf,
    pytest.mark.slow,
    pytest.mark.measured("datasets/signs", "course_utils/data/sets/signs.py", "course_utils/data/pairs.py", "course_utils/data/store.py"),
]


def accuracy(layers: list[Any], rate: float, epochs: int, seed: int) -> float:
    """Train the layers on the training part and return the share of test pictures named rightly."""
    import keras

    keras.utils.set_random_seed(seed)
    signs = load_signs(source="rendered")
    model = keras.Sequential([keras.Input((64, 64, 3)), *layers])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(rate), loss)
    model.fit(signs.X_train / np.float32(255), signs.y_train, batch_size=64, epochs=epochs, verbose=0)
    answers = model.predict(signs.X_test / np.float32(255), verbose=0).argmax(axis=1)
    return float((answers == signs.y_test).mean())


def test_a_linear_model_on_pixels_stays_under_sixty_percent() -> None:
    from keras import layers

    assert 0.25 < accuracy([layers.Flatten(), layers.Dense(6)], rate=0.0003, epochs=60, seed=0) < 0.6


def test_the_classic_network_reaches_three_quarters_and_keeps_something_to_gain() -> None:
    """CONV 4×4×3×8 → RELU → MAXPOOL 8 → CONV 2×2×8×16 → RELU → MAXPOOL 4 → FLATTEN → FC 6, Adam 0.009."""
    from keras import initializers, layers

    def convolution(filters: int, size: int) -> Any:
        start = initializers.GlorotUniform(seed=0)
        return layers.Conv2D(filters, size, padding="same", activation="relu", kernel_initializer=start)

    network = [
        convolution(8, 4),
        layers.MaxPool2D(8, padding="same"),
        convolution(16, 2),
        layers.MaxPool2D(4, padding="same"),
        layers.Flatten(),
        layers.Dense(6),
    ]
    assert 0.75 <= accuracy(network, rate=0.009, epochs=40, seed=0) <= 0.95

"""What is read off the models that students write."""

import numpy as np
import pytest

from course_utils.checks.calls.table import CALLS
from course_utils.checks.failures import WrongAnswer

pytestmark = pytest.mark.tf


def two_layers(name="relu"):
    import keras
    from keras import layers

    class Network(keras.Model):
        def __init__(self):
            super().__init__()
            self.conv, self.dense = layers.Conv2D(2, 3, activation=name), layers.Dense(3)

        def call(self, images, training=False):
            return self.dense(layers.Flatten()(self.conv(images)))

    return Network()


def asked(function):
    return CALLS["keras_model"](function, {"X": np.ones((2, 5, 4, 1)), "seed": 3})


def test_a_model_written_as_a_class_is_read_like_any_other():
    import keras
    from keras import layers

    def stacked():
        return keras.Sequential([layers.Conv2D(2, 3, activation="relu"), layers.Flatten(), layers.Dense(3)])

    first, second = asked(two_layers), asked(stacked)
    assert first[:2] == second[:2]
    assert np.allclose(first[2], second[2])


def test_a_class_with_another_layer_gives_another_answer():
    assert asked(lambda: two_layers("tanh"))[0] != asked(two_layers)[0]


@pytest.mark.parametrize("kind", ["without call", "numbers only", "empty"])
def test_a_model_that_cannot_be_read_is_said_in_words(kind):
    import keras

    class Bare(keras.Model):
        pass

    class Numbers(keras.Model):
        def call(self, images):
            return np.maximum(np.asarray(images), 0)

    made = {"without call": Bare, "numbers only": Numbers, "empty": keras.Sequential}[kind]
    with pytest.raises(WrongAnswer, match="without layers or outputs that can be read"):
        asked(lambda: made())


def block(change):
    """A block that takes `initializer` and `training`, with one thing done otherwise."""

    def identity_block(X, f, filters, training=None, initializer="glorot_uniform"):
        from keras import layers

        ours, keras_own = {"kernel_initializer": initializer}, {}
        X = layers.Conv2D(4, 3, **keras_own if change == "keras' own everywhere" else ours)(X)
        X = layers.Conv2D(4, 3, **keras_own if change in ("forgotten once", "keras' own everywhere") else ours)(X)
        if change == "dropout in training" and training:
            X = layers.Dropout(0.5)(X)
        return layers.BatchNormalization()(X, training=training)

    inputs = {"X": np.zeros((1, 6, 6, 3)), "f": 3, "filters": [4], "seed": 1}
    return CALLS["keras_block"](identity_block, inputs)


def test_a_block_uses_its_initializer_and_has_one_set_of_layers():
    assert len(block("")[0]) == len(block("keras' own everywhere")[0]) == 4
    with pytest.raises(WrongAnswer, match="1 of its 2 convolutions do not use it"):
        block("forgotten once")
    with pytest.raises(WrongAnswer, match="other layers where training is True: Dropout, rate"):
        block("dropout in training")

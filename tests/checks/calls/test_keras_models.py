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
    import tensorflow as tf

    class Bare(keras.Model):
        pass

    class Numbers(keras.Model):
        def call(self, images):
            return tf.nn.relu(images)

    made = {"without call": Bare, "numbers only": Numbers, "empty": keras.Sequential}[kind]
    with pytest.raises(WrongAnswer, match="without layers or outputs that can be read"):
        asked(lambda: made())

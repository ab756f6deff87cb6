"""What is read off the models that students write."""

import numpy as np
import pytest

from course_utils.checks.calls.table import CALLS
from course_utils.checks.calls.views import says_all
from course_utils.checks.failures import WrongAnswer
from course_utils.checks.judge import Reply, answer, outcome, questions
from course_utils.exercises import registry
from course_utils.exercises.base import Case, Exercise

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
    assert first == second


def read(shortcut=0, relu="relu", arithmetic=False):
    """A network of one block as it is viewed; `shortcut` says from where it starts, 0 at the images."""
    import keras
    from keras import layers as kl

    def network():
        x = images = keras.Input((5, 4, 1))
        steps = [images]
        for _ in range(3):
            x = kl.ReLU(threshold=0.5)(kl.Conv2D(1, 3, padding="same")(x)) if relu == "0.5" else kl.ReLU()(
                kl.Conv2D(1, 3, padding="same")(x))  # fmt: skip
            steps.append(x)
        y = kl.Concatenate()([x, steps[shortcut]])
        return keras.Model(images, y * 2.0 if arithmetic else y)

    return asked(network)


def test_a_network_of_keras_layers_is_told_by_its_layers_and_connections_and_not_run():
    assert says_all(read())
    assert read() == read()
    assert read()[-1] != read(shortcut=1)[-1]


def test_a_network_with_what_no_text_says_is_run():
    for own in (read(relu="0.5"), read(arithmetic=True)):
        assert not says_all(own)
        assert own[-1].shape == (2, 5, 4, 2)


def test_relu6_is_one_activation_in_every_spelling():
    import keras
    from keras import layers as kl

    def texts(relu6):
        images = keras.Input((4, 4, 1))
        return asked(lambda: keras.Model(images, relu6(kl.Conv2D(1, 3)(images))))[0]

    spellings = (kl.ReLU(6.0), kl.ReLU(max_value=6), kl.Activation("relu6"), keras.ops.relu6, kl.Lambda(lambda x: keras.ops.clip(x, 0, 6)))
    first, *others = map(texts, spellings)
    assert first[-1] == "relu6"
    assert all(other == first for other in others)
    assert texts(kl.ReLU())[-1] == "relu"
    assert texts(kl.ReLU(4.0))[-1] == "relu, max_value 4.0"


def test_an_answer_that_had_to_be_run_is_compared_with_numbers():
    import keras
    from keras import layers as kl

    def network(relu):
        images = keras.Input((3, 3, 1))
        return keras.Model(images, kl.Dense(1)(kl.Flatten()(relu(kl.Conv2D(1, 2)(images)))))

    inputs = {"X": np.random.RandomState(1).randn(4, 3, 3, 1), "seed": 3}
    case = Case("one", lambda rng: inputs, 1, rtol=1e-4)
    parts = ("layers", "number of parameters", "outputs")
    exercise = Exercise("network", 1, lambda: network(kl.ReLU()), (case,), (), (), parts, call="keras_model")
    (question,) = questions(exercise, exercise.cases)
    for relu, status in ((kl.Activation("relu"), "passed"), (kl.ReLU(max_value=0.01), "failed"),
                         (kl.LeakyReLU(0.3), "failed"), (lambda x: keras.ops.relu(x), "passed")):  # fmt: skip
        value = answer(exercise, lambda relu=relu: network(relu), inputs)
        assert outcome(question, Reply(value=value)).status == status


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


@pytest.mark.parametrize("notebook", ["week1/3_convnet_application", "week2/1_keras_tutorial", "week2/2_classic_networks",
                                      "week2/3_residual_networks", "week2/4_transfer_and_augmentation"])  # fmt: skip
def test_the_layers_of_every_reference_say_all(notebook):
    """An answer that is not run can only be compared with one that is not, either."""
    for exercise in registry.exercise_set(notebook).exercises:
        if CALLS[exercise.call].whole is not None:
            drawn = questions(exercise, exercise.cases)
            assert all(says_all(each.expected) for each in drawn if "seed" in each.inputs), exercise.name

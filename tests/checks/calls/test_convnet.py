"""The first network: two draws of its parameters, the last dense layer on its way forward, its training."""

import numpy as np
import pytest

from course_utils.checks.calls.table import CALLS

pytestmark = pytest.mark.tf
FORWARD = {"X": np.ones((2, 4, 4, 3)), "W1": np.ones((2, 2, 3, 8)), "W2": np.ones((2, 2, 8, 16))}


def drawn(seed, kind="Variable"):
    def initialize_parameters():
        import tensorflow as tf

        return {"W1": getattr(tf, kind)(tf.random.uniform((2, 500), -1, 1, seed=seed))}

    return initialize_parameters


def looked(function, look):
    return CALLS["initial_parameters"](function, {"seed": 1, "look": look})["W1"]


def test_parameters_are_seen_by_their_shapes_and_kinds():
    assert looked(drawn(2), "shapes") == "variable (2, 500)"
    assert looked(drawn(2, "constant"), "shapes") == "constant (2, 500)"


def test_parameters_are_seen_by_their_spread_and_largest_size():
    spread, largest = looked(drawn(2), "spread")
    assert spread == pytest.approx(3**-0.5, rel=0.05)
    assert 0.95 < largest <= 1


def test_draws_repeat_after_the_same_seed_and_not_when_it_is_ignored():
    assert looked(drawn(2), "repeats") is True
    numbers = iter(np.arange(4.0))
    assert looked(lambda: {"W1": np.full((2, 2), next(numbers))}, "repeats") is False


def forward(change, dense=True):
    def forward_propagation(X, parameters):
        import keras
        import tensorflow as tf

        flat = tf.reshape(X, (X.shape[0], -1)) * parameters["W1"][0, 0, 0, 0]
        return change(keras.layers.Dense(6)(flat) if dense else flat)

    return CALLS["forward"](forward_propagation, FORWARD)


def test_the_way_forward_is_seen_by_the_last_dense_layer():
    sizes, received, after = forward(lambda scores: scores)
    assert (sizes, after) == ("scores (2, 6) of (2, 48)", "as the dense layer gives them")
    assert np.array_equal(received, np.ones((2, 48)))


@pytest.mark.parametrize(
    ("name", "words"), [("softmax", "probabilities"), ("relu", "without negative numbers"), ("tanh", "changed")]
)
def test_what_is_done_to_the_scores_afterwards_is_said(name, words):
    import keras

    assert forward(getattr(keras.ops, name))[2] == words


def test_without_a_dense_layer_that_is_said_and_the_layer_is_as_before():
    from keras.layers import Dense

    before = Dense.call
    assert forward(lambda scores: scores, dense=False) == ["scores (2, 48), keras.layers.Dense was not called", None, ""]
    assert Dense.call is before


TRAIN = {"X_train": 0, "Y_train": 0, "X_test": 0, "Y_test": 0, "num_epochs": 3, "seed": 1}


def test_training_tells_the_largest_size_of_each_filter():
    def model(X_train, Y_train, X_test, Y_test, num_epochs):
        return 1.0, np.float32(0.5), {"W1": np.array([[0.5, -2.0]]), "W2": np.zeros((1, 1))}

    filters = {"W1": {"shape": "(1, 2)", "largest": 2.0}, "W2": {"shape": "(1, 1)", "largest": 0.0}}
    assert CALLS["train"](model, TRAIN) == [1.0, 0.5, filters | {"the dense layer": "has learnt"}]


def test_training_is_silent_seeded_and_run_at_once():
    import tensorflow as tf

    seen = []

    def model(X_train, Y_train, X_test, Y_test, num_epochs=1, print_cost=True):
        seen.append((num_epochs, print_cost, tf.config.functions_run_eagerly(), np.random.rand()))
        return None

    assert CALLS["train"](model, TRAIN) is None
    CALLS["train"](model, TRAIN)
    assert seen[0] == seen[1]
    assert seen[0][:3] == (3, False, True)
    assert tf.config.functions_run_eagerly() is False


@pytest.mark.parametrize(("seed", "words"), [(0, "0"), (1, "another than 0"), (None, "0")])
def test_another_seed_than_0_is_said(seed, words):
    def initialize_parameters():
        import keras

        return {"W1": keras.initializers.GlorotUniform(seed)((2, 2))}

    assert CALLS["initial_parameters"](initialize_parameters, {"seed": 1, "look": "seed"}) == {"seed": words}

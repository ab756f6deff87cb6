"""Arguments as tensors, steps that run at once for a while, and models without weights."""

import numpy as np
import pytest

from course_utils.checks.calls.tensors import as_tensors, eagerly, without_weights

pytestmark = pytest.mark.tf


def test_arrays_become_float32_tensors_under_their_names():
    import tensorflow as tf

    def compute_cost(Y, Z):
        assert tf.is_tensor(Y)
        return Y.dtype.name, Y.numpy().tolist(), Z.numpy().tolist()

    assert as_tensors(compute_cost, {"Z": np.ones((1, 2)), "Y": np.zeros(1, int)}) == ("float32", [0], [[1, 1]])


def test_steps_run_at_once_only_inside_also_after_an_error():
    import tensorflow as tf

    def step():
        with eagerly():
            return tf.config.functions_run_eagerly() / 0

    with eagerly():
        assert tf.config.functions_run_eagerly()
    with pytest.raises(ZeroDivisionError):
        step()
    assert not tf.config.functions_run_eagerly()


def network():
    import keras
    from keras import layers as kl

    return keras.Sequential([keras.Input((4, 4, 1)), kl.Conv2D(2, 3), kl.Flatten(), kl.Dense(1)])


@pytest.fixture
def drawn(monkeypatch):
    """The shapes of the kernels that Keras draws."""
    import keras

    shapes = []
    draw = keras.initializers.GlorotUniform.__call__
    monkeypatch.setattr(
        keras.initializers.GlorotUniform,
        "__call__",
        lambda self, shape, dtype=None, **more: shapes.append(tuple(shape)) or draw(self, shape, dtype, **more),
    )
    return shapes


def test_a_model_without_weights_has_layers_and_shapes_and_nothing_is_drawn_then_or_later(drawn):
    import keras

    model = without_weights(network, network)
    assert (model.count_params(), model.output_shape, drawn) == (29, (None, 1), [])
    with keras.StatelessScope():  # at its end Keras makes what it has put off
        pass
    assert drawn == []
    network()
    assert len(drawn) == 2, "a usual model has its weights again"


def test_a_model_without_weights_runs_on_numbers_that_are_given():
    import keras

    model = without_weights(network, network)
    with keras.StatelessScope([(weight, np.ones(weight.shape)) for weight in model.weights]):
        assert np.asarray(model(np.ones((1, 4, 4, 1), np.float32))).tolist() == [[81.0]]


def test_a_function_that_needs_the_numbers_is_called_as_usual(drawn):
    import keras

    def compiled():
        model = network()
        model.compile("adam", "mse")
        model.fit(np.ones((2, 4, 4, 1)), np.ones(2), verbose=0)
        return model

    def of_an_array():
        layer = keras.layers.Layer()
        layer.kernel = keras.Variable(np.ones(3))
        return layer

    assert without_weights(compiled, compiled).evaluate(np.ones((2, 4, 4, 1)), np.ones(2), verbose=0) >= 0
    assert np.asarray(without_weights(of_an_array, of_an_array).kernel).tolist() == [1, 1, 1]


def test_a_model_that_a_function_keeps_under_a_global_name_has_its_weights():
    def keep():
        global kept
        kept = network()
        return kept

    without_weights(keep, keep)
    kept.compile("sgd", "mse")
    kept.fit(np.ones((2, 4, 4, 1)), np.ones(2), verbose=0)


def test_an_error_of_the_function_s_own_is_raised_from_its_first_call():
    calls = []

    def unfinished():
        calls.append(1)
        raise NotImplementedError

    with pytest.raises(NotImplementedError):
        without_weights(unfinished, unfinished)
    assert len(calls) == 1

"""A function of TensorFlow 1 gives numbers of today; what has none stays symbolic."""

import numpy as np
import pytest

from course_utils.checks.classic.graph import in_graph, in_kind

pytestmark = pytest.mark.tf


@pytest.fixture(scope="module")
def then():
    from course_utils.checks.classic.libraries.imports import Libraries

    return Libraries().library("tensorflow")


def test_tensors_of_today_go_in_and_come_out(then):
    import tensorflow as tf

    double = in_graph(lambda x, more: {"twice": x * more["w"], "rest": ("text", 3)})
    answer = double(tf.constant([1.0, 2.0]), {"w": tf.Variable([3.0, 4.0])})
    assert answer["twice"].numpy().tolist() == [3.0, 8.0]
    assert answer["rest"] == ("text", 3)


def test_variables_come_out_as_variables_with_their_first_numbers(then):
    made = in_graph(lambda: then.get_variable("W", [2], initializer=then.constant_initializer(5.0)))()
    assert hasattr(made, "assign")
    assert np.asarray(made).tolist() == [5.0, 5.0]


def test_a_variable_keeps_what_it_held_when_its_session_was_closed(then):
    def train():
        W = then.get_variable("W", [], initializer=then.constant_initializer(1.0))
        step = then.train.GradientDescentOptimizer(0.5).minimize(then.square(W))
        with then.Session() as sess:
            sess.run(then.global_variables_initializer())
            sess.run(step)
            return W

    assert float(np.asarray(in_graph(train)())) == 0.0


def test_a_placeholder_stays_and_tells_its_shape(then):
    made = in_graph(lambda: then.placeholder(then.float32, [None, 6]))()
    assert tuple(made.shape) == (None, 6)


def test_every_call_has_a_graph_of_its_own(then):
    made = in_graph(lambda: then.get_variable("W", [2]))
    assert [made().shape, made().shape] == [(2,), (2,)]


def test_a_fault_of_the_numbers_is_an_error_and_no_placeholder(then):
    import tensorflow as tf

    with pytest.raises(tf.errors.InvalidArgumentError):
        in_graph(lambda x: then.check_numerics(x, "not finite"))(tf.constant([np.nan]))


def test_a_dense_layer_of_the_graph_is_seen_by_who_watches_today_s(then, monkeypatch):
    import keras
    import tensorflow as tf

    seen = []
    original = keras.layers.Dense.call
    monkeypatch.setattr(keras.layers.Dense, "call", lambda self, x: seen.append(np.asarray(x)) or original(self, x))
    scores = in_graph(lambda x: then.contrib.layers.fully_connected(x, 2, activation_fn=None))(tf.ones((3, 4)))
    assert scores.shape == (3, 2)
    assert [each.shape for each in seen] == [(3, 4)]


def test_notes_to_developers_are_kept_back_and_come_again_afterwards(then, caplog):
    import tensorflow as tf

    before = tf.get_logger().level
    Z = tf.ones((2, 3))
    in_graph(lambda z: then.nn.softmax_cross_entropy_with_logits(logits=z, labels=z))(Z)
    assert caplog.records == []
    assert tf.get_logger().level == before


def test_a_function_for_arrays_takes_tensors_of_today_and_answers_in_kind():
    import tensorflow as tf

    turned = in_kind(lambda x, axis: (np.flip(x, axis), "text"))
    array, text = turned(np.arange(3.0), axis=0)
    assert (type(array), text) == (np.ndarray, "text")
    tensor, _ = turned(tf.range(3.0), axis=0)
    assert tf.is_tensor(tensor)
    assert tensor.numpy().tolist() == [2.0, 1.0, 0.0]


def test_in_a_graph_it_gets_the_numbers_and_a_function_of_tensors_the_tensors(then):
    flip, twice = in_kind(lambda x: np.flip(np.asarray(x))), in_kind(lambda x: x * 2)

    def answer(x):
        return then.add(flip(x), twice(x))

    import tensorflow as tf

    assert in_graph(answer)(tf.constant([1.0, 2.0])).numpy().tolist() == [4.0, 5.0]


def test_where_a_placeholder_waits_for_numbers_the_error_is_the_function_s_own(then):
    with pytest.raises(NotImplementedError, match="symbolic"):
        in_graph(lambda: in_kind(lambda x: np.flip(np.asarray(x)))(then.placeholder("float32", [2])))()

"""TensorFlow 1 over today's: the published figures of the course's first generation come out."""

import numpy as np
import pytest

pytestmark = pytest.mark.tf


@pytest.fixture(scope="module")
def tf():
    from course_utils.checks.classic.libraries.imports import Libraries

    return Libraries().library("tensorflow")


@pytest.fixture
def session(tf):
    with tf.Graph().as_default(), tf.Session() as own:
        yield own


def parameters(tf):
    tf.set_random_seed(1)
    draw = tf.contrib.layers.xavier_initializer
    return {
        "W1": tf.get_variable("W1", [4, 4, 3, 8], initializer=draw(seed=0)),
        "W2": tf.get_variable("W2", [2, 2, 8, 16], initializer=draw(seed=0)),
    }


def scores(tf, X):
    first, second = parameters(tf).values()
    A = tf.nn.relu(tf.nn.conv2d(X, first, strides=[1, 1, 1, 1], padding="SAME"))
    A = tf.nn.max_pool(A, ksize=[1, 8, 8, 1], strides=[1, 8, 8, 1], padding="SAME")
    A = tf.nn.relu(tf.nn.conv2d(A, second, strides=[1, 1, 1, 1], padding="SAME"))
    A = tf.nn.max_pool(A, ksize=[1, 4, 4, 1], strides=[1, 4, 4, 1], padding="SAME")
    return tf.contrib.layers.fully_connected(tf.contrib.layers.flatten(A), 6, activation_fn=None)


def test_the_published_filters_come_out(tf, session):
    drawn = parameters(tf)
    session.run(tf.global_variables_initializer())
    first = [0.00131723, 0.14176141, -0.04434952, 0.09197326, 0.14984085, -0.03514394, -0.06847463, 0.05245192]
    second = [-0.08566415, 0.17750949, 0.11974221, 0.16773748, -0.0830943, -0.08058, -0.00577033, -0.14643836]
    np.testing.assert_allclose(drawn["W1"].eval()[1, 1, 1], first, atol=2e-8)
    np.testing.assert_allclose(drawn["W2"].eval()[1, 1, 1][:8], second, atol=2e-8)


def test_the_published_scores_come_out(tf, session):
    np.random.seed(1)
    X = tf.placeholder(tf.float32, [None, 64, 64, 3])
    Z3 = scores(tf, X)
    session.run(tf.global_variables_initializer())
    expected = [-0.44670227, -1.57208765, -1.53049231, -2.31013036, -1.29104376, 0.46852064]
    np.testing.assert_allclose(session.run(Z3, {X: np.random.randn(2, 64, 64, 3)})[0], expected, atol=2e-6)


def test_the_published_cost_comes_out(tf, session):
    np.random.seed(1)
    X, Y = tf.placeholder(tf.float32, [None, 64, 64, 3]), tf.placeholder(tf.float32, [None, 6])
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=scores(tf, X), labels=Y))
    session.run(tf.global_variables_initializer())
    figures = session.run(cost, {X: np.random.randn(4, 64, 64, 3), Y: np.random.randn(4, 6)})
    assert figures == pytest.approx(2.91034, abs=1e-5)


def test_a_dense_layer_has_a_relu_unless_it_is_told_otherwise(tf, session):
    X = tf.placeholder(tf.float32, [None, 5])
    with_relu = tf.contrib.layers.fully_connected(X, 40)
    session.run(tf.global_variables_initializer())
    assert session.run(with_relu, {X: np.random.RandomState(0).randn(8, 5)}).min() == 0


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("tf.reduce_sum([[1.0, 2.0]], reduction_indices=1, keep_dims=True)", [[3.0]]),
        ("tf.log(tf.exp(2.0))", 2.0),
        ("tf.mul(2.0, 3.0)", 6.0),
        ("tf.pack([1, 2])", [1, 2]),
        ("tf.to_float(3)", 3.0),
        ("tf.boolean_mask([1, 2, 3], [True, False, True])", [1, 3]),
        ("tf.image.non_max_suppression([[0., 0, 1, 1], [0, 0, 1, 1]], [.5, .9], 5, 0.5)", [1]),
        ("tf.layers.flatten(tf.ones([1, 2, 2]))", [[1.0] * 4]),
        ("tf.compat.v1.log(1.0)", 0.0),
        ("tf.compat.v1.layers.flatten(tf.zeros([1, 3, 1]))", [[0.0] * 3]),
        ("tf.nn.dropout(tf.ones([4]), keep_prob=1.0)", [1.0] * 4),
    ],
)
def test_calls_of_version_1_work(tf, session, call, expected):
    assert np.asarray(eval(call, {"tf": tf}).eval()).tolist() == expected

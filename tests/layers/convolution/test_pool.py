"""Pooling against published figures, loops, TensorFlow and numeric gradients."""

import sys
from pathlib import Path

import numpy as np
import pytest

from course_utils.errors import ArgumentError
from course_utils.exercises.loops import pooling as loops
from course_utils.layers.convolution.pool import create_mask_from_window, distribute_value, pool_backward, pool_forward

sys.path.insert(0, str(Path(__file__).parent))
from gradients import numeric_gradient

SIZES = [(2, 5, 7, 3, 2, 2), (1, 4, 4, 1, 3, 1), (2, 3, 6, 2, 1, 2), (1, 6, 5, 2, 2, 3), (3, 2, 2, 2, 2, 1)]
MODES = ["max", "average"]


def drawn(m, n_H, n_W, n_C, f, stride):
    return np.random.default_rng(0).standard_normal((m, n_H, n_W, n_C)), {"f": f, "stride": stride}


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("max", [1.74481176, 0.86540763, 1.13376944, 1.13162939, 1.51981682, 2.18557541]),
        ("average", [0.02105773, -0.20328806, -0.40389855, -0.22154621, 0.51716526, 0.48155844]),
    ],
)
def test_pool_forward_gives_the_published_numbers(mode, expected):
    A = np.random.RandomState(1).randn(2, 4, 4, 3)
    pooled, _ = pool_forward(A, {"f": 3, "stride": 2}, mode)
    assert pooled.shape == (2, 1, 1, 3)
    assert pooled.ravel() == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("max", [[0, 0], [5.05844394, -1.68282702], [0, 0]]),
        ("average", [[0.08485462, 0.2787552], [1.26461098, -0.25749373], [1.17975636, -0.53624893]]),
    ],
)
def test_pool_backward_gives_the_published_numbers(mode, expected):
    rng = np.random.RandomState(1)
    _, cache = pool_forward(rng.randn(5, 5, 3, 2), {"f": 2, "stride": 1})
    assert pool_backward(rng.randn(5, 4, 2, 2), cache, mode)[1, 1] == pytest.approx(np.array(expected), rel=1e-6)


def test_the_mask_of_the_published_window():
    mask = create_mask_from_window(np.random.RandomState(1).randn(2, 3))
    assert mask.tolist() == [[True, False, False], [False, False, False]]


def test_equal_maxima_are_all_marked_and_all_get_the_gradient():
    assert create_mask_from_window(np.array([[2, 2], [1, 2]])).sum() == 3
    _, cache = pool_forward(np.ones((1, 2, 2, 1)), {"f": 2, "stride": 1})
    assert pool_backward(np.full((1, 1, 1, 1), 5.0), cache).ravel().tolist() == [5, 5, 5, 5]


def test_distribute_value_shares_evenly():
    assert distribute_value(2, (2, 2)).tolist() == [[0.5, 0.5], [0.5, 0.5]]
    assert distribute_value(-3.0, (2, 3)).sum() == pytest.approx(-3)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("sizes", SIZES)
def test_forward_equals_loops_and_backward_equals_numeric_gradients(sizes, mode):
    A, hyper = drawn(*sizes)
    pooled, cache = pool_forward(A, hyper, mode)
    assert pooled == pytest.approx(loops.pool_forward(A, hyper, mode)[0])
    slope = np.random.default_rng(1).standard_normal(pooled.shape)
    numeric = numeric_gradient(lambda x: pool_forward(x, hyper, mode)[0], A, slope)
    assert pool_backward(slope, cache, mode) == pytest.approx(numeric, abs=1e-7)


@pytest.mark.tf
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("sizes", SIZES)
def test_forward_and_backward_equal_tensorflow(sizes, mode):
    import tensorflow as tf

    A, hyper = drawn(*sizes)
    pooled, cache = pool_forward(A, hyper, mode)
    slope = np.random.default_rng(1).standard_normal(pooled.shape)
    pool = tf.nn.max_pool2d if mode == "max" else tf.nn.avg_pool2d
    images = tf.constant(A)
    with tf.GradientTape() as tape:
        tape.watch(images)
        theirs = pool(images, hyper["f"], hyper["stride"], "VALID")
        loss = tf.reduce_sum(theirs * slope)
    assert pooled == pytest.approx(theirs.numpy())
    assert pool_backward(slope, cache, mode) == pytest.approx(tape.gradient(loss, images).numpy(), abs=1e-9)


@pytest.mark.parametrize("mode", MODES)
def test_random_shapes_and_ties_agree_with_the_loops(mode):
    rng = np.random.default_rng(8)
    for _ in range(60):
        f, stride = (int(n) for n in rng.integers(1, 4, 2))
        # Few different values, so that most windows hold their maximum more than once.
        A = rng.integers(0, 3, (2, *rng.integers(f, 8, 2), 2)).astype(float)
        pooled, cache = pool_forward(A, {"f": f, "stride": stride}, mode)
        assert np.allclose(pooled, loops.pool_forward(A, {"f": f, "stride": stride}, mode)[0])
        slope = rng.standard_normal(pooled.shape)
        assert np.allclose(pool_backward(slope, cache, mode), loops.pool_backward(slope, cache, mode))


def test_float32_stays_float32():
    A, hyper = drawn(*SIZES[0])
    for mode in MODES:
        pooled, cache = pool_forward(A.astype("f4"), hyper, mode)
        assert {pooled.dtype, pool_backward(pooled, cache, mode).dtype} == {np.dtype("f4")}


def test_a_whole_number_gradient_is_shared_in_fractions():
    _, cache = pool_forward(np.zeros((1, 2, 2, 1)), {"f": 2, "stride": 2}, "average")
    assert pool_backward(np.array([[[[1]]]]), cache, "average").ravel().tolist() == [0.25] * 4


A = np.zeros((1, 4, 4, 1))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pool_forward(A, {"f": 2, "stride": 0}), "stride must be an integer ≥ 1; received stride=0."),
        (lambda: pool_forward(A, {"f": 0, "stride": 1}), "f must be an integer ≥ 1; received f=0."),
        (lambda: pool_forward(A, {"f": 5, "stride": 1}), "The filter (5×5) is larger than the padded image (4, 4)."),
        (lambda: pool_forward(A, {"f": 2}), "hparameters needs 'f' and 'stride'; 'stride' is missing."),
        (
            lambda: pool_forward(A, {"f": 2, "stride": 1}, "mean"),
            "mode must be 'max' or 'average'; received mode='mean'.",
        ),
        (
            lambda: pool_backward(A, (A, {"f": 2, "stride": 2})),
            "dA must have the shape of A, (1, 2, 2, 1); received (1, 4, 4, 1).",
        ),
        (lambda: create_mask_from_window(np.zeros((0, 2))), "x must hold at least one number; received shape (0, 2)."),
        (lambda: create_mask_from_window("a"), "x must be an array of numbers; received shape () of str32."),
        (lambda: pool_forward(A, [2, 2]), "hparameters must be a dictionary; received [2, 2]."),
        (lambda: pool_backward(A, 3), "cache must be what the forward pass returned, 2 values; received int."),
        (lambda: pool_backward(A, (A,)), "cache must be what the forward pass returned, 2 values; received 1 values."),
        (lambda: distribute_value(1, 3), "shape must be two integers (n_H, n_W); received 3."),
        (lambda: distribute_value(1, (1, 2, 3)), "shape must be two integers (n_H, n_W); received (1, 2, 3)."),
        (lambda: distribute_value("a", (1, 2)), "dz must be an array of numbers; received shape () of str32."),
        (lambda: distribute_value(1, (0, 2)), "shape must be an integer ≥ 1; received shape=0."),
    ],
)
def test_bad_arguments_are_named_with_what_was_received(call, message):
    with pytest.raises(ArgumentError) as error:
        call()
    assert str(error.value) == message

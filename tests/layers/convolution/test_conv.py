"""Convolution against published figures, loops, TensorFlow and numeric gradients."""

import sys
from pathlib import Path

import numpy as np
import pytest

from course_utils.errors import ArgumentError
from course_utils.exercises.loops import convolution as loops
from course_utils.layers.convolution.conv import conv_backward, conv_forward, conv_single_step, zero_pad

sys.path.insert(0, str(Path(__file__).parent))
from gradients import numeric_gradient

# m, n_H, n_W, n_C_prev, f, n_C, pad, stride: pad 0, f 1, not square, strides that do not divide
SIZES = [
    (2, 5, 7, 3, 3, 4, 1, 2),
    (1, 4, 4, 1, 1, 2, 0, 1),
    (2, 3, 6, 2, 1, 3, 0, 2),
    (1, 6, 5, 2, 2, 1, 0, 3),
    (3, 2, 2, 2, 2, 2, 2, 3),
    (1, 3, 3, 2, 5, 2, 1, 1),
    (2, 7, 4, 1, 4, 2, 0, 1),
]


def drawn(m, n_H, n_W, n_C_prev, f, n_C, pad, stride, seed=0):
    rng = np.random.default_rng(seed)
    A, W = rng.standard_normal((m, n_H, n_W, n_C_prev)), rng.standard_normal((f, f, n_C_prev, n_C))
    return A, W, rng.standard_normal((1, 1, 1, n_C)), {"pad": pad, "stride": stride}


@pytest.fixture
def published():
    """The inputs of np.random.seed(1), in the order A, W, b."""
    rng = np.random.RandomState(1)
    return rng.randn(10, 4, 4, 3), rng.randn(2, 2, 3, 8), rng.randn(1, 1, 1, 8), {"pad": 2, "stride": 2}


def test_zero_pad_gives_the_published_shape_and_zeros_all_round():
    X = np.random.RandomState(1).randn(4, 3, 3, 2)
    padded = zero_pad(X, 2)
    assert padded.shape == (4, 7, 7, 2)
    assert np.array_equal(padded[:, 2:5, 2:5], X)
    assert padded.sum() == pytest.approx(X.sum())


def test_conv_single_step_gives_the_published_number():
    rng = np.random.RandomState(1)
    a, W, b = rng.randn(4, 4, 3), rng.randn(4, 4, 3), rng.randn(1, 1, 1)
    assert conv_single_step(a, W, b) == pytest.approx(-6.99908945068, rel=1e-11)


def test_conv_forward_gives_the_published_numbers(published):
    Z, cache = conv_forward(*published)
    expected = [-0.61490741, -6.7439236, -2.55153897, 1.75698377, 3.56208902, 0.53036437, 5.18531798, 8.75898442]
    assert Z.mean() == pytest.approx(0.0489952035289, rel=1e-10)
    assert Z[3, 2, 1] == pytest.approx(expected, rel=1e-7)
    assert cache[0] is published[0]


def test_conv_backward_gives_the_published_means(published):
    means = [gradient.mean() for gradient in conv_backward(*conv_forward(*published))]
    assert means == pytest.approx([1.45243777754, 1.72699145831, 7.83923256462], rel=1e-10)


@pytest.mark.parametrize("sizes", SIZES)
def test_forward_equals_the_loops(sizes):
    A, W, b, hyper = drawn(*sizes)
    assert conv_forward(A, W, b, hyper)[0] == pytest.approx(loops.conv_forward(A, W, b, hyper)[0])


@pytest.mark.parametrize("sizes", SIZES)
def test_backward_equals_numeric_gradients(sizes):
    A, W, b, hyper = drawn(*sizes)
    Z, cache = conv_forward(A, W, b, hyper)
    slope = np.random.default_rng(1).standard_normal(Z.shape)
    dA, dW, db = conv_backward(slope, cache)
    assert dA == pytest.approx(numeric_gradient(lambda x: conv_forward(x, W, b, hyper)[0], A, slope), abs=1e-7)
    assert dW == pytest.approx(numeric_gradient(lambda x: conv_forward(A, x, b, hyper)[0], W, slope), abs=1e-7)
    assert db == pytest.approx(numeric_gradient(lambda x: conv_forward(A, W, x, hyper)[0], b, slope), abs=1e-7)


def test_random_shapes_agree_with_the_loops():
    rng = np.random.default_rng(7)
    for seed in range(60):
        f, pad, stride = (int(n) for n in (rng.integers(1, 4), rng.integers(0, 3), rng.integers(1, 4)))
        n_H, n_W = (int(n) for n in rng.integers(f, 8, 2))
        A, W, b, hyper = drawn(int(rng.integers(1, 3)), n_H, n_W, 2, f, 3, pad, stride, seed)
        Z, cache = conv_forward(A, W, b, hyper)
        assert np.allclose(Z, loops.conv_forward(A, W, b, hyper)[0])
        for ours, theirs in zip(conv_backward(Z, cache), loops.conv_backward(Z, cache), strict=True):
            assert np.allclose(ours, theirs)


@pytest.mark.tf
@pytest.mark.parametrize("sizes", SIZES[:5])
def test_forward_and_backward_equal_tensorflow(sizes):
    import tensorflow as tf

    A, W, b, hyper = drawn(*sizes)
    Z, cache = conv_forward(A, W, b, hyper)
    slope = np.random.default_rng(1).standard_normal(Z.shape)
    images, filters, bias = (tf.constant(value) for value in (A, W, b))
    with tf.GradientTape() as tape:
        tape.watch([images, filters, bias])
        theirs = tf.nn.conv2d(tf.constant(zero_pad(A, hyper["pad"])), filters, hyper["stride"], "VALID") + bias
        border = [[0, 0], [hyper["pad"]] * 2, [hyper["pad"]] * 2, [0, 0]]
        again = tf.nn.conv2d(tf.pad(images, border), filters, hyper["stride"], "VALID") + bias
        loss = tf.reduce_sum(again * slope)
    assert pytest.approx(theirs.numpy()) == Z
    for ours, gradient in zip(conv_backward(slope, cache), tape.gradient(loss, [images, filters, bias])):
        assert ours == pytest.approx(gradient.numpy(), abs=1e-9)


def test_float32_stays_float32():
    A, W, b, hyper = drawn(*SIZES[0])
    Z, cache = conv_forward(A.astype("f4"), W.astype("f4"), b.astype("f4"), hyper)
    assert {Z.dtype, *(part.dtype for part in conv_backward(Z, cache))} == {np.dtype("f4")}


A, W, B, HYPER = drawn(*SIZES[0])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: zero_pad(A, -1), "pad must be an integer ≥ 0; received pad=-1."),
        (lambda: zero_pad(A, 1.5), "pad must be an integer ≥ 0; received pad=1.5."),
        (lambda: zero_pad(A, True), "pad must be an integer ≥ 0; received pad=True."),
        (lambda: zero_pad(A[0], 1), "X must be an array of numbers with 4 axes; received shape (5, 7, 3)."),
        (lambda: zero_pad("text", 1), "X must be an array of numbers; received shape () of str128."),
        (
            lambda: conv_forward(A, W, B, {"pad": 0, "stride": 0}),
            "stride must be an integer ≥ 1; received stride=0.",
        ),
        (lambda: conv_forward(A, W, B, {"pad": 0}), "hparameters needs 'stride' and 'pad'; 'stride' is missing."),
        (
            lambda: conv_forward(A[:, :2, :2], W, B, {"pad": 0, "stride": 1}),
            "The filter (3×3) is larger than the padded image (2, 2).",
        ),
        (
            lambda: conv_forward(A[..., :2], W, B, HYPER),
            "W must be (f, f, 2, n_C) for this A_prev; received (3, 3, 3, 4).",
        ),
        (lambda: conv_forward(A, W, B[..., :2], HYPER), "b must hold one number per filter (4); received shape"),
        (lambda: conv_backward(A, (A, W, B, HYPER)), "dZ must have the shape of Z, (2, 3, 4, 4); received (2, 5, 7, 3)."),
        (lambda: conv_backward(A, None), "cache must be what the forward pass returned, 4 values; received NoneType."),
        (lambda: zero_pad([[1], [1, 2]], 1), "X must be an array of numbers; its rows differ in length."),
        (lambda: conv_forward(A, W, B, None), "hparameters must be a dictionary; received None."),
        (lambda: conv_forward(A, W, "x", HYPER), "b must be an array of numbers; received shape () of str"),
        (lambda: conv_forward(A, np.ones((0, 0, 3, 1)), 0, HYPER), "f must be an integer ≥ 1; received f=0."),
        (lambda: conv_single_step("a", "b", 0), "a_slice_prev must be an array of numbers; received shape () of str"),
        (
            lambda: conv_backward(A, (A, W[:, :, :2], B, HYPER)),
            "W must be (f, f, 3, n_C) for this A_prev; received (3, 3, 2, 4).",
        ),
        (lambda: conv_single_step(A[0], W, 0), "a_slice_prev and W must have one shape"),
        (lambda: conv_single_step(A[0], A[0], B), "b must hold one number; received shape (1, 1, 1, 4)."),
    ],
)
def test_bad_arguments_are_named_with_what_was_received(call, message):
    with pytest.raises(ArgumentError) as error:
        call()
    assert str(error.value).startswith(message)

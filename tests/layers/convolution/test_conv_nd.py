"""Convolution along one and three axes against loops, the layers of week 1, and Keras."""

import numpy as np
import pytest

from course_utils.errors import ArgumentError
from course_utils.exercises.loops import counting
from course_utils.exercises.loops.convolution import conv_nd as loop
from course_utils.exercises.loops.pooling import max_pool1d
from course_utils.exercises.week4_3_one_and_three_dimensions import conv_inputs
from course_utils.layers.convolution import conv_nd
from course_utils.layers.convolution.conv import conv_forward
from course_utils.layers.convolution.variants import conv1d_backward, conv_backward_im2col

FORWARD = {1: conv_nd.conv1d_forward, 3: conv_nd.conv3d_forward}
# inputs, f, filters, pad, stride: not square, pad 0, f 1, strides that do not divide
SIZES = [
    ((2, 14, 1), 5, 16, 0, 1),
    ((1, 9, 3), 4, 2, 2, 3),
    ((3, 5, 2), 1, 3, 0, 2),
    ((1, 2, 1), 6, 1, 2, 1),
    ((2, 4, 5, 6, 2), 3, 4, 1, 2),
    ((1, 3, 3, 4, 3), 2, 2, 0, 1),
    ((1, 4, 2, 3, 1), 1, 2, 1, 3),
]


def drawn(sizes, seed=0):
    inputs = conv_inputs(np.random.RandomState(seed), *sizes)
    return len(sizes[0]) - 2, inputs


@pytest.mark.parametrize("sizes", SIZES)
def test_forward_equals_the_loops(sizes):
    axes, inputs = drawn(sizes)
    assert FORWARD[axes](**inputs) == pytest.approx(loop(**inputs))


@pytest.mark.tf
@pytest.mark.parametrize("sizes", SIZES)
def test_forward_equals_keras(sizes):
    from keras import ops

    axes, inputs = drawn(sizes)
    stride, pad = inputs["hparameters"]["stride"], inputs["hparameters"]["pad"]
    padded = np.pad(inputs["A_prev"], [(0, 0), *[(pad, pad)] * axes, (0, 0)])
    theirs = ops.conv(padded.astype("float32"), inputs["W"].astype("float32"), strides=stride) + inputs["b"]
    np.testing.assert_allclose(FORWARD[axes](**inputs), theirs, atol=2e-5)


def test_two_axes_are_the_layer_of_week_1():
    inputs = conv_inputs(np.random.RandomState(0), (2, 5, 7, 3), 3, 4, 1, 2)
    np.testing.assert_allclose(conv_nd.conv_forward_nd(2, **inputs), conv_forward(**inputs)[0])


def test_the_course_s_sizes_come_out():
    for axes, shape in ((1, (10, 16)), (3, (10, 10, 10, 16))):
        inputs = conv_inputs(np.random.RandomState(0), (1, *[14] * axes, 1), 5, 16, 0, 1)
        assert FORWARD[axes](**inputs).shape == (1, *shape)
        assert conv_nd.output_shape_nd((*[14] * axes, 1), 5, 16) == shape == counting.output_shape_nd((*[14] * axes, 1), 5, 16)
        assert conv_nd.count_parameters_nd(axes, 5, 1, 16) == inputs["W"].size + inputs["b"].size


@pytest.mark.parametrize(("f", "stride"), [(2, 2), (3, 1), (2, 3), (4, 2), (1, 1)])
def test_pooling_of_signals_equals_the_loops(f, stride):
    A = np.random.RandomState(f).randn(2, 11, 3)
    np.testing.assert_array_equal(conv_nd.max_pool1d(A, f, stride), max_pool1d(A, f, stride))


@pytest.mark.tf
@pytest.mark.parametrize(("f", "stride"), [(2, 2), (3, 1), (2, 3)])
def test_pooling_of_signals_equals_keras(f, stride):
    from keras import ops

    A = np.random.RandomState(f).randn(2, 11, 3).astype("float32")
    np.testing.assert_array_equal(conv_nd.max_pool1d(A, f, stride), ops.max_pool(A, f, strides=stride))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"A_prev": np.ones((2, 3))}, "A_prev must be an array of numbers with 3 axes; received shape (2, 3)."),
        ({"W": np.ones((3, 2, 4))}, "W must be (f, 1, n_C) for this A_prev; received (3, 2, 4)."),
        ({"b": np.ones(3)}, "b must hold one number per filter (2); received shape (3,)."),
        ({"hparameters": {"stride": 0, "pad": 0}}, "stride must be an integer ≥ 1; received stride=0."),
        ({"W": np.ones((9, 1, 2))}, "The filter reaches over 9 places; the padded input has (6,)."),
    ],
)
def test_wrong_inputs_are_named(change, message):
    inputs = conv_inputs(np.random.RandomState(0), (1, 6, 1), 3, 2, 0, 1) | change
    with pytest.raises(ArgumentError) as caught:
        conv_nd.conv1d_forward(**inputs)
    assert str(caught.value).startswith(message)


def test_slopes_of_another_shape_than_the_answer_are_refused() -> None:
    signals, filters = np.ones((2, 4, 1)), np.ones((2, 1, 1))
    with pytest.raises(ArgumentError, match=r"dZ of shape \(2, 3, …\); received \(1, 3, 1\)"):
        conv1d_backward(np.ones((1, 3, 1)), signals, filters, {"stride": 1, "pad": 0})
    cache = (np.ones((1, 4, 1, 2)), np.ones((3, 3, 2, 1)), np.zeros((1, 1, 1, 1)), {"stride": 1, "pad": 1})
    with pytest.raises(ArgumentError, match=r"\(1, 4, 1, 1\); received \(1, 1, 4, 1\)"):
        conv_backward_im2col(np.ones((1, 1, 4, 1)), cache)

"""Cheap convolutions against plain ones and Keras', and the networks made of them against Keras' own."""

import numpy as np
import pytest

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.conv import conv_forward
from course_utils.layers.efficient.compression import quantize_weights
from course_utils.layers.efficient.costs import block_costs
from course_utils.layers.efficient.mobile import (
    STAGES,
    depthwise_conv,
    mobilenet_v2,
    separable_cost,
    squeeze_excite,
)
from course_utils.layers.networks.classic import conv_multiplications


@pytest.mark.parametrize(("f", "stride", "pad"), [(3, 1, 1), (2, 3, 0), (5, 2, 2)])
def test_depthwise_is_a_plain_convolution_with_a_filter_that_is_zero_elsewhere(f, stride, pad):
    draw = np.random.default_rng(f)
    A, W, b = draw.normal(size=(2, 7, 6, 4)), draw.normal(size=(f, f, 4)), draw.normal(size=(1, 1, 1, 4))
    hparameters = {"stride": stride, "pad": pad}
    plain, _ = conv_forward(A, W[..., None] * np.eye(4), b, hparameters)
    np.testing.assert_allclose(depthwise_conv(A, W, b, hparameters), plain, atol=1e-12)


@pytest.mark.parametrize(("shape", "f", "filters", "stride"), [((14, 14, 64), 3, 128, 1), ((9, 7, 5), 5, 6, 2)])
def test_the_separable_cost_is_that_of_two_convolutions_and_the_formula(shape, f, filters, stride):
    full, apart, share = separable_cost(shape, f, filters, stride)
    assert full == conv_multiplications(shape, f, filters, stride)
    n_H, n_W = (-(-n // stride) for n in shape[:2])
    looking = shape[2] * conv_multiplications((*shape[:2], 1), f, 1, stride)
    assert apart == looking + conv_multiplications((n_H, n_W, shape[2]), 1, filters)
    assert share == pytest.approx(1 / filters + 1 / f**2)


def test_gates_of_no_weights_are_a_half_and_large_scores_overflow_nowhere():
    A = np.ones((1, 2, 3, 4))
    weighed, gates = squeeze_excite(A, np.zeros((4, 2)), np.zeros(2), np.zeros((2, 4)), np.array([0, 0, 1e4, -1e4]))
    assert gates.tolist() == [[0.5, 0.5, 1, 0]]
    np.testing.assert_array_equal(weighed[0, 0, 0], gates[0])


@pytest.mark.parametrize("bits", range(2, 9))
def test_quantised_weights_come_back_within_half_a_step(bits):
    W = np.random.default_rng(bits).normal(size=(3, 3, 4, 6))
    W[..., 2] = 0
    q, scale = quantize_weights(W, bits)
    assert q.dtype == np.int8
    assert np.abs(q).max() == 2 ** (bits - 1) - 1
    assert (np.abs(W - q * scale) <= scale / 2 + 1e-12).all()
    assert scale[2] == 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: depthwise_conv(np.ones((1, 3, 3, 2)), np.ones((3, 3, 3)), np.ones(2), {"stride": 1, "pad": 0}),
         "a filter and a bias for each of the 2 channels; received shapes (3, 3, 3) and (2,)"),
        (lambda: squeeze_excite(np.ones((1, 2, 2, 3)), np.ones((2, 1)), 0, np.ones((1, 3)), 0), "W1 must have shape (3, r)"),
        (lambda: quantize_weights(np.ones(3)), "two axes or more, and bits must be 2 to 8; received shape (3,) and bits=8"),
        (lambda: quantize_weights(np.ones((3, 3)), 9), "received shape (3, 3) and bits=9"),
        (lambda: block_costs("ResNet"), "network must be one of MobileNetV2"),
        (lambda: mobilenet_v2((32, 32, 3), 2, alpha=0), "alpha must be above 0"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said(call, message):
    with pytest.raises(ArgumentError) as caught:
        call()
    assert message in str(caught.value)


@pytest.mark.tf
@pytest.mark.nightly
@pytest.mark.parametrize("alpha", [0.5, 0.75, 1.0])
def test_mobilenet_v2_has_the_parameters_of_keras_own(alpha):
    import keras

    theirs = keras.applications.MobileNetV2(weights=None, alpha=alpha)
    assert mobilenet_v2((224, 224, 3), 1000, STAGES, alpha).count_params() == theirs.count_params()

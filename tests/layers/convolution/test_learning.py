"""Windows as rows, ReLU backward, a loss and a step: against loops, Keras' formulas by hand and numeric gradients."""

import sys
from pathlib import Path

import numpy as np
import pytest

from course_utils.errors import ArgumentError
from course_utils.exercises.loops import convolution as loops
from course_utils.layers.convolution.conv import conv_forward
from course_utils.layers.convolution.learning import im2col, relu_backward, sgd_step, softmax_loss

sys.path.insert(0, str(Path(__file__).parent))
from gradients import numeric_gradient

RNG = np.random.default_rng(0)
SIZES = [(2, 5, 6, 3, 2, 0, 1), (1, 4, 4, 1, 3, 1, 2), (2, 3, 5, 2, 1, 0, 2), (1, 4, 5, 2, 2, 1, 3)]


@pytest.mark.parametrize(("m", "n_H", "n_W", "n_C", "f", "pad", "stride"), SIZES)
def test_a_convolution_is_one_product_with_the_windows_as_rows(m, n_H, n_W, n_C, f, pad, stride):
    A, W, b = RNG.normal(size=(m, n_H, n_W, n_C)), RNG.normal(size=(f, f, n_C, 4)), RNG.normal(size=(1, 1, 1, 4))
    settings = {"stride": stride, "pad": pad}
    Z, _ = conv_forward(A, W, b, settings)
    rows = im2col(A, f, settings)
    assert np.allclose((rows @ W.reshape(-1, 4)).reshape(Z.shape) + b, Z)
    assert np.array_equal(rows, loops.im2col(A, f, settings))


def test_relu_backward_is_the_numeric_gradient_away_from_zero():
    Z, dA = RNG.normal(size=(3, 4)), RNG.normal(size=(3, 4))
    assert np.allclose(relu_backward(dA, Z), numeric_gradient(lambda z: np.maximum(z, 0), Z, dA), atol=1e-8)
    assert relu_backward(np.ones(3), np.array([-1.0, 0.0, 1.0])).tolist() == [0, 0, 1]


def test_the_gradient_of_the_loss_is_the_numeric_one():
    scores, labels = RNG.normal(size=(4, 3)), np.array([0, 2, 1, 1])
    numeric = numeric_gradient(lambda s: np.float64(softmax_loss(s, labels)[0]), scores, 1.0)
    assert np.allclose(softmax_loss(scores, labels)[1], numeric, atol=1e-9)


def test_the_loss_of_guessing_is_ln_of_the_classes_and_large_scores_do_not_overflow():
    assert softmax_loss(np.full((2, 6), 7.0), np.array([3, 0]))[0] == pytest.approx(np.log(6))
    loss, gradient = softmax_loss(np.array([[5000.0, -5000.0]]), np.array([1]))
    assert loss == pytest.approx(10_000)
    assert gradient.tolist() == [[1.0, -1.0]]


def test_a_step_lowers_a_loss_and_leaves_its_arguments_alone():
    before = {"W": np.array([3.0, -2.0])}
    after = sgd_step(before, {"W": 2 * before["W"]}, 0.1)
    assert np.sum(after["W"] ** 2) < np.sum(before["W"] ** 2)
    assert before["W"].tolist() == [3.0, -2.0]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: im2col(np.zeros((1, 3, 3, 1)), 4, {"stride": 1, "pad": 0}), "larger than the padded image"),
        (lambda: im2col(np.zeros((1, 3, 3, 1)), 2, {"pad": 0}), "'stride' is missing"),
        (lambda: relu_backward(np.zeros(2), np.zeros(3)), "dA and Z must have one shape"),
        (lambda: softmax_loss(np.zeros((2, 3)), np.array([0, 3])), "labels must be 2 integers from 0 to 2"),
        (lambda: sgd_step({"W": np.zeros(2)}, {}, 0.1), "gradients needs 'W' of shape"),
    ],
)
def test_wrong_arguments_are_told(call, message):
    with pytest.raises(ArgumentError, match=message):
        call()

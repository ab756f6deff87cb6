"""Batch normalisation against its own numbers: gradients by small steps, and what leaves the answer as it is."""

import numpy as np
import pytest

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.norm import batch_norm_backward, batch_norm_forward

DRAW = np.random.RandomState(4)
X, DY = 1 + 2 * DRAW.randn(3, 2, 3, 2), DRAW.randn(3, 2, 3, 2)
GAMMA, BETA, STILL = np.array([1.5, 0.4]), np.array([0.3, -1.0]), np.ones(2)


def cost(X=X, gamma=GAMMA, beta=BETA):
    return np.sum(DY * batch_norm_forward(X, gamma, beta, STILL, STILL)[0])


def slopes(name, value):
    """The gradient of the cost by steps up and down, number by number."""
    numeric = np.zeros(value.shape)
    for place in np.ndindex(value.shape):
        step = np.zeros(value.shape)
        step[place] = 1e-5
        numeric[place] = (cost(**{name: value + step}) - cost(**{name: value - step})) / 2e-5
    return numeric


@pytest.mark.parametrize(("place", "name", "value"), [(0, "X", X), (1, "gamma", GAMMA), (2, "beta", BETA)])
def test_each_gradient_is_the_numeric_one(place, name, value):
    cache = batch_norm_forward(X, GAMMA, BETA, STILL, STILL)[-1]
    np.testing.assert_allclose(batch_norm_backward(DY, cache)[place], slopes(name, value), atol=1e-7)


def test_scale_and_shift_of_a_channel_are_undone_in_training():
    first = batch_norm_forward(X, GAMMA, BETA, STILL, STILL, epsilon=0)[0]
    np.testing.assert_allclose(batch_norm_forward(10 * X - 7, GAMMA, BETA, STILL, STILL, epsilon=0)[0], first)


def test_running_averages_come_to_the_batch_and_stay_at_inference():
    mean, variance = np.zeros(2), np.ones(2)
    for _ in range(200):
        _, mean, variance, _ = batch_norm_forward(X, GAMMA, BETA, mean, variance, momentum=0.9)
    np.testing.assert_allclose([mean, variance], [X.mean((0, 1, 2)), X.var((0, 1, 2))])
    Y, *kept, _ = batch_norm_forward(X[:1], GAMMA, BETA, mean, variance, training=False)
    np.testing.assert_array_equal(kept, [mean, variance])
    np.testing.assert_allclose(Y, batch_norm_forward(X, GAMMA, BETA, mean, variance)[0][:1])


def test_other_shapes_are_refused_in_words():
    with pytest.raises(ArgumentError, match="give one each"):
        batch_norm_forward(X, GAMMA, BETA, np.ones(3), np.ones(3))
    with pytest.raises(ArgumentError, match="shape of the cached X_hat"):
        batch_norm_backward(DY[:2], batch_norm_forward(X, GAMMA, BETA, STILL, STILL)[-1])

"""Activations and gradients of an untrained net: exact gradients, and what the pieces do to them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course_utils.errors import ArgumentError
from course_utils.layers.networks.residual_flow import (
    BATCH,
    WIDTH,
    backward,
    forward,
    normals,
    residual_flow,
    start_weights,
)

SWITCHES = [(shortcut, batch_norm) for shortcut in (False, True) for batch_norm in (False, True)]


def batch(slot: int, seed: int = 3) -> Any:
    return normals(seed, slot, BATCH * WIDTH).reshape(BATCH, WIDTH)


@pytest.mark.parametrize(("shortcut", "batch_norm"), SWITCHES)
def test_gradients_equal_the_slope_of_the_loss(shortcut: bool, batch_norm: bool) -> None:
    X, arriving, weights = batch(0), batch(1), start_weights(6, 1.0, 3)

    def loss() -> float:
        return float(np.sum(arriving * forward(X, weights, shortcut, batch_norm)[0][-1]))

    outputs, steps = forward(X, weights, shortcut, batch_norm)
    _, by_weights = backward(arriving, weights, steps, shortcut)
    for layer, row, column in [(0, 3, 4), (1, 0, 31), (2, 7, 7), (5, 30, 2)]:
        kept, slopes = weights[layer][row, column], []
        for step in (1e-6, -1e-6):
            weights[layer][row, column] = kept + step
            slopes.append(loss())
        weights[layer][row, column] = kept
        assert (slopes[0] - slopes[1]) / 2e-6 == pytest.approx(by_weights[layer][row, column], rel=1e-4, abs=1e-4)
    assert len(outputs) == 6


@pytest.mark.parametrize(("shortcut", "batch_norm"), SWITCHES)
def test_the_gradient_of_an_output_is_the_gradient_of_the_net_above_it(shortcut: bool, batch_norm: bool) -> None:
    """Cut after a block: the lower part's output is the upper part's input."""
    arriving, weights = batch(1), start_weights(6, 1.0, 3)
    outputs, steps = forward(batch(0), weights, shortcut, batch_norm)
    by_output, _ = backward(arriving, weights, steps, shortcut)

    def loss(entering: Any) -> float:
        return float(np.sum(arriving * forward(entering, weights[2:], shortcut, batch_norm)[0][-1]))

    for place in [(0, 0), (5, 9), (15, 31)]:
        step = np.zeros((BATCH, WIDTH))
        step[place] = 1e-6
        slope = (loss(outputs[1] + step) - loss(outputs[1] - step)) / 2e-6
        assert slope == pytest.approx(by_output[1][place], rel=1e-4, abs=1e-4)


def test_the_random_numbers_have_mean_0_and_variance_1_and_streams_differ() -> None:
    many = np.concatenate([normals(seed, slot) for seed in range(9) for slot in range(52)])
    assert abs(many.mean()) < 0.005
    assert many.var() == pytest.approx(1, abs=0.005)
    assert len(np.unique(many)) > 0.99 * many.size


def test_a_plain_deep_net_vanishes_below_he_and_explodes_above_it() -> None:
    small, large = (residual_flow(50, shortcut=False, scale=scale).gradients for scale in (0.7, 1.5))
    assert small[0] < 1e-6 * small[-1]
    assert large[0] > 1e6 * large[-1]


def test_shortcuts_alone_bring_the_gradient_back_from_a_small_start() -> None:
    gradients = residual_flow(50, shortcut=True, scale=0.7).gradients
    assert 0.1 < gradients[0] / gradients[-1] < 100


def test_batch_norm_makes_the_start_indifferent_and_needs_the_shortcut() -> None:
    both = [residual_flow(50, True, True, scale).gradients[0] for scale in (0.5, 1.0, 2.0)]
    np.testing.assert_allclose(both, both[0], rtol=0.03)
    plain = residual_flow(50, False, True).gradients
    assert plain[0] > 100 * both[1]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"depth": 7}, "depth must be an even number from 2 to 50; received depth=7."),
        ({"depth": 52}, "depth must be an even number from 2 to 50; received depth=52."),
        ({"scale": 0.0}, "scale must be a number above 0; received scale=0.0."),
        ({"seed": 10000}, "seed must be at most 9999; received seed=10000."),
    ],
)
def test_impossible_settings_are_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        residual_flow(**settings)
    assert message in str(caught.value)

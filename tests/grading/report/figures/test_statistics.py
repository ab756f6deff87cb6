"""Running means and correlations against numpy's, and Fisher's interval against its promise."""

from __future__ import annotations

import numpy as np
import pytest

from course_utils.grading.report.figures.statistics import Mean, Pairs


@pytest.mark.parametrize("offset", [0.0, 1e9])
@pytest.mark.parametrize("count", [4, 50, 1000])
def test_moments_are_those_of_numpy_far_from_zero_too(count: int, offset: float) -> None:
    dice = np.random.default_rng(count)
    x = offset + dice.normal(size=count)
    y = 0.5 * (x - offset) + dice.normal(size=count)
    mean, pairs = Mean(), Pairs()
    for a, b in zip(x, y, strict=True):
        mean.add(a)
        pairs.add(a, b)
    assert mean.value == pytest.approx(x.mean(), rel=1e-12)
    assert mean.deviation == pytest.approx(x.std(ddof=1), rel=1e-6)
    assert mean.interval == pytest.approx(x.mean() + np.array([-1, 1]) * 1.959964 * x.std(ddof=1) / np.sqrt(count), rel=1e-9)
    correlation = pairs.correlation
    assert correlation.r == pytest.approx(np.corrcoef(x, y)[0, 1], abs=1e-6)
    half = 1.959964 / np.sqrt(count - 3)
    assert correlation.low == pytest.approx(np.tanh(np.arctanh(correlation.r) - half))
    assert correlation.high == pytest.approx(np.tanh(np.arctanh(correlation.r) + half))


def test_what_cannot_be_told_is_none() -> None:
    assert (Mean().value, Mean().interval, Pairs().correlation) == (None, None, None)
    same, line = Pairs(), Pairs()
    for value in range(5):
        same.add(1.0, value)
        line.add(value, 2.0 * value)
    assert same.correlation is None, "all alike tell nothing"
    assert line.correlation.r == 1.0
    assert line.correlation.low is None, "no interval of a perfect line"
    short = Pairs()
    for x, y in ((0, 1), (1, 0), (2, 5)):
        short.add(x, y)
    assert short.correlation.low is None, "nor of three pairs"


def test_the_interval_holds_the_true_correlation_as_often_as_it_says() -> None:
    dice, inside = np.random.default_rng(3), 0
    for _ in range(1000):
        x = dice.normal(size=40)
        pairs = Pairs()
        for a, b in zip(x, 0.6 * x + 0.8 * dice.normal(size=40), strict=True):
            pairs.add(a, b)
        inside += pairs.correlation.low < 0.6 < pairs.correlation.high
    assert 930 <= inside <= 970

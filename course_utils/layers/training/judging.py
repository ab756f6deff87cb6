"""When to stop, and how sure a result is: early stopping, intervals, error rates by group."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from course_utils.errors import ArgumentError
from course_utils.types import Array, Indices, Numbers


def early_stop(costs: Sequence[float], patience: int, min_delta: float = 0.0) -> tuple[int, int]:
    """The epoch, from 0, whose weights are kept, and how many epochs are run.

    An epoch is better where its cost lies below the best so far by more than `min_delta`. Training ends when `patience`
    epochs in a row were not better, or with the last one.

    Raises: ArgumentError where there is no cost, or patience is below 1.
    Source: L. Prechelt, "Early stopping, but when?" (1998); the rule is that of keras.callbacks.EarlyStopping.

    >>> early_stop([1.0, 0.8, 0.9, 0.85, 0.1], patience=2)
    (1, 4)
    """
    if not len(costs) or patience < 1:
        raise ArgumentError(f"At least one cost and patience ≥ 1 are needed; received {len(costs)} and {patience}.")
    kept = 0
    for epoch, cost in enumerate(costs):
        if epoch and cost + min_delta < costs[kept]:
            kept = epoch
        if epoch - kept >= patience:
            return kept, epoch + 1
    return kept, len(costs)


def confidence_interval(values: ArrayLike, t: float) -> tuple[float, float, float]:
    """The mean of a few runs, and the ends of its interval: mean ± t · s / √n, with s divided by n − 1.

    Args:
        values: what each run gave, shape (n,), n ≥ 2.
        t: Student's factor for n − 1 degrees of freedom, such as 2.776 for five runs and 95 %.

    Raises: ArgumentError for fewer than two values.
    Source: Student, "The probable error of a mean" (1908).

    >>> [round(number, 3) for number in confidence_interval([0.7, 0.8, 0.9], 4.303)]
    [0.8, 0.552, 1.048]
    """
    runs = np.asarray(values, float)
    if runs.ndim != 1 or runs.size < 2:
        raise ArgumentError(f"values must be two numbers at least, shape (n,); received shape {runs.shape}.")
    mean, half = float(runs.mean()), float(t * runs.std(ddof=1) / math.sqrt(runs.size))
    return mean, mean - half, mean + half


def wilson_interval(right: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """The ends of the interval for a share of which `right` of `n` trials are known; never below 0 or above 1.

    Raises: ArgumentError where 0 ≤ right ≤ n, n ≥ 1, does not hold.
    Source: E. Wilson, "Probable inference, the law of succession, and statistical inference" (1927).

    >>> [round(end, 3) for end in wilson_interval(84, 120)]
    [0.613, 0.775]
    """
    if n < 1 or not 0 <= right <= n:
        raise ArgumentError(f"0 ≤ right ≤ n and n ≥ 1 are needed; received {right} of {n}.")
    share = right / n
    middle, spread = share + z**2 / (2 * n), z * math.sqrt(share * (1 - share) / n + (z / (2 * n)) ** 2)
    low, high = (middle - spread) / (1 + z**2 / n), (middle + spread) / (1 + z**2 / n)
    return max(low, 0.0), min(high, 1.0)


def error_rates_by_group(predictions: ArrayLike, labels: ArrayLike, groups: ArrayLike) -> tuple[Array, Indices,
    Numbers, float]:
    """How often a network errs for each group of pictures: group, number of pictures, error rate, largest gap.

    Groups come in sorted order. The gap is the largest rate less the smallest.

    Shapes: predictions, labels and groups (m,), m ≥ 1 → three times (g,), one number.
    Raises: ArgumentError for other shapes.
    Source: M. Mitchell and others, "Model cards for model reporting" (2019).

    >>> names, counts, rates, gap = error_rates_by_group([1, 0, 0, 2], [1, 1, 0, 0], ["dark", "dark", "light", "light"])
    >>> names.tolist(), counts.tolist(), rates.tolist(), gap
    (['dark', 'light'], [2, 2], [0.5, 0.5], 0.0)
    """
    said, truth, of = np.asarray(predictions), np.asarray(labels), np.asarray(groups)
    if not said.shape == truth.shape == of.shape or said.ndim != 1 or not said.size:
        raise ArgumentError(
            f"predictions, labels and groups must be (m,); received {said.shape}, {truth.shape}, {of.shape}."
        )
    names, member, counts = np.unique(of, return_inverse=True, return_counts=True)
    rates = np.bincount(member, weights=said != truth) / counts
    return names, counts, rates, float(np.ptp(rates))

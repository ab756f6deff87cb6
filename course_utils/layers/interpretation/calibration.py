"""Whether a network is right as often as it says: calibration, and a temperature that mends it."""

from __future__ import annotations

import numpy as np

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.conv import whole
from course_utils.types import Array


def expected_calibration_error(probabilities: Array, labels: Array, bins: int = 10) -> float:
    """The mean gap between confidence and accuracy, over bins of confidence, each weighted by its share of pictures.

    Shapes: probabilities (m, classes), labels (m,) whole numbers. Bin k of 1 … bins holds the confidences above
    (k − 1) / bins up to k / bins, its upper edge included.

    Raises: ArgumentError for shapes that do not fit.

    Source: C. Guo, G. Pleiss, Y. Sun, K. Weinberger, On calibration of modern neural networks, 2017.

    >>> round(expected_calibration_error([[0.8, 0.2], [0.3, 0.7]], [0, 0], bins=2), 4)
    0.25
    """
    P, truth = np.asarray(probabilities, np.float64), np.asarray(labels)
    if P.ndim != 2 or truth.shape != P.shape[:1] or not len(P):
        raise ArgumentError(f"probabilities must be (m, classes), labels (m,); received {P.shape} and {truth.shape}.")
    confidence, right = P.max(axis=1), P.argmax(axis=1) == truth
    number = np.clip(np.ceil(confidence * whole("bins", bins, 1)).astype(int) - 1, 0, bins - 1)
    # In each bin count · |accuracy − confidence| is the size of a difference of sums: no bin is divided by 0.
    gaps = np.abs(np.bincount(number, right, bins) - np.bincount(number, confidence, bins))
    return float(gaps.sum() / len(P))

"""Shorter numbers for a trained network: weights as whole numbers of a few bits."""

from __future__ import annotations

import numpy as np

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.conv import numbers, whole
from course_utils.types import Array


def quantize_weights(W: Array, bits: int = 8) -> tuple[Array, Array]:
    """Weights as whole numbers and a step for each filter: W ≈ q · scale.

    Symmetric, for each number of the last axis on its own: the largest size becomes 2^(bits − 1) − 1, 0 stays 0.
    A filter that is all zeros has the step 1.

    Shapes: W (…, n_C) → q, the same shape, int8, and scale (n_C,).
    Raises: ArgumentError for anything but numbers with at least two axes, or bits outside 2 to 8.
    Source: B. Jacob et al., "Quantization and training of neural networks for efficient integer-arithmetic-only
    inference" (2018); per channel: R. Krishnamoorthi, "Quantizing deep convolutional networks" (2018).

    >>> q, scale = quantize_weights(np.array([[1.0, 0.5], [-2.0, 0.25]]), bits=3)
    >>> q.tolist(), scale.round(3).tolist()
    ([[2, 3], [-3, 2]], [0.667, 0.167])
    """
    weights = numbers("W", W)
    if weights.ndim < 2 or not 2 <= whole("bits", bits, 2) <= 8:
        raise ArgumentError(
            f"W must have two axes or more, and bits must be 2 to 8; received shape {weights.shape} and bits={bits}."
        )
    most = 2 ** (bits - 1) - 1
    reach = np.abs(weights).reshape(-1, weights.shape[-1]).max(axis=0)
    scale = np.where(reach > 0, reach / most, 1.0)
    return np.rint(weights / scale).astype(np.int8), scale

"""Gradients by differences: slow, and independent of the code under test."""

import numpy as np


def numeric_gradient(function, x, slope, epsilon=1e-5):
    """d sum(function(x) · slope) / dx, one number at a time."""
    gradient = np.zeros(x.shape)
    for place in np.ndindex(*x.shape):
        step = np.zeros(x.shape)
        step[place] = epsilon
        gradient[place] = np.sum((function(x + step) - function(x - step)) * slope) / (2 * epsilon)
    return gradient

"""Numbers for the weights of layers: the same for every spelling of a network. Knows no answer."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from course_utils.types import Array, Layer

if TYPE_CHECKING:
    from keras import Variable

LARGE = 2**16  # numbers of a kernel that stands for all of its shape
MOST_NUMBERS = 2**29  # weights of a network, 2 GiB: four times VGG-16


def weights(layers: list[Layer], seed: int) -> list[tuple[Variable, Array]]:
    """Every variable of `layers` with numbers that depend on the seed and on the order of the layers only.

    Kernels spread as 1 / √(numbers in) and normalised maps shrink, so that the scores of a deep residual
    net stay small and its softmax does not hide them; variances are positive. Large kernels of one shape are one
    array: a ResNet-50 has fifty, of fifteen shapes, and its small weights tell its layers apart.

    Raises:
        MemoryError: more numbers than any network of the course holds: what is made lazily must not fill a machine.
    """
    variables = [variable for layer in layers for variable in layer.weights]
    sizes = [math.prod(variable.shape) for variable in variables]
    if sum(sizes) > MOST_NUMBERS:
        raise MemoryError(f"a network of {sum(sizes):,} weights")
    pattern = np.random.RandomState(seed).randn(10_007).astype(np.float32)
    numbers = np.resize(pattern, max(sizes, default=0) + pattern.size)
    large: dict[tuple[int, ...], Array] = {}
    pairs, used = [], 0
    for variable, size in zip(variables, sizes):
        shape = tuple(variable.shape)
        if shape not in large:
            value = _spread(variable.name, numbers[used : used + size].reshape(shape))
            used = (used + size) % pattern.size
            if size >= LARGE:
                large[shape] = value
        pairs.append((variable, large.get(shape, value)))
    return pairs


def _spread(name: str, draw: Array) -> Array:
    if "variance" in name:
        return 0.5 + np.abs(draw)
    if draw.ndim < 2:
        return 0.2 * draw + 0.5 * ("gamma" in name)
    return np.asarray(draw * float(1 / np.sqrt(max(math.prod(draw.shape[:-1]), 1))))

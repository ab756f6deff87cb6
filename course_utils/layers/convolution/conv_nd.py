"""Convolution and pooling along any number of axes: signals, images, volumes and films.

Axes are (m, n₁ … n_d, n_C): examples, places, channels. Like every deep-learning library this computes a
cross-correlation. Source: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning" (2016), whose
rules hold for each axis by itself; Ji et al., "3D convolutional neural networks" (2013).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.conv import axes, numbers, settings, whole
from course_utils.layers.convolution.geometry import conv_output_size
from course_utils.types import Array


def conv1d_forward(A_prev: Array, W: Array, b: Array, hparameters: Mapping[str, int]) -> Array:
    """Convolve signals with a bank of filters.

    Shapes: A_prev (m, n_prev, n_C_prev), W (f, n_C_prev, n_C), b (1, 1, n_C), hparameters {"stride": s, "pad": p}
    → Z (m, n, n_C) with n = ⌊(n_prev + 2p − f) / s⌋ + 1.
    Raises: ArgumentError, see `conv_forward_nd`.

    >>> conv1d_forward(np.ones((1, 14, 1)), np.ones((5, 1, 16)), np.zeros((1, 1, 16)), {"stride": 1, "pad": 0}).shape
    (1, 10, 16)
    """
    return conv_forward_nd(1, A_prev, W, b, hparameters)


def conv3d_forward(A_prev: Array, W: Array, b: Array, hparameters: Mapping[str, int]) -> Array:
    """Convolve volumes with a bank of filters.

    Shapes: A_prev (m, n_D_prev, n_H_prev, n_W_prev, n_C_prev), W (f, f, f, n_C_prev, n_C), b (1, 1, 1, 1, n_C),
    hparameters {"stride": s, "pad": p} → Z (m, n_D, n_H, n_W, n_C), each n = ⌊(n_prev + 2p − f) / s⌋ + 1.
    Raises: ArgumentError, see `conv_forward_nd`.

    >>> volume, W = np.ones((1, 14, 14, 14, 1)), np.ones((5, 5, 5, 1, 16))
    >>> conv3d_forward(volume, W, np.zeros((1, 1, 1, 1, 16)), {"stride": 1, "pad": 0}).shape
    (1, 10, 10, 10, 16)
    """
    return conv_forward_nd(3, A_prev, W, b, hparameters)


def conv_forward_nd(dimensions: int, A_prev: Array, W: Array, b: Array, hparameters: Mapping[str, int]) -> Array:
    """Convolve along `dimensions` axes: all windows as rows of one matrix, and one product.

    Shapes: A_prev (m, n₁ … n_d, n_C_prev), W (f … f, n_C_prev, n_C), b with one number per filter → Z (m, …, n_C).
    Raises: ArgumentError for wrong shapes, a negative pad, a stride below 1, or a filter larger than the input.

    >>> volumes, filters = np.ones((1, 5, 5, 5, 1)), np.ones((3, 3, 3, 1, 8))
    >>> conv_forward_nd(3, volumes, filters, np.zeros(8), {"stride": 2, "pad": 0}).shape
    (1, 2, 2, 2, 8)
    """
    inputs, filters, bias = axes("A_prev", A_prev, dimensions + 2), axes("W", W, dimensions + 2), numbers("b", b)
    stride, pad = settings(hparameters, stride=1, pad=0)
    f, n_C = filters.shape[0], filters.shape[-1]
    if filters.shape[:-1] != (f,) * dimensions + inputs.shape[-1:]:
        wanted = ", ".join(["f"] * dimensions + [str(inputs.shape[-1]), "n_C"])
        raise ArgumentError(f"W must be ({wanted}) for this A_prev; received {filters.shape}.")
    if bias.size != n_C:
        raise ArgumentError(f"b must hold one number per filter ({n_C}); received shape {bias.shape}.")
    border = [(0, 0), *[(pad, pad)] * dimensions, (0, 0)]
    windows = windows_nd(np.pad(inputs, border), dimensions, f, stride)
    rows = windows.reshape(-1, filters[..., 0].size)
    columns = np.moveaxis(filters, -2, 0).reshape(-1, n_C)  # a window of `windows_nd` begins with its channel
    return (rows @ columns).reshape(*windows.shape[: dimensions + 1], n_C) + bias.reshape(-1)


def windows_nd(inputs: Array, dimensions: int, f: int, stride: int) -> Array:
    """A view of every window: (m, n₁ … n_d, n_C, f … f), `stride` apart; ArgumentError where none fits.

    >>> windows_nd(np.zeros((1, 10, 2)), 1, 4, 3).shape
    (1, 3, 2, 4)
    """
    middle = tuple(range(1, dimensions + 1))
    if f > min(inputs.shape[1:-1]):
        raise ArgumentError(f"The filter reaches over {f} places; the padded input has {inputs.shape[1:-1]}.")
    every = (slice(None), *[slice(None, None, stride)] * dimensions)
    return sliding_window_view(inputs, (f,) * dimensions, axis=middle)[every]


def max_pool1d(A_prev: Array, f: int, stride: int) -> Array:
    """The largest value of every window of a signal, channel by channel.

    Shapes: A_prev (m, n_prev, n_C) → (m, n, n_C) with n = ⌊(n_prev − f) / stride⌋ + 1.
    Raises: ArgumentError for wrong shapes, f or stride below 1, or a window larger than the signal.

    >>> max_pool1d(np.array([1.0, 5, 2, 0, 3, 4]).reshape(1, 6, 1), 2, 2).ravel().tolist()
    [5.0, 2.0, 4.0]
    """
    whole("f", f, 1), whole("stride", stride, 1)
    return np.asarray(windows_nd(axes("A_prev", A_prev, 3), 1, f, stride).max(axis=-1))


def output_shape_nd(
    input_shape: Sequence[int], f: int, n_filters: int, stride: int = 1, pad: int = 0
) -> tuple[int, ...]:
    """The shape of a convolution's output, without the batch.

    Shapes: input_shape (n₁ … n_d, n_C_prev) → (n₁' … n_d', n_filters).
    Raises: ArgumentError for a size below 1, a negative pad, or a filter larger than the padded input.

    >>> output_shape_nd((14, 1), 5, 16), output_shape_nd((14, 14, 14, 1), 5, 16)
    ((10, 16), (10, 10, 10, 16))
    """
    *sizes, _ = input_shape
    return (*[conv_output_size(n, f, pad, stride) for n in sizes], whole("n_filters", n_filters, 1))


def count_parameters_nd(dimensions: int, f: int, n_C_prev: int, n_filters: int) -> int:
    """Weights and biases of a convolutional layer whose filters have `dimensions` axes of length f.

    Raises: ArgumentError for a number below 1.

    >>> [count_parameters_nd(d, 5, 1, 16) for d in (1, 2, 3)]
    [96, 416, 2016]
    """
    for name, value in {"dimensions": dimensions, "f": f, "n_C_prev": n_C_prev, "n_filters": n_filters}.items():
        whole(name, value, 1)
    return n_filters * (1 + n_C_prev * int(np.prod([f] * dimensions)))

"""Convolution, forward and backward: windows by strides and one matrix product.

Axes are (m, n_H, n_W, n_C): images, rows, columns, channels. Like every deep-learning library
this computes a cross-correlation. Source: LeCun et al., "Gradient-based learning applied to
document recognition" (1998); Dumoulin and Visin, "A guide to convolution arithmetic" (2016).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from course_utils.errors import ArgumentError

Array = np.ndarray[Any, Any]
Cache = tuple[Array, Array, Array, Mapping[str, int]]


def zero_pad(X: Array, pad: int) -> Array:
    """Surround every image with `pad` rows and columns of zeros.

    Shapes: (m, n_H, n_W, n_C) → (m, n_H + 2·pad, n_W + 2·pad, n_C).
    Raises: ArgumentError for anything but four axes and an integer pad ≥ 0.

    >>> zero_pad(np.ones((4, 3, 3, 2)), 2).shape
    (4, 7, 7, 2)
    """
    images = axes("X", X, 4)
    whole("pad", pad, 0)
    return np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))


def conv_single_step(a_slice_prev: Array, W: Array, b: Any) -> Any:
    """One output value: the sum of a window times a filter, plus the bias.

    Shapes: a_slice_prev and W (f, f, n_C_prev), b one number → one number.
    Raises: ArgumentError when window and filter differ in shape, or b holds several numbers.

    >>> float(conv_single_step(np.ones((2, 2, 3)), np.ones((2, 2, 3)), 0.5))
    12.5
    """
    window, kernel, bias = np.asarray(a_slice_prev), np.asarray(W), np.asarray(b)
    if window.shape != kernel.shape:
        raise ArgumentError(f"a_slice_prev and W must have one shape; received {window.shape} and {kernel.shape}.")
    if bias.size != 1:
        raise ArgumentError(f"b must hold one number; received shape {bias.shape}.")
    return np.sum(window * kernel) + bias.reshape(())[()]


def conv_forward(A_prev: Array, W: Array, b: Array, hparameters: Mapping[str, int]) -> tuple[Array, Cache]:
    """Convolve a batch with a bank of filters.

    Shapes: A_prev (m, n_H_prev, n_W_prev, n_C_prev), W (f, f, n_C_prev, n_C), b (1, 1, 1, n_C),
    hparameters {"stride": s, "pad": p} → Z (m, n_H, n_W, n_C) with
    n_H = ⌊(n_H_prev + 2p − f) / s⌋ + 1, likewise n_W, and cache (A_prev, W, b, hparameters).
    Raises: ArgumentError for wrong shapes, a negative pad, a stride below 1, or a filter larger
    than the padded image.

    >>> Z, _ = conv_forward(np.ones((1, 5, 4, 2)), np.ones((3, 3, 2, 6)), np.zeros((1, 1, 1, 6)),
    ...                     {"stride": 2, "pad": 1})
    >>> Z.shape
    (1, 3, 2, 6)
    """
    images, filters, bias = axes("A_prev", A_prev, 4), axes("W", W, 4), np.asarray(b)
    stride, pad = _hyper(hparameters)
    f, n_C = filters.shape[0], filters.shape[3]
    if filters.shape[:3] != (f, f, images.shape[3]):
        raise ArgumentError(f"W must be (f, f, {images.shape[3]}, n_C) for this A_prev; received {filters.shape}.")
    if bias.size != n_C:
        raise ArgumentError(f"b must hold one number per filter ({n_C}); received shape {bias.shape}.")
    windows = windows_of(zero_pad(images, pad), f, stride)
    m, n_H, n_W = windows.shape[:3]
    rows = windows.transpose(0, 1, 2, 4, 5, 3).reshape(m * n_H * n_W, -1)
    Z = (rows @ filters.reshape(-1, n_C)).reshape(m, n_H, n_W, n_C) + bias.reshape(1, 1, 1, n_C)
    return Z, (A_prev, W, b, hparameters)


def conv_backward(dZ: Array, cache: Cache) -> tuple[Array, Array, Array]:
    """Gradients of the loss with respect to a convolution's input, filters and biases.

    Shapes: dZ (m, n_H, n_W, n_C), cache of `conv_forward` → dA_prev like A_prev, dW like W,
    db (1, 1, 1, n_C). dW sums window · dZ, dA_prev adds W · dZ into every window, db sums dZ.
    Raises: ArgumentError when dZ does not have the shape of that convolution's output.
    """
    A_prev, W, _, hparameters = cache
    images, filters, slope = axes("A_prev", A_prev, 4), axes("W", W, 4), axes("dZ", dZ, 4)
    stride, pad = _hyper(hparameters)
    f, n_C = filters.shape[0], filters.shape[3]
    padded = zero_pad(images, pad)
    windows = windows_of(padded, f, stride)
    expected = (*windows.shape[:3], n_C)
    if slope.shape != expected:
        raise ArgumentError(f"dZ must have the shape of Z, {expected}; received {slope.shape}.")
    flat = slope.reshape(-1, n_C)
    rows = windows.transpose(0, 1, 2, 4, 5, 3).reshape(len(flat), -1)
    dW = (rows.T @ flat).reshape(filters.shape)
    db = flat.sum(axis=0).reshape(1, 1, 1, n_C)
    spread = (flat @ filters.reshape(-1, n_C).T).reshape(*slope.shape[:3], f, f, -1)
    dA_padded = add_windows(spread, padded.shape, stride)
    height, width = images.shape[1:3]
    return dA_padded[:, pad : pad + height, pad : pad + width], dW, db


def windows_of(images: Array, f: int, stride: int) -> Array:
    """A view of every f×f window: (m, n_H, n_W, n_C, f, f), `stride` apart."""
    if f > min(images.shape[1:3]):
        raise ArgumentError(f"The filter ({f}×{f}) is larger than the padded image {images.shape[1:3]}.")
    return sliding_window_view(images, (f, f), axis=(1, 2))[:, ::stride, ::stride]


def add_windows(parts: Array, shape: tuple[int, ...], stride: int) -> Array:
    """The reverse of `windows_of`: add windows (m, n_H, n_W, f, f, n_C) into zeros of `shape`."""
    _, n_H, n_W, f, _, _ = parts.shape
    total = np.zeros(shape, parts.dtype)
    for row in range(f):
        for column in range(f):
            rows, columns = slice(row, row + stride * n_H, stride), slice(column, column + stride * n_W, stride)
            total[:, rows, columns][:, :n_H, :n_W] += parts[:, :, :, row, column]
    return total


def axes(name: str, value: Any, count: int) -> Array:
    """`value` as an array of numbers with `count` axes; raises ArgumentError otherwise."""
    array = np.asarray(value)
    if array.dtype.kind not in "biuf" or array.ndim != count:
        raise ArgumentError(f"{name} must be an array of numbers with {count} axes; received shape {array.shape}.")
    return array


def whole(name: str, value: Any, least: int) -> int:
    """`value` when it is an integer ≥ `least`; raises ArgumentError otherwise."""
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < least:
        raise ArgumentError(f"{name} must be an integer ≥ {least}; received {name}={value!r}.")
    return int(value)


def _hyper(hparameters: Mapping[str, int]) -> tuple[int, int]:
    missing = {"stride", "pad"} - set(hparameters)
    if missing:
        raise ArgumentError(f"hparameters needs 'stride' and 'pad'; {min(missing)!r} is missing.")
    return whole("stride", hparameters["stride"], 1), whole("pad", hparameters["pad"], 0)

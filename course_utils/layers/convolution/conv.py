"""Convolution, forward and backward: windows by strides and one matrix product.

Axes are (m, n_H, n_W, n_C): images, rows, columns, channels. Like every deep-learning library
this computes a cross-correlation. Source: LeCun et al., "Gradient-based learning applied to
document recognition" (1998); Dumoulin and Visin, "A guide to convolution arithmetic" (2016).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from course_utils.errors import ArgumentError
from course_utils.types import Array, Filters, Images

Cache = tuple[Images, Filters, Array, Mapping[str, int]]


def zero_pad(X: Images, pad: int) -> Images:
    """Surround every image with `pad` rows and columns of zeros.

    Shapes: (m, n_H, n_W, n_C) → (m, n_H + 2·pad, n_W + 2·pad, n_C).
    Raises: ArgumentError for anything but four axes and an integer pad ≥ 0.

    >>> zero_pad(np.ones((4, 3, 3, 2)), 2).shape
    (4, 7, 7, 2)
    """
    images = axes("X", X, 4)
    whole("pad", pad, 0)
    return np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))


def conv_single_step(a_slice_prev: Array, W: Array, b: Array | float) -> Any:
    """One output value: the sum of a window times a filter, plus the bias.

    Shapes: a_slice_prev and W (f, f, n_C_prev), b one number → one number.
    Raises: ArgumentError when window and filter differ in shape, or b holds several numbers.

    >>> float(conv_single_step(np.ones((2, 2, 3)), np.ones((2, 2, 3)), 0.5))
    12.5
    """
    window, kernel, bias = numbers("a_slice_prev", a_slice_prev), numbers("W", W), numbers("b", b)
    if window.shape != kernel.shape:
        raise ArgumentError(f"a_slice_prev and W must have one shape; received {window.shape} and {kernel.shape}.")
    if bias.size != 1:
        raise ArgumentError(f"b must hold one number; received shape {bias.shape}.")
    return np.sum(window * kernel) + bias.reshape(())[()]


def conv_forward(A_prev: Images, W: Filters, b: Array, hparameters: Mapping[str, int]) -> tuple[Images, Cache]:
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
    images, filters = _images_and_filters(A_prev, W)
    bias = numbers("b", b)
    stride, pad = settings(hparameters, stride=1, pad=0)
    f, n_C = filters.shape[0], filters.shape[3]
    if bias.size != n_C:
        raise ArgumentError(f"b must hold one number per filter ({n_C}); received shape {bias.shape}.")
    windows = windows_of(zero_pad(images, pad), f, stride)
    m, n_H, n_W = windows.shape[:3]
    rows = windows.transpose(0, 1, 2, 4, 5, 3).reshape(m * n_H * n_W, -1)
    Z = (rows @ filters.reshape(-1, n_C)).reshape(m, n_H, n_W, n_C) + bias.reshape(1, 1, 1, n_C)
    return Z, (A_prev, W, b, hparameters)


def conv_backward(dZ: Images, cache: Cache) -> tuple[Images, Filters, Array]:
    """Gradients of the loss with respect to a convolution's input, filters and biases.

    Shapes: dZ (m, n_H, n_W, n_C), cache of `conv_forward` → dA_prev like A_prev, dW like W,
    db (1, 1, 1, n_C). dW sums window · dZ, dA_prev adds W · dZ into every window, db sums dZ.
    One pair of matrix products per place in the filter: no copy of every window is needed.
    Raises: ArgumentError when dZ does not have the shape of that convolution's output.

    >>> image, W, b = np.ones((1, 3, 3, 1)), np.ones((2, 2, 1, 1)), np.zeros((1, 1, 1, 1))
    >>> Z, cache = conv_forward(image, W, b, {"stride": 1, "pad": 0})
    >>> dA_prev, dW, db = conv_backward(np.ones_like(Z), cache)
    >>> dA_prev[0, :, :, 0]  # the pixel in the middle lies in all four windows
    array([[1., 2., 1.],
           [2., 4., 2.],
           [1., 2., 1.]])
    >>> dW.shape, db.item()
    ((2, 2, 1, 1), 4.0)
    """
    A_prev, W, _, hparameters = unpacked(cache, 4)
    images, filters = _images_and_filters(A_prev, W)
    slope = axes("dZ", dZ, 4)
    stride, pad = settings(hparameters, stride=1, pad=0)
    padded, n_C = zero_pad(images, pad), filters.shape[3]
    expected = (*windows_of(padded, len(filters), stride).shape[:3], n_C)
    if slope.shape != expected:
        raise ArgumentError(f"dZ must have the shape of Z, {expected}; received {slope.shape}.")
    flat = slope.reshape(-1, n_C)
    kind = np.result_type(padded, filters, slope)
    dW, dA_padded = np.zeros(filters.shape, kind), np.zeros(padded.shape, kind)
    for row, column, reach in places(len(filters), stride, expected):
        dW[row, column] = padded[reach].reshape(len(flat), -1).T @ flat
        dA_padded[reach] += (flat @ filters[row, column].T).reshape(*expected[:3], -1)
    height, width = images.shape[1:3]
    db = flat.sum(axis=0).reshape(1, 1, 1, n_C)
    return dA_padded[:, pad : pad + height, pad : pad + width], dW, db


def windows_of(images: Images, f: int, stride: int) -> Array:
    """A view of every f×f window: (m, n_H, n_W, n_C, f, f), `stride` apart.

    >>> windows_of(np.zeros((1, 5, 5, 3)), 3, 2).shape
    (1, 2, 2, 3, 3, 3)
    """
    if f > min(images.shape[1:3]):
        raise ArgumentError(f"The filter ({f}×{f}) is larger than the padded image {images.shape[1:3]}.")
    return sliding_window_view(images, (f, f), axis=(1, 2))[:, ::stride, ::stride]


def places(f: int, stride: int, out_shape: tuple[int, ...]) -> Iterator[tuple[int, int, tuple[slice, ...]]]:
    """Each place (row, column) in an f×f window, and the index that takes it from every window at once.

    `out_shape` begins (m, n_H, n_W): the index takes n_H by n_W pixels, `stride` apart.

    >>> [(row, column) for row, column, _ in places(2, 1, (1, 2, 2))]
    [(0, 0), (0, 1), (1, 0), (1, 1)]
    """
    _, n_H, n_W, *_ = out_shape
    for row in range(f):
        for column in range(f):
            rows = slice(row, row + stride * (n_H - 1) + 1, stride)
            columns = slice(column, column + stride * (n_W - 1) + 1, stride)
            yield row, column, (slice(None), rows, columns)


def numbers(name: str, value: object) -> Array:
    """`value` as an array of numbers; raises ArgumentError otherwise.

    >>> numbers("b", [1, 2]).shape
    (2,)
    """
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise ArgumentError(f"{name} must be an array of numbers; its rows differ in length.") from error
    if array.dtype.kind not in "biuf":
        raise ArgumentError(f"{name} must be an array of numbers; received shape {array.shape} of {array.dtype.name}.")
    return array


def axes(name: str, value: object, count: int) -> Array:
    """`value` as an array of numbers with `count` axes; raises ArgumentError otherwise.

    >>> axes("X", [[1, 2]], 4)
    Traceback (most recent call last):
    course_utils.errors.ArgumentError: X must be an array of numbers with 4 axes; received shape (1, 2).
    """
    array = numbers(name, value)
    if array.ndim != count:
        raise ArgumentError(f"{name} must be an array of numbers with {count} axes; received shape {array.shape}.")
    return array


def whole(name: str, value: object, least: int) -> int:
    """`value` when it is an integer ≥ `least`; raises ArgumentError otherwise.

    >>> whole("pad", 2, 0)
    2
    """
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < least:
        raise ArgumentError(f"{name} must be an integer ≥ {least}; received {name}={value!r}.")
    return int(value)


def settings(hparameters: Mapping[str, int], **least: int) -> tuple[int, ...]:
    """The named values of `hparameters`, each an integer ≥ its `least`; raises ArgumentError otherwise.

    >>> settings({"stride": 2, "pad": 1}, stride=1, pad=0)
    (2, 1)
    """
    if not isinstance(hparameters, Mapping):
        raise ArgumentError(f"hparameters must be a dictionary; received {hparameters!r}.")
    for name in least:
        if name not in hparameters:
            names = " and ".join(repr(name) for name in least)
            raise ArgumentError(f"hparameters needs {names}; {name!r} is missing.")
    return tuple(whole(name, hparameters[name], lowest) for name, lowest in least.items())


def unpacked(cache: object, count: int) -> tuple[Any, ...]:
    """The values of a forward pass's cache; raises ArgumentError unless there are `count`.

    >>> unpacked(("A_prev", "hparameters"), 2)
    ('A_prev', 'hparameters')
    """
    if not isinstance(cache, (tuple, list)) or len(cache) != count:
        got = f"{len(cache)} values" if isinstance(cache, (tuple, list)) else type(cache).__name__
        raise ArgumentError(f"cache must be what the forward pass returned, {count} values; received {got}.")
    return tuple(cache)


def _images_and_filters(A_prev: Images, W: Filters) -> tuple[Images, Filters]:
    images, filters = axes("A_prev", A_prev, 4), axes("W", W, 4)
    f = whole("f", filters.shape[0], 1)
    if filters.shape[:3] != (f, f, images.shape[3]):
        raise ArgumentError(f"W must be (f, f, {images.shape[3]}, n_C) for this A_prev; received {filters.shape}.")
    return images, filters

"""Pooling, forward and backward, with the windows of `conv`.

Axes are (m, n_H, n_W, n_C). Where a window holds its maximum more than once, every such place
gets the gradient, as the classic mask `x == max(x)` has it.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.conv import axes, numbers, places, settings, unpacked, whole, windows_of
from course_utils.types import Array, Function, Images, Mask, Numbers

Cache = tuple[Images, Mapping[str, int]]


def pool_forward(A_prev: Images, hparameters: Mapping[str, int], mode: str = "max") -> tuple[Images, Cache]:
    """Replace every f×f window of every channel by its maximum or its average.

    Shapes: A_prev (m, n_H_prev, n_W_prev, n_C), hparameters {"f": f, "stride": s} →
    A (m, n_H, n_W, n_C) with n_H = ⌊(n_H_prev − f) / s⌋ + 1, and cache (A_prev, hparameters).
    Raises: ArgumentError for wrong shapes, f or stride below 1, or a mode but "max", "average".

    >>> A, _ = pool_forward(np.arange(16.0).reshape(1, 4, 4, 1), {"f": 2, "stride": 2})
    >>> A[0, :, :, 0].tolist()
    [[5.0, 7.0], [13.0, 15.0]]
    """
    f, stride = settings(hparameters, f=1, stride=1)
    windows = windows_of(axes("A_prev", A_prev, 4), f, stride)
    return _reduce(mode)(windows, axis=(4, 5)), (A_prev, hparameters)


def create_mask_from_window(x: Array) -> Mask:
    """True where `x` equals its maximum. Shapes: any → the same, boolean.

    >>> create_mask_from_window(np.array([[1, 3], [2, 0]])).tolist()
    [[False, True], [False, False]]
    """
    window = numbers("x", x)
    if window.size == 0:
        raise ArgumentError(f"x must hold at least one number; received shape {window.shape}.")
    return np.asarray(window == window.max())


def distribute_value(dz: float, shape: tuple[int, int]) -> Numbers:
    """Spread `dz` evenly over a window of `shape` (n_H, n_W).

    >>> distribute_value(2, (2, 2)).tolist()
    [[0.5, 0.5], [0.5, 0.5]]
    """
    if not isinstance(shape, (tuple, list)) or len(shape) != 2:
        raise ArgumentError(f"shape must be two integers (n_H, n_W); received {shape!r}.")
    n_H, n_W = (whole("shape", n, 1) for n in shape)
    return np.full((n_H, n_W), numbers("dz", dz) / (n_H * n_W))


def pool_backward(dA: Images, cache: Cache, mode: str = "max") -> Images:
    """The gradient of the loss with respect to a pooling layer's input.

    Shapes: dA (m, n_H, n_W, n_C), cache of `pool_forward` → dA_prev like A_prev. The maximum gets
    the whole gradient of its window, or every place of an averaged window its equal share.
    Raises: ArgumentError when dA does not have the shape of that pooling's output.

    >>> A, cache = pool_forward(np.array([[1.0, 5.0], [2.0, 3.0]]).reshape(1, 2, 2, 1), {"f": 2, "stride": 2})
    >>> pool_backward(np.full_like(A, 8.0), cache)[0, :, :, 0]
    array([[0., 8.],
           [0., 0.]])
    >>> pool_backward(np.full_like(A, 8.0), cache, "average")[0, :, :, 0]
    array([[2., 2.],
           [2., 2.]])
    """
    A_prev, hparameters = unpacked(cache, 2)
    f, stride = settings(hparameters, f=1, stride=1)
    images, slope = axes("A_prev", A_prev, 4), axes("dA", dA, 4)
    windows = windows_of(images, f, stride)
    if slope.shape != windows.shape[:4]:
        raise ArgumentError(f"dA must have the shape of A, {windows.shape[:4]}; received {slope.shape}.")
    top = _reduce(mode)(windows, axis=(4, 5))
    share = slope if mode == "max" else slope / f**2
    dA_prev = np.zeros(images.shape, share.dtype)
    for _, _, reach in places(f, stride, slope.shape):
        dA_prev[reach] += share * (images[reach] == top) if mode == "max" else share
    return dA_prev


def _reduce(mode: str) -> Function:
    if mode not in ("max", "average"):
        raise ArgumentError(f"mode must be 'max' or 'average'; received mode={mode!r}.")
    return np.max if mode == "max" else np.mean

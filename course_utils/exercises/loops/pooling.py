"""Pooling in loops, forward and back, of images and of signals."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from course_utils.types import Array, Image, Images, Mask

Cache = tuple[Images, Mapping[str, int]]


def pool_forward(A_prev: Images, hparameters: Mapping[str, int], mode: str = "max") -> tuple[Images, Cache]:
    """Every window of every channel as one number. Shapes: (m, n_H, n_W, n_C) → (m, n_H', n_W', n_C)."""
    f, stride = hparameters["f"], hparameters["stride"]
    m, n_H, n_W, n_C = A_prev.shape
    A = np.zeros((m, (n_H - f) // stride + 1, (n_W - f) // stride + 1, n_C))
    for i, h, w, c in np.ndindex(*A.shape):
        top, left = h * stride, w * stride
        seen = A_prev[i, top : top + f, left : left + f, c]
        A[i, h, w, c] = seen.max() if mode == "max" else seen.mean()
    return A, (A_prev, hparameters)


def create_mask_from_window(x: Image) -> Mask:
    """True where no place is larger."""
    mask = np.zeros(x.shape, dtype=bool)
    for place in np.ndindex(*x.shape):
        mask[place] = all(x[place] >= other for other in x.flat)
    return mask


def distribute_value(dz: float, shape: tuple[int, int]) -> Image:
    """An equal share for every place."""
    shares = np.zeros(shape)
    for place in np.ndindex(*shape):
        shares[place] = dz / shares.size
    return shares


def pool_backward(dA: Images, cache: Cache, mode: str = "max") -> Images:
    """The maximum's places get a window's whole gradient, or all places their share of it."""
    A_prev, hparameters = cache
    f, stride = hparameters["f"], hparameters["stride"]
    gradient = np.zeros(A_prev.shape)
    for i, h, w, c in np.ndindex(*dA.shape):
        top, left = h * stride, w * stride
        place = i, slice(top, top + f), slice(left, left + f), c
        seen = A_prev[place]
        share = (seen == seen.max()) if mode == "max" else 1 / f**2
        gradient[place] += share * dA[i, h, w, c]
    return gradient


def max_pool1d(A_prev: Array, f: int, stride: int) -> Array:
    """The largest value of every stretch of a signal. Shapes: (m, n, n_C) → (m, n', n_C)."""
    m, n, n_C = A_prev.shape
    A = np.zeros((m, (n - f) // stride + 1, n_C))
    for i, t, c in np.ndindex(*A.shape):
        start = t * stride
        seen = A_prev[i, start : start + f, c]
        A[i, t, c] = seen.max()
    return A


def max_pool3d(A_prev: Array, f: int, stride: int) -> Array:
    """The largest number of every cube. Shapes: (m, n_D, n_H, n_W, n_C) → (m, …, n_C)."""
    sizes = [(n - f) // stride + 1 for n in A_prev.shape[1:4]]
    A = np.zeros((len(A_prev), *sizes, A_prev.shape[4]))
    for d, h, w in np.ndindex(*sizes):
        z, y, x = d * stride, h * stride, w * stride
        A[:, d, h, w] = A_prev[:, z : z + f, y : y + f, x : x + f].max(axis=(1, 2, 3))
    return A

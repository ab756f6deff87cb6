"""Loop implementations with switches: the wrong answers that students write, one switch each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def pad_by(*widths: tuple[int, int], shift: int = 0, mode: Any = "constant") -> Callable[..., Array]:
    """A padding whose `widths` per axis are multiples of `pad + shift`, before and after."""

    def zero_pad(X: Array, pad: int) -> Array:
        return np.asarray(np.pad(X, [(a * (pad + shift), b * (pad + shift)) for a, b in widths], mode=mode))

    return zero_pad


def conv(
    *,
    size: Callable[[int, int, int, int], int] = lambda n, f, p, s: (n - f + 2 * p) // s + 1,
    pad_image: bool = True,
    step: Callable[[int], int] = lambda s: s,
    swap: bool = False,
    image: Callable[[int], int] = lambda i: i,
    weights: Callable[[Array, int], Array] = lambda W, c: W[..., c],
    bias: Callable[[Array, int], Any] = lambda b, c: b[..., c].item(),
    channels: slice = slice(None),
) -> Callable[..., tuple[Array, Any]]:
    """A four-loop convolution; every switch but the default is a mistake.

    `size(n, f, pad, stride)` is the output size, `step` the stride that the window walks by,
    `swap` exchanges rows and columns of the window's place, `image(i)` says which image is read.
    """

    def conv_forward(A_prev: Array, W: Array, b: Array, hparameters: Any) -> tuple[Array, Any]:
        s, p, f = hparameters["stride"], hparameters["pad"], W.shape[0]
        m, height, width, _ = A_prev.shape
        n_H, n_W = size(height, f, p, s), size(width, f, p, s)
        border = ((0, 0), (p, p), (p, p), (0, 0))
        images = np.pad(A_prev, border) if pad_image else np.pad(A_prev, _after(2 * p))
        images = np.pad(images, _after(f + s))  # a window past the edge reads zeros, as slices do
        Z = np.zeros((m, n_H, n_W, W.shape[3]))
        for i, h, w in np.ndindex(m, n_H, n_W):
            y, x = (w * step(s), h * step(s)) if swap else (h * step(s), w * step(s))
            window = _fit(images[image(i), y : y + f, x : x + f], f)
            for c in range(W.shape[3]):
                product = window[..., channels] * weights(W, c)[..., channels]
                Z[i, h, w, c] = product.sum() + bias(b, c)
        return Z, (A_prev, W, b, hparameters)

    return conv_forward


def _after(width: int) -> list[tuple[int, int]]:
    return [(0, 0), (0, width), (0, width), (0, 0)]


def _fit(window: Array, f: int) -> Array:
    missing = [(0, f - n) for n in window.shape[:2]]
    return np.pad(window, [*missing, (0, 0)])


def pool(
    *,
    reduce: Callable[[Array, str, int], Any] = lambda x, mode, c: (
        x[..., c].max() if mode == "max" else x[..., c].mean()
    ),
    step: Callable[[int, int], int] = lambda f, s: s,
    window: Callable[[int, int], int] = lambda f, s: f,
) -> Callable[..., tuple[Array, Any]]:
    """A loop pooling; `reduce(x, mode, channel)` gets the window with all its channels."""

    def pool_forward(A_prev: Array, hparameters: Any, mode: str = "max") -> tuple[Array, Any]:
        f, s = hparameters["f"], hparameters["stride"]
        m, height, width, n_C = A_prev.shape
        edge, stride = window(f, s), step(f, s)
        A = np.zeros((m, (height - f) // s + 1, (width - f) // s + 1, n_C))
        for i, h, w, c in np.ndindex(*A.shape):
            y, x = h * stride, w * stride
            A[i, h, w, c] = reduce(A_prev[i, y : y + edge, x : x + edge], mode, c)
        return A, (A_prev, hparameters)

    return pool_forward


def conv_back(
    *,
    step: Callable[[int], int] = lambda s: s,
    add: bool = True,
    bias: Callable[[Array], Array] = lambda dZ: dZ.sum(axis=(0, 1, 2)).reshape(1, 1, 1, -1),
    crop: Callable[[Array, int, tuple[int, ...]], Array] = lambda dA, p, n: dA[:, p : p + n[1], p : p + n[2]],
    padded_slice: bool = True,
) -> Callable[..., tuple[Array, Array, Array]]:
    """A loop backward convolution; `crop(dA_padded, pad, shape)` takes the padding away."""

    def conv_backward(dZ: Array, cache: Any) -> tuple[Array, Array, Array]:
        A_prev, W, _, hparameters = cache
        s, p, f = hparameters["stride"], hparameters["pad"], W.shape[0]
        images = np.pad(A_prev, ((0, 0), (p, p), (p, p), (0, 0)))
        seen = images if padded_slice else np.pad(A_prev, _after(2 * p))
        dA, dW = np.zeros(images.shape), np.zeros(W.shape)
        for i, h, w in np.ndindex(*dZ.shape[:3]):
            place = i, slice(h * step(s), h * step(s) + f), slice(w * step(s), w * step(s) + f)
            for c in range(dZ.shape[3]):
                slope = dZ[i, h, w, c]
                dA[place] = W[..., c] * slope + (dA[place] if add else 0)
                dW[..., c] = seen[place] * slope + (dW[..., c] if add else 0)
        return crop(dA, p, A_prev.shape), dW, bias(dZ)

    return conv_backward


def pool_back(
    *,
    step: Callable[[int], int] = lambda s: s,
    add: bool = True,
    maximum: Callable[[Array], Array] = lambda x: x == x.max(),
    share: Callable[[Any, int], Any] = lambda slope, f: slope / f**2,
    always: str = "",
    first_image: bool = False,
) -> Callable[..., Array]:
    """A loop backward pooling; `maximum(x)` is the mask, `share(slope, f)` what an average gives on."""

    def pool_backward(dA: Array, cache: Any, mode: str = "max") -> Array:
        A_prev, hparameters = cache
        f, s = hparameters["f"], hparameters["stride"]
        total = np.zeros(A_prev.shape)
        for i, h, w, c in np.ndindex(*dA.shape):
            y, x, slope = h * step(s), w * step(s), dA[i, h, w, c]
            place = i, slice(y, y + f), slice(x, x + f), c
            source = (0, *place[1:]) if first_image else place
            is_max = (always or mode) == "max"
            part = maximum(A_prev[source]) * slope if is_max else share(slope, f)
            total[place] = part + (total[place] if add else 0)
        return total

    return pool_backward

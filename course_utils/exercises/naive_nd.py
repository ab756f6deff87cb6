"""Loops over signals and volumes with switches: the wrong answers that students write, one switch each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course_utils.exercises.naive import Array


def conv(
    dimensions: int,
    *,
    size: Callable[[int, int, int, int], int] = lambda n, f, p, s: (n - f + 2 * p) // s + 1,
    pad_input: bool = True,
    step: Callable[[int], int] = lambda s: s,
    order: Callable[[tuple[int, ...]], tuple[int, ...]] = lambda place: place,
    example: Callable[[int], int] = lambda i: i,
    weights: Callable[[Array, int], Array] = lambda W, c: W[..., c],
    bias: Callable[[Array, int], float] = lambda b, c: b[..., c].item(),
    channels: slice = slice(None),
) -> Callable[..., Array]:
    """A loop convolution along `dimensions` axes; every switch but the default is a mistake.

    `size(n, f, pad, stride)` is the output size of an axis, `step` the stride that the window walks by, `order`
    rearranges the window's place, `example(i)` says which example is read. Past its end an input reads zeros.
    """

    def conv_forward(A_prev: Array, W: Array, b: Array, hparameters: Any) -> Array:
        s, p, f = hparameters["stride"], hparameters["pad"], W.shape[0]
        sizes = [size(n, f, p, s) for n in A_prev.shape[1:-1]]
        before, after = (p, p) if pad_input else (0, 2 * p)
        room = after + max(f + s * s * max(sizes), 0)
        padded = np.pad(A_prev, [(0, 0), *[(before, room)] * dimensions, (0, 0)])
        Z = np.zeros((A_prev.shape[0], *sizes, W.shape[-1]))
        for i, *place in np.ndindex(*Z.shape[:-1]):
            reach = tuple(slice(at * step(s), at * step(s) + f) for at in order(tuple(place)))
            window = padded[example(i)][reach]
            for c in range(W.shape[-1]):
                Z[(i, *place, c)] = (window * weights(W, c))[..., channels].sum() + bias(b, c)
        return Z

    return conv_forward


def pool1d(
    *,
    reduce: Callable[[Array, int], Any] = lambda x, c: x[:, c].max(),
    size: Callable[[int, int, int], int] = lambda n, f, s: (n - f) // s + 1,
    step: Callable[[int, int], int] = lambda f, s: s,
    window: Callable[[int, int], int] = lambda f, s: f,
) -> Callable[..., Array]:
    """A loop pooling of signals; `reduce(x, channel)` gets the window with all its channels."""

    def max_pool1d(A_prev: Array, f: int, stride: int) -> Array:
        m, n_prev, n_C = A_prev.shape
        A = np.zeros((m, size(n_prev, f, stride), n_C))
        for i, t, c in np.ndindex(*A.shape):
            begin = t * step(f, stride)
            A[i, t, c] = reduce(A_prev[i, begin : begin + window(f, stride)], c)
        return A

    return max_pool1d


def shape_nd(
    *,
    size: Callable[[int, int, int, int], Any] = lambda n, f, p, s: (n - f + 2 * p) // s + 1,
    last: Callable[[int, int], tuple[int, ...]] = lambda n_C_prev, n_filters: (n_filters,),
) -> Callable[..., tuple[Any, ...]]:
    """The output's shape, axis by axis; `last(n_C_prev, n_filters)` is what stands at its end."""

    def output_shape_nd(input_shape: Any, f: int, n_filters: int, stride: int = 1, pad: int = 0) -> tuple[Any, ...]:
        *sizes, n_C_prev = input_shape
        return (*[size(n, f, pad, stride) for n in sizes], *last(n_C_prev, n_filters))

    return output_shape_nd

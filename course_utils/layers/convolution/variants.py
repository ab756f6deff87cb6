"""Kinds of convolution beside the plain one: with holes, in groups, causal; and ways back by matrix products.

Axes are (m, …, n_C) as elsewhere; like every deep-learning library this computes cross-correlations.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.conv import Cache, axes, settings, whole
from course_utils.layers.convolution.conv_nd import windows_nd
from course_utils.layers.convolution.learning import im2col
from course_utils.types import Array, Filters, Image, Images


def dilated_convolve2d(image: Image, kernel: Array, dilation: int, pad: int = 0) -> Image:
    """A kernel whose numbers lie `dilation` pixels apart, slid over one plane with stride 1.

    Shapes: image (n_H, n_W), kernel (f, f) → (n_H + 2p − (f − 1) · dilation, n_W + 2p − (f − 1) · dilation).
    Raises: ArgumentError for wrong shapes, dilation below 1, or a kernel that reaches further than the padded image.
    Source: F. Yu, V. Koltun, "Multi-scale context aggregation by dilated convolutions" (2016).

    >>> dilated_convolve2d(np.arange(25.0).reshape(5, 5), np.ones((2, 2)), 3)
    array([[36., 40.],
           [56., 60.]])
    """
    plane, weights = np.pad(axes("image", image, 2), whole("pad", pad, 0)), axes("kernel", kernel, 2)
    reach = (len(weights) - 1) * whole("dilation", dilation, 1) + 1
    if reach > min(plane.shape):
        raise ArgumentError(f"The kernel reaches over {reach} pixels; the padded image has {plane.shape}.")
    seen = sliding_window_view(plane, (reach, reach))[:, :, ::dilation, ::dilation]
    return np.asarray(np.einsum("hwij,ij->hw", seen, weights))


def grouped_conv(image: Image, filters: Filters, biases: Array, groups: int) -> Image:
    """Convolve so that each group of filters sees its own group of channels; no border, stride 1.

    Shapes: image (n_H, n_W, n_C), filters (f, f, n_C / groups, n_filters), biases (n_filters,) →
    (n_H − f + 1, n_W − f + 1, n_filters). Filters and channels are shared out in their order.
    Raises: ArgumentError where channels or filters do not divide.
    Source: A. Krizhevsky et al., AlexNet (2012), where two graphics cards had a group each.

    >>> grouped_conv(np.ones((3, 3, 4)), np.ones((2, 2, 2, 6)), np.zeros(6), 2).shape
    (2, 2, 6)
    """
    picture, bank, bias = axes("image", image, 3), axes("filters", filters, 4), axes("biases", biases, 1)
    f, _, depth, count = bank.shape
    if depth * groups != picture.shape[2] or count % groups or bias.shape != (count,):
        raise ArgumentError(
            f"{groups} groups of filters {bank.shape} and biases {bias.shape} do not fit {picture.shape[2]} channels."
        )
    seen = sliding_window_view(picture, (f, f), axis=(0, 1))  # (n_H, n_W, n_C, f, f)
    shared = seen.reshape(*seen.shape[:2], groups, depth, f, f)
    parts = np.einsum("hwgcij,ijcgk->hwgk", shared, bank.reshape(f, f, depth, groups, count // groups))
    return np.asarray(parts.reshape(*seen.shape[:2], count) + bias)


def col2im(rows: Array, shape: tuple[int, int, int, int], f: int, hparameters: Mapping[str, int]) -> Images:
    """The way back of `im2col`: every row is added where its window was cut out; the border is cut off.

    Shapes: rows (m · n_H · n_W, f · f · n_C_prev), shape (m, n_H_prev, n_W_prev, n_C_prev) of the images → that shape.
    Raises: ArgumentError where the rows do not fit.

    >>> images = np.ones((1, 3, 3, 1))
    >>> col2im(im2col(images, 2, {"stride": 1, "pad": 0}), images.shape, 2, {"stride": 1, "pad": 0})[0, :, :, 0]
    array([[1., 2., 1.],
           [2., 4., 2.],
           [1., 2., 1.]])
    """
    stride, pad = settings(hparameters, stride=1, pad=0)
    m, n_H_prev, n_W_prev, n_C_prev = shape
    n_H, n_W = ((n + 2 * pad - f) // stride + 1 for n in (n_H_prev, n_W_prev))
    values = axes("rows", rows, 2)
    if values.shape != (m * n_H * n_W, f * f * n_C_prev):
        raise ArgumentError(
            f"rows must have shape {(m * n_H * n_W, f * f * n_C_prev)} for images {tuple(shape)}; "
            f"received {values.shape}."
        )
    windows = values.reshape(m, n_H, n_W, f, f, n_C_prev)
    images = np.zeros((m, n_H_prev + 2 * pad, n_W_prev + 2 * pad, n_C_prev))
    for i, j in np.ndindex(f, f):
        images[:, i : i + n_H * stride : stride, j : j + n_W * stride : stride] += windows[:, :, :, i, j]
    return images[:, pad : pad + n_H_prev, pad : pad + n_W_prev]


def conv_backward_im2col(dZ: Images, cache: Cache) -> tuple[Images, Filters, Array]:
    """Gradients of a convolution by two matrix products; the same as `conv_backward`.

    Shapes: dZ (m, n_H, n_W, n_C), cache (A_prev, W, b, hparameters) of `conv_forward` → dA_prev like A_prev, dW like W,
    db (1, 1, 1, n_C).
    Raises: ArgumentError where the shapes do not fit.

    >>> A, W, b = np.ones((1, 3, 3, 1)), np.ones((2, 2, 1, 1)), np.zeros((1, 1, 1, 1))
    >>> dA, dW, db = conv_backward_im2col(np.ones((1, 2, 2, 1)), (A, W, b, {"stride": 1, "pad": 0}))
    >>> dA[0, 1, 1, 0].item(), dW[0, 0, 0, 0].item(), db.item()
    (4.0, 4.0, 4.0)
    """
    A_prev, W, _, hparameters = cache
    windows = im2col(A_prev, len(W), hparameters)
    stride, pad = settings(hparameters, stride=1, pad=0)
    places = (len(A_prev), *((n + 2 * pad - len(W)) // stride + 1 for n in A_prev.shape[1:3]), W.shape[3])
    if np.shape(dZ) != places:
        raise ArgumentError(f"dZ must have the shape of the answer, {places}; received {np.shape(dZ)}.")
    slopes = np.reshape(dZ, (-1, W.shape[3]))
    back = np.einsum("rc,ijkc->rijk", slopes, W).reshape(windows.shape)
    dW = np.einsum("rw,rc->wc", windows, slopes)
    return col2im(back, A_prev.shape, len(W), hparameters), dW.reshape(W.shape), slopes.sum(axis=0)[None, None, None]


def causal_conv1d(A_prev: Array, W: Array, b: Array, dilation: int = 1) -> Array:
    """Convolve signals so that an answer sees its own place and earlier ones only, `dilation` places apart.

    Shapes: A_prev (m, n, n_C_prev), W (f, n_C_prev, n_C), its last row for the present, b (1, 1, n_C) → (m, n, n_C).
    Raises: ArgumentError for wrong shapes or dilation below 1.
    Source: A. van den Oord et al., WaveNet (2016).

    >>> causal_conv1d(np.arange(5.0).reshape(1, 5, 1), np.ones((2, 1, 1)), np.zeros((1, 1, 1)), 2)[0, :, 0].tolist()
    [0.0, 1.0, 2.0, 4.0, 6.0]
    """
    signals, filters = axes("A_prev", A_prev, 3), axes("W", W, 3)
    reach = (len(filters) - 1) * whole("dilation", dilation, 1)
    padded = np.pad(signals, ((0, 0), (reach, 0), (0, 0)))
    seen = sliding_window_view(padded, reach + 1, axis=1)[..., ::dilation]
    return np.asarray(np.einsum("mncf,fck->mnk", seen, filters) + np.reshape(b, (1, 1, -1)))


def conv1d_backward(dZ: Array, A_prev: Array, W: Array, hparameters: Mapping[str, int]) -> tuple[Array, Array, Array]:
    """Gradients of `conv1d_forward`.

    Shapes: dZ (m, n, n_C), A_prev (m, n_prev, n_C_prev), W (f, n_C_prev, n_C) → dA_prev and dW alike, db (1, 1, n_C).
    Raises: ArgumentError for wrong shapes.

    >>> A, W = np.ones((1, 4, 1)), np.ones((2, 1, 1))
    >>> dA, dW, db = conv1d_backward(np.ones((1, 3, 1)), A, W, {"stride": 1, "pad": 0})
    >>> dA[0, :, 0].tolist(), dW[:, 0, 0].tolist(), db.item()
    ([1.0, 2.0, 2.0, 1.0], [3.0, 3.0], 3.0)
    """
    slopes, signals, filters = axes("dZ", dZ, 3), axes("A_prev", A_prev, 3), axes("W", W, 3)
    stride, pad = settings(hparameters, stride=1, pad=0)
    f, n = len(filters), slopes.shape[1]
    padded = np.pad(signals, ((0, 0), (pad, pad), (0, 0)))
    seen = windows_nd(padded, 1, f, stride)
    if seen.shape[:2] != slopes.shape[:2]:
        raise ArgumentError(f"Expected dZ of shape ({seen.shape[0]}, {seen.shape[1]}, …); received {slopes.shape}.")
    dW = np.einsum("mncf,mnk->fck", seen, slopes)
    back = np.zeros_like(padded, dtype=float)
    for i in range(f):
        back[:, i : i + n * stride : stride] += slopes @ filters[i].T
    return back[:, pad : pad + signals.shape[1]], dW, slopes.sum(axis=(0, 1))[None, None]


def max_pool3d(A_prev: Array, f: int, stride: int) -> Array:
    """The largest value of every cube of f × f × f places, each channel by itself.

    Shapes: A_prev (m, n_D, n_H, n_W, n_C) → (m, …, n_C), each side ⌊(n − f) / stride⌋ + 1.
    Raises: ArgumentError for wrong shapes, f or stride below 1, or a window larger than the volume.

    >>> max_pool3d(np.arange(8.0).reshape(1, 2, 2, 2, 1), 2, 2).item()
    7.0
    """
    seen = windows_nd(axes("A_prev", A_prev, 5), 3, whole("f", f, 1), whole("stride", stride, 1))
    return np.asarray(seen.max(axis=(-3, -2, -1)))


def zero_padded_shortcut(X: Images, n_C: int, stride: int) -> Images:
    """A residual block's shortcut without weights: every `stride`-th pixel, and zeros for the channels that are new.

    Shapes: X (m, n_H_prev, n_W_prev, n_C_prev) → (m, ⌈n_H_prev / stride⌉, ⌈n_W_prev / stride⌉, n_C).
    Raises: ArgumentError for wrong shapes, a stride below 1, or fewer channels than X has.
    Source: K. He et al., "Deep residual learning for image recognition" (2016), option A.

    >>> zero_padded_shortcut(np.ones((1, 5, 4, 2)), 3, 2)[0, 0, 0].tolist()
    [1.0, 1.0, 0.0]
    """
    volume, step = axes("X", X, 4), whole("stride", stride, 1)
    missing = n_C - volume.shape[3]
    if missing < 0:
        raise ArgumentError(f"n_C must be at least the {volume.shape[3]} channels of X; received n_C={n_C}.")
    return np.pad(volume[:, ::step, ::step], ((0, 0), (0, 0), (0, 0), (0, missing)))

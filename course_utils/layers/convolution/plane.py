"""Convolution of one image: a plane with a kernel, a volume with a bank of filters."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.conv import axes, conv_forward, numbers, whole
from course_utils.layers.convolution.geometry import conv_output_size
from course_utils.types import Array, Filters, Image

_VERTICAL = {"vertical": (1, 1, 1), "sobel": (1, 2, 1), "scharr": (3, 10, 3)}
EDGE_KINDS = ("vertical", "horizontal", "sobel", "sobel horizontal", "scharr", "scharr horizontal")


def convolve2d(image: Image, kernel: Array, pad: int = 0, stride: int = 1, dilation: int = 1) -> Image:
    """Slide a kernel over an image and sum the products (a cross-correlation: no flip).

    Shapes: image (n_H, n_W), kernel (f_H, f_W) → ((n_H + 2·pad − d·(f_H − 1) − 1) // stride + 1, likewise).
    Raises: ArgumentError for wrong shapes or a kernel larger than the padded image.

    >>> convolve2d(np.arange(9.0).reshape(3, 3), np.ones((2, 2))).tolist()
    [[8.0, 12.0], [20.0, 24.0]]
    """
    plane, weights = axes("image", image, 2), axes("kernel", kernel, 2)
    for n, f in zip(plane.shape, weights.shape):
        conv_output_size(n, f, pad, stride, dilation)
    padded = np.pad(plane, pad)
    reach = tuple(dilation * (f - 1) + 1 for f in weights.shape)
    windows = sliding_window_view(padded, reach)[::stride, ::stride, ::dilation, ::dilation]
    return np.asarray(np.einsum("hwij,ij->hw", windows, weights))


def edge_filter(kind: str) -> Array:
    """A 3×3 edge filter by name: bright on the left (or above) of a positive answer.

    Kinds: vertical, horizontal, sobel, sobel horizontal, scharr, scharr horizontal; the last four
    weigh the middle row or column more, 1-2-1 and 3-10-3.
    Raises: ArgumentError for another kind.

    >>> edge_filter("sobel").tolist()
    [[1, 0, -1], [2, 0, -2], [1, 0, -1]]
    """
    if kind not in EDGE_KINDS:
        raise ArgumentError(f"kind must be one of {', '.join(EDGE_KINDS)}; received {kind!r}.")
    if kind == "horizontal":
        return edge_filter("vertical").T
    name, _, turned = kind.partition(" ")
    kernel = np.outer(_VERTICAL[name], (1, 0, -1))
    return kernel.T if turned else kernel


def conv_volume(image: Image, filters: Filters, biases: Array, pad: int = 0, stride: int = 1) -> Image:
    """Convolve one image of several channels with several filters.

    Shapes: image (n_H, n_W, n_C), filters (f, f, n_C, n_filters), biases (n_filters,) →
    (n_H', n_W', n_filters).
    Raises: ArgumentError for wrong shapes or arguments.

    >>> conv_volume(np.zeros((39, 39, 3)), np.zeros((3, 3, 3, 10)), np.zeros(10)).shape
    (37, 37, 10)
    """
    volume, shifts = axes("image", image, 3), numbers("biases", biases).reshape(1, 1, 1, -1)
    hyper = {"pad": whole("pad", pad, 0), "stride": whole("stride", stride, 1)}
    return np.asarray(conv_forward(volume[None], filters, shifts, hyper)[0][0])

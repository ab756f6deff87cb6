"""Transposed convolution: every number of the input lays a scaled filter on a larger map.

Axes are (m, n_H, n_W, n_C). Source: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning" (2016),
chapter 4; Odena and others, "Deconvolution and checkerboard artifacts" (2016).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.conv import axes, numbers, settings
from course_utils.types import Array, Images


def conv_transpose(A_prev: Images, W: Array, b: Array, hparameters: Mapping[str, int]) -> Images:
    """Make maps larger: the convolution with filters W turned round, as its gradient goes.

    Shapes: A_prev (m, n_H_prev, n_W_prev, n_C_prev), W (f, f, n_C, n_C_prev), b (1, 1, 1, n_C),
    hparameters {"stride": s, "pad": p} → Z (m, n_H, n_W, n_C) with n = (n_prev − 1) · s + f − 2p.
    Raises: ArgumentError for wrong shapes, a negative pad, a stride below 1, or a pad that leaves nothing.

    >>> A_prev, W = np.array([[[[1.0], [2.0]]]]), np.ones((2, 2, 1, 1))
    >>> conv_transpose(A_prev, W, np.zeros((1, 1, 1, 1)), {"stride": 1, "pad": 0})[0, :, :, 0].tolist()
    [[1.0, 3.0, 2.0], [1.0, 3.0, 2.0]]
    """
    inputs, filters, bias = axes("A_prev", A_prev, 4), axes("W", W, 4), numbers("b", b)
    stride, pad = settings(hparameters, stride=1, pad=0)
    f, n_C = filters.shape[1:3]
    if filters.shape != (f, f, n_C, inputs.shape[3]):
        raise ArgumentError(f"W must be (f, f, n_C, {inputs.shape[3]}) for this A_prev; received {filters.shape}.")
    if bias.size != n_C:
        raise ArgumentError(f"b must hold one number per filter ({n_C}); received shape {bias.shape}.")
    m, n_H, n_W, _ = inputs.shape
    rows, columns = (stride * (n - 1) + f for n in (n_H, n_W))
    if min(rows, columns) <= 2 * pad:
        raise ArgumentError(f"pad={pad} leaves nothing of {rows}×{columns} pixels.", "Take a smaller pad.")
    canvas = np.zeros((m, rows, columns, n_C))
    for down, across in np.ndindex(f, f):  # one weight of the filters at a time, for all places at once
        lands = canvas[:, down : down + stride * n_H : stride, across : across + stride * n_W : stride]
        lands += inputs @ filters[down, across].T
    return canvas[:, pad : rows - pad, pad : columns - pad] + bias.reshape(-1)

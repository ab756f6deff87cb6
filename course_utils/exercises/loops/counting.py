"""Sizes, padding, edge filters and parameters, counted one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from course_utils.types import Array


def conv_output_size(n: int, f: int, pad: int, stride: int) -> int:
    """The places where a window may start."""
    return len(range(0, n + 2 * pad - f + 1, stride))


def same_padding(f: int) -> int:
    """The first border that gives back what a window takes away."""
    pad = 0
    while 2 * pad < f - 1:
        pad += 1
    return pad


def edge_filter(kind: str) -> Array:
    """Light on the left and dark on the right; turned, light above."""
    column = (3, 10, 3) if "scharr" in kind else (1, 2, 1) if "sobel" in kind else (1, 1, 1)
    kernel = np.outer(column, (1, 0, -1))
    return kernel.T if "horizontal" in kind else kernel


def count_parameters(layers: Sequence[Mapping[str, Any]]) -> list[int]:
    """What each layer learns: the weights and the bias of every filter or unit."""
    counts = []
    for layer in layers:
        learned = 0
        if layer["kind"] == "conv":
            f, channels, filters = layer["f"], layer["channels"], layer["filters"]
            learned = (f * f * channels + 1) * filters
        if layer["kind"] == "dense":
            inputs, units = layer["inputs"], layer["units"]
            learned = (inputs + 1) * units
        counts.append(learned)
    return counts


def receptive_field(layers: Sequence[Mapping[str, int]]) -> list[int]:
    """How far a value of each layer sees: every layer adds f − 1 steps, each as long as the strides before make it."""
    fields, seen, jump = [], 1, 1
    for layer in layers:
        f, stride = layer["f"], layer["stride"]
        seen += (f - 1) * jump
        jump *= stride
        fields.append(seen)
    return fields


def output_shape_nd(
    input_shape: Sequence[int], f: int, n_filters: int, stride: int = 1, pad: int = 0
) -> tuple[int, ...]:
    """The places along every axis but the channels', which are as many as filters."""
    places = []
    for n in input_shape[:-1]:
        places.append((n - f + 2 * pad) // stride + 1)
    return (*places, n_filters)


def count_parameters_nd(dimensions: int, f: int, n_C_prev: int, n_filters: int) -> int:
    """The weights and the bias of every filter."""
    weights: int = f**dimensions * n_C_prev
    return (weights + 1) * n_filters

"""Hidden cases of week1/2_step_by_step: small, and each meets several edges at once."""

from __future__ import annotations

from course_utils.exercises.base import Case
from course_utils.exercises.week1_2_step_by_step import (
    Rng,
    before_relu,
    class_scores,
    conv_cache,
    conv_inputs,
    layers_to_step,
    pool_cache,
    pool_inputs,
    shares,
    window_inputs,
    with_ties,
    with_zeros,
)


def _step(rng: Rng, *shape: int) -> dict[str, object]:
    return {"a_slice_prev": rng.randn(*shape), "W": rng.randn(*shape), "b": rng.randn(1, 1, 1)}


def _tied(rng: Rng) -> dict[str, object]:
    x = rng.randn(3, 4)
    x[0, 1] = x[2, 3] = x.max() + 1
    return {"x": x}


HIDDEN: dict[str, tuple[Case, ...]] = {
    "zero_pad": (
        Case("a wide border around an image that is not square", lambda r: {"X": r.randn(2, 3, 5, 2), "pad": 3}),
        Case("a border of one pixel", lambda r: {"X": r.randn(3, 2, 2, 4), "pad": 1}),
        Case("no border at all", lambda r: {"X": r.randn(2, 4, 3, 1), "pad": 0}),
    ),
    "conv_single_step": (
        Case("a 3×3 window with 4 channels", lambda r: _step(r, 3, 3, 4)),
        Case("a 2×2 window with one channel", lambda r: _step(r, 2, 2, 1)),
    ),
    "conv_forward": (
        Case("images that are not square, stride that does not divide",
             lambda r: conv_inputs(r, (2, 5, 6, 2), 2, 3, 1, 3)),
        Case("no padding, stride 1", lambda r: conv_inputs(r, (2, 3, 4, 3), 2, 2, 0, 1)),
        Case("1×1 filters with a stride", lambda r: conv_inputs(r, (2, 3, 5, 2), 1, 3, 0, 2)),
        Case("a filter as large as the image", lambda r: conv_inputs(r, (1, 3, 3, 2), 3, 2, 1, 2)),
        Case("a wide border, one column left over", lambda r: conv_inputs(r, (1, 3, 4, 1), 3, 2, 2, 2)),
    ),
    "pool_forward": (
        Case("maximum, stride that does not divide", lambda r: pool_inputs(r, (2, 5, 4, 3), 2, 2, "max")),
        Case("average, overlapping windows", lambda r: pool_inputs(r, (2, 4, 5, 2), 3, 1, "average")),
        Case("maximum of single pixels", lambda r: pool_inputs(r, (1, 3, 5, 2), 1, 2, "max")),
        Case("average, one column left over", lambda r: pool_inputs(r, (1, 4, 5, 2), 2, 2, "average")),
    ),
    "conv_backward": (
        Case("no padding, images that are not square", lambda r: conv_cache(r, (2, 3, 4, 2), 2, 2, 0, 1), corner=True),
        Case("padding, stride that does not divide", lambda r: conv_cache(r, (2, 4, 5, 2), 2, 3, 1, 3)),
        Case("overlapping windows", lambda r: conv_cache(r, (1, 4, 3, 2), 3, 2, 1, 1)),
    ),
    "create_mask_from_window": (
        Case("a window of mixed numbers", lambda r: {"x": r.randn(4, 3)}),
        Case("a maximum that occurs twice", _tied, corner=True),
        Case("only negative numbers", lambda r: {"x": -0.5 - r.rand(2, 5)}),
    ),
    "distribute_value": (
        Case("a window that is not square", lambda r: {"dz": float(r.randn()), "shape": (2, 5)}),
        Case("a single place", lambda r: {"dz": float(1 + r.rand()), "shape": (1, 1)}),
    ),
    "pool_backward": (
        Case("maximum, overlapping windows", lambda r: pool_cache(r, (2, 4, 5, 2), 2, 1, "max")),
        Case("average, overlapping windows", lambda r: pool_cache(r, (2, 3, 4, 2), 3, 1, "average")),
        Case("average, stride that does not divide", lambda r: pool_cache(r, (1, 5, 4, 2), 2, 2, "average")),
        Case("maximum with ties", lambda r: with_ties(pool_cache(r, (2, 4, 4, 1), 3, 1, "max")), corner=True),
        Case("maximum, stride 3", lambda r: pool_cache(r, (1, 5, 7, 2), 2, 3, "max")),
    ),
    "im2col": (
        Case("images that are not square, stride that does not divide", lambda r: window_inputs(r, (2, 5, 6, 2), 2, 1,
        3)),
        Case("no border, overlapping windows", lambda r: window_inputs(r, (2, 4, 5, 3), 3, 0, 1)),
        Case("windows of one pixel", lambda r: window_inputs(r, (2, 3, 5, 2), 1, 0, 2)),
    ),
    "relu_backward": (
        Case("a batch of images", lambda r: before_relu(r, 2, 4, 3, 2)),
        Case("one long row", lambda r: before_relu(r, 12)),
        Case("zeros before the ReLU", lambda r: with_zeros(before_relu(r, 5, 6)), corner=True),
    ),
    "softmax_loss": (
        Case("six pictures, four classes", lambda r: class_scores(r, 6, 4)),
        Case("more classes than pictures", lambda r: class_scores(r, 3, 7, 2.0)),
        Case("scores in the thousands", lambda r: class_scores(r, 4, 3, 3000.0), corner=True),
    ),
    "sgd_step": (
        Case("a small learning rate", lambda r: layers_to_step(r, 0.01 + 0.04 * r.rand())),
        Case("a large learning rate, five layers", lambda r: layers_to_step(r, 1.5 + r.rand(), dense=4)),
    ),
    "col2im": (
        Case("overlapping windows, a border", lambda r: shares(r, (2, 4, 5, 2), 3, 2, 1)),
        Case("no border", lambda r: shares(r, (2, 5, 4, 3), 2, 0, 1)),
        Case("a stride that does not divide", lambda r: shares(r, (1, 6, 5, 2), 3, 1, 2)),
        Case("a wide border", lambda r: shares(r, (1, 3, 4, 1), 3, 3, 1)),
    ),
    "conv_backward_im2col": (
        Case("three images, a border", lambda r: conv_cache(r, (3, 4, 3, 2), 2, 3, 1, 1)),
        Case("a stride", lambda r: conv_cache(r, (2, 5, 4, 1), 3, 2, 1, 2)),
        Case("a wide border", lambda r: conv_cache(r, (1, 3, 4, 2), 2, 3, 2, 1)),
    ),
}  # fmt: skip

"""Hidden cases of week1/1_edges_padding_strides: sizes drawn from the secret, several edges at once."""

from __future__ import annotations

from course_utils.exercises.base import Case, Inputs
from course_utils.exercises.week1_1_edges_padding_strides import (
    EDGE_FILTER,
    FLATTEN,
    POOL,
    Rng,
    conv_layer,
    dense_layer,
    holes,
    in_groups,
    plane_inputs,
    sizes,
    volume_inputs,
    walking,
)


def _left_over(rng: Rng, stride: int, left: int) -> Inputs:
    """A row whose last `left` pixels no window reaches; pad is wide enough to change every wrong count.

    Never more than 700 windows: who counts them by a function that calls itself is right, and Python stops at 1,000.
    """
    f, pad, steps = 3 + 2 * rng.randint(0, 500), stride + rng.randint(0, 150), rng.randint(2, 350)
    return sizes(f + stride * (steps + 2 * pad) + left - 2 * pad, f, pad, stride)


def _odd(rng: Rng) -> Inputs:
    return {"f": 2 * int(rng.randint(4, 700)) + 1}


def _layers(rng: Rng) -> Inputs:
    f, channels, filters = (int(n) for n in rng.randint(2, 200, 3))
    inputs, units = (int(n) for n in rng.randint(2, 5000, 2))
    return {"layers": [conv_layer(f, channels, filters), POOL, FLATTEN, dense_layer(inputs, units)]}


def _walk(rng: Rng, depth: int) -> Inputs:
    """Windows of 2 to 5, strides of 2 and 3 and 1 again, in a random order of sizes."""
    return walking(*((int(rng.randint(2, 6)), int(rng.randint(1, 4))) for _ in range(depth - 2)), (3, 2), (4, 3))


HIDDEN: dict[str, tuple[Case, ...]] = {
    "conv_output_size": (
        Case("a stride that leaves one pixel over", lambda r: _left_over(r, 4, 1), rtol=0),
        Case("a stride that leaves most of a step over", lambda r: _left_over(r, 4, 3), rtol=0),
        Case("a stride that divides", lambda r: _left_over(r, 3, 0), rtol=0),
        Case("stride 1", lambda r: _left_over(r, 1, 0), rtol=0),
    ),
    "same_padding": (Case("a large window", _odd, rtol=0), Case("another large window", _odd, rtol=0)),
    "convolve2d": (
        Case("an image that is not square, stride that does not divide", lambda r: plane_inputs(r, (6, 8), 3, 1, 3)),
        Case("no padding, stride 1", lambda r: plane_inputs(r, (4, 6), 3, 0, 1)),
        Case("a wide border and a 2×2 kernel", lambda r: plane_inputs(r, (3, 5), 2, 2, 2)),
        Case("a 1×1 kernel with a stride", lambda r: plane_inputs(r, (4, 5), 1, 0, 2)),
    ),
    # All there is: a filter has no random inputs, and its six kinds are named in the notebook.
    "edge_filter": EDGE_FILTER.cases,
    "conv_volume": (
        Case("an image that is not square, stride that does not divide",
             lambda r: volume_inputs(r, (5, 7, 2), 2, 3, 1, 3)),
        Case("no padding, stride 1", lambda r: volume_inputs(r, (4, 5, 3), 3, 2, 0, 1)),
        Case("one channel, one filter", lambda r: volume_inputs(r, (4, 3, 1), 3, 1, 1, 1)),
        Case("1×1 filters with a stride", lambda r: volume_inputs(r, (3, 4, 4), 1, 2, 0, 2)),
    ),
    "count_parameters": (
        Case("one layer of each kind", _layers, rtol=0),
        Case("two networks in a row", lambda r: {"layers": _layers(r)["layers"] + _layers(r)["layers"]}, rtol=0),
    ),
    "receptive_field": (
        Case("five layers with strides", lambda r: _walk(r, 5), rtol=0),
        Case("eight layers with strides", lambda r: _walk(r, 8), rtol=0),
    ),
    "dilated_convolve2d": (
        Case("three pixels apart", lambda r: holes(r, (9, 8), 3, 3, 1)),
        Case("two pixels apart", lambda r: holes(r, (6, 7), 3, 2)),
        Case("no holes", lambda r: holes(r, (4, 5), 2, 1, 1)),
    ),
    "grouped_conv": (
        Case("six channels, three groups", lambda r: in_groups(r, (4, 4, 6), 2, 9, 3)),
        Case("eight channels, two groups", lambda r: in_groups(r, (5, 3, 8), 3, 8, 2)),
    ),
}  # fmt: skip

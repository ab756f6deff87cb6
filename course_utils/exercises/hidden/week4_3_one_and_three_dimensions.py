"""Hidden cases of week4/3_one_and_three_dimensions: small, and each meets several edges at once."""

from __future__ import annotations

from course_utils.exercises.base import Case, Inputs
from course_utils.exercises.week4_3_one_and_three_dimensions import (
    Rng,
    conv_inputs,
    count_inputs,
    cubes,
    looking_back,
    shape_inputs,
    sloped,
)


def _signal(rng: Rng, *shape: int, f: int, stride: int) -> Inputs:
    return {"A_prev": rng.randn(*shape) - 0.5, "f": f, "stride": stride}


def _side_by_side(rng: Rng, *left: int) -> Inputs:
    """Sides that differ; with f 4, stride 2 and pad 3 an odd side leaves a place over (1), an even one none (0)."""
    sides = [int(10 + 40 * k + 2 * rng.randint(19) - over) for k, over in enumerate(left)]
    return shape_inputs((*sides, int(rng.randint(2, 7))), 4, int(rng.randint(11, 300)), 2, 3)


HIDDEN: dict[str, tuple[Case, ...]] = {
    "output_shape_nd": (
        Case("a signal, stride 2, pad 3", lambda r: _side_by_side(r, 0), rtol=0),
        Case("a volume whose sides differ", lambda r: _side_by_side(r, 1, 0, 1), rtol=0),
        Case("four axes: a film of volumes", lambda r: _side_by_side(r, 1, 1, 0, 1), rtol=0),
    ),
    "count_parameters_nd": (
        Case("filters for signals", lambda r: count_inputs(1, *map(int, r.randint(3, 99, 3))), rtol=0),
        Case("filters for images", lambda r: count_inputs(2, *map(int, r.randint(3, 99, 3))), rtol=0),
        Case("filters for volumes",
             lambda r: count_inputs(3, int(r.randint(4, 9)), *map(int, r.randint(3, 99, 2))), rtol=0),
    ),
    "conv1d_forward": (
        Case("two signals, pad 2, stride that does not divide", lambda r: conv_inputs(r, (2, 11, 2), 4, 3, 2, 2)),
        Case("no padding, overlapping windows", lambda r: conv_inputs(r, (2, 7, 3), 3, 2, 0, 1)),
        Case("filters of 1 with a stride", lambda r: conv_inputs(r, (1, 6, 2), 1, 3, 0, 2)),
    ),
    "max_pool1d": (
        Case("overlapping windows, stride that does not divide", lambda r: _signal(r, 2, 10, 3, f=3, stride=2)),
        Case("gaps between the windows", lambda r: _signal(r, 2, 9, 2, f=2, stride=3)),
        Case("windows that end where the signal ends", lambda r: _signal(r, 1, 11, 2, f=3, stride=2)),
    ),
    "conv3d_forward": (
        Case("sides that differ, pad 1, stride that does not divide",
             lambda r: conv_inputs(r, (2, 3, 5, 6, 2), 2, 2, 1, 2)),
        Case("no padding, overlapping windows", lambda r: conv_inputs(r, (1, 3, 4, 3, 2), 2, 3, 0, 1)),
        Case("a filter as large as the volume", lambda r: conv_inputs(r, (2, 2, 2, 2, 2), 2, 2, 0, 1)),
    ),
    "conv1d_backward": (
        Case("a border and overlapping windows", lambda r: sloped(r, (3, 5, 2), 3, 3, 2, 1)),
        Case("a stride, no border", lambda r: sloped(r, (2, 9, 1), 4, 2, 0, 3)),
    ),
    "causal_conv1d": (
        Case("two apart", lambda r: looking_back(r, (2, 10, 2), 3, 2, 2)),
        Case("three apart", lambda r: looking_back(r, (1, 12, 1), 4, 3, 3)),
    ),
    "max_pool3d": (
        Case("sides that differ", lambda r: cubes(r, (2, 4, 5, 7, 2), 2, 2)),
        Case("overlapping", lambda r: cubes(r, (1, 5, 4, 6, 2), 3, 1)),
        Case("gaps", lambda r: cubes(r, (1, 5, 8, 6, 2), 2, 3)),
    ),
}  # fmt: skip

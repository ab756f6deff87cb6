"""Hidden cases of week2/5_efficient_networks: small, never square, all sizes different."""

from __future__ import annotations

from course_utils.exercises.base import Case, Inputs, not_run
from course_utils.exercises.week2_5_efficient_networks import (
    Rng,
    block_inputs,
    channels_apart,
    graph_case,
    layer_of,
    network_inputs,
    weighing,
    weights,
)


def _layer(rng: Rng, f: int, stride: int) -> Inputs:
    """A map that is not square, whose sides the stride does not divide."""
    n_H, n_W = (int(n) for n in rng.permutation(9)[:2] * stride + 2 * stride + 1)
    return layer_of((n_H, n_W, 3 + int(rng.randint(20))), f, 30 + int(rng.randint(20)), stride)


def _kept(rng: Rng) -> Inputs:
    n_C = 3 + int(rng.randint(4))
    return not_run(block_inputs(rng, (1, 7, 6, n_C), n_C, expand=2 + int(rng.randint(3)), f=5))


def _changed(rng: Rng) -> Inputs:
    n_C = 3 + int(rng.randint(3))
    more = {"expand": 2 + int(rng.randint(3)), "s": 1}
    return not_run(block_inputs(rng, (1, 6, 8, n_C), n_C + 4, **more))


def _network(rng: Rng) -> Inputs:
    stages = ((1, 24, 1, 1), (2 + int(rng.randint(3)), 40, 2, 3))
    return network_inputs(rng, (24 + int(rng.randint(8)), 40, 2), 2 + int(rng.randint(4)), stages, 0.6, 24, 56)


HIDDEN: dict[str, tuple[Case, ...]] = {
    "depthwise_conv": (
        Case("f 3, stride 3, pad 1, not square", lambda r: channels_apart(r, (2, 7, 5, 3), 3, 3, 1)),
        Case("f 2, stride 1, five channels", lambda r: channels_apart(r, (1, 4, 6, 5), 2, 1, 0)),
    ),
    "separable_cost": (
        Case("f 3, stride 1", lambda r: _layer(r, 3, 1)),
        Case("f 5, a stride of 3 that does not divide", lambda r: _layer(r, 5, 3)),
    ),
    "squeeze_excite": (
        Case("five channels through two", lambda r: weighing(r, (3, 4, 2, 5), 2)),
        Case("three channels through four", lambda r: weighing(r, (4, 3, 6, 3), 4)),
    ),
    "inverted_residual_block": (
        graph_case("f 5, the channels stay", _kept),
        graph_case("the channels change", _changed),
        graph_case("stride 3", lambda r: not_run(block_inputs(r, (1, 8, 7, 5), 5, expand=2 + int(r.randint(3)), s=3))),
        graph_case("not widened", lambda r: not_run(block_inputs(r, (1, 5, 6, 7), 7, expand=1, f=3))),
    ),
    "mobilenet_v2": (graph_case("two stages, a width that must be rounded", _network),),
    "quantize_weights": (
        Case("a kernel 5×5, 8 bits", lambda r: weights(r, (5, 5, 3, 2))),
        Case("few bits, a filter of zeros", lambda r: weights(r, (3, 2, 6, 4), 3 + int(r.randint(3)), empty=2)),
    ),
}

"""Hidden cases of week2/3_residual_networks: small maps, never square, all sizes different."""

from __future__ import annotations

from course_utils.exercises.base import Case, Inputs, not_run
from course_utils.exercises.week2_3_residual_networks import (
    Rng,
    block_inputs,
    graph_case,
    model_inputs,
    norm_cache,
    norm_inputs,
    thinning,
)


def _block(rng: Rng, **more: int) -> Inputs:
    """Three different numbers of filters, another number of rows than of columns and of channels."""
    first, second, third = (int(n) for n in rng.permutation(4)[:3] + 2)
    shape = (2, 7, 8, third + 3 if more else third)
    return not_run(block_inputs(rng, shape, 5, [first, second, third], **more))


def _stride(rng: Rng) -> Inputs:
    return _block(rng, s=3)


def _model(rng: Rng) -> Inputs:
    """An image that ends in 2×2 as 64×64 does, with another number of channels and classes."""
    rows, columns = (int(n) for n in rng.permutation(9)[:2] + 38)
    return model_inputs(rng, (rows, columns, 1), 2 + int(rng.randint(3)))


HIDDEN: dict[str, tuple[Case, ...]] = {
    "batch_norm_forward": (
        Case("training, nothing else given", lambda r: norm_inputs(r, (2, 4, 3, 5), 0.1)),
        Case("training, other momentum and epsilon",
             lambda r: norm_inputs(r, (3, 2, 5, 4), 0.2, momentum=0.2 + r.rand() / 2, epsilon=0.01 + r.rand() / 20)),
        Case("inference", lambda r: norm_inputs(r, (1, 3, 4, 2), 1.0, training=False, momentum=0.5)),
    ),
    "batch_norm_backward": (
        Case("not square, five channels", lambda r: norm_cache(r, (2, 4, 3, 5), 0.7)),
        Case("one image", lambda r: norm_cache(r, (1, 2, 6, 3), 0.2)),
    ),
    "plain_block": (graph_case("not square, f 5", _block),),
    "identity_block": (graph_case("not square, f 5", _block),),
    "convolutional_block": (graph_case("not square, f 5, stride 3", _stride),),
    "zero_padded_shortcut": (
        Case("stride 2", lambda r: thinning(r, (2, 6, 5, 3), 7, 2)),
        Case("stride 3", lambda r: thinning(r, (1, 7, 8, 4), 6, 3)),
    ),
    "ResNet50": (graph_case("smaller images that are not square", _model),),
}

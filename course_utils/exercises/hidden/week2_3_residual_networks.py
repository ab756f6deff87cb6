"""Hidden cases of week2/3_residual_networks: small maps, never square, all sizes different."""

from __future__ import annotations

from course_utils.exercises.base import Case, Inputs, not_run
from course_utils.exercises.week2_3_residual_networks import Rng, block_inputs, graph_case, model_inputs


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
    "plain_block": (graph_case("not square, f 5", _block),),
    "identity_block": (graph_case("not square, f 5", _block),),
    "convolutional_block": (graph_case("not square, f 5, stride 3", _stride),),
    "ResNet50": (graph_case("smaller images that are not square", _model),),
}

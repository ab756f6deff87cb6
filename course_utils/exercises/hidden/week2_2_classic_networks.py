"""Hidden cases of week2/2_classic_networks: small images and few units, never square."""

from __future__ import annotations

from course_utils.exercises.base import Case, Inputs, not_run
from course_utils.exercises.week2_2_classic_networks import (
    Rng,
    block_inputs,
    layer_inputs,
    model_case,
    model_inputs,
    side,
)


def _count(rng: Rng, padding: str, bottleneck: bool) -> Inputs:
    """A layer whose numbers all differ, with stride 2; "same" rounds up, "valid" leaves a row or a column over."""
    odd = (padding == "same" or not bottleneck, padding == "same" or bottleneck)
    n_H, n_W = 2 * int(rng.randint(5, 9)) + odd[0], 2 * int(rng.randint(10, 15)) + odd[1]
    n_C, filters, through = (int(n) for n in rng.permutation(9)[:3] + 2)
    f = 5 if padding == "valid" else 3
    return layer_inputs((n_H, n_W, n_C), f, filters, 2, padding, through if bottleneck else None)


def _module(rng: Rng, rows: int, columns: int) -> Inputs:
    """Branches that all give as many channels, so that adding them is possible too."""
    n, *inner = (int(n) for n in rng.permutation(5)[:3] + 2)
    return not_run(block_inputs(rng, (rows, columns, 3), (n, (inner[0], n), (inner[1], n), n)))


def _uneven(rng: Rng) -> Inputs:
    sizes = [int(n) for n in rng.permutation(6) + 1]
    return not_run(block_inputs(rng, (4, 6, 5), (sizes[0], tuple(sizes[1:3]), tuple(sizes[3:5]), sizes[5])))


HIDDEN: dict[str, tuple[Case, ...]] = {
    "lenet5": (
        model_case("today's form, not square",
                   lambda r: not_run(model_inputs(r, (24, 32, 2), classes=4, original=False))),
        model_case("the form of 1998, not square",
                   lambda r: not_run(model_inputs(r, (34, 20, 1), classes=6, original=True))),
    ),
    "alexnet": (
        model_case("images that are not square",
                   lambda r: not_run(model_inputs(r, (99, 83, 1), classes=3, units=10))),
    ),
    "vgg16": (
        model_case("images that are not square",
                   lambda r: not_run(model_inputs(r, (72, 32, 2), classes=3, width=2 + int(r.randint(4)), units=7))),
    ),
    "conv_multiplications": (
        Case("valid, stride 2", lambda r: _count(r, "valid", False)),
        Case("same, stride 2, through a bottleneck", lambda r: _count(r, "same", True)),
        Case("valid, stride 2, through a bottleneck", lambda r: _count(r, "valid", True)),
    ),
    "inception_module": (
        model_case("four equal branches", lambda r: _module(r, 5, 3)),
        model_case("four different branches", _uneven),
    ),
    "auxiliary_classifier": (model_case("a volume that is not square", lambda r: side(r, (9, 12, 5), 4)),),
}  # fmt: skip

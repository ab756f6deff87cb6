"""Hidden cases of week3/3_segmentation: small, never square, and each meets several edges at once."""

from __future__ import annotations

from course_utils.exercises.base import Case, Inputs
from course_utils.exercises.week3_3_segmentation import (
    Rng,
    decoder_inputs,
    empty_inputs,
    encoder_inputs,
    graph_case,
    label_inputs,
    mask_inputs,
    transposed_inputs,
    unet_inputs,
)


def _between(rng: Rng, low: int, high: int) -> int:
    return int(rng.randint(low, high + 1))


def _unlike(rng: Rng, count: int, low: int = 2) -> list[int]:
    """So many numbers, no two alike."""
    return [int(n) + low for n in rng.permutation(count + 2)[:count]]


def _encoder(rng: Rng) -> Inputs:
    rows, columns, channels = _unlike(rng, 3)
    return encoder_inputs(rng, (2 * rows, 2 * columns, channels), channels + 3)


def _decoder(rng: Rng, skip: bool) -> Inputs:
    """The map that is handed over has as many channels as there are filters: an addition would not stop."""
    rows, columns, channels, filters = _unlike(rng, 4)
    return decoder_inputs(rng, (rows, columns, channels), filters * skip, filters)


def _labels(rng: Rng, shape: tuple[int, ...], n_classes: int, true: int, said: int) -> Inputs:
    """The first `true` classes of a drawn order are in the truth, the first `said` without one in the prediction."""
    order = [int(c) for c in rng.permutation(n_classes)]
    both, alone = order[1:true], order[true : true + said]
    return label_inputs(rng, shape, sorted(order[:true]), sorted([*both, *alone]), n_classes)


HIDDEN: dict[str, tuple[Case, ...]] = {
    "conv_transpose": (
        Case("overlapping, stride 2, pad 1", lambda r: transposed_inputs(r, (2, 2, 3, 2), 4, 3, 1, 2)),
        Case("overlapping, stride 1, pad 2", lambda r: transposed_inputs(r, (2, 4, 3, 3), 5, 2, 2, 1)),
        Case("overlapping by one, stride 3", lambda r: transposed_inputs(r, (2, 3, 2, 2), 4, 2, 1, 3)),
        Case("nothing cut off", lambda r: transposed_inputs(r, (1, 2, 4, 3), 3, 2, 0, 1)),
    ),
    "dice": (
        Case("three masks", lambda r: mask_inputs(r, (3, 5, 4), 0.5, smooth=0.2 + r.rand())),
        Case("an empty picture among them", lambda r: empty_inputs(r, (3, 4, 6), 0.1 + r.rand() / 2)),
    ),
    "mean_iou": (
        Case("one class in the truth alone, one in the prediction alone", lambda r: _labels(r, (2, 7, 5), 6, 3, 1)),
        Case("classes that neither holds", lambda r: _labels(r, (1, 6, 9), 9, 4, 2)),
    ),
    "encoder_block": (graph_case("maps that are not square", _encoder),),
    "decoder_block": (
        graph_case("as many channels handed over as filters", lambda r: _decoder(r, True)),
        graph_case("nothing handed over", lambda r: _decoder(r, False)),
    ),
    "unet": (
        graph_case("four classes, with skips",
                   lambda r: unet_inputs(r, (8, 4 * _between(r, 3, 5), 2), 4, _unlike(r, 3), True)),
        graph_case("one mask, no skips",
                   lambda r: unet_inputs(r, (8, 4 * _between(r, 3, 5), 1), 1, _unlike(r, 3), False)),
    ),
}  # fmt: skip

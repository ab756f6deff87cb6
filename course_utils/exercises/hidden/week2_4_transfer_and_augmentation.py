"""Hidden cases of week2/4_transfer_and_augmentation: small, and each meets several edges at once."""

from __future__ import annotations

from course_utils.exercises.base import Case, Inputs
from course_utils.exercises.week2_4_transfer_and_augmentation import (
    Rng,
    batch,
    colorful,
    crop_inputs,
    head_inputs,
    opinions,
    photo,
    tune_inputs,
)


def _tuned(rng: Rng, at: int) -> Inputs:
    """Three blocks, of which layers 1, 4 and 7 are convolutions and 2, 5 and 8 batch normalisations."""
    return tune_inputs(tuple(int(n) for n in rng.randint(2, 5, 3)), at, float(rng.uniform(0.02, 0.05)))


HIDDEN: dict[str, tuple[Case, ...]] = {
    "mirror": (Case("another picture", lambda r: photo(r, 4, 7, 3)),),
    "random_crop": (
        Case("a window that is not square", lambda r: crop_inputs(r, (9, 12), 2, 5, inside=True)),
        Case("nearly the whole picture", lambda r: crop_inputs(r, (6, 8), 5, 4)),
    ),
    "pca_color_shift": (
        Case("a small range of values", lambda r: colorful(r, 25, 60), rtol=5e-3),
        Case("a large range of values", lambda r: colorful(r, 45, 33, 200.0), rtol=5e-3),
    ),
    "ten_crop": (
        Case("odd room around the centre", lambda r: {**photo(r, 7, 10, 3), "size": 4}),
        Case("one channel", lambda r: {**photo(r, 9, 6, 1), "size": 3}),
    ),
    "data_augmenter": (Case("layers, and pictures in use", lambda r: batch(r, (6, 10, 3)), rtol=1e-4),),
    "transfer_model": (
        Case("another backbone and shape", lambda r: head_inputs(r, (10, 7, 3), (4, 3), 4), rtol=1e-4),
    ),
    "fine_tune": (
        Case("another backbone and rate", lambda r: _tuned(r, 7), rtol=1e-4),
        Case("from batch normalisation on", lambda r: _tuned(r, 5), rtol=1e-4),
    ),
    "ensemble_predict": (
        Case("four networks", lambda r: opinions(r, 4, 7, 3)),
        Case("two classes", lambda r: opinions(r, 3, 5, 2)),
    ),
}  # fmt: skip

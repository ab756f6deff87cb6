"""Hidden cases of week2/4_transfer_and_augmentation: small, and each meets several edges at once."""

from __future__ import annotations

from course_utils.exercises.base import Case, Inputs
from course_utils.exercises.week2_4_transfer_and_augmentation import (
    Rng,
    audited,
    batch,
    behind_dropout,
    colorful,
    crop_inputs,
    decaying,
    dropped,
    head_inputs,
    opinions,
    photo,
    range_test,
    runs,
    schedule,
    trials,
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
    "learning_rate_finder": (
        Case("many costs", lambda r: range_test(r, 60, smoothing=float(r.uniform(0.5, 0.7)))),
        Case("an early stop", lambda r: range_test(r, 35, smoothing=0.3, stop=float(r.uniform(1.8, 2.2)))),
        Case("smoothed much", lambda r: range_test(r, 45, smoothing=float(r.uniform(0.85, 0.92)))),
    ),
    "cosine_schedule": (
        Case("warm-up and a floor", lambda r: schedule(20, float(r.uniform(1, 2)), int(r.randint(3, 7)), 0.1)),
        Case("no warm-up", lambda r: schedule(9, float(r.uniform(0.1, 1)), 0)),
    ),
    "weight_decay_step": (
        Case("two layers", lambda r: decaying(r, float(r.uniform(0.1, 0.3)), float(r.uniform(0.2, 0.6)))),
        Case("a small rate", lambda r: decaying(r, 0.01, float(r.uniform(3, 5)))),
    ),
    "dropout_forward": (
        Case("rows", lambda r: dropped(r, (7, 9), float(r.uniform(0.25, 0.4)))),
        Case("maps", lambda r: dropped(r, (2, 4, 3, 3), float(r.uniform(0.55, 0.75)))),
        Case("in use", lambda r: dropped(r, (4, 3), 0.3, training=False)),
    ),
    "dropout_backward": (Case("rows", lambda r: behind_dropout(r, 7, 8)),),
    "confidence_interval": (
        Case("ten seeds", lambda r: runs(r, 10, 2.262)),
        Case("four seeds", lambda r: runs(r, 4, 3.182)),
    ),
    "wilson_interval": (
        Case("sixty pictures", lambda r: trials(r, 60, float(r.uniform(0.55, 0.85)))),
        Case("few pictures, surer", lambda r: trials(r, int(r.randint(9, 16)), 0.75, 2.576)),
        Case("all right", lambda r: (lambda n: {"right": n, "n": n})(int(r.randint(10, 40))), corner=True),
    ),
    "error_rates_by_group": (
        Case("five groups", lambda r: audited(r, (9, 4, 6, 11, 5), (0.3, 0.75, 0.5, 0.2, 0.4))),
        Case("two groups", lambda r: audited(r, (7, 13), (0.6, 0.25))),
    ),
}  # fmt: skip

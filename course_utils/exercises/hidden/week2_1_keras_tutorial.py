"""Hidden cases of week2/1_keras_tutorial."""

from __future__ import annotations

import numpy as np

from course_utils.exercises.base import Case, Inputs
from course_utils.exercises.week2_1_keras_tutorial import (
    Rng,
    faces,
    judged,
    on_the_edge,
    tied_thresholds,
    to_compile,
    to_predict,
)


def _one_byte_apart(rng: Rng) -> Inputs:
    """Many images, and two that differ by one step of one byte, the threshold between: 256 for 255 would miss it."""
    given = to_predict(rng, 40, 0.5)
    W = rng.permutation([1, 1, -1, -1]) * rng.uniform(0.5, 1.5, 4)
    below = np.where(W > 0, rng.randint(150, 251, 4), rng.randint(0, 20, 4))
    above = below + np.equal(W, W[W > 0].min())
    score = (below + above) @ W / 2 / 255 + given["b"][0]
    two = np.array([below, above], np.uint8).reshape(2, 2, 2, 1)
    images = np.concatenate([given["images"], two])[rng.permutation(42)]
    return {**given, "W": W[:, None], "images": images, "threshold": float(1 / (1 + np.exp(-score)))}


HIDDEN: dict[str, tuple[Case, ...]] = {
    "HappyModel": (Case("other faces and weights", faces, rtol=1e-4),),
    "compile_happy": (
        Case("another model and rate", lambda r: to_compile(r, float(r.choice([0.005, 0.03]))), rtol=1e-4),
    ),
    "predict_smiles": (
        Case("many images, another threshold", _one_byte_apart),
        Case("exactly the threshold", on_the_edge, corner=True),
    ),
    "skip_network": (Case("other faces and weights", faces, rtol=1e-4),),
    "best_threshold": (
        Case("many faces", lambda r: judged(r, 61)),
        Case("false alarms cost more", lambda r: judged(r, 50, false_alarm=4.0, missed=0.5)),
        Case("misses cost more", lambda r: judged(r, 50, false_alarm=0.5, missed=4.0)),
        Case("two equally good", tied_thresholds),
    ),
}

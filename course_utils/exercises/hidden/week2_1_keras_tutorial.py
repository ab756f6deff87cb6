"""Hidden cases of week2/1_keras_tutorial."""

from __future__ import annotations

import numpy as np

from course_utils.exercises.base import Case, Inputs
from course_utils.exercises.week2_1_keras_tutorial import (
    Rng,
    adapting,
    face_and_mouth,
    faces,
    from_rest,
    judged,
    on_the_edge,
    plateau,
    rolling,
    tied_thresholds,
    to_compile,
    to_predict,
    two_views,
    validation_story,
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
    "two_input_network": (
        Case("other faces and weights", face_and_mouth, rtol=1e-4),
        Case("views of other sizes", two_views, rtol=1e-4),
    ),
    "best_threshold": (
        Case("many faces", lambda r: judged(r, 61)),
        Case("false alarms cost more", lambda r: judged(r, 50, false_alarm=4.0, missed=0.5)),
        Case("misses cost more", lambda r: judged(r, 50, false_alarm=0.5, missed=4.0)),
        Case("two equally good", tied_thresholds),
    ),
    "early_stop": (
        Case("the cost turns", lambda r: validation_story(r, 30, 12, 5)),
        Case("another patience", lambda r: validation_story(r, 40, 18, 3)),
        Case("all are run", lambda r: validation_story(r, 10, 8, 7)),
        Case("small improvements do not count", lambda r: validation_story(r, 30, 15, 4, min_delta=0.06)),
        Case("equal epochs", plateau, corner=True),
    ),
    "momentum_step": (
        Case("two layers", lambda r: rolling(r, float(r.uniform(0.2, 0.5)), 0.8)),
        Case("beta left out", lambda r: rolling(r, float(r.uniform(0.01, 0.1)))),
    ),
    "adam_step": (
        Case("the first step", lambda r: from_rest(r, learning_rate=float(r.uniform(0.05, 0.2)))),
        Case("a later step", lambda r: adapting(r, int(r.randint(2, 9)), learning_rate=0.1)),
        Case("other betas", lambda r: adapting(r, 4, learning_rate=0.3, beta_1=0.6, beta_2=0.9, epsilon=0.2)),
    ),
}

"""Hidden cases of week1/3_convnet_application: small, and each meets several edges at once."""

from __future__ import annotations

import numpy as np

from course_utils.exercises.base import Case, Inputs
from course_utils.exercises.week1_3_convnet_application import (
    Rng,
    batch_inputs,
    coloured,
    labels,
    model_inputs,
    network_inputs,
    scores,
    sizes,
)


def _drawn_sizes(rng: Rng) -> Inputs:
    """Four sizes that all differ."""
    n_H, n_W, n_C, n_y = rng.permutation(30)[:4] + 2
    return sizes(int(n_H), int(n_W), int(n_C), int(n_y))


def _look(rng: Rng, look: str) -> Inputs:
    return {"look": look, "seed": int(rng.randint(2**31))}


def _missing_top(rng: Rng) -> Inputs:
    """Labels among which the two highest classes do not occur."""
    return {**labels(rng, 9, 5), "C": 7}


def _one_kind(rng: Rng) -> Inputs:
    """Images of one class, learned in one large step: the answers are known whatever the random start was.

    More images than the usual batch holds: who does not hand on minibatch_size makes two steps.
    """
    kind, m = int(rng.randint(6)), 66
    X_train, X_test = (rng.uniform(0.5, 1.5, (n, 16, 16, 3)).astype(np.float32) for n in (m, 3))
    return {
        "X_train": X_train, "Y_train": np.eye(6)[[kind] * m],
        "X_test": X_test, "Y_test": np.eye(6)[[kind, kind, (kind + 1) % 6]],
        "learning_rate": 1.0, "num_epochs": 1, "minibatch_size": m, "seed": int(rng.randint(1000)),
    }  # fmt: skip


HIDDEN: dict[str, tuple[Case, ...]] = {
    "create_placeholders": (Case("other sizes", _drawn_sizes),),
    "initialize_parameters": (
        Case("shapes and kinds", lambda r: _look(r, "shapes")),
        Case("spread and largest size", lambda r: _look(r, "spread"), rtol=0.1),
        Case("the same numbers again", lambda r: _look(r, "repeats")),
        Case("the seed", lambda r: _look(r, "seed"), corner=True),
    ),
    "forward_propagation": (
        Case("images that are not square, windows that do not divide", lambda r: network_inputs(r, 2, 40, 20),
             rtol=1e-4),
    ),
    "compute_cost": (
        Case("seven images, four classes", lambda r: scores(r, 7, 4, 2.0), rtol=1e-4),
        Case("large scores", lambda r: scores(r, 6, 5, 150.0), rtol=1e-4, corner=True),
    ),
    "convert_to_one_hot": (
        Case("many labels", lambda r: labels(r, 12, 4)),
        Case("classes that do not occur", _missing_top),
    ),
    "random_mini_batches": (
        Case("a last batch of one", lambda r: batch_inputs(r, 13, 4, int(r.randint(1, 1000)))),
        Case("batches that fit", lambda r: batch_inputs(r, 8, 4, int(r.randint(1, 1000)))),
    ),
    "model": (
        Case("learns images of three colours that are not square", lambda r: coloured(r, 24), atol=0.2),
        Case("one large step on images of one kind", _one_kind, atol=0.2),
    ),
    "convolutional_model": (
        Case("images that are not square", lambda r: model_inputs(r, 2, 40, 20, 2), rtol=1e-4),
    ),
}  # fmt: skip

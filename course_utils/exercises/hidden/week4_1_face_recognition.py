"""Hidden cases of week4/1_face_recognition: small, and each meets several edges at once."""

from __future__ import annotations

import numpy as np

from course_utils.exercises.base import Case, Inputs
from course_utils.exercises.week4_1_face_recognition import (
    Rng,
    apart,
    by_angle,
    crowd,
    door,
    encodings,
    judged_pairs,
    on_the_threshold,
    pairs,
    positive_pairs,
)


def _for_nothing(rng: Rng) -> Inputs:
    """Two people on a line of whole numbers; one triplet costs exactly 0, however distances are computed."""
    unit, order = int(rng.randint(1, 9)), rng.permutation(4)
    places = unit * (np.array([0, 1, 3, 7]) + rng.randint(-9, 9))
    points = np.stack([places, np.full(4, rng.randint(9))], axis=1).astype(float)
    return {"embeddings": points[order], "ids": np.array([5, 5, 2, 2])[order], "alpha": 8.0 * unit**2}


HIDDEN: dict[str, tuple[Case, ...]] = {
    "triplet_loss": (
        Case("easy, hard and nearly easy triplets", lambda r: encodings(r, 7, 5, (2.0, -4.0, -0.1)), rtol=1e-4),
        Case("hard triplets and a margin that is drawn",
             lambda r: encodings(r, 5, 3, (0.3, 1.0), float(0.3 + 0.5 * r.rand())), rtol=1e-4),
    ),
    "hard_triplets": (
        Case("fourteen pictures of four people", lambda r: crowd(r, (4, 4, 4, 2), 3, 0.4)),
        Case("twelve pictures, close together", lambda r: crowd(r, (5, 4, 3), 4, 0.9, 1.3, 2.0)),
        Case("nothing is hard", apart),
        Case("a cost of exactly 0", _for_nothing),
    ),
    "pair_similarity": (Case("six pairs of five numbers", lambda r: pairs(r, 6, 5)),),
    "semi_hard_triplets": (
        Case("twelve pictures of four people", lambda r: crowd(r, (3, 3, 3, 3), 3, 0.7)),
        Case("ten pictures, close together", lambda r: crowd(r, (4, 3, 3), 4, 1.2, 1.1)),
        Case("no triplet", apart),
    ),
    "arcface_logits": (
        Case("many people", lambda r: by_angle(r, 6, 8, 7)),
        Case("another margin", lambda r: by_angle(r, 5, 4, 3, s=float(r.uniform(5, 20)), m=0.3)),
    ),
    "chi_square_similarity": (Case("six pairs of five numbers", lambda r: positive_pairs(r, 6, 5)),),
    "equal_error_rate": (
        Case("many pairs", lambda r: judged_pairs(r, 25, 60)),
        Case("few of one person", lambda r: judged_pairs(r, 9, 40)),
        Case("as many of each", lambda r: judged_pairs(r, 30, 30)),
    ),
    "verify": (
        Case("the right person, one encoding as a row",
             lambda r: door(r, (1.0, 0.6 + 0.06 * r.rand(), 0.1), 1, flat=False), rtol=1e-4),
        Case("a stranger on a grey picture", lambda r: door(r, (0.3, 0.74 + 0.1 * r.rand()), 1, "grey"), rtol=1e-4),
        Case("another threshold", lambda r: door(r, (0.9, 0.55), 1, "rgba", zoom=2.5), rtol=1e-4),
        Case("a distance that equals the threshold", on_the_threshold, rtol=1e-4, corner=True),
    ),
    "who_is_it": (
        Case("everyone is near",
             lambda r: door(r, (0.6, 0.5, 0.3 + 0.1 * r.rand(), 0.65, 0.55), flat=False), rtol=1e-4),
        Case("nobody is near", lambda r: door(r, (1.2, 0.8 + 0.2 * r.rand(), 1.4), kind="grey", zoom=2.0), rtol=1e-4),
    ),
}  # fmt: skip

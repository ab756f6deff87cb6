"""Hidden cases of week3/4_project_detector: few cells, and each case meets several edges at once."""

from __future__ import annotations

from course_utils.exercises.base import Case, Inputs
from course_utils.exercises.week3_4_project_detector import Rng, far_grids, grids


def _weights(rng: Rng) -> Inputs:
    """Weights of which none is 1 or the other."""
    return {"lambda_coord": 2 + 2 * float(rng.rand()), "lambda_noobj": 0.1 + 0.3 * float(rng.rand())}


HIDDEN: dict[str, tuple[Case, ...]] = {
    "detection_loss": (
        Case("three pictures", lambda r: grids(r, 3, 3, 4, 7), rtol=1e-4),
        Case("weights and gamma", lambda r: grids(r, 2, 3, 3, 6, gamma=1.5 + float(r.rand()), **_weights(r)),
             rtol=1e-4),
        Case("nothing in any picture", lambda r: grids(r, 3, 2, 2, 0, gamma=2.0), rtol=1e-4),
        Case("very sure, and wrong in places", lambda r: far_grids(r, 2, 3, 4, 7), rtol=1e-4, corner=True),
    ),
}  # fmt: skip

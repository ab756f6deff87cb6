"""Hidden cases of week3/4_project_detector: few cells, and each case meets several edges at once; and fresh streets."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_utils.data.sets.street_scene import draw_streets
from course_utils.exercises.base import Case, Inputs
from course_utils.exercises.project import Fresh
from course_utils.exercises.week3_4_project_detector import Rng, far_grids, grids, with_truth
from course_utils.types import Images

STREETS = 200  # with about 700 things; drawing takes a second


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
    "street_detector": (),  # the rules are no secret
}  # fmt: skip


def streets(random: np.random.Generator) -> tuple[Images, Any]:
    """Streets (200, 128, 128, 3), uint8, that nobody has seen, and what is in them."""
    return with_truth(draw_streets(STREETS, random))


FRESH: dict[str, Fresh] = {"street_detector": streets}

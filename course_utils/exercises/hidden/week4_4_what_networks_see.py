"""Hidden cases of week4/4_what_networks_see: small, never square, several classes, with ties and rims."""

from __future__ import annotations

import numpy as np

from course_utils.exercises.base import Case, Inputs
from course_utils.exercises.week4_4_what_networks_see import (
    Rng,
    calibration_inputs,
    cam_inputs,
    edge_inputs,
    equal_inputs,
    fgsm_inputs,
    network_case,
    occlusion_inputs,
    patch_inputs,
    saliency_inputs,
)


def _in_turn(rng: Rng) -> Inputs:
    """Twelve classes, five bins with six pictures each: all of a bin are right, all of the next are wrong."""
    confidence = (np.repeat(np.arange(5), 6) + rng.uniform(0.6, 0.9, 30)) / 5
    labels = rng.randint(0, 12, 30)
    P = np.repeat(((1 - confidence) / 11)[:, None], 12, axis=1)
    P[np.arange(30), (labels + np.repeat([0, 1, 0, 1, 0], 6)) % 12] = confidence
    return {"probabilities": P, "labels": labels, "bins": 5}


HIDDEN: dict[str, tuple[Case, ...]] = {
    "top_patches": (
        Case("seven pictures, steps of 5 and 3", lambda r: patch_inputs(r, 7, (3, 5, 4), (5, 3), 7, 4)),
        Case("five pictures, steps of 2 and 6, odd patches", lambda r: patch_inputs(r, 5, (5, 3, 3), (2, 6), 5)),
        Case("equal activations", lambda r: equal_inputs(r, 6, (4, 3, 2), 3, 4, 6), corner=True),
    ),
    "occlusion_map": (
        network_case("squares that overlap", lambda r: occlusion_inputs(r, (9, 12), 4, 5, 3, 200.0)),
        network_case("squares apart, a stride that does not divide",
                     lambda r: occlusion_inputs(r, (11, 8), 3, 2, 4, 30.0)),
    ),
    "saliency": (
        network_case("four classes", lambda r: saliency_inputs(r, (8, 5), 4)),
        network_case("two classes", lambda r: saliency_inputs(r, (5, 10), 2)),
    ),
    "grad_cam": (
        network_case("the last layer", lambda r: cam_inputs(r, (9, 6), 5, "last")),
        network_case("the first layer", lambda r: cam_inputs(r, (5, 7), 3, "first")),
    ),
    "fgsm": (
        network_case("four classes, a large step", lambda r: fgsm_inputs(r, (8, 5), 4, float(6 + 4 * r.rand()))),
        network_case("three classes, a small step", lambda r: fgsm_inputs(r, (5, 8), 3, float(0.5 + 0.4 * r.rand()))),
    ),
    "expected_calibration_error": (
        Case("eighty pictures, five classes, eight bins", lambda r: calibration_inputs(r, 80, 5, 8, 1.5)),
        Case("too sure and not sure enough in turn, from the lowest bin to the highest", _in_turn),
        Case("a sure network, ten bins", lambda r: calibration_inputs(r, 30, 3, None, 4.0)),
        Case("confidences on edges", edge_inputs, corner=True),
    ),
}  # fmt: skip

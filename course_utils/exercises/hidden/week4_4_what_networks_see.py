"""Hidden cases of week4/4_what_networks_see: small, never square, several classes, with ties and rims."""

from __future__ import annotations

from course_utils.exercises.base import Case
from course_utils.exercises.week4_4_what_networks_see import (
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
        Case("a sure network, ten bins", lambda r: calibration_inputs(r, 30, 3, None, 4.0)),
        Case("confidences on edges", edge_inputs, corner=True),
    ),
}  # fmt: skip

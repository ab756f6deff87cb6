"""Hidden cases of week4/2_style_transfer: small, and each meets several edges at once."""

from __future__ import annotations

from course_utils.exercises.base import Case
from course_utils.exercises.week4_2_style_transfer import (
    RTOL,
    both,
    costs,
    drawn_costs,
    layer_pair,
    layered,
    painting,
    pixels,
    two_maps,
    unrolled,
)

HIDDEN: dict[str, tuple[Case, ...]] = {
    "compute_content_cost": (
        Case("three layers, none of them square", lambda r: both(r, (4, 6, 2), (2, 3, 3), (3, 2, 4)), rtol=RTOL),
    ),
    "gram_matrix": (
        Case("five channels of seven numbers", lambda r: unrolled(r, 5, 7), rtol=RTOL),
        Case("as many channels as places", lambda r: unrolled(r, 3, 3), rtol=RTOL),
    ),
    "compute_layer_style_cost": (Case("a layer that is no square", lambda r: layer_pair(r, 3, 4, 5), rtol=RTOL),),
    "compute_style_cost": (
        Case("uneven weights", lambda r: layered(r, tuple(r.rand(3) * 2 + 0.1)), rtol=RTOL),
    ),
    "total_cost": (
        Case("the usual constants", costs, rtol=RTOL),
        Case("other constants", drawn_costs, rtol=RTOL),
    ),
    "total_variation_cost": (Case("a wide picture", lambda r: pixels(r, 5, 9), rtol=RTOL),),
    "adain": (
        Case("five channels", lambda r: two_maps(r, (5, 4), (2, 7), 5), rtol=RTOL),
        Case("a large epsilon", lambda r: two_maps(r, (4, 3), (3, 5), 2, epsilon=0.3), rtol=RTOL),
    ),
    "train_step": (Case("a picture that is no square", lambda r: painting(r, 5, 7, (4, 3, 2), 0.1), rtol=RTOL),),
}

"""Hidden cases of week3/1_localization: small, and each meets several edges at once."""

from __future__ import annotations

from course_utils.exercises.base import Case
from course_utils.exercises.week3_1_localization import answers, dense, nothing, picture, points, surest, thing

HIDDEN: dict[str, tuple[Case, ...]] = {
    "encode_target": (
        Case("a thing of the last class in a wide picture", lambda r: thing(r, 72, 150, 4, 3)),
        Case("a thing of class 2 in a high picture", lambda r: thing(r, 200, 90, 6, 2)),
        Case("an empty picture", lambda r: nothing(r, 50, 80, 4)),
    ),
    "localization_loss": (
        Case("nine pictures, some without a thing", lambda r: answers(r, 9, 4, 5), rtol=1e-4),
        Case("empty pictures only", lambda r: answers(r, 5, 2, 0), rtol=1e-4),
    ),
    "landmark_loss": (
        Case("four faces, unevenly hidden", lambda r: points(r, 4, 6, 11)),
        Case("nothing seen", lambda r: points(r, 2, 4, 0), corner=True),
        Case("one landmark seen", lambda r: points(r, 2, 3, 1)),
    ),
    "sliding_windows": (
        Case("a picture that is no square, a stride that does not divide", lambda r: picture(r, 11, 8, 3, 2)),
        Case("a stride that divides the columns only", lambda r: picture(r, 6, 10, 4, 3)),
        Case("one row is left over", lambda r: picture(r, 9, 7, 2, 3)),
    ),
    "map_to_boxes": (
        Case("a wide map", lambda r: surest(r, 3, 7, 32, 9, 0.4)),
        Case("a high map", lambda r: surest(r, 6, 3, 48, 16, 0.8)),
        Case("nothing", lambda r: {**surest(r, 3, 2, 10, 5, 0.5), "threshold": 3.0}, corner=True),
    ),
    "dense_to_conv": (Case("a volume that is no cube", lambda r: dense(r, 3, 4, 2, 5)),),
}

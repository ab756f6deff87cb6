"""Hidden cases of week3/2_yolo_car_detection: small, and each meets several edges at once."""

from __future__ import annotations

import numpy as np

from course_utils.exercises.base import Case, Inputs
from course_utils.exercises.week3_2_yolo_car_detection import (
    Rng,
    answers,
    classic_inputs,
    contested,
    crowd,
    drawn_pair,
    eval_inputs,
    exactly,
    filter_inputs,
    free_numbers,
    lone_box,
    nms_inputs,
    objects,
    pair,
    places,
    ranking,
    rising,
    shapes,
    street,
    twins,
)
from course_utils.layers.detection.yolo import assign_anchor
from course_utils.types import Array


def _sides(rng: Rng, *cells: int) -> Inputs:
    return {"box_xy": rng.rand(*cells, 2), "box_wh": rng.rand(*cells, 2)}


def _fractions(rng: Rng) -> Inputs:
    size = tuple(100.0 + 13.5 * number for number in rng.permutation(40)[:2])
    return {"boxes": rng.rand(3, 4), "image_shape": size}


def _tied_shapes(rng: Rng) -> Inputs:
    """Two anchors, one the other turned, that fit a square equally well, and one that fits worse."""
    side = float(rng.randint(1, 9))
    return {"box_wh": np.full(2, side), "anchors": side * np.array([[4.0, 4.0], [2.0, 1.0], [1.0, 2.0], [3.0, 3.0]])}


def _best_at(rng: Rng, A: int, place: int) -> Inputs:
    """Anchors of many shapes, the best of them at `place`."""
    given = shapes(rng, A)
    best, anchors = assign_anchor(**given)[0], given["anchors"]
    anchors[[best, place]] = anchors[[place, best]]
    return given


def _equals(rng: Rng) -> tuple[Array, Array, Array]:
    """Twins among boxes far apart, many of one score: so many that a sort that is not stable mixes them."""
    corners, scores, classes = twins(rng)
    apart = 8.0 * (1 + rng.permutation(21))[:, None] + np.array([0, 0, 1, 2])
    kinds = rng.randint(3, size=21)
    return np.vstack([corners, apart]), np.append(scores, 0.25 * rng.randint(1, 4, size=21)), np.append(classes, kinds)


def _one_car_first(rng: Rng) -> tuple[Array, Array, Array]:
    """Three boxes of one car with the best scores, and two cars far from it."""
    car = np.array([0.0, 0, 4, 4]) + np.vstack([np.zeros(4), [0, 0, 0, 0.5], [0, 0, 0.5, 0]])
    others = np.array([[9.0, 9, 12, 12], [20, 0, 23, 3]]) + rng.randint(3)
    order = rng.permutation(5)
    return np.vstack([car, others])[order], np.array([0.9, 0.8, 0.7, 0.6, 0.5])[order], np.zeros(5, int)


def _on_the_threshold(rng: Rng) -> Inputs:
    """One box, the last of the grid, and its score equals the threshold."""
    given, size = lone_box(), (100 + 50 * rng.rand(), 80.0)
    outputs = tuple(part[:, ::-1] for part in given["yolo_outputs"])
    return {**given, "yolo_outputs": outputs, "score_threshold": 0.875, "image_shape": size}


def _shares(rng: Rng, dx: float, dy: float) -> Inputs:
    """A pair in shares of a picture: the areas are below 1, yet not so small that a guard of 1e-6 in a union shows."""
    drawn = drawn_pair(rng, dx, dy)
    return pair(drawn["box1"] / 5, drawn["box2"] / 5)


def _flat(rng: Rng) -> Inputs:
    """A box without height across another."""
    x, y = 5 * rng.rand(2)
    return pair([x, y + 1, x + 2, y + 1], [x, y, x + 1.5, y + 3])


def _nothing_left(rng: Rng) -> Inputs:
    return {**filter_inputs(rng, 2, 3, 1), "threshold": 1.5}


def _on_a_line(rng: Rng) -> Inputs:
    """Mid-points on a line between cells and on the picture's right and lower edge."""
    given = objects(rng, 4, 4, 3)
    given["boxes"][2] = [0.25, 0.75, 0.5, 1.25]
    given["boxes"][1] = [0.375, 0.25, 0.625, 0.75]
    given["boxes"][0] = [0.875, 0.125, 1.125, 0.375]
    return given


HIDDEN: dict[str, tuple[Case, ...]] = {
    "yolo_loss": (
        Case("three pictures, one anchor", lambda r: answers(r, 3, 3, 4, 9, A=1), rtol=1e-4),
        Case("other weights",
             lambda r: answers(r, 2, 2, 2, 5, lambda_coord=1 + r.rand(), lambda_noobj=0.1 + 0.2 * r.rand()), rtol=1e-4),
        Case("p_c by its cross-entropy", lambda r: answers(r, 2, 3, 3, 8, log_loss=True), rtol=1e-4),
    ),
    "decode_outputs": (
        Case("4×4 cells, 3 anchors", lambda r: free_numbers(r, 4, 3, 3)),
        Case("one anchor", lambda r: free_numbers(r, 6, 1, 5)),
    ),
    "match_detections": (
        Case("six objects", lambda r: street(r, 6, 3)),
        Case("close together", contested),
        Case("a strict threshold", lambda r: {**street(r, 7, 2), "iou_threshold": 0.75}),
        Case("equal to the threshold", exactly, corner=True),
        Case("no object", lambda r: {**street(r, 3, 1), "truths": np.zeros((0, 4))}, corner=True),
    ),
    "average_precision_score": (
        Case("twenty detections", lambda r: ranking(r, 20, 9, 2)),
        Case("a dip", rising),
        Case("few are found", lambda r: ranking(r, 12, 4, 9)),
    ),
    "focal_loss": (
        Case("many places", lambda r: places(r, (40,), 4)),
        Case("another balance", lambda r: places(r, (3, 5, 5), 7, gamma=1.5, alpha=0.7)),
        Case("no object", lambda r: places(r, (3, 6), 0)),
    ),
    "iou": (
        Case("boxes that overlap", lambda r: drawn_pair(r, 0.4, -0.3)),
        Case("boxes that overlap, the first to the right", lambda r: _shares(r, -0.35, 0.45)),
        Case("apart in x only", lambda r: drawn_pair(r, 1.5, 0.25)),
        Case("apart in y only", lambda r: drawn_pair(r, 0.25, 1.5)),
        Case("apart in both directions", lambda r: drawn_pair(r, 1.25, 1.5)),
        Case("one inside the other", lambda r: drawn_pair(r, 0.2, 0.3, 0.5)),
        Case("a flat box", _flat, corner=True),
    ),
    "yolo_boxes_to_corners": (Case("a grid that is not square", lambda r: _sides(r, 3, 2, 2)),),
    "yolo_filter_boxes": (
        Case("as many cells and anchors as classes, a score on the threshold", lambda r: filter_inputs(r, 3, 3, 3)),
        Case("another threshold, float32",
             lambda r: filter_inputs(r, 4, 5, 2, threshold=0.375, kind=np.float32)),
        Case("no box left", _nothing_left),
    ),
    "non_max_suppression": (
        Case("a crowd of all classes", lambda r: nms_inputs(crowd(r))),
        Case("a crowd by class, another threshold", lambda r: nms_inputs(crowd(r), per_class=True, iou=0.25)),
        Case("a crowd by class", lambda r: nms_inputs(crowd(r, np.float32), per_class=True)),
        Case("few boxes wanted", lambda r: nms_inputs(crowd(r), most=2)),
        Case("few boxes wanted, by class", lambda r: nms_inputs(crowd(r), per_class=True, most=5)),
        Case("equal scores", lambda r: nms_inputs(_equals(r)), corner=True),
        Case("few boxes wanted, and several of one car come first", lambda r: nms_inputs(_one_car_first(r), most=2)),
    ),
    "yolo_non_max_suppression": (
        Case("a crowd, few boxes wanted", lambda r: classic_inputs(crowd(r), 8)),
        Case("a crowd, another threshold", lambda r: classic_inputs(crowd(r, np.float32), 20, 0.25)),
        Case("equal scores", lambda r: classic_inputs(_equals(r), 30), corner=True),
    ),
    "scale_boxes": (Case("a picture that is not square", _fractions),),
    "yolo_eval": (
        Case("a grid on a picture that is not square",
             lambda r: eval_inputs(r, 4, 4, 2, shape=(float(90 + r.randint(9)), 250.0), score=0.45, iou=0.25, most=20)),
        Case("few boxes wanted", lambda r: eval_inputs(r, 6, 6, 2, shape=(50.0, 40.0), score=0.25, iou=0.75, most=4)),
        Case("nothing is seen", lambda r: eval_inputs(r, 2, 2, 1, score=1.5)),
        Case("one box, on the threshold", _on_the_threshold, corner=True),
    ),
    "assign_anchor": (
        Case("five anchors", lambda r: _best_at(r, 5, 4)),
        Case("nine anchors", lambda r: _best_at(r, 9, 0)),
        Case("equally good anchors", _tied_shapes, corner=True),
    ),
    "encode_grid": (
        Case("objects of three shapes, two in one place", lambda r: objects(r, 5, 4, 3, A=4)),
        Case("mid-points on lines and edges", _on_a_line),
    ),
}  # fmt: skip

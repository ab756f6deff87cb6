"""Exercises of week3/2_yolo_car_detection: boxes, anchors, the filter, non-max suppression, all of it together."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_utils.exercises import naive_yolo as naive
from course_utils.exercises.base import Case, Exercise, ExerciseSet, Inputs, Mistake
from course_utils.exercises.naive import Array
from course_utils.layers.detection import boxes, yolo

Rng = np.random.RandomState


def pair(box1: Any, box2: Any) -> Inputs:
    return {"box1": box1, "box2": box2}


def drawn_pair(rng: Rng, dx: float, dy: float, shrink: float = 1.0) -> Inputs:
    """A box and another, `dx` of its width to the right and `dy` of its height down, `shrink` times as large."""
    (x, y), (w, h) = 10 * rng.rand(2), 2 + 3 * rng.rand(2)
    left, top = x + dx * w, y + dy * h
    return pair(np.array([x, y, x + w, y + h]), np.array([left, top, left + shrink * w, top + 0.9 * shrink * h]))


def head(rng: Rng, *cells: int, C: int = 3) -> tuple[Array, Array, Array, Array]:
    """Mid-points, sizes, confidences and probabilities of a grid; most boxes overlap some other."""
    xy, wh = rng.rand(*cells, 2), 0.15 + 0.5 * rng.rand(*cells, 2)
    return xy, wh, 0.3 + 0.7 * rng.rand(*cells, 1), rng.rand(*cells, C)


def filter_inputs(rng: Rng, *cells: int, C: int = 3, threshold: float = 0.5, kind: type = np.float64) -> Inputs:
    """A grid for the filter; one score equals the threshold exactly."""
    xy, _, confidence, probs = head(rng, *cells, C=C)
    first = (0,) * len(cells)
    confidence[first], probs[first] = threshold, np.eye(C)[1]
    boxes_ = np.concatenate([xy, xy + 0.25], axis=-1)
    found = {"boxes": boxes_, "box_confidence": confidence, "box_class_probs": probs}
    return {**{name: value.astype(kind) for name, value in found.items()}, "threshold": threshold}


def crowd(rng: Rng, kind: type = np.float64, lone: int = 3) -> tuple[Array, Array, Array]:
    """Boxes (x1, y1, x2, y2), scores and classes with every edge of NMS; some share rows or columns, yet are far apart.

    A chain (the first overlaps the second, the second the third) in a row, and a diagonal one of two classes; two boxes
    with IoU ½; two equal boxes with equal scores; two classes in one place; and `lone` boxes that meet nobody.
    """
    at = 8.0 * np.stack(np.divmod(rng.permutation(16), 4), axis=1)
    chain, diagonal = [[0, 0, 4, 2], [1, 0, 5, 2], [2, 0, 6, 2]], [[0, 0, 4, 4], [0.5, 0.5, 4.5, 4.5], [1, 1, 5, 5]]
    half, equal, two = [[0, 0, 2, 1], [0, 0, 1, 1]], [[1, 1, 3, 4]] * 2, [[0, 0, 3, 3], [0, 0, 3, 2.75]]
    alone = [[[0, 0, 1 + rng.rand(), 2]] for _ in range(lone)]
    groups = [chain, half, equal, two, diagonal, *alone]
    found = np.concatenate([np.array(part) + np.tile(where, 2) for part, where in zip(groups, at)])
    known = [0.9, 0.8, 0.7, 0.65, 0.6, 0.55, 0.55, 0.95, 0.85, 0.87, 0.82, 0.77]
    scores = np.append(known, 0.2 + 0.3 * rng.rand(lone))
    classes = np.append([0, 0, 0, 1, 1, 2, 2, 0, 1, 0, 1, 1], rng.randint(3, size=lone))
    order = rng.permutation(len(scores))
    return found[order].astype(kind), scores[order].astype(kind), classes[order]


def twins(rng: Rng) -> tuple[Array, Array, Array]:
    """Three boxes in one place: the first two have equal scores, and another class each."""
    x, y = 5 * rng.rand(2)
    return np.array([[x, y, x + 2, y + 2]] * 3), np.array([0.5, 0.5, 0.25]), np.array([1, 0, 1])


def nms_inputs(drawn: tuple[Array, Array, Array], per_class: bool = False, iou: float = 0.5,
               most: int | None = None) -> Inputs:  # fmt: skip
    found, scores, classes = drawn
    kinds = classes if per_class else None
    return {"boxes": found, "scores": scores, "classes": kinds, "iou_threshold": iou, "max_boxes": most}


def classic_inputs(drawn: tuple[Array, Array, Array], most: int = 10, iou: float = 0.5) -> Inputs:
    """The same in the classic order; boxes are y, x, which changes no overlap."""
    found, scores, classes = drawn
    turned = found[:, [1, 0, 3, 2]]
    return {"scores": scores, "boxes": turned, "classes": classes, "max_boxes": most, "iou_threshold": iou}


def none_at_all() -> tuple[Array, Array, Array]:
    return np.zeros((0, 4)), np.zeros(0), np.zeros(0, int)


def eval_inputs(rng: Rng, *cells: int, shape: Any = (720.0, 1280.0), most: int = 10, score: float = 0.6,
                iou: float = 0.5, C: int = 3) -> Inputs:  # fmt: skip
    """The four outputs, in the second generation's order, and the numbers of yolo_eval."""
    outputs = tuple(part.astype(np.float32) for part in head(rng, *cells, C=C))
    return {"yolo_outputs": outputs, "image_shape": shape, "max_boxes": most, "score_threshold": score,
            "iou_threshold": iou}  # fmt: skip


def lone_box() -> Inputs:
    """One sure box among cells that see nothing."""
    xy, wh, confidence, probs = head(np.random.RandomState(0), 2, 2, 1)
    confidence *= 0.1
    confidence[1, 0], probs[1, 0] = 0.875, [0, 1, 0]
    given = eval_inputs(np.random.RandomState(0), 2, 2, 1)
    return {**given, "yolo_outputs": (xy, wh, confidence, probs)}


def shapes(rng: Rng, A: int) -> Inputs:
    """A tall box and anchors of many shapes, one of them its own shape turned."""
    w, h = 1 + rng.rand(), 3 + rng.rand()
    anchors = 0.5 + 4 * rng.rand(A, 2)
    anchors[rng.randint(A)] = h, w
    return {"box_wh": np.array([w, h]), "anchors": anchors}


def objects(rng: Rng, m: int, S: int, n_classes: int, A: int = 2) -> Inputs:
    """Boxes on a picture, large ones among them; the last stands where the first does, with another class."""
    middle, size = 0.1 + 0.8 * rng.rand(m, 2), 0.1 + 0.7 * rng.rand(m, 2)
    middle[-1] = middle[0]
    size[-1] = 1.01 * size[0]
    classes = rng.randint(n_classes, size=m)
    classes[-1] = (classes[0] + 1) % n_classes
    # Anchors of clearly different shapes: tall, wide, small, …
    anchors = np.array([[0.2, 0.7], [0.7, 0.2], [0.1, 0.1], [0.6, 0.6]])[:A]
    found = np.concatenate([middle - size / 2, middle + size / 2], axis=1)
    return {"boxes": found, "classes": classes, "anchors": anchors, "S": S, "n_classes": n_classes}


def one_object(box: list[float], S: int = 3) -> Inputs:
    anchors = np.array([[0.25, 0.75], [0.75, 0.25]])
    return {"boxes": np.array([box]), "classes": np.array([2]), "anchors": anchors, "S": S, "n_classes": 3}


_APART = "Where boxes lie apart, a width is negative: cut each of the two at 0 before you multiply."
IOU = Exercise(
    "iou",
    15,
    boxes.iou,
    cases=(
        Case("two squares that share a corner piece: 1/7", lambda r: pair((2, 1, 4, 3), (1, 2, 3, 4)), 1),
        Case("side by side, the rows in common", lambda r: pair([0.0, 0.0, 2.0, 2.0], [3.0, 1.0, 5.0, 4.0]), 1),
        Case("one above the other, columns in common", lambda r: pair([1.0, 4.0, 4.0, 6.0], [0.0, 0.0, 3.0, 2.0]), 1),
        Case("apart in both directions", lambda r: pair((1, 2, 3, 4), (5, 6, 7, 9)), 1),
        Case("only corners touch", lambda r: pair((1, 1, 2, 2), (2, 2, 3, 4)), 1),
        Case("only sides touch", lambda r: pair((1, 1, 3, 3), (2, 3, 3, 5)), 1),
        Case("one box inside the other",
             lambda r: pair(np.array([1.0, 1.0, 3.0, 2.0]), np.array([0.0, 0.0, 4.0, 5.0])), 1),
        Case("the same box twice", lambda r: pair((2, 3, 5, 4), (2, 3, 5, 4)), 1),
        Case("a box without width", lambda r: pair((1, 0, 1, 4), (0, 0, 2, 3)), 1),
        Case("shares of a picture, float32",
             lambda r: pair(*np.array([[0.1, 0.2, 0.5, 0.6], [0.3, 0.1, 0.6, 0.5]], np.float32)), 1),
    ),
    mistakes=(
        Mistake("product clamped", "You cut the product at 0, but two negative sides multiply to a positive one: cut "
                "each side.",
                naive.overlap(shared=lambda w, h: max(w * h, 0))),
        Mistake("sides made positive", f"You took away the signs of the sides. {_APART}",
                naive.overlap(shared=lambda w, h: abs(w) * abs(h))),
        Mistake("only the width clamped", "You cut the width at 0, but not the height.",
                naive.overlap(shared=lambda w, h: max(w, 0) * h)),
        Mistake("only the height clamped", "You cut the height at 0, but not the width.",
                naive.overlap(shared=lambda w, h: w * max(h, 0))),
        Mistake("widths not clamped", f"You multiply width and height of the intersection as they come. {_APART}",
                naive.overlap(shared=lambda w, h: w * h)),
        Mistake("one pixel more", "You add 1 to every side. Corners here are points between pixels: a side is x2 − x1.",
                naive.overlap(extra=1)),
        Mistake("union without minus", "The two areas together count the intersection twice: subtract it once.",
                naive.overlap(answer=lambda inter, a, b: inter / (a + b))),
        Mistake("twice the intersection", "2·intersection / (sum of areas) is the Dice score: divide by the union.",
                naive.overlap(answer=lambda inter, a, b: 2 * inter / (a + b))),
        Mistake("intersection added", "Subtract the intersection from the sum of the areas; you added it.",
                naive.overlap(answer=lambda inter, a, b: inter / (a + b + inter))),
        Mistake("intersection only", "You return the intersection. Divide it by the union.",
                naive.overlap(answer=lambda inter, a, b: inter)),
        Mistake("union only", "You return the union. IoU is intersection / union.",
                naive.overlap(answer=lambda inter, a, b: a + b - inter)),
        Mistake("over the first box", "You divide by the area of box1. Divide by the union of both.",
                naive.overlap(answer=lambda inter, a, b: inter / a if a else 0.0)),
        Mistake("over the second box", "You divide by the area of box2. Divide by the union of both.",
                naive.overlap(answer=lambda inter, a, b: inter / b)),
        Mistake("over the smaller box", "You divide by the smaller area. Divide by the union of both.",
                naive.overlap(answer=lambda inter, a, b: inter / min(a, b) if min(a, b) else 0.0)),
        Mistake("corners in pairs of x and y", "You read a box as (x1, x2, y1, y2). It is (x1, y1, x2, y2).",
                naive.overlap(read=lambda b: (b[0], b[2], b[1], b[3]),
                              answer=lambda inter, a, b: inter / (a + b - inter) if a + b - inter else 0.0)),
        Mistake("x and y swapped", "You read x and y of one box in the other order. Both are (x1, y1, x2, y2).",
                naive.overlap(read2=lambda b: (b[1], b[0], b[3], b[2]))),
        Mistake("width and height for corners", "You read a box as (x, y, width, height). It holds two corners.",
                naive.overlap(read=lambda b: (b[0], b[1], b[0] + b[2], b[1] + b[3]))),
        Mistake("minimum and maximum swapped", "Your inner corners are the outer ones: the intersection begins at the "
                "larger x1 and ends at the smaller x2.", naive.overlap(low=min, high=max)),
        Mistake("distance", "You return 1 − IoU. Equal boxes have IoU 1.",
                naive.overlap(answer=lambda inter, a, b: 1 - inter / (a + b - inter))),
    ),
    hints=(
        "The intersection is a box too. Where does it begin and end in x, where in y? And if it ends earlier?",
        "width = max(min(x2's) − max(x1's), 0), height likewise; union = area 1 + area 2 − intersection.",
        "xi1 = max(box1[0], box2[0]), xi2 = min(box1[2], box2[2]); inter = max(xi2 - xi1, 0) * max(yi2 - yi1, 0).",
    ),
    outputs=("iou",),
    call="yolo",
)  # fmt: skip

CORNERS = Exercise(
    "yolo_boxes_to_corners",
    10,
    yolo.yolo_boxes_to_corners,
    cases=(
        Case("one box", lambda r: {"box_xy": np.array([[0.5, 0.25]]), "box_wh": np.array([[0.25, 0.125]])}, 1),
        Case("a grid of 4×4 cells with 2 anchors",
             lambda r: dict(zip(("box_xy", "box_wh"), (r.rand(4, 4, 2, 2), r.rand(4, 4, 2, 2)))), 1),
    ),
    mistakes=(
        Mistake("x before y", "Your corners are (x1, y1, x2, y2). The classic code puts y first: (y1, x1, y2, x2).",
                naive.corners(lambda xy, wh: (xy - wh / 2, xy + wh / 2))),
        Mistake("mid-point as corner", "You begin the box at its mid-point. Go half a side to each direction.",
                naive.corners(lambda xy, wh: (xy[..., ::-1], (xy + wh)[..., ::-1]))),
        Mistake("whole sides", "You go a whole side to each direction: the box is twice as large. Half is enough.",
                naive.corners(lambda xy, wh: ((xy - wh)[..., ::-1], (xy + wh)[..., ::-1]))),
        Mistake("corners swapped", "The smaller corner comes first: (y1, x1), then (y2, x2).",
                naive.corners(lambda xy, wh: ((xy + wh / 2)[..., ::-1], (xy - wh / 2)[..., ::-1]))),
        Mistake("both y before both x", "Your order is (y1, y2, x1, x2). A corner stays together: (y1, x1, y2, x2).",
                naive.corners(lambda xy, wh: ((xy - wh / 2)[..., 1:], (xy + wh / 2)[..., 1:], (xy - wh / 2)[..., :1],
                                              (xy + wh / 2)[..., :1]))),
        Mistake("only the first corner y, x", "Your second corner has x first. Both are y, x.",
                naive.corners(lambda xy, wh: ((xy - wh / 2)[..., ::-1], xy + wh / 2))),
        Mistake("sides kept", "The last two numbers are still the sides. Give the second corner.",
                naive.corners(lambda xy, wh: ((xy - wh / 2)[..., ::-1], wh[..., ::-1]))),
    ),
    hints=(
        "Half of the width lies to the left of the mid-point, half to the right; the same for the height.",
        "mins = box_xy − box_wh / 2 and maxes = box_xy + box_wh / 2, both (…, 2); the answer is (…, 4), y before x.",
        "np.concatenate([mins[..., 1:2], mins[..., 0:1], …, …], axis=-1), with the maxes in the place of the dots.",
    ),
    outputs=("corners",),
    call="yolo",
)  # fmt: skip

_PRODUCT = "The score of a class is confidence × probability."
FILTER = Exercise(
    "yolo_filter_boxes",
    15,
    yolo.yolo_filter_boxes,
    cases=(
        Case("a grid of 3×3 cells, 3 anchors, 3 classes; one score equals the threshold",
             lambda r: filter_inputs(r, 3, 3, 3), 1),
        Case("a grid of 4×4 cells, 2 anchors, 5 classes, threshold 0.75",
             lambda r: filter_inputs(r, 4, 4, 2, C=5, threshold=0.75), 2),
        Case("no box is good enough",
             lambda r: {**filter_inputs(r, 2, 2, 1, threshold=0.5), "threshold": 2.0}, 3),
        Case("a single box, float32", lambda r: filter_inputs(r, 1, 1, 1, C=5, kind=np.float32), 4),
    ),
    mistakes=(
        Mistake("confidence forgotten", f"Your scores are the probabilities alone. {_PRODUCT}",
                naive.filtered(score=lambda c, p: p)),
        Mistake("probability forgotten", f"Your scores are the confidences alone. {_PRODUCT}",
                naive.filtered(decide=lambda s, c, p: c[..., 0], told=lambda s, c, p: c[..., 0])),
        Mistake("sum for product", f"You add confidence and probability. {_PRODUCT}",
                naive.filtered(score=lambda c, p: c + p)),
        Mistake("argmax over the anchors", "You look for the best along the anchors. Classes are the last axis.",
                naive.filtered(which=lambda s: s.argmax(axis=-2),
                               decide=lambda s, c, p: s.max(axis=-2), told=lambda s, c, p: s.max(axis=-2))),
        Mistake("argmax over the rows", "You look for the best along the grid's rows. Classes are the last axis.",
                naive.filtered(which=lambda s: s.argmax(axis=0),
                               decide=lambda s, c, p: s.max(axis=0), told=lambda s, c, p: s.max(axis=0))),
        Mistake("class over the wrong axis", "Your scores are right, but not the classes: take argmax over axis=-1.",
                naive.filtered(which=lambda s: s.argmax(axis=-2))),
        Mistake("class over the rows", "Your scores are right, but not the classes: take argmax over axis=-1.",
                naive.filtered(which=lambda s: s.argmax(axis=0))),
        Mistake("greater for at least", "A score that equals the threshold is good enough: write >=.",
                naive.filtered(keep=lambda s, t: s > t)),
        Mistake("the bad ones kept", "You keep the boxes below the threshold.",
                naive.filtered(keep=lambda s, t: s < t)),
        Mistake("threshold ignored", "You always use 0.6. Take the argument threshold.",
                naive.filtered(keep=lambda s, t: s >= 0.6)),
        Mistake("decided by the confidence", f"You compare the confidence with the threshold. {_PRODUCT}",
                naive.filtered(decide=lambda s, c, p: c[..., 0])),
        Mistake("decided by the probability", f"You compare the probability with the threshold. {_PRODUCT}",
                naive.filtered(decide=lambda s, c, p: p.max(axis=-1))),
        Mistake("confidence returned", "Your boxes are right, but return their scores, not their confidences.",
                naive.filtered(told=lambda s, c, p: c[..., 0])),
        Mistake("probability returned", "Your boxes are right, but return their scores, not their probabilities.",
                naive.filtered(told=lambda s, c, p: p.max(axis=-1))),
        Mistake("classes from 1", "Classes are counted from 0.", naive.filtered(which=lambda s: s.argmax(axis=-1) + 1)),
        Mistake("a box once for each class", "A box comes once for every class above the threshold. Take its best "
                "class only.", naive.every_class),
        Mistake("boxes first", "The order is scores, boxes, classes.",
                naive.filtered(answer=lambda s, b, c: (b, s, c))),
        Mistake("boxes last", "The order is scores, boxes, classes.",
                naive.filtered(answer=lambda s, b, c: (s, c, b))),
    ),
    hints=(
        "Every box has one score per class. Its best class speaks for it; then the threshold decides.",
        "box_confidence (…, 1) times box_class_probs (…, C) gives (…, C); argmax and max over the last axis; a mask.",
        "box_scores = box_confidence * box_class_probs; mask = box_scores.max(axis=-1) >= threshold; then boxes[mask].",
    ),
    outputs=("scores", "boxes", "classes"),
    call="yolo",
)  # fmt: skip

_CHAIN = ("A box that was dropped drops nobody: compare with the kept ones only.")
_TIE = "A box whose IoU equals the threshold stays: drop it only where the IoU is greater."
_FIRST = "Of equal scores the first in the list goes first; a reversed argsort takes the last. Sort by −scores, stable."
NMS = Exercise(
    "non_max_suppression",
    20,
    boxes.non_max_suppression,
    cases=(
        Case("three boxes of one car", lambda r: nms_inputs((
            np.array([[0.0, 0, 4, 4], [0, 1, 4, 5], [0, 0, 4, 3.5]]), np.array([0.6, 0.9, 0.7]), np.zeros(3, int))), 1),
        Case("a crowd: a chain, IoU equal to the threshold, equal scores", lambda r: nms_inputs(crowd(r)), 2),
        Case("the same by class", lambda r: nms_inputs(crowd(r), per_class=True), 2),
        Case("at most three boxes, IoU threshold 0.25", lambda r: nms_inputs(crowd(r), iou=0.25, most=3), 3),
        Case("equal boxes with equal scores", lambda r: nms_inputs(twins(r)), 4),
        Case("one box", lambda r: nms_inputs((np.array([[1.0, 1, 2, 2]]), np.array([0.5]), np.array([1]))), 1),
        Case("no box at all", lambda r: nms_inputs(none_at_all()), 1),
        Case("float32, by class", lambda r: nms_inputs(crowd(r, np.float32), per_class=True, iou=0.25), 5),
    ),
    mistakes=(
        Mistake("not by score", "You go through the boxes in their order. The best score goes first.",
                naive.suppression(order=lambda s: np.arange(len(s)))),
        Mistake("worst first", "You begin with the lowest score. Sort by falling score.",
                naive.suppression(order=lambda s: np.argsort(s, kind="stable"))),
        Mistake("equal scores from the back", _FIRST,
                naive.suppression(order=lambda s: np.argsort(s, kind="stable")[::-1])),
        Mistake("equal to the threshold dropped", _TIE, naive.suppression(drops=lambda iou, t: iou >= t)),
        Mistake("dropped boxes drop others", _CHAIN, naive.suppression(dropped_drop=True)),
        Mistake("classes ignored", "With classes given, only boxes of one class drop each other.",
                naive.suppression(use_classes=False)),
        Mistake("one per class", "You keep one box per class. Two cars have one class and both stay.",
                naive.suppression(drops=lambda iou, t: True)),
        Mistake("only other classes", "You compare boxes of different classes. Those of one class drop each other.",
                naive.suppression(together=lambda a, b: bool(a != b))),
        Mistake("nobody dropped", "You sort the boxes but drop none.",
                naive.suppression(drops=lambda iou, t: False)),
        Mistake("far boxes dropped", "You drop boxes with a small overlap. Those above the threshold go.",
                naive.suppression(drops=lambda iou, t: iou < t)),
        Mistake("threshold ignored", "You always use 0.5. Take the argument iou_threshold.",
                naive.suppression(threshold=lambda t: 0.5)),
        Mistake("max_boxes ignored", "Return at most max_boxes places.", naive.suppression(limit=lambda n: None)),
        Mistake("sorted by place", "Your places are right but not in order: the best score comes first.",
                naive.suppression(answer=lambda found, b, s: np.sort(found))),
        Mistake("boxes returned", "You return the boxes. Return their places in the list.",
                naive.suppression(answer=lambda found, b, s: b[found])),
        Mistake("scores returned", "You return the scores. Return the places in the list.",
                naive.suppression(answer=lambda found, b, s: s[found])),
        Mistake("a mask returned", "You return True and False. Return the places, best first.",
                naive.suppression(answer=lambda found, b, s: np.isin(np.arange(len(s)), found))),
    ),
    hints=(
        "Take the best box, drop what overlaps it too much, take the best of what is left, and so on.",
        "order = places by falling score; keep place i if iou(boxes[i], boxes[j]) <= iou_threshold for every kept j "
        "(of the same class, where classes are given).",
        "for i in np.argsort(-scores, kind='stable'): i stays if all(iou(boxes[i], boxes[j]) <= … for j in rivals), "
        "those that are kept already and of its class.",
    ),
    outputs=("places",),
    uses=("iou",),
    call="yolo",
)  # fmt: skip

CLASSIC_NMS = Exercise(
    "yolo_non_max_suppression",
    10,
    yolo.yolo_non_max_suppression,
    cases=(
        Case("a crowd, classes do not matter", lambda r: classic_inputs(crowd(r)), 1),
        Case("at most four boxes, IoU threshold 0.25", lambda r: classic_inputs(crowd(r), 4, 0.25), 2),
        Case("equal boxes with equal scores", lambda r: classic_inputs(twins(r)), 3),
        Case("one box", lambda r: classic_inputs((np.array([[1.0, 1, 2, 2]]), np.array([0.5]), np.array([1]))), 1),
        Case("float32", lambda r: classic_inputs(crowd(r, np.float32), 10, 0.625), 4),
    ),
    mistakes=(
        Mistake("scores not gathered", "Your boxes and classes are picked, but the scores are still all there.",
                naive.classic_suppression(answer=lambda found, s, b, c: (s, b[found], c[found]))),
        Mistake("classes not gathered", "Your scores and boxes are picked, but the classes are still all there.",
                naive.classic_suppression(answer=lambda found, s, b, c: (s[found], b[found], c))),
        Mistake("boxes not gathered", "Your scores and classes are picked, but the boxes are still all there.",
                naive.classic_suppression(answer=lambda found, s, b, c: (s[found], b, c[found]))),
        Mistake("nothing gathered", "You return everything you were given. Pick the places that stay.",
                naive.classic_suppression(answer=lambda found, s, b, c: (s, b, c))),
        Mistake("the first ones taken", "You take the first entries of each list, not those at the places found.",
                naive.classic_suppression(answer=lambda found, s, b, c: tuple(x[: len(found)] for x in (s, b, c)))),
        Mistake("by class", "You suppress within a class only. The classic code ignores the class.",
                naive.classic_suppression(per_class=True)),
        Mistake("not by score", "You go through the boxes in their order. The best score goes first.",
                naive.classic_suppression(order=lambda s: np.arange(len(s)))),
        Mistake("equal scores from the back", _FIRST,
                naive.classic_suppression(order=lambda s: np.argsort(s, kind="stable")[::-1])),
        Mistake("equal to the threshold dropped", _TIE, naive.classic_suppression(drops=lambda iou, t: iou >= t)),
        Mistake("dropped boxes drop others", _CHAIN, naive.classic_suppression(dropped_drop=True)),
        Mistake("max_boxes ignored", "Keep at most max_boxes boxes.", naive.classic_suppression(limit=lambda n: None)),
        Mistake("cut before suppression", "You took the best max_boxes first and suppressed then: too few are left.",
                naive.classic_suppression(cut_first=True)),
        Mistake("threshold ignored", "You always use 0.5. Take the argument iou_threshold.",
                naive.classic_suppression(threshold=lambda t: 0.5)),
        Mistake("sorted by place", "Your boxes are right but not in order: the best score comes first.",
                naive.classic_suppression(
                    answer=lambda found, *parts: tuple(part[np.sort(found)] for part in parts))),
        Mistake("boxes first", "The order is scores, boxes, classes.",
                naive.classic_suppression(answer=lambda found, s, b, c: (b[found], s[found], c[found]))),
    ),
    hints=(
        "Your non_max_suppression gives places. Which three arrays do they pick from?",
        "places = non_max_suppression(boxes, scores, …) without classes, (k,); then all three arrays at places.",
        "scores[places], and the other two alike; pass iou_threshold=… and max_boxes=… on by name.",
    ),
    outputs=("scores", "boxes", "classes"),
    uses=("non_max_suppression",),
    call="yolo",
)  # fmt: skip


def _scaled(size: Any) -> Any:
    """A scaling by `size(height, width)`."""
    return lambda boxes, image_shape: boxes * np.array(size(*image_shape))


SCALE = Exercise(
    "scale_boxes",
    5,
    boxes.scale_boxes,
    cases=(
        Case("one box on 100 rows and 200 columns", lambda r: {"boxes": np.array([[0.25, 0.5, 0.75, 1.0]]),
                                                               "image_shape": (100.0, 200.0)}, 1),
        Case("five boxes on 720 rows and 1280 columns", lambda r: {"boxes": r.rand(5, 4).astype(np.float32),
                                                                   "image_shape": (720.0, 1280.0)}, 2),
        Case("no box", lambda r: {"boxes": np.zeros((0, 4)), "image_shape": (10.0, 20.0)}, 1),
    ),
    mistakes=(
        Mistake("height and width swapped", "Your y is multiplied by the width. image_shape is (height, width), and "
                "boxes are (y1, x1, y2, x2).", _scaled(lambda h, w: (w, h, w, h))),
        Mistake("sides in pairs", "You multiply by (height, height, width, width). A corner is y, x.",
                _scaled(lambda h, w: (h, h, w, w))),
        Mistake("pairs the other way", "You multiply by (width, width, height, height). A corner is y, x.",
                _scaled(lambda h, w: (w, w, h, h))),
        Mistake("only the height", "You multiply all four by the height. x belongs to the width.",
                _scaled(lambda h, w: (h, h, h, h))),
        Mistake("only the width", "You multiply all four by the width. y belongs to the height.",
                _scaled(lambda h, w: (w, w, w, w))),
        Mistake("divided", "You divide. From shares to pixels you multiply.", _scaled(lambda h, w: (1 / h, 1 / w) * 2)),
        Mistake("only the first corner", "The second corner is still in shares.", _scaled(lambda h, w: (h, w, 1, 1))),
        Mistake("whole pixels", "You rounded. Keep the fractions.",
                lambda boxes, image_shape: (boxes * np.array([*image_shape] * 2)).astype(int)),
    ),
    hints=(
        "A share of the height becomes rows, a share of the width columns.",
        "boxes (n, 4) times [height, width, height, width], (4,).",
        "height, width = image_shape; then boxes * np.array([height, …]), four numbers in the order of the corners.",
    ),
    outputs=("boxes",),
    call="yolo",
)  # fmt: skip

EVAL = Exercise(
    "yolo_eval",
    10,
    yolo.yolo_eval,
    cases=(
        Case("a grid of 4×4 cells, 2 anchors, 3 classes", lambda r: eval_inputs(r, 4, 4, 2), 1),
        Case("another picture, other thresholds, up to 40 boxes",
             lambda r: eval_inputs(r, 5, 5, 2, shape=(300.0, 200.0), most=40, score=0.3, iou=0.25), 2),
        Case("at most two boxes", lambda r: eval_inputs(r, 3, 3, 2, most=2), 5),
        Case("nothing is seen", lambda r: eval_inputs(r, 2, 2, 1, score=1.5), 3),
        Case("one box is left", lambda r: lone_box(), 4),
    ),
    mistakes=(
        Mistake("not scaled", "Your boxes are still shares of the picture: call scale_boxes.",
                naive.evaluation(size=lambda shape: [1, 1, 1, 1])),
        Mistake("height and width swapped", "image_shape is (height, width), boxes are (y1, x1, y2, x2).",
                naive.evaluation(size=lambda shape: [shape[1], shape[0]] * 2)),
        Mistake("always 720×1280", "You scale to 720 × 1280. Take the argument image_shape.",
                naive.evaluation(size=lambda shape: [720, 1280, 720, 1280])),
        Mistake("no suppression", "You keep boxes that overlap: call yolo_non_max_suppression.",
                naive.evaluation(suppress=lambda s, b, c, n, t: (s, b, c))),
        Mistake("mid-points for corners", "You pass on (x, y, w, h): call yolo_boxes_to_corners first.",
                naive.evaluation(to_corners=lambda xy, wh: np.concatenate([xy, wh], axis=-1))),
        Mistake("x before y", "Your corners are x, y when they are scaled. The classic order is y, x.",
                naive.evaluation(to_corners=naive.corners(lambda xy, wh: (xy - wh / 2, xy + wh / 2)))),
        Mistake("by class", "You suppress within a class only. The classic code ignores the class.",
                naive.evaluation(suppress=naive.classic_suppression(per_class=True))),
        Mistake("score threshold ignored", "You always filter at 0.6. Pass score_threshold on.",
                naive.evaluation(limits=lambda n, score, iou: (n, 0.6, iou))),
        Mistake("IoU threshold ignored", "You always suppress at 0.5. Pass iou_threshold on.",
                naive.evaluation(limits=lambda n, score, iou: (n, score, 0.5))),
        Mistake("max_boxes ignored", "You always keep up to ten boxes. Pass max_boxes on.",
                naive.evaluation(limits=lambda n, score, iou: (10, score, iou))),
        Mistake("thresholds swapped", "You filter at iou_threshold and suppress at score_threshold: swap them.",
                naive.evaluation(limits=lambda n, score, iou: (n, iou, score))),
        Mistake("boxes first", "The order is scores, boxes, classes.",
                naive.evaluation(answer=lambda s, b, c: (b, s, c))),
    ),
    hints=(
        "Four steps you have written: corners, filter, pixels, suppression.",
        "yolo_boxes_to_corners → yolo_filter_boxes(…, score_threshold) → scale_boxes (k, 4) → non-max suppression.",
        "scores, boxes, classes = yolo_filter_boxes(boxes, box_confidence, box_class_probs, score_threshold), …",
    ),
    outputs=("scores", "boxes", "classes"),
    uses=("yolo_boxes_to_corners", "yolo_filter_boxes", "scale_boxes", "yolo_non_max_suppression"),
    call="yolo",
)  # fmt: skip


def _centred(w1: Any, h1: Any, w2: Any, h2: Any) -> Any:
    return -np.hypot(w1 - w2, h1 - h2)


ANCHOR = Exercise(
    "assign_anchor",
    5,
    yolo.assign_anchor,
    cases=(
        Case("a pedestrian, a tall and a wide anchor", lambda r: {"box_wh": (1.0, 3.0),
                                                                  "anchors": np.array([[3.0, 1.0], [1.0, 2.5]])}, 1),
        Case("a thin box: the nearest numbers are not the best shape",
             lambda r: {"box_wh": np.array([0.5, 4.0]), "anchors": np.array([[2.0, 4.0], [0.5, 2.0], [2.0, 1.0]])}, 1),
        Case("two anchors fit equally well: the first is taken",
             lambda r: {"box_wh": np.array([1.0, 1.0]), "anchors": np.array([[4.0, 4.0], [2.0, 1.0], [1.0, 2.0]])}, 1),
        Case("six anchors", lambda r: shapes(r, 6), 2),
    ),
    mistakes=(
        Mistake("nearest numbers", "You take the anchor whose numbers are nearest. Compare shapes by IoU.",
                naive.anchor(answer=lambda place, value: (place, value), measure=_centred)),
        Mistake("worst anchor", "You take the anchor with the smallest IoU.",
                naive.anchor(best=lambda values: int(np.argmin(values)))),
        Mistake("last of equal ones", "Of equally good anchors take the first: argmax does, >= in a loop does not.",
                naive.anchor(best=lambda values: len(values) - 1 - int(np.argmax(values[::-1])))),
        Mistake("width and height swapped", "You compare widths with heights.", naive.anchor(turned=True)),
        Mistake("union without minus", "Subtract the intersection once from the sum of the areas.",
                naive.anchor(measure=lambda a, b, c, d: min(a, c) * min(b, d) / (a * b + c * d))),
        Mistake("intersection only", "You compare intersections: the largest anchor always wins. Divide by the union.",
                naive.anchor(measure=lambda a, b, c, d: min(a, c) * min(b, d))),
        Mistake("areas compared", "You compare areas only: a tall and a wide box of one area look alike.",
                naive.anchor(measure=lambda a, b, c, d: min(a * b, c * d) / max(a * b, c * d))),
        Mistake("counted from 1", "The first anchor has number 0.",
                naive.anchor(answer=lambda place, value: (place + 1, value))),
        Mistake("IoU first", "Return the number first, then the IoU.",
                naive.anchor(answer=lambda place, value: (value, place))),
        Mistake("only the number", "Return two things: the anchor's number and the IoU.",
                naive.anchor(answer=lambda place, value: place)),
    ),
    hints=(
        "Only the shapes count: lay box and anchor on one corner. How wide is the intersection then?",
        "intersection = min(widths) · min(heights); union = both areas − intersection, for every anchor.",
        "inter = np.minimum(box_wh, anchors).prod(axis=1); then argmax of inter / union.",
    ),
    outputs=("anchor", "iou"),
    call="yolo",
)  # fmt: skip

GRID = Exercise(
    "encode_grid",
    10,
    yolo.encode_grid,
    cases=(
        Case("one car in a grid of 3×3", lambda r: one_object([0.375, 0.5, 0.875, 0.75]), 1),
        Case("a mid-point on the line between two cells", lambda r: one_object([0.25, 0.5, 0.75, 1.0], S=4), 1),
        Case("a mid-point on the picture's edge", lambda r: one_object([0.5, 0.5, 1.5, 0.75], S=4), 1),
        Case("four objects, two in one place, 3 anchors", lambda r: objects(r, 4, 5, 3, A=3), 2),
        Case("no object", lambda r: {**objects(r, 2, 2, 2), "boxes": np.zeros((0, 4)), "classes": np.zeros(0, int)}, 3),
    ),
    mistakes=(
        Mistake("rows and columns swapped", "The first axis is the row (from y), the second the column (from x).",
                naive.grid(turned=True)),
        Mistake("corner for mid-point", "You put the object into the cell of its corner. Its mid-point decides.",
                naive.grid(point=lambda x1, y1, x2, y2: (x1, y1))),
        Mistake("rounded", "You round to the nearest cell. The mid-point lies in the cell below it: floor, int(…).",
                naive.grid(cell=lambda value: int(np.floor(value + 0.5)))),
        Mistake("mid-point measured on the picture", "b_x and b_y are shares of the picture. Measure them from the "
                "cell's corner, in cells.", naive.grid(offset=lambda place, cell, S: place / S)),
        Mistake("cell not subtracted", "b_x and b_y still hold the cell's number: subtract the column and the row.",
                naive.grid(offset=lambda place, cell, S: place)),
        Mistake("sides measured on the picture", "b_h and b_w are shares of the picture. Count them in cells: times S.",
                naive.grid(side=lambda side, S: side)),
        Mistake("sides cut at 1", "You cut b_h and b_w at 1. An object may be larger than its cell.",
                naive.grid(side=lambda side, S: min(side * S, 1.0))),
        Mistake("width before height", "The order is p_c, b_x, b_y, b_h, b_w: the height comes first.",
                naive.grid(row=lambda bx, by, bh, bw: (1, bx, by, bw, bh))),
        Mistake("y before x", "The order is p_c, b_x, b_y, b_h, b_w: b_x comes before b_y.",
                naive.grid(row=lambda bx, by, bh, bw: (1, by, bx, bh, bw))),
        Mistake("p_c missing", "p_c is 1 where an object is.",
                naive.grid(row=lambda bx, by, bh, bw: (0, bx, by, bh, bw))),
        Mistake("always the first anchor", "You use anchor 0 for every object. Its shape decides: assign_anchor.",
                naive.grid(choose=lambda wh, anchors: 0)),
        Mistake("sides swapped for the anchor", "Pass (width, height) to assign_anchor, as the anchors have it.",
                naive.grid(choose=lambda wh, anchors: int(naive.anchor()(wh[::-1], anchors)[0]))),
        Mistake("class number for ones", "Write 1 at the class's place, not its number.",
                naive.grid(class_row=lambda c, n: c * np.eye(n)[c])),
        Mistake("classes from 1", "Class 0 stands at number 5 of the vector: yours are one further.",
                naive.grid(class_row=lambda c, n: np.eye(n, k=1)[c])),
        Mistake("old class left", "The later object replaces the earlier, but the earlier's class is still set.",
                naive.grid(add_class=True)),
        Mistake("anchors not an axis", "Your numbers are right, but keep the anchors an axis of their own: "
                "(S, S, A, 5 + n_classes).",
                lambda boxes, classes, anchors, S, n_classes:
                    naive.grid()(boxes, classes, anchors, S, n_classes).reshape(S, S, -1)),
        Mistake("earlier object stays", "Of two objects in one place the later one stays.",
                naive.grid(first_stays=True)),
    ),
    hints=(
        "Where is the mid-point, counted in cells? Its whole part is the cell, the rest is b_x and b_y.",
        "x = S·(x1 + x2)/2, column = floor(x), b_x = x − column, b_w = S·(x2 − x1); y[row, column, anchor] = "
        "[1, b_x, b_y, b_h, b_w, one-hot].",
        "column = min(int(x), S - 1); anchor, _ = assign_anchor((x2 - x1, y2 - y1), anchors); set all 5 + n_classes "
        "numbers.",
    ),
    outputs=("y",),
    uses=("assign_anchor",),
    call="yolo",
)  # fmt: skip

EXERCISES = ExerciseSet(
    "week3/2_yolo_car_detection",
    "YOLO finds cars, people and horses",
    (ANCHOR, GRID, CORNERS, FILTER, IOU, NMS, CLASSIC_NMS, SCALE, EVAL),
    profile="tensorflow",
)

"""Detection in loops, with switches: the wrong answers that students write, one switch each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course_utils.exercises.naive import Array
from course_utils.layers.detection import yolo

Box = Sequence[Any]
Function = Callable[..., Any]


def _clamped(w: Any, h: Any) -> Any:
    return max(w, 0) * max(h, 0)


def overlap(
    *,
    read: Callable[[Box], Box] = lambda box: box,
    read2: Callable[[Box], Box] | None = None,
    shared: Callable[[Any, Any], Any] = _clamped,
    extra: int = 0,
    low: Callable[[Any, Any], Any] = max,
    high: Callable[[Any, Any], Any] = min,
    answer: Callable[[Any, Any, Any], Any] = lambda inter, a, b: inter / (a + b - inter),
) -> Function:
    """IoU; `read` gives the corners of a box, `shared(w, h)` the intersection, `answer` takes it and both areas."""

    def iou(box1: Box, box2: Box) -> Any:
        a, b = read(box1), (read2 or read)(box2)
        w = high(a[2], b[2]) - low(a[0], b[0]) + extra
        h = high(a[3], b[3]) - low(a[1], b[1]) + extra
        areas = [(box[2] - box[0] + extra) * (box[3] - box[1] + extra) for box in (a, b)]
        return answer(shared(w, h), *areas)

    return iou


IOU = overlap()


def corners(rows: Callable[[Array, Array], Sequence[Array]]) -> Function:
    """Corners by `rows(xy, wh)`, a list of parts with two numbers or one each; they are joined."""

    def yolo_boxes_to_corners(box_xy: Array, box_wh: Array) -> Array:
        return np.concatenate(list(rows(box_xy, box_wh)), axis=-1)

    return yolo_boxes_to_corners


def filtered(
    *,
    score: Callable[[Array, Array], Array] = lambda c, p: c * p,
    decide: Callable[[Array, Array, Array], Array] = lambda s, c, p: s.max(axis=-1),
    told: Callable[[Array, Array, Array], Array] = lambda s, c, p: s.max(axis=-1),
    which: Callable[[Array], Array] = lambda s: s.argmax(axis=-1),
    keep: Callable[[Array, float], Array] = lambda s, threshold: s >= threshold,
    answer: Callable[[Array, Array, Array], Any] = lambda scores, boxes, classes: (scores, boxes, classes),
) -> Function:
    """The filter; `decide` and `told` get scores per class, confidence and probabilities."""

    def yolo_filter_boxes(boxes: Array, box_confidence: Array, box_class_probs: Array, threshold: float = 0.6) -> Any:
        scores = score(box_confidence, box_class_probs)
        mask = keep(decide(scores, box_confidence, box_class_probs), threshold)
        best = told(scores, box_confidence, box_class_probs)
        return answer(best[mask], boxes[mask], which(scores)[mask])

    return yolo_filter_boxes


def every_class(boxes: Array, box_confidence: Array, box_class_probs: Array, threshold: float = 0.6) -> Any:
    """A filter that keeps a box once for each class above the threshold."""
    scores = box_confidence * box_class_probs
    places = np.argwhere(scores >= threshold)
    return scores[scores >= threshold], np.array([boxes[tuple(p[:-1])] for p in places]), places[:, -1]


def places(
    boxes: Array,
    scores: Array,
    classes: Array | None = None,
    threshold: float = 0.5,
    limit: int | None = None,
    *,
    order: Callable[[Array], Array] = lambda scores: np.argsort(-scores, kind="stable"),
    drops: Callable[[float, float], bool] = lambda iou, threshold: iou > threshold,
    dropped_drop: bool = False,
    together: Callable[[Any, Any], bool] = lambda one, other: bool(one == other),
    first: Callable[[int], int] = lambda n: n,
    overlap: Function = IOU,
) -> list[int]:
    """NMS in loops; every switch but the default is a mistake. `first(n)` boxes are looked at."""
    ranked = [int(i) for i in order(scores)][: first(len(scores))]
    kept, passed = list[int](), list[int]()
    for i in ranked:
        rivals = passed if dropped_drop else kept
        same = [j for j in rivals if classes is None or together(classes[i], classes[j])]
        if not any(drops(overlap(boxes[i], boxes[j]), threshold) for j in same):
            kept.append(i)
        passed.append(i)
    return kept[:limit]


def suppression(
    *,
    answer: Callable[..., Any] = lambda found, boxes, scores: found,
    use_classes: bool = True,
    **switches: Any,
) -> Function:
    """`non_max_suppression` with the switches of `places`; `answer` gets the places, boxes and scores."""

    def non_max_suppression(
        boxes: Array, scores: Array, classes: Any = None, iou_threshold: float = 0.5, max_boxes: int | None = None
    ) -> Any:
        limit = switches.get("limit", lambda n: n)(max_boxes)
        given = {name: value for name, value in switches.items() if name not in ("limit", "threshold")}
        threshold = switches.get("threshold", lambda t: t)(iou_threshold)
        found = places(boxes, scores, classes if use_classes else None, threshold, limit, **given)
        return answer(np.array(found, int), boxes, scores)

    return non_max_suppression


def _picked(found: Array, *parts: Array) -> tuple[Array, ...]:
    return tuple(part[found] for part in parts)


def classic_suppression(
    *,
    answer: Callable[..., Any] = _picked,
    per_class: bool = False,
    threshold: Callable[[float], float] = lambda t: t,
    limit: Callable[[int], int | None] = lambda n: n,
    cut_first: bool = False,
    **switches: Any,
) -> Function:
    """`yolo_non_max_suppression`; `cut_first` looks at the best `max_boxes` boxes only."""

    def yolo_non_max_suppression(
        scores: Array, boxes: Array, classes: Array, max_boxes: int = 10, iou_threshold: float = 0.5
    ) -> Any:
        given = {**switches, "first": lambda n: max_boxes} if cut_first else switches
        kinds = classes if per_class else None
        found = places(boxes, scores, kinds, threshold(iou_threshold), limit(max_boxes), **given)
        return answer(np.array(found, int), scores, boxes, classes)

    return yolo_non_max_suppression


CLASSIC = classic_suppression()


def evaluation(
    *,
    to_corners: Function = yolo.yolo_boxes_to_corners,
    choose: Function = yolo.yolo_filter_boxes,
    suppress: Function = CLASSIC,
    size: Callable[[Any], Any] = lambda shape: [shape[0], shape[1], shape[0], shape[1]],
    limits: Callable[[int, float, float], tuple[int, float, float]] = lambda n, score, iou: (n, score, iou),
    scaled: Callable[[Array, Any], Array] = lambda boxes, size: boxes * np.array(size, boxes.dtype),
    answer: Callable[..., Any] = lambda *parts: parts,
) -> Function:
    """`yolo_eval` of four steps, each replaceable; `limits` changes the three numbers at its end."""

    def yolo_eval(
        yolo_outputs: Any,
        image_shape: Any = (720.0, 1280.0),
        max_boxes: int = 10,
        score_threshold: float = 0.6,
        iou_threshold: float = 0.5,
    ) -> Any:
        box_xy, box_wh, box_confidence, box_class_probs = yolo_outputs
        most, enough, close = limits(max_boxes, score_threshold, iou_threshold)
        boxes = to_corners(box_xy, box_wh)
        scores, boxes, classes = choose(boxes, box_confidence, box_class_probs, enough)
        return answer(*suppress(scores, scaled(boxes, size(image_shape)), classes, most, close))

    return yolo_eval


def fit(w1: Any, h1: Any, w2: Any, h2: Any) -> Any:
    """IoU of two shapes on one corner."""
    shared = min(w1, w2) * min(h1, h2)
    return shared / (w1 * h1 + w2 * h2 - shared)


def anchor(
    measure: Callable[..., Any] = fit,
    best: Callable[[list[Any]], int] = lambda values: int(np.argmax(values)),
    answer: Callable[[int, Any], Any] = lambda place, value: (place, value),
    turned: bool = False,
) -> Function:
    """The anchor of a box by `measure(w1, h1, w2, h2)`; `turned` swaps width and height of the anchors."""

    def assign_anchor(box_wh: Any, anchors: Any) -> Any:
        rows = [other[::-1] if turned else other for other in anchors]
        values = [measure(*box_wh, *other) for other in rows]
        place = best(values)
        return answer(place, values[place])

    return assign_anchor


def grid(
    *,
    point: Callable[[Any, Any, Any, Any], Any] = lambda x1, y1, x2, y2: ((x1 + x2) / 2, (y1 + y2) / 2),
    cell: Callable[[float], int] = int,
    turned: bool = False,
    row: Callable[..., Any] = lambda bx, by, bh, bw: (1, bx, by, bh, bw),
    offset: Callable[[float, int, int], float] = lambda place, cell, S: place - cell,
    side: Callable[[float, int], float] = lambda side, S: side * S,
    choose: Callable[[Any, Any], int] = lambda wh, anchors: int(anchor()(wh, anchors)[0]),
    class_row: Callable[[int, int], Any] = lambda c, n: np.eye(n)[c],
    add_class: bool = False,
    first_stays: bool = False,
    objectless: float = 0.0,
) -> Function:
    """`encode_grid` in a loop over the objects; every switch but the default is a mistake."""

    def encode_grid(boxes: Any, classes: Any, anchors: Any, S: int, n_classes: int) -> Array:
        y = np.zeros((S, S, len(anchors), 5 + n_classes))
        y[..., 0] = objectless
        for box, c in zip(boxes, classes):
            x_middle, y_middle = (value * S for value in point(*box))
            i, j = (min(cell(value), S - 1) for value in (y_middle, x_middle))
            w, h = box[2] - box[0], box[3] - box[1]
            best = choose((w, h), anchors)
            place = (j, i, best) if turned else (i, j, best)
            if first_stays and y[place][0] == 1:
                continue
            numbers = (offset(x_middle, j, S), offset(y_middle, i, S), side(h, S), side(w, S))
            y[place][:5] = row(*numbers)
            y[place][5:] = class_row(c, n_classes) + (y[place][5:] if add_class else 0)
        return y

    return encode_grid

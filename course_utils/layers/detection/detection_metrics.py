"""How good detections are: which of them hit, precision and recall, average precision and its mean over classes.

Sources: Everingham et al., "The Pascal Visual Object Classes challenge" (2010) for 11 points and for all points;
Lin et al., "Microsoft COCO" (2014) for 101 points and the matching: a detection takes the free object it overlaps most.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from course_utils.errors import ArgumentError
from course_utils.layers.detection.boxes import pairwise_iou
from course_utils.types import Mask, Numbers

Detected = Sequence[tuple[ArrayLike, ArrayLike, ArrayLike]]  # for each picture: scores, boxes, classes
Labelled = Sequence[tuple[ArrayLike, Iterable[int]]]  # for each picture: boxes, classes


def match_detections(boxes: ArrayLike, scores: ArrayLike, truths: ArrayLike, iou_threshold: float = 0.5) -> Mask:
    """Which detections of one picture and class hit an object, the best score choosing first.

    Each takes the free object that it overlaps most, if the IoU is at least `iou_threshold`. An object can be hit
    once: a second detection of it is a false one.

    Shapes: boxes (n, 4), scores (n,), truths (m, 4) → (n,) of booleans, in the order given.
    Raises: ArgumentError for other shapes.

    >>> match_detections([[0, 0, 2, 2], [0, 0, 2, 3]], [0.6, 0.9], [[0, 0, 2, 2]]).tolist()
    [False, True]
    """
    values = np.asarray(scores, float)
    shared = pairwise_iou(np.reshape(boxes, (-1, 4)), np.reshape(truths, (-1, 4)))
    if values.shape != (len(shared),):
        raise ArgumentError(f"Every box has one score; received {len(shared)} boxes and scores {values.shape}.")
    matched = np.zeros(len(shared), bool)
    for i in np.argsort(-values, kind="stable") if shared.shape[1] else ():
        best = int(shared[i].argmax())
        if shared[i, best] >= iou_threshold:
            matched[i] = True
            shared[:, best] = -1
    return matched


def precision_recall(scores: ArrayLike, matched: ArrayLike, total: int) -> tuple[Numbers, Numbers, Numbers]:
    """Precision and recall when only the best detection counts, the best two, the best three, …

    Equal scores stay in their order.

    Shapes: scores (n,), matched (n,) of booleans, total objects ≥ 1 → precision, recall, score, each (n,), best first.
    Raises: ArgumentError for other shapes, and for more hits than objects.

    >>> [row.tolist() for row in precision_recall([0.5, 0.9], [True, False], 2)]
    [[0.0, 0.5], [0.0, 0.5], [0.9, 0.5]]
    """
    values, hits = np.asarray(scores, float), np.asarray(matched, bool)
    if values.ndim != 1 or values.shape != hits.shape:
        raise ArgumentError(f"scores and matched must be of one length; received {values.shape} and {hits.shape}.")
    if total < 1 or hits.sum() > total:
        raise ArgumentError(f"total must be at least 1 and the {hits.sum()} hits; received total={total}.")
    order = np.argsort(-values, kind="stable")
    correct = hits[order].cumsum()
    return correct / np.arange(1, values.size + 1), correct / total, values[order]


def average_precision(precision: ArrayLike, recall: ArrayLike, points: int | None = None) -> float:
    """The area under the precision–recall curve after its dips are filled.

    Filled: the precision at a recall is the best precision at that recall or a higher one, 0 where none is reached.
    `points=None` takes the whole area (Pascal VOC since 2010), 11 the mean at recall 0, 0.1, …, 1 (before 2010),
    101 the mean at 0, 0.01, …, 1 (COCO).

    Shapes: precision (n,), recall (n,), as `precision_recall` gives them → a number from 0 to 1.
    Raises: ArgumentError for fewer than two points.

    >>> average_precision([1.0, 0.5, 2 / 3], [0.5, 0.5, 1.0])
    0.8333333333333333
    """
    if points is not None and points < 2:
        raise ArgumentError(f"points must be None for all points, or at least 2; received points={points}.")
    reached, filled = np.asarray(recall, float), envelope(precision)
    if points is None:
        return float((np.diff(reached, prepend=0.0) * filled).sum())
    wanted = np.arange(points) / (points - 1)
    return float(np.append(filled, 0.0)[np.searchsorted(reached, wanted)].mean())


def average_precision_score(scores: ArrayLike, hits: ArrayLike, total: int) -> float:
    """Average precision of ranked detections: the area under their filled precision–recall curve.

    Shapes: scores (n,), hits (n,) of booleans, total objects ≥ 1 → a number from 0 to 1; 0 without a detection.
    Raises: as `precision_recall`.

    >>> round(average_precision_score([0.9, 0.8, 0.7], [True, False, True], 2), 4)
    0.8333
    """
    precision, recall, _ = precision_recall(scores, hits, total)
    return average_precision(precision, recall)


def envelope(precision: ArrayLike) -> Numbers:
    """The precision with its dips filled: the best of each place and all after it. Shapes: (n,) → (n,).

    >>> envelope([1.0, 0.5, 0.7, 0.4]).tolist()
    [1.0, 0.7, 0.7, 0.4]
    """
    return np.maximum.accumulate(np.asarray(precision, float)[::-1])[::-1]


def class_average_precisions(
    detections: Detected, truths: Labelled, iou_threshold: float = 0.5, points: int | None = None
) -> dict[int, float]:
    """Average precision of each class that the pictures hold.

    Shapes: detections: for each picture scores (n,), boxes (n, 4), classes (n,), in the order of `yolo_eval`; truths:
    for each picture boxes (m, 4), classes (m,) → {class: average precision}.
    Raises: ArgumentError unless both have one entry for each picture.

    >>> detected = ([0.9, 0.8], [(0, 0, 2, 2), (5, 5, 6, 6)], [0, 0])  # one right box, and one of nothing
    >>> class_average_precisions([detected], [([(0, 0, 2, 2)], [0])])
    {0: 1.0}
    """
    if len(detections) != len(truths):
        raise ArgumentError(f"{len(truths)} labelled pictures need as many detections; received {len(detections)}.")
    kinds = sorted({int(kind) for _, classes in truths for kind in classes})
    return {kind: _one_class(kind, detections, truths, iou_threshold, points) for kind in kinds}


def mean_average_precision(
    detections: Detected, truths: Labelled, iou_threshold: float = 0.5, points: int | None = None
) -> float:
    """The mean of `class_average_precisions`, same arguments; NaN where no picture holds an object.

    >>> detected = ([0.9], [[0, 0, 2, 2]], [1])
    >>> mean_average_precision([detected], [([[0, 0, 2, 2], [5, 5, 6, 6]], [1, 2])])
    0.5
    """
    values = class_average_precisions(detections, truths, iou_threshold, points).values()
    return float(np.mean(list(values))) if values else float("nan")


def _one_class(kind: int, detections: Detected, truths: Labelled, iou_threshold: float, points: int | None) -> float:
    scores, matched, total = [np.zeros(0)], [np.zeros(0, bool)], 0
    for (values, boxes, classes), (objects, labels) in zip(detections, truths):
        mine, wanted = np.asarray(classes) == kind, np.reshape(objects, (-1, 4))[np.asarray(labels) == kind]
        drawn, rank = np.reshape(boxes, (-1, 4))[mine], np.asarray(values, float)[mine]
        scores.append(rank)
        matched.append(match_detections(drawn, rank, wanted, iou_threshold))
        total += len(wanted)
    precision, recall, _ = precision_recall(np.concatenate(scores), np.concatenate(matched), total)
    return average_precision(precision, recall, points)

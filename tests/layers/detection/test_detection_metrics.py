"""Precision, recall and average precision: by hand, by loops, and against COCO's own evaluation where installed."""

from __future__ import annotations

import contextlib
import io
from typing import Any

import numpy as np
import pytest

from course_utils.errors import ArgumentError
from course_utils.layers.detection.boxes import iou
from course_utils.layers.detection.detection_metrics import (
    average_precision,
    class_average_precisions,
    match_detections,
    mean_average_precision,
    precision_recall,
)

# Ten detections, best first, five objects: hits at places 1, 2, 6, 9.
HITS = [True, True, False, False, False, True, False, False, True, False]
SCORES = np.linspace(0.95, 0.5, 10)


def test_the_worked_example_by_hand() -> None:
    precision, recall, scores = precision_recall(SCORES, HITS, 5)
    np.testing.assert_allclose(precision, [1, 1, 2 / 3, 1 / 2, 2 / 5, 1 / 2, 3 / 7, 3 / 8, 4 / 9, 2 / 5])
    np.testing.assert_allclose(recall, [0.2, 0.4, 0.4, 0.4, 0.4, 0.6, 0.6, 0.6, 0.8, 0.8])
    np.testing.assert_array_equal(scores, SCORES)
    assert average_precision(precision, recall) == pytest.approx(0.2 * (1 + 1 + 1 / 2 + 4 / 9))
    assert average_precision(precision, recall, 11) == pytest.approx((5 * 1 + 2 * 1 / 2 + 2 * 4 / 9) / 11)
    assert average_precision(precision, recall, 101) == pytest.approx((41 * 1 + 20 / 2 + 20 * 4 / 9) / 101)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("points", [None, 11, 101])
def test_average_precision_equals_its_definition_in_loops(seed: int, points: int | None) -> None:
    draw = np.random.default_rng(seed)
    n, total = int(draw.integers(1, 40)), 40
    precision, recall, _ = precision_recall(draw.uniform(size=n), draw.integers(0, 2, size=n), total)

    def best_from(least: float) -> float:
        return max((p for p, r in zip(precision, recall) if r >= least), default=0.0)

    if points is None:
        expected = sum(best_from((i + 1) / total) / total for i in range(total))
    else:
        expected = sum(best_from(i / (points - 1)) for i in range(points)) / points
    assert average_precision(precision, recall, points) == pytest.approx(expected)


def test_an_object_is_hit_once_and_the_best_score_chooses_first() -> None:
    truths = [[0, 0, 4, 4], [10, 0, 14, 4]]
    boxes = [[0, 0, 4, 3], [0, 0, 4, 4], [10, 0, 14, 4], [20, 0, 24, 4]]
    assert match_detections(boxes, [0.9, 0.8, 0.7, 0.6], truths).tolist() == [True, False, True, False]
    assert match_detections(boxes, [0.5, 0.8, 0.7, 0.6], truths).tolist() == [False, True, True, False]
    assert match_detections([[0, 0, 4, 2]], [1], truths, 0.5).tolist() == [True]  # equal to the threshold hits
    assert match_detections(boxes, [0.9, 0.8, 0.7, 0.6], []).tolist() == [False] * 4


def test_a_taken_object_leaves_the_next_best_one() -> None:
    truths = [[0, 0, 10, 10], [0, 0, 10, 8]]
    assert match_detections([[0, 0, 10, 10], [0, 0, 10, 9.5]], [0.9, 0.8], truths).all()


def test_classes_without_objects_do_not_count_and_missed_classes_count_zero() -> None:
    found = ([0.9, 0.8], [[0, 0, 1, 1], [5, 5, 6, 6]], [0, 7])
    truth = ([[0, 0, 1, 1], [8, 8, 9, 9]], [0, 3])
    assert class_average_precisions([found], [truth]) == {0: 1.0, 3: 0.0}
    assert np.isnan(mean_average_precision([found], [([], [])]))


def scene(seed: int) -> tuple[list[Any], list[Any]]:
    """Pictures with objects, and shaken copies of them as detections."""
    draw = np.random.default_rng(seed)
    detections, truths = [], []
    for _ in range(6):
        corners = draw.uniform(0, 60, size=(12, 2))
        boxes = np.concatenate([corners, corners + draw.uniform(8, 40, size=(12, 2))], axis=1)
        classes = draw.integers(0, 3, size=12)
        shaken = np.repeat(boxes, 2, axis=0) + draw.normal(0, 3, size=(24, 4))
        kinds = np.where(draw.uniform(size=24) < 0.85, np.repeat(classes, 2), draw.integers(0, 3, size=24))
        truths.append((boxes, classes))
        detections.append((draw.permutation(24) / 24 + draw.uniform(0, 0.01), shaken, kinds))
    return detections, truths


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("threshold", [0.5, 0.75])
def test_the_mean_over_classes_equals_loops(seed: int, threshold: float) -> None:
    detections, truths = scene(seed)
    expected = []
    for kind in range(3):
        ranked = sorted(
            ((s, p, b) for p, detected in enumerate(detections) for s, b, c in zip(*detected) if c == kind),
            key=lambda row: -row[0],
        )
        free = {p: [b for b, c in zip(*truth) if c == kind] for p, truth in enumerate(truths)}
        total, hits = sum(map(len, free.values())), []
        for _, p, box in ranked:
            best = max(free[p], key=lambda other: iou(box, other), default=None)
            hit = best is not None and iou(box, best) >= threshold
            hits.append(hit)
            free[p] = [other for other in free[p] if not (hit and other is best)]
        precision, recall, _ = precision_recall([row[0] for row in ranked], hits, total)
        expected.append(average_precision(precision, recall))
    assert mean_average_precision(detections, truths, threshold) == pytest.approx(np.mean(expected))


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("threshold", [0.5, 0.75])
def test_101_points_equal_cocos_own_evaluation(seed: int, threshold: float) -> None:
    coco_module = pytest.importorskip("pycocotools.coco", reason="pycocotools is not installed: a comparison only")
    from pycocotools.cocoeval import COCOeval

    detections, truths = scene(seed)

    def sides(box: Any) -> list[float]:
        return [float(box[0]), float(box[1]), float(box[2] - box[0]), float(box[3] - box[1])]

    labels = [
        {"id": 1 + 100 * p + i, "image_id": p, "category_id": int(c), "bbox": sides(b), "iscrowd": 0,
         "area": float((b[2] - b[0]) * (b[3] - b[1]))}
        for p, truth in enumerate(truths) for i, (b, c) in enumerate(zip(*truth))
    ]  # fmt: skip
    answers = [
        {"image_id": p, "category_id": int(c), "bbox": sides(b), "score": float(s)}
        for p, detected in enumerate(detections) for s, b, c in zip(*detected)
    ]  # fmt: skip
    with contextlib.redirect_stdout(io.StringIO()):
        coco = coco_module.COCO()
        coco.dataset = {
            "images": [{"id": p} for p in range(len(truths))], "categories": [{"id": c} for c in range(3)],
            "annotations": labels, "info": {},
        }  # fmt: skip
        coco.createIndex()
        judge = COCOeval(coco, coco.loadRes(answers), "bbox")
        judge.params.iouThrs = np.array([threshold])
        judge.evaluate()
        judge.accumulate()
    table = judge.eval["precision"][0, :, :, 0, -1]
    ours = class_average_precisions(detections, truths, threshold, points=101)
    for kind in range(3):
        assert ours[kind] == pytest.approx(table[:, kind].mean(), abs=1e-6)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: precision_recall([0.5], [True, False], 3), "scores and matched must be of one length"),
        (lambda: precision_recall([0.5, 0.4], [True, True], 1), "total must be at least 1 and the 2 hits"),
        (lambda: average_precision([1], [1], 1), "points must be None for all points, or at least 2"),
        (lambda: match_detections([[0, 0, 1, 1]], [0.5, 0.4], []), "Every box has one score"),
        (lambda: mean_average_precision([], [([], [])]), "1 labelled pictures need as many detections; received 0."),
    ],
)
def test_what_does_not_fit_together_is_refused(call: Any, message: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        call()
    assert message in str(caught.value)

"""The browser's arithmetic of boxes against course_utils.layers, on random cases."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course_utils.layers.detection.anchors import kmeans_anchors, mean_best_iou
from course_utils.layers.detection.boxes import iou
from course_utils.layers.detection.detection_metrics import average_precision, envelope
from course_utils.widgets.explorers.anchor_explorer import AnchorExplorer
from course_utils.widgets.explorers.iou_explorer import IoUExplorer, plane_size
from course_utils.widgets.explorers.nms_explorer import NMSExplorer
from course_utils.widgets.explorers.threshold_explorer import ThresholdExplorer
from course_utils.widgets.mathematics.numbers import plain

pytestmark = pytest.mark.browser


def random_boxes(seed: int, count: int, side: int = 12) -> Any:
    """Whole-numbered boxes, shape (count, 4): edges meet and overlaps tie."""
    corners = np.sort(np.random.default_rng(seed).integers(0, side, size=(count, 2, 2)), axis=1)
    corners[:, 1] += 1
    return corners.reshape(count, 4).astype(float)


@pytest.mark.parametrize("seed", range(30))
def test_intersection_over_union_in_javascript_equals_the_layer(maths: Any, seed: int) -> None:
    a, b = random_boxes(seed, 2)
    assert maths("boxes", "measure", a, b)["iou"] == iou(a, b)
    for clamped in (True, False):
        w, theirs = IoUExplorer(a, b, clamped=clamped), maths("boxes", "measure", a, b, clamped)
        assert (theirs["width"], theirs["height"]) == w.sides
        assert (theirs["intersection"], theirs["union"]) == (w.intersection, w.union)
        assert theirs["iou"] == pytest.approx(w.iou, abs=1e-15)
        assert maths("iou_explorer", "iouLines", a, b, clamped) == w.formula
        assert maths("iou_explorer", "iouWarning", a, b, clamped) == w.warning


@pytest.mark.parametrize("value", [1 / 16, -1 / 16, 0.0005, 2.0005, 1234.5678, 151200.0, -0.0004, 1e-9])
def test_numbers_are_printed_alike(maths: Any, value: float) -> None:
    assert maths("maths", "format", value, 3) == plain(value)


@pytest.mark.parametrize("most", [0.3, 1, 4, 4.17, 5, 10, 99, 416, 768, 5000])
def test_the_plane_has_one_size_for_page_and_picture(maths: Any, most: float) -> None:
    assert maths("boxes", "planeSize", [0, most]) == pytest.approx(plane_size(np.array([0, most])), rel=1e-12)


@pytest.mark.parametrize(("size", "step"), [(5, 0.1), (10, 0.2), (500, 10), (1, 0.02), (6, 0.1), (8, 0.2), (20, 0.5)])
def test_a_notch_is_one_two_or_five_of_a_decimal_place(maths: Any, size: float, step: float) -> None:
    assert maths("boxes", "notch", size) == pytest.approx(step)


def test_a_moved_box_keeps_its_size_and_stays_on_the_plane(maths: Any) -> None:
    assert maths("edits", "moved", [2, 1, 4, 3], 5, -5, 5) == [3, 0, 5, 2]
    assert maths("edits", "moved", [2, 1, 4, 3], 0.1, 0.2, 5) == [2.1, 1.2, 4.1, 3.2]


def test_a_corner_never_passes_the_opposite_one(maths: Any) -> None:
    assert maths("edits", "resized", [2, 1, 4, 3], [2, 3], 0, 9, 5) == [2, 1, 2.1, 5]
    assert maths("edits", "resized", [2, 1, 4, 3], [0, 1], 4.5, 0.5, 5) == [3.9, 0.5, 4, 3]


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("mode", ["per class", "class-agnostic"])
@pytest.mark.parametrize(("score", "threshold"), [(0.0, 0.25), (0.3, 0.5), (0.5, 1 / 3)])
def test_suppression_in_javascript_goes_the_same_rounds(
    maths: Any, seed: int, mode: str, score: float, threshold: float
) -> None:
    boxes, draw = random_boxes(seed, 16, side=5), np.random.default_rng(seed)
    scores, classes = draw.integers(1, 10, size=16) / 10, draw.integers(0, 3, size=16)  # ties happen
    settings = {"score": score, "iou": threshold, "perClass": mode == "per class"}
    theirs = maths("boxes", "suppressionRounds", boxes, scores, classes, settings)
    w = NMSExplorer(boxes, scores, classes, score_threshold=score, iou_threshold=threshold, mode=mode)
    ours = [{"kept": step.kept, "dropped": [list(pair) for pair in step.dropped]} for step in w.rounds]
    assert theirs == ours
    w.step = len(ours) // 2
    fates = maths("fates", "verdicts", scores, theirs, w.step, score)
    assert [fate["state"] for fate in fates] == w.states


def test_labels_of_boxes_in_one_place_do_not_hide_each_other(maths: Any) -> None:
    boxes = [[10, 10, 90, 90], [10, 10, 90, 90], [12, 11, 88, 91]]
    chips = maths("fates", "placeChips", boxes, [0, 1, 2], [30, 30, 30], 12, [100, 100])
    for i, a in enumerate(chips):
        assert min(a) >= 0
        assert max(a) <= 100
        assert all(a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3] for b in chips[:i])


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("k", [1, 3, 9])
def test_anchors_in_javascript_equal_the_layers(maths: Any, seed: int, k: int) -> None:
    sizes = np.random.default_rng(seed).lognormal(size=(40, 2))
    anchors = kmeans_anchors(sizes, k)
    np.testing.assert_allclose(maths("anchors", "kMeansAnchors", sizes, k), anchors, rtol=1e-12)
    assert maths("anchors", "meanBestIou", sizes, anchors) == pytest.approx(mean_best_iou(sizes, anchors), rel=1e-12)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("grid", [1, 5, 19])
def test_boxes_go_to_the_same_cells_and_anchors(maths: Any, seed: int, grid: int) -> None:
    boxes = random_boxes(seed, 30) / 12
    w = AnchorExplorer(boxes, [[0.2, 0.1], [0.1, 0.2], [0.5, 0.5]], grid=grid)
    theirs = maths("anchors", "assignBoxes", boxes, w.anchors, grid)
    assert [[place["row"], place["column"], place["anchor"]] for place in theirs] == w.assignments.tolist()
    np.testing.assert_allclose([place["iou"] for place in theirs], w.ious, rtol=1e-14)
    assert [i for i, place in enumerate(theirs) if place["lost"]] == w.lost


@pytest.mark.parametrize("seed", range(20))
def test_precision_recall_and_average_precision_in_javascript_equal_the_layers(maths: Any, seed: int) -> None:
    draw = np.random.default_rng(seed)
    n = int(draw.integers(1, 60))
    scores, matched = draw.integers(0, 20, size=n) / 20, draw.integers(0, 2, size=n)  # ties happen
    total = int(matched.sum() + draw.integers(1, 9))
    w = ThresholdExplorer(scores, matched, total, threshold=float(draw.integers(0, 21) / 20))
    theirs = maths("ranking", "precisionRecall", scores, matched, total)
    for name, ours in zip(("precision", "recall", "score"), w.curve):
        np.testing.assert_array_equal([point[name] for point in theirs], ours)
    np.testing.assert_array_equal(maths("ranking", "envelope", theirs), envelope(w.curve[0]))
    assert maths("ranking", "averagePrecision", theirs) == pytest.approx(w.average_precision, abs=1e-12)
    for points in (11, 101):
        expected = average_precision(*w.curve[:2], points=points)
        assert maths("ranking", "averagePrecision", theirs, points) == pytest.approx(expected, abs=1e-12)
    counts = maths("ranking", "countsAt", scores, matched, total, w.threshold)
    assert (counts["tp"], counts["fp"], counts["fn"]) == w.counts
    areas = w.average_precision, w.average_precision_11
    assert maths("threshold_explorer", "thresholdLines", counts, *areas) == w.formula


def test_the_histogram_counts_every_score_once(maths: Any) -> None:
    assert maths("ranking", "histogram", [0, 0.24, 0.25, 0.99, 1], [1, 0, 1, 1, 0], 4) == [[1, 1], [1, 0], [0, 0], [1, 1]]

"""NMSExplorer's Python side."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import traitlets

from course_utils.layers.detection.boxes import non_max_suppression, pairwise_iou
from course_utils.widgets.explorers.nms_explorer import NMSExplorer


def crowd(seed: int, count: int = 14) -> tuple[Any, Any, Any]:
    """Whole-numbered boxes that overlap much, scores with ties, three classes."""
    draw = np.random.default_rng(seed)
    corners = draw.integers(0, 5, size=(count, 2))
    boxes = np.concatenate([corners, corners + draw.integers(1, 6, size=(count, 2))], axis=1)
    return boxes, draw.integers(1, 10, size=count) / 10, draw.integers(0, 3, size=count)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("mode", ["per class", "class-agnostic"])
@pytest.mark.parametrize("threshold", [0.25, 0.5])
def test_the_rounds_keep_what_the_layer_keeps(seed: int, mode: str, threshold: float) -> None:
    boxes, scores, classes = crowd(seed)
    w = NMSExplorer(boxes, scores, classes, score_threshold=0, iou_threshold=threshold, mode=mode)
    expected = non_max_suppression(boxes, scores, classes if mode == "per class" else None, threshold)
    assert [step.kept for step in w.rounds] == w.kept.tolist() == expected.tolist()
    w.step = len(w.rounds)
    assert [i for i, state in enumerate(w.states) if state == "kept"] == sorted(expected)
    shared = pairwise_iou(boxes, boxes)
    assert all(iou == shared[step.kept, box] > threshold for step in w.rounds for box, iou in step.dropped)


def test_an_iou_or_a_score_equal_to_the_threshold_stays() -> None:
    boxes, scores = [[0, 0, 2, 2], [0, 0, 2, 1], [0, 0, 2, 2]], [0.9, 0.5, 0.3]
    assert NMSExplorer(boxes, scores, iou_threshold=0.5, score_threshold=0.5).kept.tolist() == [0, 1]
    assert NMSExplorer(boxes, scores, iou_threshold=0.49, score_threshold=0.5).kept.tolist() == [0]
    assert NMSExplorer(boxes, scores, iou_threshold=0.5, score_threshold=0.51).kept.tolist() == [0]


def test_a_car_and_a_truck_in_one_place_both_stay_only_per_class() -> None:
    w = NMSExplorer()
    kept = [w.class_name(i) for i in w.kept]
    assert {"car", "truck", "dog", "bicycle"} == set(kept)
    w.mode = "class-agnostic"
    assert len(w.kept) < len(kept)


def test_classes_may_be_words() -> None:
    w = NMSExplorer([[0, 0, 2, 2], [0, 0, 2, 2], [0, 0, 2, 2]], [0.9, 0.8, 0.7], ["dog", "cat", "dog"])
    assert (w.names, w.classes.tolist(), w.kept.tolist()) == (["cat", "dog"], [1, 0, 1], [0, 1])


def test_a_stricter_threshold_pulls_the_step_back() -> None:
    w = NMSExplorer(step=6)
    assert w.step == len(w.rounds) == 6
    w.score_threshold = 0.6
    assert w.step == len(w.rounds) == 2
    w.set_state({"score_threshold": 0.15, "step": 6})
    assert w.step == 6


def test_the_photograph_travels_with_the_widget() -> None:
    w = NMSExplorer()
    assert w._photo.startswith("data:image/jpeg;base64,")
    assert w._size == [768, 576]
    assert len(w._photo) < 100_000
    assert f'href="{w._photo}"' in w.static_svg()
    w.image = np.zeros((30, 40, 3), np.uint8)
    assert w._size == [40, 30]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([[0, 0, 1, 1]],), "NMSExplorer needs scores with its boxes, one for each."),
        (([[0, 0, 1, 1]], [0.5, 0.5]), "Every box has one score and one class; received 1 boxes, 2 scores"),
        (([[0, 0, 1, 1]], [1.5]), "scores must hold numbers from 0 to 1; received 1.5."),
        (([[0, 0, 1, 1]], [0.5], [0.5]), "classes must hold whole numbers of at least 0; received 0.5."),
        (([[0, 0, 1]], [0.5]), "boxes must be 1 to 300 boxes (x1, y1, x2, y2); received shape (1, 3)."),
        (([[3, 0, 1, 1]], [0.5]), "boxes: a box is (x1, y1, x2, y2) with x1 < x2 and y1 < y2; received (3, 0, 1, 1)."),
        (([[0, 0, 1, 1]], [0.5], None, np.zeros(5)), "image must have shape (rows, columns, 3); received shape (5,)."),
    ],
)
def test_lists_that_do_not_fit_are_refused(arguments: tuple[Any, ...], message: str) -> None:
    with pytest.raises(traitlets.TraitError) as caught:
        NMSExplorer(*arguments)
    assert message in str(caught.value)

"""The boxes that explorers begin with fit together."""

from __future__ import annotations

import numpy as np

from course_utils.widgets.detections import dog_detections, ranked_detections, street_boxes


def test_every_box_of_the_dog_lies_on_its_photograph_best_first() -> None:
    table = dog_detections()
    boxes, scores = table["boxes"], table["scores"]
    assert (boxes[:, :2] < boxes[:, 2:]).all()
    assert (boxes >= 0).all()
    assert (boxes <= [768, 576, 768, 576]).all()
    assert (np.diff(scores) <= 0).all()
    assert table["classes"].max() < len(table["names"])


def test_a_street_is_drawn_once_and_fits_on_its_picture() -> None:
    boxes = street_boxes()
    assert boxes.shape == (50, 4)
    assert (boxes[:, :2] < boxes[:, 2:]).all()
    assert 0 <= boxes.min() <= boxes.max() <= 1
    np.testing.assert_array_equal(boxes, street_boxes())


def test_better_scores_hit_more_often_but_never_more_objects_than_there_are() -> None:
    ranked = ranked_detections()
    matched = ranked["matched"]
    assert (np.diff(ranked["scores"]) <= 0).all()
    assert matched[:20].sum() > matched[20:].sum()
    assert matched.sum() <= ranked["total"]

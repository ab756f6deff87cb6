"""ThresholdExplorer's Python side."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import traitlets

from course_utils.layers.detection.detection_metrics import average_precision, precision_recall
from course_utils.widgets.explorers.threshold_explorer import ThresholdExplorer


@pytest.mark.parametrize("seed", range(10))
def test_every_threshold_lies_on_the_curve(seed: int) -> None:
    draw = np.random.default_rng(seed)
    scores, matched = draw.permutation(30) / 30, draw.integers(0, 2, size=30)
    w = ThresholdExplorer(scores, matched, 35)
    for precision, recall, score in zip(*precision_recall(scores, matched, 35)):
        w.threshold = score
        assert (w.precision, w.recall) == (pytest.approx(precision), pytest.approx(recall))
    assert w.average_precision == average_precision(*w.curve[:2])
    assert w.average_precision_11 == average_precision(*w.curve[:2], points=11)


def test_a_score_equal_to_the_threshold_counts() -> None:
    w = ThresholdExplorer([0.5, 0.4], [True, False], 3, threshold=0.5)
    assert w.counts == (1, 0, 2)
    w.threshold = 0.4
    assert w.counts == (1, 1, 2)


def test_above_all_scores_precision_is_not_a_number_and_the_sentence_says_so() -> None:
    w = ThresholdExplorer([0.5], [True], 2, threshold=0.9)
    assert np.isnan(w.precision)
    assert w.recall == 0
    assert "precision undefined" in w.alt_text()
    assert w.formula[0] == "precision = TP / (TP + FP) = nothing is detected"
    assert "circle" not in w.static_svg()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([0.5],), "ThresholdExplorer needs matched and total with its scores."),
        (([0.5], [True, False], 2), "Every score says whether it hit; received 1 scores, 2 matched."),
        (([0.5, 0.6], [True, True], 1), "total must be at least the 2 hits; received total=1."),
        (([1.5], [True], 1), "scores must hold numbers from 0 to 1; received 1.5."),
        (([0.5], [2], 1), "matched must hold whole numbers from 0 to 1; received 2."),
    ],
)
def test_lists_that_do_not_fit_are_refused(arguments: tuple[Any, ...], message: str) -> None:
    with pytest.raises(traitlets.TraitError) as caught:
        ThresholdExplorer(*arguments)
    assert message in str(caught.value)

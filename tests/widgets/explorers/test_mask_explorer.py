"""MaskExplorer: its numbers and pixels in the browser, its refusals and its picture."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import traitlets

from course_utils.layers.segmentation.masks import dice, mean_iou
from course_utils.widgets.explorers.mask_explorer import MaskExplorer


def drawn(seed: int) -> MaskExplorer:
    draw = np.random.default_rng(seed)
    shape = tuple(draw.integers(2, 9, size=2))
    truth, image = draw.integers(0, 2, shape), draw.integers(0, 256, shape)
    return MaskExplorer(truth, draw.integers(0, 11, shape) / 10, image, threshold=int(draw.integers(0, 11)) / 10)


@pytest.mark.browser
@pytest.mark.parametrize("seed", range(8))
def test_counts_and_pixels_in_javascript_equal_pythons(maths: Any, seed: int) -> None:
    w = drawn(seed)
    fates = maths("masks", "fatesOf", w.truth, w.prediction, w.threshold)
    assert (fates["tp"], fates["fp"], fates["fn"]) == w.counts
    assert maths("masks", "diceOf", fates) == pytest.approx(w.dice)
    assert maths("masks", "iouOf", fates) == pytest.approx(w.iou)
    over = {"truth": w.truth.tolist(), "prediction": w.prediction.tolist(), "threshold": w.threshold}
    painted = np.reshape(maths("masks", "paintMask", w.image, over), (*w.output[2].shape[:2], 4))
    np.testing.assert_array_equal(painted[..., :3], w.output[2])


@pytest.mark.parametrize("seed", range(4))
def test_the_measures_are_the_courses(seed: int) -> None:
    w = drawn(seed)
    assert w.dice == pytest.approx(dice(w.truth[None], w.said[None], smooth=1e-12)[0])
    assert w.iou == pytest.approx(mean_iou(w.truth.astype(int), w.said.astype(int), 2)[1][1])


def test_other_shapes_and_numbers_are_refused() -> None:
    with pytest.raises(traitlets.TraitError, match=r"must have one shape; received truth \(2, 2\), prediction \(2, 3\)"):
        MaskExplorer(np.ones((2, 2)), np.ones((2, 3)))
    with pytest.raises(traitlets.TraitError, match="prediction must hold numbers from 0 to 1; received 2"):
        MaskExplorer(np.ones((2, 2)), 2 * np.ones((2, 2)))


def test_the_picture_and_the_sentence_say_dice() -> None:
    w = MaskExplorer([[1, 1], [0, 0]], [[0.9, 0.4], [0.6, 0.1]])
    assert "1 found, 1 false, 1 missed; Dice 0.5, IoU 0.333." in w.alt_text()
    assert "2·1 / (2·1 + 1 + 1) = 0.5" in w.static_svg()

"""Dice and mean IoU against sets of pixels, and what they refuse."""

import numpy as np
import pytest

from course_utils.errors import ArgumentError
from course_utils.layers.segmentation.masks import dice, mean_iou


@pytest.mark.parametrize("seed", range(5))
def test_both_measures_agree_with_sets_of_pixels(seed):
    truth, said = np.random.default_rng(seed).integers(0, 4, (2, 1, 4, 5))
    _, each = mean_iou(truth, said, 5)
    for c in range(5):
        a, b = ({tuple(place) for place in np.argwhere(part == c)} for part in (truth, said))
        assert each[c] == pytest.approx(len(a & b) / len(a | b) if a | b else -1)
        if a | b:
            assert dice(truth == c, said == c, smooth=0) == pytest.approx(2 * each[c] / (1 + each[c]))


def test_what_does_not_fit_is_refused():
    with pytest.raises(ArgumentError, match="Both masks must be"):
        dice(np.ones((1, 2, 2)), np.ones((1, 2, 3)))
    with pytest.raises(ArgumentError, match="Both maps must have one shape"):
        mean_iou([0, 1], [0], 2)
    with pytest.raises(ArgumentError, match="Classes must be 0 to 1"):
        mean_iou([0, 2], [0, 1], 2)

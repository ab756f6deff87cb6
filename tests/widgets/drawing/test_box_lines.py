"""Boxes as plain outlines."""

from __future__ import annotations

import numpy as np
import pytest

from course_utils.errors import ArgumentError
from course_utils.widgets.drawing.box_lines import LINES, draw_boxes


def test_lines_lie_on_the_box_and_nowhere_else() -> None:
    drawn = draw_boxes(np.zeros((300, 400, 3), np.uint8), [(50, 60, 150, 200)])
    assert drawn.shape == (300, 400, 3)
    assert tuple(drawn[60, 100]) == tuple(drawn[130, 51]) == LINES[0][0]
    assert not drawn[100:150, 80:120].any()
    assert not drawn[:50].any()


def test_a_small_picture_is_enlarged_with_its_boxes() -> None:
    drawn = draw_boxes(np.zeros((64, 64, 3), np.uint8), [(16, 16, 32, 32), (0, 0, 8, 8)])
    assert drawn.shape == (256, 256, 3)
    assert tuple(drawn[64, 100]) == LINES[0][0]
    assert tuple(drawn[0, 20]) == LINES[1][0]


def test_without_boxes_the_picture_stays_as_it_is() -> None:
    picture = np.random.default_rng(0).integers(0, 256, (256, 256, 3)).astype(np.uint8)
    np.testing.assert_array_equal(draw_boxes(picture, []), picture)


def test_the_corners_of_a_guess_may_be_the_wrong_way_round() -> None:
    picture = np.zeros((256, 256, 3), np.uint8)
    np.testing.assert_array_equal(draw_boxes(picture, [(90, 80, 20, 10)]), draw_boxes(picture, [(20, 10, 90, 80)]))


@pytest.mark.parametrize(
    ("image", "boxes", "words"),
    [(np.zeros((8, 8)), [], "image must have shape"), (np.zeros((8, 8, 3), np.uint8), [(1, 2, 3)], "A box has four numbers")],
)
def test_other_shapes_are_refused(image: object, boxes: list[object], words: str) -> None:
    with pytest.raises(ArgumentError, match=words):
        draw_boxes(image, boxes)

"""The plane through the first wrong value, as dots and crosses and as an image with alt text."""

import base64
import re

import numpy as np
import pytest

from course_utils.checks.compare import first_difference
from course_utils.checks.feedback.picture import Plane, as_image, as_text, plane_of
from course_utils.checks.report import Difference
from course_utils.exercises.base import Case

CASE = Case("a case", lambda rng: {})


def plane(shape, *places):
    expected = np.zeros(shape)
    got = expected.copy()
    for place in places:
        got[place] = 1
    return plane_of(first_difference(got, expected, CASE, ("Z",)))


@pytest.mark.parametrize(
    ("shape", "place", "label", "rows"),
    [
        ((2, 3), (1, 2), "Z[:, :]", [[0, 0, 0], [0, 0, 1]]),
        ((3,), (1,), "Z[:]", [[0, 1, 0]]),
        ((2, 2, 2), (0, 1, 1), "Z[:, :, 1]", [[0, 1], [0, 0]]),
        ((2, 2, 3, 2), (1, 0, 2, 1), "Z[1, :, :, 1]", [[0, 0, 1], [0, 0, 0]]),
    ],
)
def test_the_plane_goes_through_the_first_wrong_value(shape, place, label, rows):
    cut = plane(shape, place)
    assert cut.label == label
    assert cut.wrong.astype(int).tolist() == rows


def test_a_batch_is_cut_at_the_first_image_that_is_wrong():
    assert plane((3, 2, 2, 1), (1, 0, 0, 0), (2, 1, 1, 0)).sentence == "Z[1, :, :, 0]: 1 of 4 values differ"


@pytest.mark.parametrize(
    ("got", "expected"),
    [(np.zeros(3), np.zeros(4)), (1.0, 2.0), (np.array(1.0), np.array(2.0)), (None, np.zeros(2)),
     (np.zeros(2, bool), np.ones(2)), ("a", "b"), (np.zeros(2), np.zeros(2))],
    ids=["shapes", "numbers", "arrays of one", "nothing", "kinds", "texts", "equal"],
)  # fmt: skip
def test_where_there_is_nothing_to_draw_there_is_no_plane(got, expected):
    assert plane_of(first_difference(got, expected, CASE, ("Z",))) is None


def test_a_difference_read_from_the_gradebook_has_no_picture():
    assert plane_of(Difference("value", "Z[0]", "1", "2")) is None


def test_the_text_is_dots_and_crosses():
    assert as_text(plane((2, 3), (0, 1), (1, 2))) == "Z[:, :]: 2 of 6 values differ (×)\n· × ·\n· · ×"


def test_a_large_plane_is_drawn_in_part_and_counted_as_a_whole():
    large = Plane("Z[:, :]", np.ones((40, 30), bool))
    lines = as_text(large).split("\n")
    assert lines[0] == "Z[:, :]: 1200 of 1200 values differ (×)"
    assert len(lines) == 17
    assert {len(line.split()) for line in lines[1:]} == {16}
    assert len(re.findall("<rect", svg(large))) == 16 * 16


def svg(cut):
    return base64.b64decode(as_image(cut).split("base64,")[1].split('"')[0]).decode()


def test_a_wrong_cell_carries_a_cross_and_not_only_a_colour():
    drawing = svg(plane((2, 3), (0, 1)))
    assert drawing.startswith('<svg width="46" height="31"')
    assert (drawing.count("<rect"), drawing.count("<path"), drawing.count("#D55E00")) == (6, 1, 1)
    assert '<rect x="15.5" y="0.5" width="15" height="15" fill="#D55E00" stroke="#999"/><path' in drawing


def test_the_alt_text_is_the_sentence_with_nothing_left_to_read_as_html():
    assert as_image(Plane('Z["<b>"]', np.ones((1, 1), bool))).startswith(
        '<img alt="Z[&quot;&lt;b&gt;&quot;]: 1 of 1 values differ" src="data:image/svg+xml;base64,'
    )

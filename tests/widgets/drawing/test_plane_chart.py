"""Points and curves on a plane."""

from __future__ import annotations

import base64
import re

import numpy as np
import pytest

from course_utils.errors import ArgumentError
from course_utils.widgets.drawing.figures import Figure
from course_utils.widgets.drawing.plane_chart import draw_plane


def svg(figure: Figure) -> str:
    found = re.search(r"base64,([^\"]+)", figure.html)
    assert found
    return base64.b64decode(found.group(1)).decode()


def test_the_corners_of_given_limits_are_the_corners_of_the_plane() -> None:
    drawn = svg(draw_plane({"a": [[0, 0], [1, 2]]}, lines=True, limits=((0, 1), (0, 2))))
    assert 'points="60.0,320.0 360.0,20.0"' in drawn


def test_every_series_has_a_shape_and_a_line_in_the_key() -> None:
    names = [f"person {n}" for n in range(8)]
    figure = draw_plane({name: np.full((2, 2), n) for n, name in enumerate(names)}, "Eight.", ("x", "y"))
    marks = re.findall(r'<path transform="[^"]*" d="([^"]+)" fill="([^"]+)"', svg(figure))
    assert len(set(marks)) == 8
    assert len(marks) == 8 * 3  # two points and the key
    assert figure.alt == f"Eight. A plane of x and y with points: {', '.join(names)}."


def test_points_in_one_place_still_have_a_plane() -> None:
    assert "translate(210.0 170.0)" in svg(draw_plane({"one": [[3, 3]]}))


@pytest.mark.parametrize(
    ("series", "message"),
    [
        ({}, "draw_plane takes 1 to 16 series; received 0."),
        ({"a": [1, 2]}, r"a must be points \(n, 2\); received shape \(2,\)."),
        ({"a": [[1, np.nan]]}, "a must hold finite numbers; received NaN or infinity."),
    ],
)
def test_what_cannot_be_drawn_is_said(series: dict[str, object], message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        draw_plane(series)

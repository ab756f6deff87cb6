"""Grids of numbers: their colours, their cells, their places on the page."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np

from course_utils.widgets.drawing.grids import Grid, finite_shade, grey, rows_of_grids, side_by_side, signed
from course_utils.widgets.drawing.svg import text_width

SVG = "{http://www.w3.org/2000/svg}"


def grid(title: str, rows: int, columns: int) -> Grid:
    return Grid(title, np.ones((rows, columns)), finite_shade)


def texts(svg: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter(f"{SVG}text"))


def test_titles_of_neighbouring_grids_never_meet() -> None:
    body, width, _ = rows_of_grids([grid("a title much longer than its grid", 2, 2), grid("next", 2, 2)], ["→"])
    first, second = [line for line in texts(f'<svg xmlns="{SVG[1:-1]}">{body}</svg>') if "×" in (line.text or "")]
    end = float(first.attrib["x"]) + text_width(first.text or "", 13, bold=True)
    assert end < float(second.attrib["x"]) < width


def test_a_small_grid_stands_in_the_middle_of_a_tall_one() -> None:
    body, _, height = rows_of_grids([grid("small", 2, 2), grid("tall", 4, 4)], ["→"])
    shifts = [float(shift) for shift in re.findall(r"translate\(0 ([\d.]+)\)", body)]
    assert shifts == [34, 0]
    assert height == 34 + 4 * 34


def test_nan_and_infinity_are_white_and_do_not_spoil_the_other_colours() -> None:
    values = np.array([[np.nan, np.inf], [-2.0, 4.0]])
    shade = finite_shade(values)
    assert shade(np.nan)[0] == shade(np.inf)[0] == "#ffffff"
    assert shade(4.0) == finite_shade(values[1:])(4.0)
    assert shade(-2.0) != shade(4.0)


def test_the_darkest_number_is_written_in_white_and_the_brightest_in_black() -> None:
    shade = grey(np.array([[-1.0, 3.0]]))
    assert shade(-1.0) == ("rgb(40,40,40)", "#fff")
    assert shade(3.0) == ("rgb(255,255,255)", "#000")


def test_equal_distances_from_zero_have_equally_strong_colours() -> None:
    shade = signed(np.array([[-2.0, 0.0, 2.0]]))
    assert [shade(value)[0] for value in (-2.0, 0.0, 2.0)] == ["rgb(102,170,209)", "rgb(255,255,255)", "rgb(240,197,102)"]


def test_small_cells_have_no_numbers() -> None:
    large, small = Grid("a", np.eye(3), grey), Grid("a", np.eye(24), grey)
    assert (large.cell, large.height, small.cell) == (34, 102, 7)
    assert (large.svg(0).count("<text"), small.svg(0).count("<text")) == (10, 3)


def test_padding_is_grey_whatever_its_numbers() -> None:
    cells = Grid("a", np.ones((4, 4)), signed, ring=1).svg(0)
    assert cells.count('fill="#f3f4f6"') == 12


def test_grids_of_a_still_picture_stand_from_left_to_right_with_their_signs() -> None:
    svg = side_by_side([grid("first", 2, 2), grid("second", 3, 3)], ["="], ["words"], "alt")
    places = {line.text: float(line.attrib["x"]) for line in texts(svg)}
    assert places["first 2×2"] < places["="] < places["second 3×3"]


def test_more_than_twelve_numbers_get_a_scale_with_the_least_and_the_largest() -> None:
    few, many = Grid("a", np.arange(12.0).reshape(3, 4) - 4, signed), Grid("a", np.arange(16.0).reshape(4, 4) - 4, signed)
    assert few.ends is None
    assert "linearGradient" not in few.svg(0)
    drawn = many.svg(0)
    assert [line.text for line in texts(f'<svg xmlns="{SVG[1:-1]}">{drawn}</svg>')][-3:] == ["−4", "11", "0"]
    assert [float(at) for at in re.findall(r'offset="([\d.]+)"', drawn)] == [0, 0.267, 1]


def test_numbers_stand_in_the_cells_only_where_they_can_be_read() -> None:
    draw = np.random.default_rng(0)
    for values in (np.eye(6), draw.normal(size=(6, 8)), draw.normal(size=(20, 20)), 1000 * draw.normal(size=(9, 9))):
        drawn = Grid("a", values, signed)
        sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', drawn.svg(0))]
        assert min(sizes) >= 11
        assert drawn.written == (drawn.svg(0).count("<text") > values.size)
    assert not Grid("a", draw.normal(size=(20, 20)), signed).written


def test_equal_numbers_and_no_numbers_have_no_scale() -> None:
    assert Grid("a", np.ones((4, 4)), finite_shade).ends is None
    assert Grid("a", np.full((4, 4), np.nan), finite_shade).ends is None

"""The pieces of the drawings fit on their page."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from course_utils.widgets.drawing.picture import Grid
from course_utils.widgets.drawing.svg import arrow, box, finite_shade, page, row_of_grids, text_width, volume

SVG = "{http://www.w3.org/2000/svg}"


def grid(title: str, rows: int, columns: int) -> Grid:
    return Grid(title, np.ones((rows, columns)), finite_shade)


def texts(svg: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter(f"{SVG}text"))


@pytest.mark.parametrize("width", [100, 460, 900])
def test_long_words_are_broken_before_the_edge_of_the_page(width: float) -> None:
    sentence = "Each number of dZ lays one copy of the filter into dA; copies that overlap add up. " * 3
    svg = page("", width, 50, [sentence], "alt")
    assert " ".join(line.text or "" for line in texts(svg)) == sentence.strip()
    edge = float(ElementTree.fromstring(svg).attrib["width"])
    assert max(float(line.attrib["x"]) + text_width(line.text or "", 14) for line in texts(svg)) <= edge


def test_the_page_grows_with_its_lines() -> None:
    height = [
        float(ElementTree.fromstring(page("", 460, 50, ["words"] * n, "alt")).attrib["height"]) for n in (0, 1, 3)
    ]
    assert height == [66, 86, 126]


def test_the_page_is_white_with_round_corners_and_escapes_its_description() -> None:
    root = ElementTree.fromstring(page("", 460, 50, ["a < b"], '<b> & "c"'))
    assert root.attrib["role"] == "img"
    assert root.findtext(f"{SVG}title") == '<b> & "c"'
    background = root.find(f"{SVG}rect")
    assert background is not None
    assert (background.attrib["fill"], background.attrib["rx"]) == ("#fff", "8")


def test_titles_of_neighbouring_grids_never_meet() -> None:
    body, width, _ = row_of_grids([grid("a title much longer than its grid", 2, 2), grid("next", 2, 2)], ["→"])
    first, second = [line for line in texts(f'<svg xmlns="{SVG[1:-1]}">{body}</svg>') if "×" in (line.text or "")]
    end = float(first.attrib["x"]) + text_width(first.text or "", 13, bold=True)
    assert end < float(second.attrib["x"]) < width


def test_a_small_grid_stands_in_the_middle_of_a_tall_one() -> None:
    body, _, height = row_of_grids([grid("small", 2, 2), grid("tall", 4, 4)], ["→"])
    shifts = [float(shift) for shift in re.findall(r"translate\(0 ([\d.]+)\)", body)]
    assert shifts == [34, 0]
    assert height == 34 + 4 * 34


def test_nan_and_infinity_are_white_and_do_not_spoil_the_other_colours() -> None:
    values = np.array([[np.nan, np.inf], [-2.0, 4.0]])
    shade = finite_shade(values)
    assert shade(np.nan)[0] == shade(np.inf)[0] == "#ffffff"
    assert shade(4.0) == finite_shade(values[1:])(4.0)
    assert shade(-2.0) != shade(4.0)


def test_every_piece_is_well_formed() -> None:
    body = arrow(1, 2, 30, "a & b") + box(1, 2, 26, "#fff", "<") + volume(1, 2, 3, 4, 5, "#0072B2")
    root = ElementTree.fromstring(page(body, 460, 50, [], "alt"))
    assert [line.text for line in root.iter(f"{SVG}text")] == ["a & b", "<"]
    assert len(list(root.iter(f"{SVG}path"))) == 4

"""The notebooks' drawings: what they show, what they say to those who listen, what they refuse."""

from __future__ import annotations

import base64
import io
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from course_utils.data.sets.images import load_image
from course_utils.errors import ArgumentError
from course_utils.widgets.drawing.box_lines import POINT, draw_points
from course_utils.widgets.drawing.figures import Figure, draw_walk, show_grids, show_photos
from course_utils.widgets.drawing.layers import draw_layer

SVG = "{http://www.w3.org/2000/svg}"
EXAMPLES: list[Callable[[], Figure]] = [
    lambda: show_grids({"image": np.eye(3), "mask": np.eye(3) > 0}, caption='a "quoted" <caption>'),
    lambda: draw_walk(8, 3, pad=1, stride=2),
    lambda: draw_layer([(32, 32, 3), (16, 16, 8)], ["convolve"]),
]


def drawing(figure: Figure) -> ElementTree.Element:
    found = re.search(r'base64,([^"]+)"', figure._repr_html_())
    assert found
    return ElementTree.fromstring(base64.b64decode(found[1]))


def words(figure: Figure) -> list[str]:
    return [text.text or "" for text in drawing(figure).iter(f"{SVG}text")]


def pixels(figure: Figure) -> np.ndarray[Any, Any]:
    found = re.search(r'image/png;base64,([^"]+)"', figure._repr_html_())
    assert found
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(found[1]))))


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_drawing_is_an_image_with_alt_text_and_the_same_every_time(example: Callable[[], Figure]) -> None:
    figure = example()
    image = ElementTree.fromstring(figure.html)
    assert (image.tag, image.attrib["alt"]) == ("img", figure.alt)
    assert drawing(figure).findtext(f"{SVG}title") == figure.alt
    assert repr(figure) == f"[figure: {figure.alt}]"
    assert example().html == figure.html


@pytest.mark.parametrize("example", EXAMPLES)
def test_no_cell_lies_outside_the_picture(example: Callable[[], Figure]) -> None:
    root = drawing(example())
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for cell in [piece for piece in root.iter(f"{SVG}rect") if "x" in piece.attrib]:
        assert 0 <= float(cell.attrib["x"]) <= width - float(cell.attrib["width"])
        assert 0 <= float(cell.attrib["y"]) <= height - float(cell.attrib["height"])


def test_grids_show_every_number_and_the_sign_between_them() -> None:
    figure = show_grids({"a": np.array([[1, -2.5]]), "b": np.array([[True, False]])}, signs="×")
    assert words(figure) == ["a 1×2", "1", "−2.5", "×", "b 1×2", "1", "0"]


def test_the_alt_text_reads_small_grids_and_names_the_size_of_large_ones() -> None:
    figure = show_grids({"a": np.array([[1, 2], [3, 4]]), "big": np.zeros((7, 7))}, caption="Two grids.")
    assert figure.alt == "Two grids. a, 2 by 2: 1 2; 3 4. big, 7 by 7."
    assert show_grids({"rise": np.arange(49).reshape(7, 7)}).alt == "rise, 7 by 7, 0 to 48."


def test_the_numbers_of_a_grid_too_large_for_words_fold_out_as_a_table() -> None:
    values = np.arange(400).reshape(20, 20) / 8
    assert "<details>" not in show_grids({"small": values[:3, :3]}).html
    html = show_grids({"a < b": values}).html
    assert html.index("<summary>a &lt; b: the numbers</summary>") < html.index("<table>")
    cells = re.findall(r"<td>([^<]+)</td>", html)
    np.testing.assert_allclose([float(cell) for cell in cells], values.ravel(), atol=0.0051)


def test_a_window_and_a_ring_are_drawn_on_the_named_grid_only() -> None:
    plain, marked = ({"a": np.ones((3, 3)), "b": np.ones((3, 3))}, {"b": (1, 1, 2)})
    outlines = [piece for piece in drawing(show_grids(plain, window=marked)).iter() if piece.get("stroke-width") == "3"]
    assert [(outline.get("width"), outline.get("height")) for outline in outlines] == [("68", "68")]
    ringed = [piece for piece in drawing(show_grids(plain, ring={"b": 1})).iter() if piece.get("fill") == "#f3f4f6"]
    assert len(ringed) == 8


def test_nan_and_infinity_of_a_students_function_are_drawn_not_raised() -> None:
    assert words(show_grids({"Z": np.array([[np.nan, np.inf, 1.0]])}))[1:] == ["nan", "inf", "1"]
    assert pixels(show_photos({"Z": np.full((4, 4), np.nan)})).max() == 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: show_grids({}), "There is nothing to draw: `grids` is empty; it maps each title to an array."),
        (lambda: show_grids({"Z": np.zeros(3)}), "Z must have two axes of 1 to 24; received shape (3,)."),
        (lambda: show_grids({"Z": np.zeros((0, 3))}), "Z must have two axes of 1 to 24; received shape (0, 3)."),
        (lambda: show_grids({"Z": np.zeros((25, 2))}), "Z must have two axes of 1 to 24; received shape (25, 2)."),
        (lambda: show_grids({"Z": "zero"}), "Z must be an array of numbers; received str."),  # type: ignore[dict-item]
        (
            lambda: show_grids(dict.fromkeys("abcd", np.eye(2)), signs="×="),
            "4 grids need one sign, or 3; received '×='.",
        ),
        (
            lambda: show_photos({"Z": np.zeros((4, 4, 1))}),
            "Z must have shape (n_H, n_W) or (n_H, n_W, 3); received shape (4, 4, 1).",
        ),
        (lambda: draw_walk(5, 3, stride=0), "stride must be an integer ≥ 1; received stride=0."),
        (lambda: draw_walk(2, 3), "The filter reaches over 3 pixels; the padded image has 2."),
        (lambda: draw_walk(24, 3, pad=1), "The padded row must have at most 24 places to be drawn; received 26."),
        (lambda: draw_layer([(4, 4, 1)], ["pool"]), "1 volumes have 0 steps; received 1 names."),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_what_was_expected(call: Callable[[], Figure], message: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        call()
    assert str(caught.value) == message


def test_zero_is_middle_grey_where_a_photograph_has_negative_numbers() -> None:
    shown = pixels(show_photos({"edges": np.array([[-1.0, 0.0, 4.0]])}, height=1))
    assert shown.tolist() == [[96, 128, 255]]


def test_bytes_are_shown_as_they_are_and_other_numbers_stretched() -> None:
    assert pixels(show_photos({"a": np.array([[7, 9]], np.uint8)}, height=1)).tolist() == [[7, 9]]
    assert pixels(show_photos({"a": np.array([[7.0, 9.0]])}, height=1)).tolist() == [[0, 255]]
    assert pixels(show_photos({"a": np.zeros((2, 2, 3))}, height=4)).shape == (4, 4, 3)


@pytest.mark.parametrize(
    ("count", "height", "columns", "expected"),
    [(3, 200, None, 3), (6, 200, None, 3), (8, 200, None, 4), (9, 128, None, 5), (6, 128, None, 6), (6, 200, 2, 2)],
)
def test_rows_of_photographs_are_as_full_as_each_other(
    count: int, height: int, columns: int | None, expected: int
) -> None:
    photos = {str(number): np.eye(4) for number in range(count)}
    assert f"repeat({expected},minmax(0," in show_photos(photos, height=height, columns=columns).html


def test_every_photograph_has_its_own_alt_text() -> None:
    figure = show_photos({"cat & co": np.eye(4), "edges": np.eye(4)}, caption="Two.")
    alts = [image.attrib["alt"] for image in ElementTree.fromstring(figure.html).iter("img")]
    assert alts == ["cat & co", "edges"]
    assert figure.alt == "Two. Photographs: cat & co, edges."


@pytest.mark.parametrize(
    ("walk", "said"),
    [
        ((8, 3, 1, 2), ["⌊(8 + 2·1 − 3) / 2⌋ + 1 = 4 outputs.", "The last place is never reached."]),
        ((6, 3, 0, 1), ["⌊(6 + 2·0 − 3) / 1⌋ + 1 = 4 outputs."]),
        ((5, 2, 0, 9), ["⌊(5 + 2·0 − 2) / 9⌋ + 1 = 1 output.", "The last 3 places are never reached."]),
    ],
)
def test_the_walk_draws_one_bar_per_output_and_tells_the_rest(walk: tuple[int, int, int, int], said: list[str]) -> None:
    figure = draw_walk(*walk)
    outputs = [word for word in words(figure) if word.startswith("output ")]
    bars = [piece for piece in drawing(figure).iter(f"{SVG}rect") if piece.get("rx") == "4"]
    assert len(bars) == len(outputs) == int(said[0].split("= ")[1].split()[0])
    assert words(figure)[-len(said) :] == said


def test_the_bars_of_a_walk_begin_at_the_stride() -> None:
    bars = [piece for piece in drawing(draw_walk(8, 3, stride=2)).iter(f"{SVG}rect") if piece.get("rx") == "4"]
    starts = [float(bar.attrib["x"]) for bar in bars]
    assert np.diff(starts).tolist() == [52.0, 52.0]  # two cells of 26


def test_five_volumes_fit_on_a_notebooks_page() -> None:
    shapes = [(32, 32, 3), (32, 32, 8), (16, 16, 8), (16, 16, 16), (8, 8, 16)]
    figure = draw_layer(shapes, ["convolve", "max pool", "convolve", "max pool"])
    assert float(drawing(figure).attrib["width"]) <= 780
    assert words(figure)[::2] == ["32×32×3", "32×32×8", "16×16×8", "16×16×16", "8×8×16"]


def test_loading_the_drawings_loads_neither_pillow_nor_matplotlib_nor_tensorflow() -> None:
    code = "import sys, course_utils.widgets.drawing.figures; print(sorted({'PIL', 'matplotlib', 'tensorflow'} & set(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=300)
    assert answer.stdout.strip() == "[]"


def test_a_large_photograph_travels_as_a_jpeg_of_less_than_half_the_size() -> None:
    painting = load_image("starry_night", size=256)
    address = re.search(r'image/jpeg;base64,([^"]+)"', show_photos({"night": painting}, height=256).html)
    assert address
    data = base64.b64decode(address[1])
    assert len(data) < 60_000
    shown = np.asarray(Image.open(io.BytesIO(data)), float)
    assert np.abs(shown - painting).mean() < 8


def test_a_long_network_is_drawn_in_lines_that_fit_a_narrow_notebook() -> None:
    figure = draw_layer([(64, 64, 3 + 5 * k) for k in range(8)], [f"convolve {k}" for k in range(7)])
    root = drawing(figure)
    assert float(root.attrib["width"]) < 640
    lines = [line for line in root.iter(f"{SVG}g") if "translate" in line.get("transform", "")]
    assert len(lines) > 1
    assert [word for word in words(figure) if "×" in word] == [f"64×64×{3 + 5 * k}" for k in range(8)]


def test_points_are_rings_with_numbers_on_a_picture() -> None:
    drawn = draw_points(np.full((300, 300, 3), 120, np.uint8), [(50, 80), (200, 220)])
    assert drawn[80, 50].tolist() == drawn[220, 200].tolist() == list(POINT)
    assert (drawn == 255).all(axis=2).any()  # the ring and the number
    assert draw_points(np.zeros((64, 64, 3), np.uint8), [(32, 32)]).shape == (256, 256, 3)
    with pytest.raises(ArgumentError, match=r"points must have shape \(k, 2\), each \(x, y\); received \(4,\)"):
        draw_points(drawn, [1, 2, 3, 4])

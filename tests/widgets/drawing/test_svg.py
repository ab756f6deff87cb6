"""The pieces of the drawings fit on their page."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from course_utils.widgets.drawing.svg import arrow, box, data_address, frame, label, page, table, text_width, volume

SVG = "{http://www.w3.org/2000/svg}"


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


def test_every_piece_is_well_formed() -> None:
    body = arrow(1, 2, 30, "a & b") + box(1, 2, 26, "#fff", "<") + volume(1, 2, 3, 4, 5, "#0072B2")
    root = ElementTree.fromstring(page(body, 460, 50, [], "alt"))
    assert [line.text for line in root.iter(f"{SVG}text")] == ["a & b", "<"]
    assert len(list(root.iter(f"{SVG}path"))) == 4


def test_what_a_label_does_not_say_is_left_to_the_page() -> None:
    assert label(1.5, 2, "a < b") == '<text x="1.5" y="2" text-anchor="start" font-size="13" fill="currentColor">a &lt; b</text>'
    assert label(1, 2, "a", "", 11, "bold", ink="") == '<text x="1" y="2" font-size="11" font-weight="bold">a</text>'


def test_the_first_line_below_a_still_picture_is_bold() -> None:
    lines = texts(frame("", 500, 50, ["result", "how it came"], "alt"))
    assert [(line.text, line.get("font-weight")) for line in lines] == [("result", "bold"), ("how it came", "normal")]


def test_a_table_sets_its_first_column_left_and_numbers_right() -> None:
    cells = texts(table([("layer", "numbers"), ("conv", "456")], (100, 80), [], "alt"))
    assert [(cell.text, cell.get("x"), cell.get("text-anchor")) for cell in cells] == [
        ("layer", "10", "start"), ("numbers", "190", "end"), ("conv", "10", "start"), ("456", "190", "end"),
    ]  # fmt: skip


def test_an_address_holds_the_picture_itself() -> None:
    assert data_address(b"<svg/>", "svg+xml") == "data:image/svg+xml;base64,PHN2Zy8+"

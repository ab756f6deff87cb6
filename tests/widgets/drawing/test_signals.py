"""Drawings of signals, and of layers in one and three dimensions."""

from __future__ import annotations

import base64
import re
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from course_utils.errors import ArgumentError
from course_utils.widgets.drawing.figures import Figure
from course_utils.widgets.drawing.layers import draw_layer
from course_utils.widgets.drawing.signals import show_signals


def svg(figure: Figure) -> str:
    data = re.search(r"base64,([^\"]+)", figure.html)
    assert data
    text = base64.b64decode(data[1]).decode()
    ElementTree.fromstring(text)
    return text


def test_every_signal_has_its_title_a_curve_and_a_place_in_the_alt_text() -> None:
    figure = show_signals({"flat": np.ones(9), "a < b": np.arange(20.0)[:, None]}, "Two.", {"flat": (2, 3)}, rate=5)
    drawing = svg(figure)
    assert re.findall(r'<g id="(axes_\d)">', drawing) == ["axes_1", "axes_2"]
    assert "a &lt; b" in drawing
    assert ">seconds</text>" in drawing
    assert figure.alt == "Two. Signals: flat, 9 places from 1 to 1; a < b, 20 places from 0 to 19."


@pytest.mark.parametrize(
    ("signals", "message"),
    [
        ({}, "There is nothing to draw"),
        ({"x": np.zeros((4, 2))}, r"x must have shape \(n,\) or \(n, 1\), n from 2 to 2000; received \(4, 2\)"),
        ({"x": [1.0, np.inf]}, "x must hold finite numbers; received NaN or infinity"),
    ],
)
def test_what_is_no_signal_is_refused(signals: dict[str, Any], message: str) -> None:
    with pytest.raises(ArgumentError, match=message):
        show_signals(signals)


def test_layers_are_drawn_in_one_two_and_three_dimensions() -> None:
    figure = draw_layer([(14, 1), (10, 16)], ["sixteen 5×1"])
    assert figure.alt == "Volumes: 14 by 1, then 10 by 16."
    assert "10×16" in svg(figure)
    flat, deep = (svg(draw_layer([shape], [])) for shape in ((10, 10, 16), (10, 10, 10, 16)))
    assert (flat.count("<path"), deep.count("<path")) == (3, 16)
    assert "10×10×10×16" in deep


def test_a_shape_of_five_numbers_cannot_be_drawn() -> None:
    with pytest.raises(ArgumentError, match="A shape has 2 to 4 numbers, the channels last"):
        draw_layer([(1, 2, 3, 4, 5)], [])

"""Controls that call a function again: sliders, photographs, a file of one's own, and none without a front end."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import numpy as np
import pytest

from course_utils.errors import ArgumentError
from course_utils.widgets.controls import with_controls
from course_utils.widgets.drawing.figures import Figure

NOW = datetime(2026, 1, 1)


def look(picture: Any, threshold: float) -> Figure:
    return Figure(f"<img alt='{picture.shape} {threshold}'>", f"{picture.shape}, {threshold}")


def png(side: int) -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(np.zeros((side, side, 3), np.uint8)).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture
def controls(shell: Any) -> Any:
    return with_controls(look, picture="coffee", threshold=0.3)


def test_without_a_front_end_the_figure_is_drawn_once() -> None:
    shown = with_controls(look, picture="coffee", threshold=0.3)
    assert isinstance(shown, Figure)
    assert shown.alt.endswith(", 0.3")


def test_a_slider_and_a_photograph_draw_anew(controls: Any) -> None:
    photograph, _, slider = controls.children[0].children
    assert [photograph.description, slider.description] == ["Picture", "Threshold"]
    before = controls.children[1].value
    slider.value = 0.7
    assert controls.figure.alt.endswith(", 0.7")
    photograph.value = "chelsea"
    assert controls.children[1].value == controls.figure.html != before


def test_a_file_of_ones_own_is_shown_and_another_kind_is_refused(controls: Any) -> None:
    upload = controls.children[0].children[1]
    upload.value = ({"name": "mine.png", "type": "image/png", "size": 1, "last_modified": NOW, "content": memoryview(png(2000))},)
    assert controls.figure.alt == "(1024, 1024, 3), 0.3"
    upload.value = ({"name": "notes.txt", "type": "text/plain", "size": 1, "last_modified": NOW, "content": memoryview(b"no picture")},)
    assert "notes.txt is no picture that can be read. Take a JPEG or a PNG file." in controls.children[1].value


def test_a_stored_notebook_shows_the_figure(controls: Any) -> None:
    data = controls._repr_mimebundle_()
    assert controls.figure.html in data["text/html"]
    assert data["text/plain"] == repr(controls.figure)


def test_other_arguments_are_refused() -> None:
    with pytest.raises(ArgumentError, match="threshold must be a photograph's name or a number from 0 to 1; received 3"):
        with_controls(look, picture="coffee", threshold=3)

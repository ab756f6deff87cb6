"""What a student gives becomes bytes, and bytes become an address."""

from __future__ import annotations

import base64
import io

import numpy as np
import pytest
from PIL import Image

from course_utils.errors import DataError
from course_utils.widgets.base import WidgetError
from course_utils.widgets.drawing.photograph import as_picture, default_photograph, image_element, jpeg, small_jpeg


def shown(address: str) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(address.removeprefix("data:image/jpeg;base64,"))))


@pytest.mark.parametrize(
    ("given", "byte"),
    [(np.full((2, 3), 7), 7), (np.full((2, 3, 3), 0.5), 128), (np.full((2, 3, 3), 254.6), 255)],
)
def test_grey_fractions_and_numbers_become_bytes_in_three_channels(given: np.ndarray, byte: int) -> None:
    picture = as_picture(given)
    assert (picture.dtype, picture.shape) == (np.uint8, (2, 3, 3))
    assert (picture == byte).all()


def test_a_name_is_looked_up() -> None:
    assert as_picture("dog").shape == (576, 768, 3)
    with pytest.raises(DataError, match="no photograph called 'unicorn'"):
        as_picture("unicorn")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (np.zeros((2, 2, 4)), "image must have shape (rows, columns, 3); received shape (2, 2, 4)."),
        (np.zeros((0, 3)), "image must have shape (rows, columns, 3); received shape (0, 3, 3)."),
        (np.full((2, 2, 3), 256), "image must hold numbers from 0 to 255, or fractions from 0 to 1."),
        (np.full((2, 2, 3), -0.1), "image must hold numbers from 0 to 255, or fractions from 0 to 1."),
    ],
)
def test_what_is_no_picture_is_refused(given: np.ndarray, message: str) -> None:
    with pytest.raises(WidgetError) as caught:
        as_picture(given)
    assert str(caught.value) == message


def test_only_the_small_jpeg_makes_a_large_photograph_smaller() -> None:
    photo = np.full((600, 1200, 3), 90, np.uint8)
    assert shown(jpeg(photo)).size == (1200, 600)
    assert shown(small_jpeg(photo)).size == (560, 280)
    assert abs(int(np.asarray(shown(small_jpeg(photo))).mean()) - 90) < 2


def test_an_element_is_stretched() -> None:
    assert image_element(np.zeros((8, 8, 3), np.uint8), 20, 30.5).startswith('<image width="20" height="30.5" preserve')


def test_a_drawn_landscape_stands_in_for_a_missing_file() -> None:
    picture = default_photograph("no such photograph", size=40)
    assert picture.shape == (40, 40, 3)
    assert picture[0, 0, 2] > picture[0, 0, 1]  # sky
    assert picture[-1, 0, 1] > picture[-1, 0, 2]  # meadow

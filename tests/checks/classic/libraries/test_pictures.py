"""Pictures are read, resized and recoloured as scipy, Pillow and OpenCV did it."""

import numpy as np
import pytest
from PIL import Image

from course_utils.checks.classic.libraries.pictures import OPENCV, pillow, scipy


@pytest.fixture
def picture(tmp_path):
    pixels = np.arange(60, dtype=np.uint8).reshape(4, 5, 3)
    Image.fromarray(pixels).save(tmp_path / "a.png")
    return str(tmp_path / "a.png"), pixels


def test_pictures_are_read_and_resized_as_scipy_did(tmp_path):
    misc = scipy().misc
    picture = np.arange(48, dtype=np.uint8).reshape(4, 4, 3)
    misc.imsave(tmp_path / "a.png", picture)
    assert np.array_equal(misc.imread(tmp_path / "a.png"), picture)
    assert scipy().ndimage.imread(tmp_path / "a.png", flatten=True).shape == (4, 4)
    assert misc.imresize(picture, (2, 6)).shape == (2, 6, 3)
    assert misc.imresize(picture, 50).shape == misc.imresize(picture, 0.5).shape == (2, 2, 3)


def test_pillow_has_its_filters_of_then_and_everything_else_of_today():
    image = pillow().Image
    assert image.ANTIALIAS == Image.Resampling.LANCZOS
    assert image.open is Image.open


def test_opencv_reads_blue_first_and_turns_colours_round(picture):
    name, pixels = picture
    read = OPENCV["imread"](name)
    assert np.array_equal(read, pixels[..., ::-1])
    assert np.array_equal(OPENCV["cvtColor"](read, OPENCV["COLOR_BGR2RGB"]), pixels)
    assert OPENCV["imread"](name, OPENCV["IMREAD_GRAYSCALE"]).shape == (4, 5)
    assert OPENCV["imread"](name, OPENCV["IMREAD_UNCHANGED"]).shape == (4, 5, 4)
    assert OPENCV["imread"]("nowhere.png") is None


def test_opencv_s_grey_is_the_usual_mean_of_the_colours(picture):
    grey = OPENCV["cvtColor"](picture[1][..., ::-1], OPENCV["COLOR_BGR2GRAY"])
    assert np.abs(grey.astype(float) - np.asarray(Image.fromarray(picture[1]).convert("L"))).max() <= 1
    assert OPENCV["cvtColor"](grey, OPENCV["COLOR_GRAY2BGR"]).shape == (4, 5, 3)


def test_opencv_s_sizes_are_columns_and_rows(picture, tmp_path):
    assert OPENCV["resize"](picture[1], (10, 2)).shape == (2, 10, 3)
    assert OPENCV["resize"](picture[1], None, fx=2, fy=0.5).shape == (2, 10, 3)
    assert np.array_equal(OPENCV["flip"](picture[1], 1), picture[1][:, ::-1])
    OPENCV["imwrite"](str(tmp_path / "b.png"), picture[1][..., ::-1])
    assert np.array_equal(np.asarray(Image.open(tmp_path / "b.png")), picture[1])

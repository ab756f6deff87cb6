"""Photographs as arrays."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from course_utils.data.sets.images import image_names, load_image
from course_utils.errors import ArgumentError, DataError


def test_every_shipped_photograph_is_rgb_and_small() -> None:
    assert len(image_names()) == 14
    for name in image_names():
        image = load_image(name)
        assert image.dtype == np.uint8
        assert image.ndim == 3
        assert image.shape[2] == 3
        assert max(image.shape) <= 768


def test_size_cuts_the_middle_and_does_not_stretch(tmp_path: Path) -> None:
    # Red, green and blue thirds: the square middle of a 30 × 90 picture is the green third alone.
    wide = np.zeros((30, 90, 3), np.uint8)
    wide[:, :30, 0] = wide[:, 30:60, 1] = wide[:, 60:, 2] = 255
    Image.fromarray(wide).save(tmp_path / "wide.png")
    middle = load_image(tmp_path / "wide.png", size=30)
    assert (middle == (0, 255, 0)).all()
    assert load_image("dog", size=(20, 50)).shape == (20, 50, 3)


def test_transparency_becomes_white_and_grey_becomes_rgb(tmp_path: Path) -> None:
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(tmp_path / "clear.png")
    Image.new("L", (4, 4), 77).save(tmp_path / "grey.png")
    assert (load_image(tmp_path / "clear.png") == 255).all()
    assert (load_image(str(tmp_path / "grey.png")) == 77).all()


def test_a_phone_s_rotation_mark_is_obeyed(tmp_path: Path) -> None:
    picture = Image.new("RGB", (8, 4))
    exif = picture.getexif()
    exif[0x0112] = 6  # orientation: turn by 90 degrees
    picture.save(tmp_path / "phone.jpg", exif=exif)
    assert load_image(tmp_path / "phone.jpg").shape == (8, 4, 3)


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(DataError, match="no photograph called 'cofee'") as caught:
        load_image("cofee")
    assert "chelsea, china, coffee" in caught.value.help


def test_a_file_that_is_no_image_is_told(tmp_path: Path) -> None:
    (tmp_path / "notes.jpg").write_text("not a picture")
    with pytest.raises(DataError, match="is not an image that can be read"):
        load_image(tmp_path / "notes.jpg")


def test_a_picture_cut_short_is_told(tmp_path: Path) -> None:
    Image.fromarray(np.random.RandomState(0).randint(0, 255, (90, 90, 3), np.uint8)).save(tmp_path / "a.jpg")
    whole = (tmp_path / "a.jpg").read_bytes()
    (tmp_path / "a.jpg").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DataError, match="cannot be read as an image"):
        load_image(tmp_path / "a.jpg")


@pytest.mark.parametrize("size", [0, -3, 2.5, (4,), (4, 0), (1, 2, 3), "64"])
def test_a_wrong_size_is_refused(size: object) -> None:
    with pytest.raises(ArgumentError, match="size must be a whole number ≥ 1"):
        load_image("coffee", size=size)  # type: ignore[arg-type]

"""Frames come from folders in the order of their names, and from animated files."""

import numpy as np
import pytest
from PIL import Image

from course_utils.data.sets.frames import load_frames
from course_utils.errors import DataError


def colour(value, size=(8, 6)):
    return Image.new("RGB", size, (value, 0, 0))


def test_a_folder_gives_its_pictures_by_name_and_nothing_else(tmp_path):
    for name, value in (("b.png", 200), ("a.PNG", 100), ("c.webp", 250)):
        colour(value).save(tmp_path / name)
    (tmp_path / "notes.txt").write_text("no picture")
    frames = load_frames(tmp_path)
    assert [frame.shape for frame in frames] == [(6, 8, 3)] * 3
    assert [abs(int(frame[0, 0, 0]) - value) <= 8 for frame, value in zip(frames, (100, 200, 250))] == [True] * 3


def test_an_animated_gif_gives_its_frames(tmp_path):
    file = tmp_path / "film.gif"
    colour(10).save(file, save_all=True, append_images=[colour(120), colour(240)], duration=100)
    assert [int(frame[0, 0, 0]) for frame in load_frames(file)] == [10, 120, 240]


def test_large_frames_are_made_smaller_in_proportion(tmp_path):
    colour(5, (1280, 640)).save(tmp_path / "a.png")
    assert load_frames(tmp_path)[0].shape == (320, 640, 3)
    assert load_frames(tmp_path)[0].dtype == np.uint8


@pytest.mark.parametrize("what", ["missing", "empty folder", "text"])
def test_what_holds_no_film_is_named_with_the_way_to_split_a_video(tmp_path, what):
    (tmp_path / "empty folder").mkdir()
    (tmp_path / "text").write_text("no film")
    with pytest.raises(DataError, match="ffmpeg -i"):
        load_frames(tmp_path / what)


def test_too_many_frames_are_refused_before_they_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr("course_utils.data.sets.frames.MOST", 2)
    for number in range(3):
        (tmp_path / f"{number}.png").write_bytes(b"")
    with pytest.raises(DataError, match="holds 3 pictures; at most 2"):
        load_frames(tmp_path)

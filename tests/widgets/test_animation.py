"""An animated GIF with something drawn on every frame."""

import base64
import io
import re

import numpy as np
import pytest
from PIL import Image

from course_utils.errors import ArgumentError
from course_utils.widgets.animation import animate


def frames(n, height=40, width=80):
    return [np.full((height, width, 3), 40 * k, np.uint8) for k in range(n)]


def marked(frame):
    shown = frame.copy()
    shown[:10, :10] = (0, 114, 178)
    return shown


def gif(figure):
    return Image.open(io.BytesIO(base64.b64decode(re.search(r"base64,([^\"]+)", figure.html)[1])))


def test_every_frame_is_annotated_and_shown_in_its_order():
    film = gif(animate(frames(4), marked, "Four frames.", width=160))
    assert (film.n_frames, film.size) == (4, (160, 80))
    for k in range(4):
        film.seek(k)
        shown = np.array(film.convert("RGB")).astype(int)
        assert np.abs(shown[4, 4] - (0, 114, 178)).max() < 12
        assert np.abs(shown[60, 100] - 40 * k).max() < 12


def test_the_caption_is_the_alt_text_and_is_escaped():
    figure = animate(frames(1), marked, "a < b")
    assert figure.alt == "a < b"
    assert 'alt="a &lt; b"' in figure.html


def test_colours_to_keep_stay_exactly_as_they_are():
    noise = np.random.default_rng(0).integers(0, 255, (40, 80, 3), dtype=np.uint8)
    film = gif(animate([noise], marked, "Noise.", width=80, keep=[(0, 114, 178)]))
    assert np.array(film.convert("RGB"))[4, 4].tolist() == [0, 114, 178]


def test_a_folder_is_taken_and_the_film_is_kept_where_asked(tmp_path):
    Image.fromarray(frames(1)[0]).save(tmp_path / "1.png")
    target = tmp_path / "films" / "film.gif"
    animate(tmp_path, marked, "One frame.", file=target)
    assert Image.open(target).format == "GIF"
    assert [path.name for path in target.parent.iterdir()] == ["film.gif"]


def test_a_bar_tells_how_far_it_is(shell):
    animate(frames(3), marked, "Three frames.")
    assert [words.split("; ")[0] for words in shell.values] == [
        "frame 1 of 3", "frame 2 of 3", "frame 3 of 3"
    ]  # fmt: skip
    assert "s left" in shell.values[0]


@pytest.mark.parametrize("wrong", [lambda frame: frame / 255, lambda frame: frame[..., 0], lambda frame: None])
def test_an_annotation_that_is_no_picture_is_named(wrong):
    with pytest.raises(ArgumentError, match="annotate must return a picture"):
        animate(frames(1), wrong, "x")


def test_no_frames_are_named():
    with pytest.raises(ArgumentError, match="no frame"):
        animate([], marked, "x")

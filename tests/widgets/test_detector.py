"""The notebook's detector shows its own findings or those of a student's functions."""

import numpy as np
import pytest

from course_utils.data.sets.images import load_image
from course_utils.layers.detection.yolo import yolo_eval
from course_utils.widgets.detector import load_detector, show_detections

GREY = np.full((240, 400, 3), 128, np.uint8)
NAMES = ["person", "car"]


@pytest.fixture(scope="module")
def detector():
    return load_detector()


@pytest.mark.tf
def test_what_the_classic_functions_find_is_shown(detector):
    seen = []

    def detect(image):
        seen.append(yolo_eval(detector(image), tuple(map(float, image.shape[:2])), 20, 0.3, 0.45))
        return seen[-1]

    alts = detector.show({name: load_image(name) for name in ("dog", "person")}, detect).alt.split(". ")
    assert [{word for word in "car dog bicycle person horse".split() if f" {word} " in alt} for alt in alts] == [
        {"car", "dog", "bicycle"},
        {"person", "dog", "horse"},
    ]
    assert all(boxes.shape == (len(scores), 4) for scores, boxes, _ in seen)


@pytest.mark.tf
def test_without_a_function_of_ones_own_the_detector_uses_its_own(detector):
    assert "person" in detector.show(load_image("person")).alt


def detect(image):
    return [0.75, 0.5], [(40, 60, 100, 90), (10, 10, 30, 50)], [1, 0]


def test_a_picture_is_shown_with_what_was_found_in_words():
    figure = show_detections(GREY, detect, NAMES, "A street.")
    assert figure.alt == "picture: car 0.75, person 0.50. A street."
    assert figure.html.count("<img ") == 1


def test_pictures_with_titles_stand_side_by_side():
    figure = show_detections({"a": GREY, "b": GREY}, lambda image: ([], [], []), NAMES)
    assert figure.alt == "a: nothing found. b: nothing found."
    assert figure.html.count("<img ") == 2


def test_a_list_of_pictures_becomes_a_film(tmp_path):
    figure = show_detections([GREY, GREY[:, ::-1]], detect, NAMES, "Two frames.", file=tmp_path / "film.gif")
    assert "data:image/gif" in figure.html
    assert (tmp_path / "film.gif").read_bytes()[:3] == b"GIF"

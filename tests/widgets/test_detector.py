"""The notebook's detector shows its own findings or those of a student's functions."""

import pytest

from course_utils.data.sets.images import load_image
from course_utils.layers.detection.yolo import yolo_eval
from course_utils.widgets.detector import load_detector

pytestmark = pytest.mark.tf


@pytest.fixture(scope="module")
def detector():
    return load_detector()


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


def test_without_a_function_of_ones_own_the_detector_uses_its_own(detector):
    assert "person" in detector.show(load_image("person")).alt

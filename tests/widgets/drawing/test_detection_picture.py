"""Boxes drawn onto a picture."""

import numpy as np
import pytest

from course_utils.errors import ArgumentError
from course_utils.widgets.drawing.detection_picture import all_colours, colours, draw_detections

GREY = np.full((240, 400, 3), 128, np.uint8)
NAMES = ["person", "car"]
BLUE, ORANGE = (0, 114, 178), (230, 159, 0)


def drawn(*boxes, classes=None, scores=None, image=GREY):
    classes = [0] * len(boxes) if classes is None else classes
    scores = [0.9] * len(boxes) if scores is None else scores
    return draw_detections(image, scores, boxes, classes, NAMES)


def where(picture, colour):
    """Rows and columns in which a colour occurs, first and last of each."""
    rows, columns = np.nonzero((picture == colour).all(axis=2))
    return rows.min(), rows.max(), columns.min(), columns.max()


def test_a_box_is_y_x_and_its_label_stands_above_it():
    top, bottom, left, right = where(drawn((40, 60, 100, 90)), BLUE)
    assert (bottom, left) == (100, 60)
    assert 20 <= top < 40
    assert right > 90  # the label is longer than the box is wide


def test_each_class_has_its_colour_and_the_picture_given_is_not_changed():
    before = GREY.copy()
    picture = drawn((40, 10, 100, 60), (40, 110, 100, 190), classes=[0, 1])
    assert where(picture, BLUE)[2] == 10
    assert where(picture, ORANGE)[2] == 110
    assert (before == GREY).all()


def test_a_label_stays_on_the_picture():
    picture = drawn((-30, 150, 60, 260), (100, -20, 180, 40))
    assert picture.shape == GREY.shape
    assert where(picture, BLUE)[0] == 0


def test_labels_of_boxes_in_one_place_do_not_hide_each_other():
    both = drawn((40, 60, 100, 90), (41, 61, 100, 90), classes=[0, 1], scores=[0.9, 0.8])
    blue, orange = (both == BLUE).all(axis=2).sum(axis=1), (both == ORANGE).all(axis=2).sum(axis=1)
    rows = [np.flatnonzero(counts > 40) for counts in (blue, orange)]  # rows of labels, wider than the boxes
    assert min(map(len, rows)) >= 3
    assert rows[0].max() < rows[1].min()


def test_a_small_picture_is_enlarged_with_its_boxes():
    picture = drawn((10, 10, 50, 50), image=np.full((64, 96, 3), 128, np.uint8))
    assert picture.shape == (256, 384, 3)
    assert where(picture, BLUE)[1:3] == (200, 40)


def test_car_and_dog_of_the_80_classes_have_different_colours():
    assert len({colours(kind) for kind in (0, 1, 2, 7, 16)}) == 5


def test_no_box_leaves_the_picture_as_it_is():
    assert (draw_detections(GREY, [], np.zeros((0, 4)), [], NAMES) == GREY).all()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: drawn((0, 0, 1, 1), classes=[2]), "2 names, for classes 0 to 1; received class 2"),
        (lambda: drawn((0, 0, 1, 1), scores=[0.5, 0.5]), "1 boxes, 2 scores and 1 classes"),
        (lambda: drawn(image=GREY / 255), "a picture .* of bytes"),
    ],
)
def test_what_does_not_fit_is_named(call, words):
    with pytest.raises(ArgumentError, match=words):
        call()


def test_a_film_keeps_the_colour_of_every_class_and_of_the_words():
    kept = ["#" + bytes(colour).hex().upper() for colour in all_colours()]
    assert {colours(kind)[0] for kind in range(14)} == set(kept[:-2])
    assert kept[-2:] == ["#FFFFFF", "#000000"]

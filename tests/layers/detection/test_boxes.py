"""Boxes against loops, against TensorFlow and by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.errors import ArgumentError
from course_utils.exercises.loops import detection as loops
from course_utils.layers.detection.boxes import iou, non_max_suppression, pairwise_iou, scale_boxes


def crowd(n, kind=np.float32, seed=0, objects=12):
    """Boxes scattered around a few objects, with scores and classes; some scores are equal."""
    rng = np.random.default_rng(seed)
    where, size = rng.random((objects, 2)), 0.05 + 0.2 * rng.random((objects, 2))
    which = rng.integers(objects, size=n)
    middle = where[which] + rng.normal(0, 0.02, (n, 2))
    half = size[which] * (1 + rng.normal(0, 0.1, (n, 2))) / 2
    boxes = np.concatenate([middle - half, middle + half], axis=1).astype(kind)
    return boxes, np.round(rng.random(n), 2).astype(kind), which % 3


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((2, 1, 4, 3), (1, 2, 3, 4), 1 / 7),
        ((0, 0, 2, 2), (3, 1, 5, 4), 0),
        ((1, 2, 3, 4), (5, 6, 7, 9), 0),
        ((1, 1, 2, 2), (2, 2, 3, 4), 0),
        ((0, 0, 4, 4), (1, 1, 2, 2), 1 / 16),
        ((2, 3, 5, 4), (2, 3, 5, 4), 1),
        ((1, 0, 1, 4), (0, 0, 2, 3), 0),
        ((1, 1, 1, 1), (1, 1, 1, 1), 0),
        ((4, 3, 2, 1), (1, 2, 3, 4), 1 / 7),
    ],
    ids="published,apart in x,apart in both,corners touch,inside,equal,one flat,both flat,corners the other way".split(","),
)
def test_iou_of_two_boxes(one, other, expected):
    assert iou(one, other) == pytest.approx(expected)
    assert iou(other, one) == pytest.approx(expected)


def test_pairwise_iou_is_iou_of_every_pair():
    first, second = crowd(20)[0], crowd(15, seed=1)[0]
    wanted = [[loops.iou(a, b) for b in second] for a in first]
    assert pairwise_iou(first, second) == pytest.approx(np.array(wanted), abs=1e-6)
    assert pairwise_iou(first, second).dtype == np.float32


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@pytest.mark.parametrize("by_class", [False, True])
@pytest.mark.parametrize("limit", [None, 7])
def test_suppression_equals_the_loops(kind, by_class, limit):
    boxes, scores, classes = crowd(400, kind)
    asked = (boxes, scores, classes if by_class else None, 0.45, limit)
    assert non_max_suppression(*asked).tolist() == loops.non_max_suppression(*asked).tolist()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 150), st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]))
def test_suppression_equals_the_loops_on_boxes_with_whole_corners(seed, n, threshold):
    rng = np.random.default_rng(seed)
    corner = rng.integers(0, 6, (n, 2))
    boxes = np.concatenate([corner, corner + rng.integers(1, 5, (n, 2))], axis=1).astype(float)
    scores = rng.integers(0, 8, n) / 8
    assert non_max_suppression(boxes, scores, None, threshold).tolist() == loops.non_max_suppression(boxes, scores, None, threshold).tolist()


@pytest.mark.tf
@pytest.mark.parametrize("limit", [10, 2000])
@pytest.mark.parametrize("objects", [12, 1500])
def test_suppression_keeps_what_tensorflow_keeps_in_the_same_order(limit, objects):
    import tensorflow as tf

    boxes, scores, _ = crowd(2000, objects=objects)
    wanted = tf.image.non_max_suppression(boxes, scores, limit, 0.5).numpy()
    assert non_max_suppression(boxes, scores, None, 0.5, limit).tolist() == wanted.tolist()


@pytest.mark.tf
def test_tensorflow_keeps_an_iou_equal_to_the_threshold_and_takes_the_first_of_equal_scores():
    import tensorflow as tf

    boxes = np.array([[0, 0, 2, 1], [0, 0, 1, 1], [5, 5, 6, 6], [5, 5, 6, 6]], np.float32)
    scores = np.array([0.9, 0.8, 0.7, 0.7], np.float32)
    wanted = tf.image.non_max_suppression(boxes, scores, 4, 0.5).numpy().tolist()
    assert wanted == non_max_suppression(boxes, scores).tolist() == [0, 1, 2]


def test_without_boxes_nothing_is_kept():
    assert non_max_suppression(np.zeros((0, 4)), np.zeros(0)).tolist() == []
    assert non_max_suppression(np.zeros((0, 4)), np.zeros(0), np.zeros(0)).tolist() == []


def test_no_more_boxes_than_asked_for():
    boxes, scores, classes = crowd(100)
    assert len(non_max_suppression(boxes, scores, classes, max_boxes=0)) == 0
    assert len(non_max_suppression(boxes, scores, classes, max_boxes=2)) == 2


def test_scaling_goes_by_height_then_width_and_keeps_the_kind_of_number():
    scaled = scale_boxes(np.array([[0.25, 0.5, 0.5, 1.0]], np.float32), (720.0, 1280.0))
    assert scaled.tolist() == [[180.0, 640.0, 360.0, 1280.0]]
    assert scaled.dtype == np.float32


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: iou((1, 2, 3), (1, 2, 3, 4)), r"boxes1 must have shape \(n, 4\); received shape \(1, 3\)"),
        (lambda: non_max_suppression(np.zeros((2, 4)), np.zeros(3)), "must be of one length"),
        (lambda: non_max_suppression(np.zeros((2, 4)), np.zeros((2, 1))), "scores must have one axis"),
        (lambda: scale_boxes(np.zeros((2, 4)), (1, 2, 3)), r"image_shape must be \(height, width\)"),
    ],
)
def test_wrong_shapes_are_named(call, words):
    with pytest.raises(ArgumentError, match=words):
        call()

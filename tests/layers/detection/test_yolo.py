"""YOLO's steps: published figures, both orders of the inputs, the grid and back."""

import numpy as np
import pytest

from course_utils.errors import ArgumentError
from course_utils.layers.detection import yolo

GRID = (19, 19, 5)


def published(*shapes):
    """The published inputs: normal, mean 1, standard deviation 4, drawn one after another after seed 10."""
    import tensorflow as tf

    tf.random.set_seed(10)
    return [tf.random.normal(list(shape), mean=1, stddev=4, seed=1).numpy() for shape in shapes]


@pytest.mark.tf
def test_the_filter_gives_the_published_figures():
    confidence, boxes, probabilities = published((*GRID, 1), (*GRID, 4), (*GRID, 80))
    scores, kept, classes = yolo.yolo_filter_boxes(boxes, confidence, probabilities, 0.5)
    assert scores.shape == classes.shape == (1789,)
    assert kept.shape == (1789, 4)
    assert scores[2] == pytest.approx(9.270486)
    assert kept[2] == pytest.approx([4.6399336, 3.2303846, 4.431282, -2.202031])
    assert classes[2] == 8


@pytest.mark.tf
def test_suppression_gives_the_published_figures():
    scores, boxes, classes = yolo.yolo_non_max_suppression(*published((54,), (54, 4), (54,)))
    assert scores.shape == (10,)
    assert scores[2] == pytest.approx(8.147684)
    assert boxes[2] == pytest.approx([6.0797963, 3.743308, 1.3914018, -0.34089637])
    assert classes[2] == pytest.approx(1.7079165)


@pytest.mark.tf
def test_evaluation_gives_the_published_figures_in_both_orders():
    xy, wh, confidence, probabilities = published((*GRID, 2), (*GRID, 2), (*GRID, 1), (*GRID, 80))
    for outputs in ((xy, wh, confidence, probabilities), (confidence, xy, wh, probabilities)):
        scores, boxes, classes = yolo.yolo_eval(outputs)
        assert boxes.shape == (10, 4)
        assert scores[2] == pytest.approx(171.60194)
        assert boxes[2] == pytest.approx([-1240.3483, -3212.5881, -645.78, 2024.3052])
        assert classes[2] == 16


def test_the_filter_takes_confidence_and_boxes_in_either_order():
    rng = np.random.default_rng(0)
    boxes, confidence, probabilities = rng.random((2, 2, 4)), rng.random((2, 2, 1)), rng.random((2, 2, 3))
    for answer, swapped in zip(
        yolo.yolo_filter_boxes(boxes, confidence, probabilities, 0.2),
        yolo.yolo_filter_boxes(confidence, boxes, probabilities, 0.2),
    ):
        assert np.array_equal(answer, swapped)


def test_a_score_equal_to_the_threshold_is_kept():
    scores, _, classes = yolo.yolo_filter_boxes(np.zeros((1, 4)), np.array([[0.5]]), np.array([[0.25, 1.0]]), 0.5)
    assert (scores.tolist(), classes.tolist()) == ([0.5], [1])


def test_corners_are_y_x():
    assert yolo.yolo_boxes_to_corners([[4.0, 10.0]], [[2.0, 6.0]]).tolist() == [[7.0, 3.0, 13.0, 5.0]]


def test_the_best_anchor_is_the_one_of_the_best_shape_not_of_the_nearest_numbers():
    assert yolo.assign_anchor((0.5, 4), [(2, 4), (0.5, 2)])[0] == 1


def test_a_picture_of_two_anchors_and_three_classes_has_16_numbers_in_a_cell():
    grid = yolo.encode_grid([[0.1, 0.1, 0.3, 0.5]], [2], [[0.2, 0.4], [0.4, 0.2]], 19, 3)
    assert grid.reshape(19, 19, -1).shape == (19, 19, 16)


def test_what_is_encoded_is_found_again():
    rng = np.random.default_rng(1)
    middle, size, S = rng.random((5, 2)), 0.1 + rng.random((5, 2)), 32
    boxes = np.concatenate([middle - size / 2, middle + size / 2], axis=1)
    classes = rng.integers(4, size=5)
    grid = yolo.encode_grid(boxes, classes, [[0.5, 0.5], [0.2, 0.9]], S, 4)
    rows, columns, anchors = np.nonzero(grid[..., 0])
    entries = grid[rows, columns, anchors]
    xy = (entries[:, 1:3] + np.stack([columns, rows], axis=1)) / S
    back = yolo.yolo_boxes_to_corners(xy, entries[:, [4, 3]] / S)[:, [1, 0, 3, 2]]
    order, wanted = np.lexsort(back.T), np.lexsort(boxes.T)
    assert back[order] == pytest.approx(boxes[wanted])
    assert entries[order, 5:].argmax(axis=1).tolist() == classes[wanted].tolist()
    assert entries[:, 3:5].max() > 1
    assert entries[:, 1:3].min() >= 0
    assert entries[:, 1:3].max() < 1


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: yolo.yolo_eval((1, 2, 3)), "four arrays; received 3"),
        (lambda: yolo.yolo_filter_boxes(np.zeros((2, 4)), np.zeros((3, 1)), np.zeros((2, 5))), r"received shapes \(2, 4\)"),
        (lambda: yolo.assign_anchor((1, 2), [1, 2]), "Sizes and anchors must have shape"),
    ],
)
def test_wrong_shapes_are_named(call, words):
    with pytest.raises(ArgumentError, match=words):
        call()

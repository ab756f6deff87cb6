"""A detector's loss against a sum over its places and numeric gradients; its boxes against those that were encoded."""

import numpy as np
import pytest

from course_utils.data.sets.streets import load_streets
from course_utils.errors import ArgumentError
from course_utils.exercises.loops.detection import non_max_suppression
from course_utils.exercises.week3_4_project_detector import far_grids, grids
from course_utils.layers.detection.detection_metrics import mean_average_precision
from course_utils.layers.detection.one_stage import decode_detections, detection_loss
from course_utils.layers.detection.yolo import encode_grid

SQUARE = [[1.0, 1.0]]


def loss_by_places(y_true, t, lambda_coord=5.0, lambda_noobj=0.5, gamma=0.0):
    """Place by place, in double precision."""
    total = 0.0
    for b, free in zip(y_true.reshape(-1, y_true.shape[-1]), t.reshape(-1, t.shape[-1])):
        surprise = np.logaddexp(0, -free[0] if b[0] else free[0])
        focal = -np.expm1(-surprise) if gamma else 1.0
        if not b[0]:
            total += lambda_noobj * focal**gamma * surprise
            continue
        box = np.sum((1 / (1 + np.exp(-free[1:3])) - b[1:3]) ** 2) + np.sum((free[3:5] - np.log(b[3:5])) ** 2)
        total += focal**gamma * surprise + lambda_coord * box + np.logaddexp.reduce(free[5:]) - free[5:] @ b[5:]
    return total / max(1, y_true[..., 0].sum())


@pytest.mark.tf
@pytest.mark.parametrize("more", [{}, {"gamma": 2.0}, {"lambda_coord": 1.5, "lambda_noobj": 0.1, "gamma": 1.0}], ids=str)
@pytest.mark.parametrize("objects", [0, 7])
def test_the_loss_is_the_sum_over_places(more, objects):
    inputs = grids(np.random.RandomState(3), 2, 4, 3, objects, **more)
    arrays = {name: np.float32(value) if np.ndim(value) else value for name, value in inputs.items()}
    np.testing.assert_allclose(float(detection_loss(**arrays)), loss_by_places(**inputs), rtol=1e-5)


@pytest.mark.tf
def test_the_gradient_is_the_slope_of_the_sum():
    import tensorflow as tf

    inputs = grids(np.random.RandomState(5), 1, 2, 3, 2, gamma=2.0)
    t = tf.Variable(np.float32(inputs["t"]))
    with tf.GradientTape() as tape:
        loss = detection_loss(np.float32(inputs["y_true"]), t, gamma=2.0)
    gradient = np.asarray(tape.gradient(loss, t))
    for place in np.ndindex(gradient.shape):
        step = np.zeros(gradient.shape)
        step[place] = 1e-4
        up, down = (loss_by_places(inputs["y_true"], inputs["t"] + s * step, gamma=2.0) for s in (1, -1))
        assert gradient[place] == pytest.approx((up - down) / 2e-4, rel=1e-3, abs=1e-3)


@pytest.mark.tf
@pytest.mark.parametrize("gamma", [0.0, 1.0, 2.0])
def test_the_loss_and_its_gradient_are_finite_however_sure_the_network_is(gamma):
    import tensorflow as tf

    inputs = far_grids(np.random.RandomState(1), 2, 3, 3, 6)
    t = tf.Variable(np.float32(inputs["t"]))
    with tf.GradientTape() as tape:
        loss = detection_loss(np.float32(inputs["y_true"]), t, gamma=gamma)
    assert np.isfinite(float(loss))
    assert np.isfinite(np.asarray(tape.gradient(loss, t))).all()


def said_of(streets, S=16):
    """Free numbers of a network that is right and sure."""
    grid = np.array([
        encode_grid(boxes / 128, classes, SQUARE, S, 4)[:, :, 0] for boxes, classes in zip(streets.boxes, streets.classes)
    ])
    there = grid[..., :1] > 0
    middle = np.clip(grid[..., 1:3], 1e-6, 1 - 1e-6)
    numbers = [np.where(there, 9.0, -9.0), np.log(middle / (1 - middle)), np.log(np.where(there, grid[..., 3:5], 1)),
               20 * grid[..., 5:]]  # fmt: skip
    return np.concatenate(numbers, axis=-1)


def test_what_was_encoded_is_decoded_again():
    streets = load_streets("test")
    answers = decode_detections(said_of(streets), score_threshold=0.5, iou_threshold=1.0)
    shared_cells = 0
    for (_, boxes, classes), truths, kinds in zip(answers, streets.boxes, streets.classes):
        for box, kind in zip(boxes, classes):
            near = np.abs(truths - box).max(axis=1) < 0.05
            assert (near & (kinds == kind)).any()
        shared_cells += len(truths) - len(boxes)
    assert shared_cells <= 0.02 * sum(map(len, streets.boxes))
    assert mean_average_precision(answers, list(zip(streets.boxes, streets.classes))) > 0.98


def test_boxes_come_best_first_and_are_suppressed_within_their_class():
    t = np.random.RandomState(2).randn(2, 5, 5, 8)
    t[..., 3:5] += 1
    for scores, boxes, classes in decode_detections(t, size=50, iou_threshold=0.4):
        assert (np.diff(scores) <= 0).all()
        assert ((boxes >= 0) & (boxes <= 50)).all()
        assert len(non_max_suppression(boxes, scores, classes, 0.4)) == len(boxes)
        assert len(boxes) <= 30


def test_a_score_below_the_threshold_is_left_out():
    t = np.full((1, 2, 2, 7), -9.0)
    t[0, 1, 0, :3] = 2.0, 0.0, 0.0
    ((scores, boxes, _),) = decode_detections(t, size=20, score_threshold=0.4)
    assert scores.round(3).tolist() == [0.44]
    np.testing.assert_allclose(boxes, [[5 - 5 * np.exp(-9), 15 - 5 * np.exp(-9), 5 + 5 * np.exp(-9), 15 + 5 * np.exp(-9)]])


@pytest.mark.parametrize("shape", [(2, 3, 9), (1, 3, 4, 9), (1, 3, 3, 5)])
def test_another_shape_is_refused(shape):
    with pytest.raises(ArgumentError, match=r"t must have shape \(m, S, S, 5 \+ C\); received shape"):
        decode_detections(np.zeros(shape))

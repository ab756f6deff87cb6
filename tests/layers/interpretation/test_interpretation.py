"""Patches, covered squares, gradients, steps and bins: each against another way to know the answer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course_utils.checks.calls.keras_use import small_network
from course_utils.errors import ArgumentError
from course_utils.exercises.week4_4_what_networks_see import cam_inputs, fgsm_inputs, saliency_inputs
from course_utils.layers.interpretation.adversarial import fgsm
from course_utils.layers.interpretation.attribution import grad_cam, occlusion_map, occlusion_scores, saliency
from course_utils.layers.interpretation.calibration import expected_calibration_error
from course_utils.layers.interpretation.patches import top_patches


def test_a_patch_is_what_was_planted_where_the_unit_is_strongest() -> None:
    rng = np.random.default_rng(1)
    images, maps = rng.integers(0, 200, (3, 12, 20, 3)), np.zeros((3, 3, 4, 2))
    images[1, 4:8, 5:10] = 255  # what place (1, 1) stands for
    maps[:, 0, 0, 0], maps[1, 1, 1, 1], maps[2, 2, 3, 1] = 9, 5, 7
    patches, activations = top_patches(images, maps, unit=1, size=4, n=2)
    assert activations.tolist() == [7, 5]
    np.testing.assert_array_equal(patches[0], images[2, 8:12, 15:19])
    assert (patches[1] == 255).all()


def test_what_does_not_belong_together_is_refused() -> None:
    images = np.zeros((2, 8, 8, 3))
    with pytest.raises(ArgumentError, match="must divide"):
        top_patches(images, np.zeros((2, 3, 4, 1)), 0, 2)
    with pytest.raises(ArgumentError, match="unit must be 0 to 0"):
        top_patches(images, np.zeros((2, 4, 4, 1)), 1, 2)
    with pytest.raises(ArgumentError, match="as many"):
        top_patches(images, np.zeros((1, 4, 4, 1)), 0, 2)
    with pytest.raises(ArgumentError, match="must fit into the image"):
        occlusion_scores(np.sum, np.zeros((4, 4, 1)), 5, 1)
    with pytest.raises(ArgumentError, match="epsilon must be at least 0"):
        fgsm(np.sum, np.zeros((4, 4, 1)), 0, -1)
    with pytest.raises(ArgumentError, match="labels \\(m,\\)"):
        expected_calibration_error(np.ones((3, 2)), np.zeros(2))


def test_a_sum_falls_by_what_is_covered() -> None:
    """Of a score that is a sum of pixels, a square of 0 takes just its own sum."""
    image = np.random.default_rng(2).random((9, 7, 3)).astype(np.float32)
    drop = occlusion_map(lambda x: x.sum(axis=(1, 2)), image, c=2, size=3, stride=2, fill=0)
    expected = [[image[y : y + 3, x : x + 3, 2].sum() for x in (0, 2, 4)] for y in (0, 2, 4, 6)]
    np.testing.assert_allclose(drop, expected, rtol=1e-5)


@pytest.mark.tf
def test_saliency_is_the_slope_that_differences_give() -> None:
    inputs = saliency_inputs(np.random.RandomState(4), (5, 6), 3)
    model, image, c = small_network(inputs), inputs["image"], inputs["c"]
    step, slopes = 0.01, np.zeros(image.shape)
    for place in np.ndindex(image.shape):
        moved = np.repeat(image[None], 2, axis=0)
        moved[(0, *place)] += step
        moved[(1, *place)] -= step
        up, down = np.asarray(model(moved), np.float64)[:, c]
        slopes[place] = (up - down) / (2 * step)
    np.testing.assert_allclose(saliency(model, image, c), np.abs(slopes).max(axis=2), atol=2e-3)


@pytest.mark.tf
def test_grad_cam_of_pooled_maps_is_the_class_activation_map() -> None:
    """Behind global average pooling every gradient is the class's weight over the number of places."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(1)
    images = keras.Input((6, 10, 3))
    maps = layers.Conv2D(5, 3, name="maps")(images)
    pooled = layers.GlobalAveragePooling2D()(maps)
    model = keras.Model(images, layers.Dense(3, name="head")(pooled))
    image = np.random.default_rng(3).random((6, 10, 3)).astype(np.float32)
    A = np.asarray(keras.Model(images, maps)(image[None]))[0]
    weights = model.get_layer("head").get_weights()[0][:, 1]
    expected = np.maximum(A @ weights, 0) / 32
    assert expected.any()
    np.testing.assert_allclose(grad_cam(model, image, 1, "maps"), expected, atol=1e-6)


@pytest.mark.tf
def test_no_step_of_that_size_does_better_near_the_picture() -> None:
    inputs = fgsm_inputs(np.random.RandomState(5), (6, 7), 4, 0.02)
    model, image, label = small_network(inputs), inputs["image"], inputs["label"]
    moved = fgsm(model, image, label, 0.02)
    assert np.abs(moved - image).max() <= 0.02 + 1e-4
    draw = np.random.default_rng(6)
    others = [np.clip(image + 0.02 * draw.choice([-1, 1], image.shape), 0, 255) for _ in range(20)]
    losses = -np.log(np.asarray(model(np.stack([moved, image, *others]).astype(np.float32)), np.float64)[:, label])
    assert losses[0] == losses.max()


def test_calibration_of_one_bin_is_the_gap_and_of_sure_answers_the_share_of_errors() -> None:
    P = np.array([[0.9, 0.1], [0.8, 0.2], [0.3, 0.7], [0.4, 0.6]])
    labels = np.array([0, 1, 1, 0])
    assert expected_calibration_error(P, labels, 1) == pytest.approx(abs(0.5 - 0.75))
    sure = np.eye(3)[[0, 1, 2, 0]]
    assert expected_calibration_error(sure, np.array([0, 1, 0, 0]), 7) == pytest.approx(0.25)


@pytest.mark.tf
def test_dropout_of_the_small_network_acts_in_training_only() -> None:
    inputs: Any = cam_inputs(np.random.RandomState(7), (6, 8), 3, "last")
    model, batch = small_network(inputs), inputs["image"][None]
    assert np.array_equal(model(batch), model(batch))
    assert not np.allclose(model(batch, training=True), model(batch))
    np.testing.assert_allclose(model.predict(batch, verbose=0), model(batch), rtol=1e-5)

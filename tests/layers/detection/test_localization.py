"""Target vectors, losses, windows and dense layers as convolutions, against plain loops and Keras."""

from __future__ import annotations

import numpy as np
import pytest

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.conv import conv_forward
from course_utils.layers.detection.localization import (
    dense_to_conv,
    encode_target,
    landmark_loss,
    localization_loss,
    sliding_windows,
)


def test_a_target_worked_by_hand() -> None:
    target = encode_target((20, 10, 60, 90), 2, (100, 200), 4)
    np.testing.assert_allclose(target, [1, 0.2, 0.5, 0.8, 0.2, 0, 0, 1, 0])


def test_an_empty_picture_has_zeros_whatever_its_label() -> None:
    assert not encode_target(None, 99, (64, 64)).any()


def test_a_label_that_is_no_class_is_refused() -> None:
    with pytest.raises(ArgumentError, match=r"label must be between 0 and 2; received label=3\."):
        encode_target((0, 0, 1, 1), 3, (8, 8))


@pytest.mark.tf
@pytest.mark.parametrize("seed", range(4))
def test_the_loss_is_the_written_definition_picture_by_picture(seed: int) -> None:
    draw = np.random.RandomState(seed)
    truth, guess = draw.rand(7, 9), draw.rand(7, 9)
    truth[:, 0] = draw.rand(7) < 0.5
    each = [((t - g) ** 2).sum() if t[0] == 1 else (t[0] - g[0]) ** 2 for t, g in zip(truth, guess)]
    np.testing.assert_allclose(localization_loss(truth, guess), np.mean(each), rtol=1e-5)


@pytest.mark.tf
def test_don_t_cares_get_no_gradient() -> None:
    import tensorflow as tf

    guess = tf.Variable(np.random.RandomState(0).rand(1, 8).astype(np.float32))
    with tf.GradientTape() as tape:
        loss = localization_loss(np.zeros((1, 8)), guess)
    gradient = np.asarray(tape.gradient(loss, guess))[0]
    assert gradient[0] != 0
    assert not gradient[1:].any()


def test_hidden_landmarks_do_not_count_and_none_seen_costs_nothing() -> None:
    truth, guess = np.zeros((2, 3, 2)), np.ones((2, 3, 2)) * [3, 4]
    assert landmark_loss(truth, guess, np.array([[1, 0, 0], [1, 1, 0]])) == pytest.approx(25)
    guess[0, 0] = 0
    assert landmark_loss(truth, guess, np.array([[1, 0, 0], [1, 0, 0]])) == pytest.approx(12.5)
    assert landmark_loss(truth, guess, np.zeros((2, 3))) == 0


@pytest.mark.parametrize(("n_H", "n_W", "size", "stride"), [(6, 9, 3, 1), (11, 8, 4, 3), (5, 5, 5, 2), (7, 4, 1, 2)])
def test_windows_are_those_of_two_plain_loops(n_H: int, n_W: int, size: int, stride: int) -> None:
    image = np.random.RandomState(1).rand(n_H, n_W, 2)
    places = [(y, x) for y in range(0, n_H - size + 1, stride) for x in range(0, n_W - size + 1, stride)]
    windows, corners = sliding_windows(image, size, stride)
    np.testing.assert_array_equal(corners, places)
    np.testing.assert_array_equal(windows, [image[y : y + size, x : x + size] for y, x in places])


@pytest.mark.parametrize(("size", "stride"), [(0, 1), (6, 1), (2, 0)])
def test_impossible_windows_are_refused(size: int, stride: int) -> None:
    with pytest.raises(ArgumentError, match="size must be between 1 and the picture's smaller side 5"):
        sliding_windows(np.zeros((5, 8, 3)), size, stride)


def test_a_dense_layer_and_its_convolution_give_the_same_numbers() -> None:
    draw = np.random.RandomState(2)
    volume, W, b = draw.randn(3, 4, 5, 2), draw.randn(40, 6), draw.randn(6)
    filters, biases = dense_to_conv(W, b, (4, 5, 2))
    expected = volume.reshape(3, -1) @ W + b
    # One window only, as large as the volume; our convolution takes square filters, so sum by hand.
    np.testing.assert_allclose(np.einsum("mhwc,hwcu->mu", volume, filters) + biases, expected)


def test_on_a_larger_volume_it_gives_what_the_dense_layer_says_of_every_window() -> None:
    draw = np.random.RandomState(3)
    volume, W, b = draw.randn(1, 6, 7, 2), draw.randn(18, 4), draw.randn(4)
    filters, biases = dense_to_conv(W, b, (3, 3, 2))
    everywhere, _ = conv_forward(volume, filters, biases.reshape(1, 1, 1, 4), {"pad": 0, "stride": 1})
    windows, _ = sliding_windows(volume[0], 3, 1)
    np.testing.assert_allclose(everywhere.reshape(20, 4), windows.reshape(20, 18) @ W + b)


def test_weights_that_do_not_fit_the_volume_are_refused() -> None:
    with pytest.raises(ArgumentError, match=r"W must have 12 rows for a volume \(2, 3, 2\); received shape \(10, 4\)\."):
        dense_to_conv(np.zeros((10, 4)), np.zeros(4), (2, 3, 2))

"""The classic networks: published counts, shapes, and an independent count of multiplications."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.conv import conv_forward
from course_utils.layers.networks import classic
from course_utils.widgets.drawing.network_table import build_empty


def shapes(model: Any) -> list[tuple[int, ...]]:
    return [tuple(layer.output.shape[1:]) for layer in model.layers]


@pytest.mark.tf
def test_lenet5_has_the_shapes_of_1998_and_61706_parameters() -> None:
    for original in (False, True):
        model = classic.lenet5(original=original)
        assert model.count_params() == 61_706
        assert shapes(model)[1:6] == [(28, 28, 6), (14, 14, 6), (10, 10, 16), (5, 5, 16), (400,)]


@pytest.mark.tf
def test_alexnet_has_62378344_parameters_and_the_notes_count_has_two_slips() -> None:
    model = build_empty(classic.alexnet)
    assert model.count_params() == 62_378_344
    assert shapes(model)[8:10] == [(6, 6, 256), (9216,)]
    fifth_with_384_filters = (3 * 3 * 384 + 1) * (384 - 256)
    dense_biases = 4096 + 4096 + 1000
    assert model.count_params() + fifth_with_384_filters - dense_biases == 62_811_648


@pytest.mark.tf
def test_vgg16_equals_that_of_keras() -> None:
    import keras

    ours, theirs = build_empty(classic.vgg16), build_empty(keras.applications.VGG16, weights=None)
    assert ours.count_params() == theirs.count_params() == 138_357_544
    assert shapes(ours) == shapes(theirs)


@pytest.mark.tf
def test_vgg16_gives_the_numbers_of_that_of_keras() -> None:
    import keras

    theirs = keras.applications.VGG16(weights=None, include_top=False, input_shape=(32, 32, 3))
    ours = classic.vgg16((32, 32, 3), classes=2, units=3)
    mine = [layer for layer in ours.layers if layer.weights][:13]
    for layer, other in zip(mine, [layer for layer in theirs.layers if layer.weights], strict=True):
        layer.set_weights(other.get_weights())
    X = np.random.RandomState(0).rand(1, 32, 32, 3).astype("float32")
    last_pooling = keras.Model(ours.inputs[0], ours.layers[-5].output)
    np.testing.assert_allclose(last_pooling(X), theirs(X), rtol=1e-4, atol=1e-6)


@pytest.mark.tf
def test_an_inception_module_joins_four_branches() -> None:
    import keras

    X = keras.Input((28, 28, 192))
    assert classic.inception_module(X, (64, (96, 128), (16, 32), 32)).shape == (None, 28, 28, 256)


def test_the_published_multiplications() -> None:
    assert classic.conv_multiplications((28, 28, 192), 5, 32) == 120_422_400
    assert classic.conv_multiplications((28, 28, 192), 5, 32, bottleneck=16) == 12_443_648


@pytest.mark.parametrize(("n_H", "n_W", "stride"), [(9, 12, 1), (9, 12, 2), (10, 7, 3)])
def test_multiplications_equal_the_numbers_that_come_out_times_a_window(n_H: int, n_W: int, stride: int) -> None:
    image, filters = np.zeros((1, n_H, n_W, 4)), np.zeros((3, 3, 4, 5))
    Z, _ = conv_forward(image, filters, np.zeros((1, 1, 1, 5)), {"stride": stride, "pad": 0})
    assert classic.conv_multiplications((n_H, n_W, 4), 3, 5, stride, "valid") == Z.size * 3 * 3 * 4


def test_impossible_layers_are_refused() -> None:
    with pytest.raises(ArgumentError, match='padding must be "same" or "valid"; received padding=1'):
        classic.conv_multiplications((8, 8, 3), 3, 4, padding=1)  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match="A filter 5×5 does not fit into 4×9 without padding"):
        classic.conv_multiplications((4, 9, 3), 5, 4, padding="valid")

"""The residual blocks and ResNet-50: published figures, shapes, and clear words about wrong inputs."""

from __future__ import annotations

import numpy as np
import pytest

from course_utils.errors import ArgumentError
from course_utils.layers.networks.residual import ResNet50, convolutional_block, identity_block, plain_block

pytestmark = pytest.mark.tf
PUBLISHED = np.repeat([-1.0, 1.0, 3.0], 48).reshape(3, 4, 4, 3).astype(np.float32)


def ones(seed=0):
    import keras

    return keras.initializers.Constant(1.0)


def glorot(seed=0):
    import keras

    return keras.initializers.GlorotUniform(seed=seed)


@pytest.fixture(scope="module")
def network():
    return ResNet50()


def test_the_identity_block_gives_the_published_figures():
    answer = np.asarray(identity_block(PUBLISHED, 2, [4, 4, 3], training=False, initializer=ones))
    rows = np.array([[192.7124] * 3 + [96.8562]] * 3 + [[96.8562] * 3 + [48.9281]])
    assert answer.shape == (3, 4, 4, 3)
    assert not answer[0].any()
    np.testing.assert_allclose(answer[1].mean(axis=-1), rows, rtol=1e-5)


def test_in_training_the_identity_block_normalises_by_the_batch():
    answer = np.asarray(identity_block(PUBLISHED, 2, [4, 4, 3], training=True, initializer=ones))
    np.testing.assert_allclose(answer[1, 0].mean(axis=-1), 0.40736, rtol=1e-4)
    np.testing.assert_allclose(answer[2, 0].mean(axis=-1), [5.0, 5.0, 5.0, 3.25949], rtol=1e-4)


def test_the_convolutional_block_gives_the_published_figures():
    answer = np.asarray(convolutional_block(PUBLISHED, 2, [2, 4, 6], training=False, initializer=glorot))
    assert answer.shape == (3, 2, 2, 6)
    np.testing.assert_allclose(answer[0, 0, 0], [0, 0.666838, 0, 0, 0.888539, 0.527425], rtol=1e-5)


def test_resnet_50_has_the_published_number_of_parameters(network):
    trainable = sum(int(np.prod(weight.shape)) for weight in network.trainable_weights)
    assert (network.count_params(), trainable) == (23_600_006, 23_546_886)
    assert network.output_shape == (None, 6)


@pytest.mark.parametrize("block", [plain_block, identity_block])
def test_zero_weights_make_the_residual_block_the_identity_and_the_plain_one_nothing(block):
    positive = np.abs(PUBLISHED)
    answer = np.asarray(block(positive, 3, [4, 4, 3], initializer="zeros"))
    np.testing.assert_array_equal(answer, positive if block is identity_block else 0 * positive)


def test_a_plain_block_may_change_the_channels():
    assert plain_block(PUBLISHED, 3, [2, 2, 9]).shape == (3, 4, 4, 9)


@pytest.mark.parametrize("initializer", ["he_normal", glorot], ids=["a name", "a function of the seed"])
def test_an_initializer_may_be_a_name_or_a_function_or_ready_made(initializer):
    assert plain_block(PUBLISHED, 3, [2, 2, 3], initializer=initializer).shape == (3, 4, 4, 3)
    assert plain_block(PUBLISHED, 3, [2, 2, 3], initializer=glorot()).shape == (3, 4, 4, 3)


@pytest.mark.parametrize("block", [plain_block, identity_block, convolutional_block])
@pytest.mark.parametrize(
    ("X", "filters", "sentence"),
    [
        (None, [2, 2, 3], r"X must be a volume \(m, n_H, n_W, n_C\); received NoneType"),
        (PUBLISHED[0], [2, 2, 3], r"X must be a volume \(m, n_H, n_W, n_C\); received shape \(4, 4, 3\)"),
        (PUBLISHED, [2, 3], r"filters must be three numbers, one per convolution; received \[2, 3\]"),
        (PUBLISHED, 3, "filters must be three numbers, one per convolution; received 3"),
    ],
)
def test_wrong_inputs_of_a_block_are_named(block, X, filters, sentence):
    with pytest.raises(ArgumentError, match=sentence):
        block(X, 3, filters)


def test_an_identity_block_that_cannot_add_says_what_to_use_instead():
    with pytest.raises(ArgumentError, match=r"3 channels and the last convolution 5 filters.*use convolutional_block"):
        identity_block(PUBLISHED, 3, [2, 2, 5])


def test_a_stride_below_one_is_refused():
    with pytest.raises(ArgumentError, match="s must be"):
        convolutional_block(PUBLISHED, 3, [2, 2, 5], s=0)


@pytest.mark.parametrize("shape", [(36, 64, 3), (64, 64), None])
def test_images_that_resnet_50_cannot_take_are_refused(shape):
    with pytest.raises(ArgumentError, match="37 rows and columns or more; received"):
        ResNet50(shape)

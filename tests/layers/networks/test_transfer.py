"""Transfer learning: what is frozen, what learns, and what a training moves."""

import numpy as np
import pytest

from course_utils.checks.calls.transfer import backbone
from course_utils.errors import ArgumentError
from course_utils.layers.networks.transfer import data_augmenter, ensemble_predict, fine_tune, transfer_model


def test_an_ensemble_averages_before_it_decides():
    P = np.array([[[0.6, 0.4]], [[0.6, 0.4]], [[0.0, 1.0]]])
    mean, labels = ensemble_predict(P)
    assert mean == pytest.approx(np.array([[0.4, 0.6]]))
    assert labels.tolist() == [1], "two of three networks vote for 0"


@pytest.mark.tf
def test_an_ensemble_needs_three_axes():
    with pytest.raises(ArgumentError, match=r"probabilities must be an array of numbers with 3 axes"):
        ensemble_predict(np.ones((2, 3)))


@pytest.fixture
def built():
    from keras import layers

    base_model = backbone((8, 8, 3), (4, 4))
    rng = np.random.default_rng(1)  # a stand-in's own weights are not drawn
    base_model.set_weights([rng.uniform(0.05, 0.3, weight.shape) for weight in base_model.get_weights()])
    model = transfer_model(
        (8, 8, 3), base_model, layers.Rescaling(1 / 127.5, offset=-1.0), layers.RandomFlip("horizontal"), 3
    )
    return model, base_model


def trained(model):
    """Names of the weights that one step of training moves."""
    X, y = np.random.default_rng(0).uniform(0, 255, (6, 8, 8, 3)), np.arange(6) % 3
    before = {weight.path: np.array(weight) for weight in model.weights}
    model.fit(X, y, verbose=0)
    return {weight.path for weight in model.weights if not np.array_equal(before[weight.path], weight)}


@pytest.mark.tf
def test_only_the_head_of_a_transfer_model_learns(built):
    model, _ = built
    model.compile("adam", "sparse_categorical_crossentropy")
    moved = trained(model)
    assert len(moved) == 2
    assert all("dense" in path for path in moved)


@pytest.mark.tf
def test_a_transfer_model_gives_probabilities(built):
    answers = np.asarray(built[0](np.zeros((2, 8, 8, 3)), training=False))
    assert answers.shape == (2, 3)
    assert answers.sum(axis=1) == pytest.approx(np.ones(2), rel=1e-5)


@pytest.mark.tf
def test_fine_tuning_moves_the_last_convolutions_and_the_head_and_no_statistics(built):
    model, base_model = built
    tuned = fine_tune(model, base_model, 4, learning_rate=0.01)
    assert tuned is model
    assert float(model.optimizer.learning_rate) == pytest.approx(0.001)
    moved = trained(model)
    assert {path for path in moved if "dense" not in path} == {base_model.layers[4].kernel.path}
    assert len(moved) == 3


@pytest.mark.tf
def test_fine_tuning_from_beyond_the_last_layer_is_refused(built):
    with pytest.raises(ArgumentError, match=r"fine_tune_at must be at most 7, the number of layers; received 8\."):
        fine_tune(*built, 8, 0.01)


@pytest.mark.tf
def test_the_augmenter_changes_pictures_in_training_only():
    X = np.random.default_rng(0).uniform(0, 255, (4, 8, 8, 3)).astype("float32")
    augment = data_augmenter()
    assert np.array_equal(augment(X, training=False), X)
    assert not np.allclose(augment(X, training=True), X)

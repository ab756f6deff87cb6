"""Other right answers pass, and what is special to these exercises."""

import numpy as np
import pytest

from course_utils.checks import run
from course_utils.checks.calls.table import CALLS
from course_utils.checks.failures import WrongAnswer
from course_utils.exercises import registry

NOTEBOOK = "week2/4_transfer_and_augmentation"
SET = registry.exercise_set(NOTEBOOK)


def named(name, function):
    function.__name__ = name
    return function


def passes(name, function):
    return run.report_on(named(name, function)).status == "passed"


def test_eigenvectors_of_either_sign_and_a_covariance_divided_by_m_are_right():
    def pca_color_shift(image, alphas):
        pixels = image.reshape(-1, 3) - image.reshape(-1, 3).mean(axis=0)
        values, vectors = np.linalg.eig(pixels.T @ pixels / len(pixels))
        order = np.argsort(-values)
        return image - vectors[:, order] @ (alphas * values[order])

    assert passes("pca_color_shift", pca_color_shift)


def test_a_colour_shift_that_changes_the_shape_is_said_in_words():
    call = CALLS["color_shift"]
    with pytest.raises(WrongAnswer, match=r"Your answer has shape \(3,\); expected that of the image, \(4, 5, 3\)."):
        call(lambda image, alphas: np.asarray(alphas), {"image": np.ones((4, 5, 3)), "alphas": np.ones(3)})


def test_other_ways_to_draw_the_same_place_are_right():
    def random_crop(image, height, width, seed=0):
        rng = np.random.default_rng(seed)
        top = rng.integers(image.shape[0] - height, endpoint=True)
        left = rng.integers(high=image.shape[1] - width + 1, low=0)
        return image[top:][:height, left:][:, :width]

    assert passes("random_crop", random_crop)


@pytest.mark.parametrize("secret", range(12))
def test_drawn_inputs_stay_inside_whatever_the_secret(secret):
    for name in ("random_crop", "ensemble_predict", "ten_crop"):
        for case in registry.hidden_cases(NOTEBOOK)[name]:
            CALLS["plain"](SET[name].reference, case.draw(secret))


@pytest.mark.tf
def test_spellings_of_the_augmenter_are_equal():
    def one_by_one():
        import keras

        model = keras.Sequential()
        model.add(keras.Input((8, 8, 3)))
        model.add(keras.layers.RandomFlip(mode="horizontal", seed=3))
        model.add(keras.layers.RandomRotation((-0.2, 0.2), fill_mode="nearest"))
        return model

    assert passes("data_augmenter", one_by_one)


@pytest.mark.tf
def test_a_backbone_frozen_layer_by_layer_and_late_is_right():
    def transfer_model(image_shape, base_model, preprocess, augmenter, classes):
        import keras

        images = keras.Input(image_shape)
        x = base_model(preprocess(augmenter(images)), training=False)
        x = keras.layers.Flatten()(keras.layers.AveragePooling2D(x.shape[1:3])(x))
        scores = keras.layers.Dense(classes)(keras.layers.Dropout(0.2)(x))
        for layer in base_model.layers:
            layer.trainable = False
        return keras.Model(inputs=images, outputs=keras.layers.Softmax()(scores))

    assert passes("transfer_model", transfer_model)


@pytest.mark.tf
def test_a_loss_as_an_object_and_layers_thawed_one_by_one_are_right():
    def fine_tune(model, base_model, fine_tune_at, learning_rate):
        import keras

        for layer in base_model.layers[fine_tune_at:]:
            layer.trainable = "Norm" not in type(layer).__name__
        loss = keras.losses.SparseCategoricalCrossentropy()
        model.compile(loss=loss, optimizer=keras.optimizers.Adam(learning_rate=0.1 * learning_rate), metrics=["acc"])
        return model

    assert passes("fine_tune", fine_tune)


@pytest.mark.tf
def test_a_model_that_is_not_returned_and_one_not_compiled_are_said_in_words():
    forgotten = run.report_on(named("fine_tune", lambda model, base_model, fine_tune_at, learning_rate: None))
    assert "fine_tune returned NoneType. Return the model." in forgotten.message
    uncompiled = next(mistake for mistake in SET["fine_tune"].mistakes if mistake.name == "not compiled")
    assert run.report_on(uncompiled.function).mistake == "not compiled"


@pytest.mark.tf
def test_a_loss_of_scores_after_softmax_is_seen():
    def fine_tune(model, base_model, fine_tune_at, learning_rate):
        import keras

        SET["fine_tune"].reference(model, base_model, fine_tune_at, learning_rate)
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile(keras.optimizers.Adam(learning_rate / 10), loss, metrics=["accuracy"])
        return model

    assert "sparse_categorical_crossentropy of scores" in run.report_on(fine_tune).message

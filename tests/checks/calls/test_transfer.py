"""Which layers learn after fine-tuning, how fast, and how the model is compiled; what is added to colours."""

import numpy as np
import pytest

from course_utils.checks.calls.table import CALLS
from course_utils.checks.failures import WrongAnswer

fine_tune, color_shift = CALLS["fine_tune"], CALLS["color_shift"]
TUNED = {"filters": (2, 2), "fine_tune_at": 4, "learning_rate": 0.02}


@pytest.mark.tf
def test_a_loss_given_as_a_function_is_its_name():
    import keras

    def tune(model, base_model, fine_tune_at, learning_rate):
        loss = keras.losses.sparse_categorical_crossentropy
        model.compile(keras.optimizers.Adam(learning_rate / 10), loss, metrics=["accuracy"])
        return model

    assert fine_tune(tune, TUNED)[2] == ["Adam", "sparse_categorical_crossentropy", "accuracy"]


@pytest.mark.tf
def test_a_loss_of_scores_says_so():
    import keras

    def tune(model, base_model, fine_tune_at, learning_rate):
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile(keras.optimizers.Adam(learning_rate / 10), loss, metrics=["accuracy"])
        return model

    assert fine_tune(tune, TUNED)[2][1] == "sparse_categorical_crossentropy of scores"


@pytest.mark.tf
def test_a_last_layer_left_frozen_is_told():
    import keras

    def tune(until):
        def fine_tune(model, base_model, fine_tune_at, learning_rate):
            for layer in base_model.layers[fine_tune_at:until]:
                layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)
            model.compile(keras.optimizers.Adam(learning_rate / 10), "sparse_categorical_crossentropy", metrics=["acc"])
            return model

        return fine_tune

    layers, shorter = fine_tune(tune(None), TUNED)[0], fine_tune(tune(-1), TUNED)[0]
    assert [line for line in layers if line not in shorter] == ["base_model.layers[7] (Conv2D) learns"]


@pytest.mark.tf
@pytest.mark.parametrize("answer", [None, 3])
def test_what_is_no_model_gets_a_sentence(answer):
    with pytest.raises(WrongAnswer, match=rf"returned {type(answer).__name__}. Return the model."):
        fine_tune(lambda model, base_model, fine_tune_at, learning_rate: answer, TUNED)


@pytest.mark.tf
def test_a_model_that_is_not_compiled_again_is_told():
    def tune(model, base_model, fine_tune_at, learning_rate):
        base_model.trainable = True
        return model

    layers, rate, compiled = fine_tune(tune, TUNED)
    assert (rate, compiled) == (None, ["not compiled again"])
    assert {line.split()[-1] for line in layers} == {"learns"}


SHIFT = {"image": np.random.RandomState(1).rand(3, 4, 3), "alphas": np.array([0.5, -1.0, 2.0])}
TURN = np.array([[1.0, 2.0, 3.0], [0.0, -4.0, 1.0], [2.0, 0.0, -1.0]])


def test_each_alpha_s_shift_is_read_whatever_its_sign():
    shifts, even, additive = color_shift(lambda image, alphas: image + alphas @ TURN, SHIFT)
    assert np.allclose(shifts, [[1, 2, 3], [0, 4, -1], [2, 0, -1]])
    assert (even, additive) == (True, True)


def test_uneven_shifts_and_shifts_that_do_not_add_up_are_told():
    def by_row(image, alphas):
        return image + (alphas @ TURN) * np.arange(3.0)[:, None, None]

    assert color_shift(by_row, SHIFT)[1:] == [False, True]
    assert color_shift(lambda image, alphas: image + (alphas**2) @ TURN, SHIFT)[1:] == [True, False]


def test_an_answer_of_another_shape_is_refused_in_words():
    with pytest.raises(WrongAnswer, match=r"Your answer has shape \(3,\); expected that of the image, \(3, 4, 3\)."):
        color_shift(lambda image, alphas: alphas, SHIFT)

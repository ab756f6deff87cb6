"""How a model is compiled: equal settings are equal whatever their spelling, and others are told."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course_utils.checks.calls.table import CALLS
from course_utils.checks.failures import WrongAnswer

pytestmark = pytest.mark.tf

compiled, predicted = CALLS["compiled"], CALLS["predicted"]
SMALL = {
    "shape": (2, 2, 1), "W": np.array([[1.0], [-2.0], [0.5], [1.5]]), "b": np.zeros(1), "activation": "sigmoid",
    "X": np.random.RandomState(1).rand(8, 2, 2, 1), "Y": np.array([0.0, 1.0] * 4)[:, None], "learning_rate": 0.02,
}  # fmt: skip


def settings(metrics: Any) -> Any:
    import keras

    def compile_happy(model: Any, learning_rate: float) -> Any:
        model.compile(keras.optimizers.Adam(learning_rate), "binary_crossentropy", metrics=metrics(keras))
        return model

    return compiled(compile_happy, SMALL)


@pytest.mark.parametrize(
    "metrics",
    [
        lambda keras: ["acc"],
        lambda keras: ["binary_accuracy"],
        lambda keras: [keras.metrics.BinaryAccuracy()],
        lambda keras: ["accuracy", "mse"],
    ],
    ids=["acc", "binary_accuracy", "object", "beside another"],
)  # fmt: skip
def test_the_accuracy_counts_under_each_of_its_names(metrics):
    assert settings(metrics) == settings(lambda keras: ["accuracy"])


def test_an_accuracy_that_asks_for_exact_equality_is_another_one():
    said = settings(lambda keras: [keras.metrics.Accuracy()])[1]
    assert said == ["accuracy 0.000"] != settings(lambda keras: ["accuracy"])[1]


def test_metrics_in_the_place_that_they_had_in_keras_2_are_told():
    def compile_happy(model: Any, learning_rate: float) -> Any:
        model.compile("adam", "binary_crossentropy", ["accuracy"])

    with pytest.raises(WrongAnswer, match="Write metrics="):
        compiled(compile_happy, SMALL)


def test_no_metrics_and_other_metrics_are_told():
    assert settings(lambda keras: [])[1] == []
    assert settings(lambda keras: ["mae"])[1] == ["mae"]


def test_a_model_used_as_in_training_answers_at_random():
    images = np.random.RandomState(2).randint(0, 256, (60, 2, 2, 1)).astype(np.uint8)
    inputs = {**SMALL, "images": images, "threshold": 0.5}

    def smiles(training):
        return lambda model, images, threshold: np.asarray(model(images / 255, training=training))[:, 0] >= threshold

    right, again, wrong = (predicted(smiles(training), inputs) for training in (False, False, True))
    assert np.array_equal(right, again)
    assert not np.array_equal(right, wrong)


def test_a_loss_of_scores_is_another_one_though_keras_sees_the_sigmoid():
    def loss(**more):
        def compile_happy(model, learning_rate):
            import keras

            model.compile(keras.optimizers.Adam(learning_rate), keras.losses.BinaryCrossentropy(**more))
            return model

        return compiled(compile_happy, SMALL)[-1]

    assert loss() != pytest.approx(loss(from_logits=True), rel=5e-4)

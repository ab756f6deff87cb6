"""Layers by subclassing, lambda layers and models inside of them are read as what they do; arithmetic of their own is not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from course_utils.checks.calls.table import CALLS
from course_utils.checks.calls.views import spelt_as
from course_utils.checks.compare import first_difference
from course_utils.exercises.base import Case

pytestmark = pytest.mark.tf

INPUTS = {"input_shape": (8, 8, 3), "X": np.random.RandomState(1).rand(2, 8, 8, 3), "seed": 5}
BORDER = [[0, 0], [1, 1], [1, 1], [0, 0]]


def expected(input_shape: Any) -> Any:
    import keras
    from keras import layers as kl

    inputs = keras.Input(input_shape)
    x = kl.Conv2D(4, 3)(kl.ZeroPadding2D(1)(inputs))
    x = kl.ReLU()(kl.BatchNormalization()(x))
    return keras.Model(inputs, kl.Dense(1, activation="sigmoid")(kl.Flatten()(x)))


def model(body: Any, relu: bool = True, filters: int = 4, border: Any = BORDER) -> Any:
    """`body` makes the part before the dense layer out of a layer class and a function of it."""

    def build(input_shape: Any) -> Any:
        import keras
        from keras import layers as kl

        inputs = keras.Input(input_shape)
        x = body(kl, filters, border, relu)(inputs)
        return keras.Model(inputs, kl.Dense(1, activation="sigmoid")(kl.Flatten()(x)))

    return build


def by_one_class(kl: Any, filters: int, border: Any, relu: bool) -> Any:
    import tensorflow as tf

    class Features(kl.Layer):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.conv, self.norm = kl.Conv2D(filters, 3), kl.BatchNormalization()

        def call(self, x: Any, training: bool | None = None) -> Any:
            x = self.norm(self.conv(tf.pad(x, border)), training=training)
            return tf.nn.relu(x) if relu else x

    return Features()


def by_lambdas(kl: Any, filters: int, border: Any, relu: bool) -> Any:
    import tensorflow as tf

    conv, norm = kl.Conv2D(filters, 3), kl.BatchNormalization()
    pad = kl.Lambda(lambda x: tf.pad(x, border))
    active = kl.Lambda(lambda x: tf.nn.relu(x) if relu else x)
    return lambda x: active(norm(conv(pad(x))))


def by_a_class_in_a_class(kl: Any, filters: int, border: Any, relu: bool) -> Any:
    import keras

    inner = by_one_class(kl, filters, border, relu)

    class Outer(kl.Layer):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.parts = keras.Sequential([inner, kl.Identity()])

        def call(self, x: Any) -> Any:
            return self.parts(x)

    return Outer()


def said(function: Any) -> str:
    call = replace(CALLS["keras_model"], view=CALLS["keras_model"].whole)
    parts = ("layers", "number of parameters", "outputs")
    got = call(function, INPUTS)
    case = Case("x", lambda r: {}, 1, rtol=1e-4)
    difference = first_difference(got, spelt_as(got, call(expected, INPUTS)), case, parts)
    return difference.sentence() if difference else ""


@pytest.mark.parametrize("body", [by_one_class, by_lambdas, by_a_class_in_a_class])
def test_layers_of_their_own_are_read_as_what_is_inside(body):
    assert said(model(body)) == ""


@pytest.mark.parametrize("body", [by_one_class, by_lambdas, by_a_class_in_a_class])
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"relu": False}, "relu is missing"),
        ({"filters": 5}, "Conv2D has filters 5; expected is filters 4."),
        ({"border": [[0, 0], [2, 0], [1, 1], [0, 0]]},
         "ZeroPadding2D has padding (2, 0)×(1, 1); expected is padding (1, 1)×(1, 1)."),
    ],
    ids=["relu", "filters", "border"],
)
def test_what_is_wrong_inside_is_said(body, change, sentence):
    assert sentence in said(model(body, **change))


def test_a_layer_that_works_with_weights_of_its_own_is_named_as_it_is():
    def by_hand(kl: Any, filters: int, border: Any, relu: bool) -> Any:
        class Scaled(kl.Layer):  # type: ignore[misc]
            def build(self, shape: Any) -> None:
                self.scale = self.add_weight(shape=(1,), initializer="ones")

            def call(self, x: Any) -> Any:
                return x * self.scale

        return Scaled()

    assert "the next layer is Scaled" in said(model(by_hand))

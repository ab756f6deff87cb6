"""Layers of a student's own: what they equal, or what stands inside."""

import pytest

from course_utils.checks.calls.keras_graph import Graph
from course_utils.checks.differences.layers import spelt_alike

pytestmark = pytest.mark.tf
GIVEN = (4, 4, 3)


def texts(make):
    """The layers of a model that `make` builds on maps of 4×4×3, as texts."""
    import keras

    given = keras.Input(GIVEN)
    return Graph(keras.Model(given, make(given)).outputs).texts()[1:]


def own_layers():
    import keras
    import tensorflow as tf
    from keras import layers, ops

    class Norm(layers.Layer):
        def __init__(self, filters, mode=None):
            super().__init__()
            self.conv, self.norm, self.mode = layers.Conv2D(filters, 1), layers.BatchNormalization(), mode

        def call(self, X):
            return self.norm(self.conv(X), training=self.mode)

    class Branches(layers.Layer):
        def __init__(self):
            super().__init__()
            self.left, self.right = Norm(2), layers.Conv2D(3, 1)

        def call(self, X):
            return tf.concat([self.left(X), tf.nn.relu(self.right(X))], axis=-1)

    class Weighted(layers.Layer):
        def build(self, shape):
            self.factor = self.add_weight(shape=shape[-1:])

        def call(self, X):
            return X * self.factor

    class Hide(layers.Layer):
        def call(self, X, training=None):
            return keras.random.dropout(X, 0.5, seed=1) if training else X

    class Three(layers.Conv2D):
        def __init__(self, filters):
            super().__init__(filters, 3, padding="same")

    return {
        "layers inside": Norm(2),
        "always training": Norm(2, True),
        "layers in layers": Branches(),
        "weights of its own": Weighted(),
        "in training only": Hide(),
        "numbers set": Three(5),
        "relu": layers.Lambda(tf.nn.relu),
        "relu of 6": layers.Lambda(lambda X: ops.clip(X, 0, 6)),
        "mean": layers.Lambda(lambda X: tf.reduce_mean(X, axis=[1, 2])),
        "border": layers.Lambda(lambda X: ops.pad(X, [[0, 0], [1, 1], [2, 2], [0, 0]])),
        "nothing": layers.Lambda(lambda X: X + 0),
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("layers inside", ["Conv2D, filters 2, kernel 1×1, strides 1×1", "BatchNormalization, axis 3"]),
        ("always training", ["Conv2D, filters 2, kernel 1×1, strides 1×1", "BatchNormalization, axis 3, always training"]),
        ("layers in layers", [
            "branch 1: Conv2D, filters 2, kernel 1×1, strides 1×1", "branch 1: BatchNormalization, axis 3",
            "branch 2: Conv2D, filters 3, kernel 1×1, strides 1×1", "branch 2: relu", "Concatenate, axis 3",
        ]),
        ("weights of its own", ["Weighted"]),
        ("in training only", ["Hide"]),
        ("numbers set", ["Conv2D, filters 5, kernel 3×3, strides 1×1, same"]),
        ("relu", ["relu"]),
        ("relu of 6", ["relu6"]),
        ("mean", ["GlobalAveragePooling2D"]),
        ("border", ["ZeroPadding2D, padding (1, 1)×(2, 2)"]),
        ("nothing", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_layer_of_its_own_is_named_by_what_it_does(name, expected):
    assert texts(own_layers()[name]) == expected


def test_operations_on_numbers_are_named_too():
    from keras import ops

    assert texts(lambda X: ops.maximum(ops.mean(ops.maximum(X, 0), axis=(1, 2), keepdims=True), 0)) == [
        "relu", "AveragePooling2D over the whole map", "relu",
    ]  # fmt: skip
    assert texts(lambda X: ops.maximum(X, 1)) == ["Maximum"]


@pytest.mark.tf
def test_a_mean_that_keeps_its_axes_is_the_usual_one_only_where_the_map_is_flattened():
    from keras import Input, layers

    def head(*each):
        X = Input((4, 4, 3))
        for layer in each:
            X = layer(X)
        return Graph([X]).texts()

    whole, point = layers.GlobalAveragePooling2D, layers.Conv2D
    usual = head(whole(), layers.Dense(5, "softmax"))
    assert head(whole(keepdims=True), layers.Flatten(), layers.Dense(5, "softmax")) == usual
    assert head(whole(keepdims=True), point(5, 1, activation="softmax"), layers.Flatten()) == usual
    assert head(whole(keepdims=True), layers.Dense(5, "softmax"), layers.Reshape((5,))) == usual
    assert head(whole(keepdims=True), layers.Dense(5, "softmax")) != usual


def test_a_dense_layer_for_a_1x1_convolution_is_right_and_one_without_flatten_is_not():
    expected = ["Input (4, 4, 3)", "Conv2D, filters 5, kernel 1×1, strides 1×1", "Dense, units 5"]
    of_map = "Dense at each place, units 5"
    assert spelt_alike(expected, [expected[0], of_map, expected[2]]) == [expected[0], of_map, expected[2]]
    assert spelt_alike(expected, [*expected[:2], of_map]) == expected
    assert spelt_alike(expected, [expected[0], f"{of_map}, without bias"]) == expected

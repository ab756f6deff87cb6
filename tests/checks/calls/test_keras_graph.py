"""The layer graph of a model: equal for equal architectures, and exact about the first difference."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from course_utils.checks.calls.table import CALLS
from course_utils.checks.compare import first_difference
from course_utils.checks.failures import WrongAnswer
from course_utils.exercises.base import Case

pytestmark = pytest.mark.tf

# With outputs always: these tests are about them, too.
keras_block, keras_model = (replace(CALLS[name], view=CALLS[name].whole) for name in ("keras_block", "keras_model"))
OUTPUTS = ("layers", "number of parameters", "outputs")
CASE = Case("a block", lambda rng: {}, 1, rtol=1e-4)
BLOCK = {"X": np.random.RandomState(0).randn(2, 5, 4, 6), "f": 3, "filters": [4, 4, 6], "stage": 2, "block": "a", "seed": 3}
IMAGES = {"input_shape": (8, 8, 3), "X": np.random.RandomState(1).rand(2, 8, 8, 3), "seed": 5}


def block(X: Any, f: int, filters: Any, stage: int, block: str) -> Any:
    return residual(X, f, filters)


def residual(X: Any, f: int, filters: Any, *, relu=True, shortcut=True, norm=True, training=None, swap=False) -> Any:
    from keras import layers as kl

    given = X
    for i, (n, size, padding) in enumerate(zip(filters, (1, f, 1), ("valid", "same", "valid"))):
        X = kl.Conv2D(n, size, padding=padding)(X)
        X = kl.BatchNormalization(axis=3)(X, training=training) if norm else X
        X = kl.Activation("relu")(X) if i < 2 else X
    if shortcut:
        X = kl.Add()([given, X] if swap else [X, given])
    return kl.ReLU()(X) if relu else X


def newer(X: Any, f: int, filters: Any, training: bool = True, initializer: Any = None) -> Any:
    """Another spelling of the same: newer signature, operations for layers, sizes as pairs, axis from the back."""
    from keras import layers as kl
    from keras import ops

    first = kl.Conv2D(
        filters=filters[0], kernel_size=(1, 1), strides=(1, 1), padding="VALID", kernel_initializer=initializer
    )(X)
    first = ops.relu(kl.BatchNormalization(axis=-1)(first, training=training))
    second = kl.Conv2D(filters[1], (f, f), padding="same", kernel_initializer=initializer)(first)
    second = kl.ReLU()(kl.BatchNormalization()(second, training=training))
    third = kl.Conv2D(filters[2], 1, kernel_initializer=initializer)(second)
    third = kl.BatchNormalization(axis=3)(third, training=training)
    return kl.Activation("relu")(X + third)


def renamed(inputs: Any, f: int, filters: Any, training: bool = True, initializer: Any = None) -> Any:
    """The newer signature with another first name: position decides what must be given, names the rest."""
    return newer(inputs, f, filters, training, initializer)


def said(function: Any, expected: Any = block, call: Any = keras_block, inputs: Any = BLOCK) -> str:
    found = first_difference(call(function, inputs), call(expected, inputs), CASE, OUTPUTS)
    return found.sentence() if found else ""


@pytest.mark.parametrize(
    "other",
    [newer, renamed, lambda X, f, filters: residual(X, f, filters, swap=True)],
    ids=["spelling", "first name", "order"],
)  # fmt: skip
def test_equal_blocks_are_equal_whatever_the_names_spellings_and_order(other):
    assert said(other) == ""


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"relu": False}, "layers, after Add: relu is missing."),
        ({"shortcut": False}, "layers, after main path: BatchNormalization, axis 3: Add is missing."),
        ({"norm": False}, "layers, after main path: Conv2D, filters 4, kernel 1×1, strides 1×1: "
                          "main path: BatchNormalization, axis 3 is missing."),
        ({"training": True}, "BatchNormalization is always training; expected is one that is not."),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)  # fmt: skip
def test_the_first_difference_is_said_with_its_place(change, sentence):
    assert sentence in said(lambda X, f, filters: residual(X, f, filters, **change))


def test_the_weights_do_not_depend_on_the_order_in_which_layers_are_made():
    from keras import layers as kl

    def shortcut_first(X, early):
        if early:
            short = kl.Conv2D(6, 1)(X)
        main = kl.Conv2D(6, 3, padding="same")(kl.Conv2D(6, 1)(X))
        short = short if early else kl.Conv2D(6, 1)(X)
        return kl.Add()([short, main])

    inputs = {"X": BLOCK["X"], "seed": 1}
    early_block, other = (keras_block(lambda X, early=early: shortcut_first(X, early), inputs) for early in (True, False))
    assert first_difference(early_block, other, CASE, OUTPUTS) is None


def sequential(input_shape: Any) -> Any:
    import keras
    from keras import layers as kl

    return keras.Sequential([
        keras.Input(input_shape), kl.Conv2D(4, 3, activation="relu"), kl.GlobalAveragePooling2D(), kl.Dense(2),
    ])  # fmt: skip


def unbuilt(input_shape: Any) -> Any:
    import keras
    from keras import layers as kl

    return keras.Sequential([kl.Conv2D(4, 3), kl.ReLU(), kl.AveragePooling2D(6), kl.Flatten(), kl.Dense(2)])


def nested(input_shape: Any) -> Any:
    import keras
    from keras import layers as kl

    images = keras.Input(input_shape)
    inner = keras.Input(input_shape)
    part = keras.Model(inner, kl.GlobalAveragePooling2D()(kl.Conv2D(4, 3, activation="relu")(inner)))
    return keras.Model(images, kl.Dense(2)(part(images)))


@pytest.mark.parametrize("other", [unbuilt, nested])
def test_sequential_unbuilt_and_nested_models_of_one_architecture_are_equal(other):
    assert said(other, sequential, keras_model, IMAGES) == ""


def test_a_part_called_twice_is_two_layers_with_one_set_of_weights():
    from keras import layers as kl

    def twice(X):
        shared = kl.Conv2D(6, 1)
        return shared(shared(X))

    def apart(X):
        return kl.Conv2D(6, 1)(kl.Conv2D(6, 1)(X))

    inputs = {"X": BLOCK["X"], "seed": 1}
    shared, own = keras_block(twice, inputs), keras_block(apart, inputs)
    assert (shared[0], shared[1], own[1]) == (own[0], 42, 84)


def test_a_frozen_layer_says_so():
    def frozen(input_shape):
        model = sequential(input_shape)
        model.layers[0].trainable = False
        return model

    assert "Conv2D is frozen; expected is one that is not." in said(frozen, sequential, keras_model, IMAGES)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (None, "build returned None. Return a keras.Model."),
        ([1, 2], "build returned a list. Return a keras.Model."),
        (np.zeros(3), "build returned an ndarray. Return a keras.Model."),
    ],
)
def test_what_is_no_model_gets_a_sentence(answer, sentence):
    def build(input_shape):
        return answer

    with pytest.raises(WrongAnswer) as caught:
        keras_model(build, IMAGES)
    assert str(caught.value) == sentence


def test_a_block_that_returns_no_tensor_gets_a_sentence():
    def identity_block(X, f, filters):
        residual(X, f, filters)

    with pytest.raises(WrongAnswer, match=r"identity_block returned None. Return the tensor that the last layer gives."):
        keras_block(identity_block, BLOCK)


def test_another_input_shape_is_told_by_the_input():
    def other(input_shape):
        return sequential((8, 8, 1))

    assert said(other, sequential, keras_model, IMAGES) == "layers differs: got Input (8, 8, 1), expected Input (8, 8, 3)."


def test_a_model_without_layers_gets_a_sentence():
    import keras

    with pytest.raises(WrongAnswer, match="without layers or outputs"):
        keras_model(lambda input_shape: keras.Sequential(), IMAGES)


def test_a_function_without_arguments_is_called_without():
    assert keras_model(lambda: sequential((8, 8, 3)), IMAGES)[0] == keras_model(sequential, IMAGES)[0]


def test_softmax_as_an_argument_and_as_a_layer_are_the_same():
    import keras
    from keras import layers as kl

    def as_layer(input_shape):
        return keras.Sequential([keras.Input(input_shape), kl.Flatten(), kl.Dense(3), kl.Softmax()])

    def as_argument(input_shape):
        return keras.Sequential([keras.Input(input_shape), kl.Flatten(), kl.Dense(3, "softmax")])

    assert said(as_layer, as_argument, keras_model, IMAGES) == ""


def flattened_by(flatten: Any) -> Any:
    def build(input_shape):
        import keras
        from keras import layers as kl

        images = keras.Input(input_shape)
        return keras.Model(images, kl.Dense(2)(flatten(kl.MaxPooling2D(2)(images))))

    return build


def test_a_reshape_to_one_row_per_image_is_a_flatten_and_another_one_is_not():
    from keras import layers as kl
    from keras import ops

    expected = flattened_by(kl.Flatten())
    for reshape in (kl.Reshape((-1,)), kl.Reshape((48,)), lambda x: ops.reshape(x, (-1, 48))):
        assert said(flattened_by(reshape), expected, keras_model, IMAGES) == ""
    assert "the next layer is Reshape; expected is Flatten" in said(
        flattened_by(kl.Reshape((4, 12))), expected, keras_model, IMAGES
    )


@pytest.mark.parametrize("kind", ["max", "average"])
def test_pooling_as_an_operation_is_the_layer_and_its_strides_count(kind):
    from keras import layers as kl
    from keras import ops

    layer = {"max": kl.MaxPooling2D, "average": kl.AveragePooling2D}[kind]
    operation = getattr(ops, f"{kind}_pool")

    def pooled(pool):
        return lambda X: kl.Conv2D(2, 1)(pool(X))

    inputs = {"X": BLOCK["X"], "seed": 1}
    assert said(pooled(lambda X: operation(X, 2)), pooled(layer(2)), keras_block, inputs) == ""
    assert said(pooled(lambda X: operation(X, (3, 2), strides=1)), pooled(layer((3, 2), 1)), keras_block, inputs) == ""
    assert "strides 1×1" in said(pooled(lambda X: operation(X, 2, strides=1)), pooled(layer(2)), keras_block, inputs)


def test_a_block_that_takes_training_hands_it_on_to_every_normalisation():
    from keras import layers as kl

    def half(X, f, filters, training=None):
        X = kl.BatchNormalization()(kl.Conv2D(filters[0], 1)(X), training=training)
        return kl.BatchNormalization()(kl.Conv2D(filters[1], 1)(X))

    def without_the_argument(X, f, filters):
        return half(X, f, filters)

    with pytest.raises(WrongAnswer, match="half takes training, and 1 of its 2 BatchNormalization layers do not receive it"):
        keras_block(half, BLOCK)
    assert keras_block(without_the_argument, BLOCK)[1] == 4 * 6 + 4 + 4 * 4 + 4 * 4 + 4 + 4 * 4


def test_numbers_of_weights_hang_on_seed_and_order_and_large_kernels_of_a_shape_are_one_array():
    from keras import layers as kl

    from course_utils.checks.calls.layers.weights import LARGE, weights

    def layer(*shape):
        made = kl.Layer()
        made.add_weight(shape=shape, name="kernel")
        return made

    layers = [layer(3, 4), layer(3, 4), layer(2, LARGE), layer(2, LARGE)]
    small, other, large, same = (value for _, value in weights(layers, 3))
    assert large is same
    assert not np.array_equal(small, other)
    assert [np.array_equal(a, b) for (_, a), (_, b) in zip(weights(layers, 3), weights(layers, 3))] == [True] * 4
    assert not np.array_equal(small, weights(layers, 4)[0][1])


def test_a_network_that_would_fill_the_machine_is_refused_before_a_number_is_made():
    def huge(input_shape):
        import keras

        return keras.Sequential([keras.Input(input_shape), keras.layers.Flatten(), keras.layers.Dense(10**9)])

    with pytest.raises(MemoryError, match="a network of 193,000,000,000 weights"):
        keras_model(huge, IMAGES)


def test_a_part_may_read_two_maps_and_give_two_tensors():
    from keras import layers as kl

    maps = {"X": BLOCK["X"], "skip": BLOCK["X"][..., :2], "seed": 3}
    plain = CALLS["keras_parts"]

    def both(X, skip):
        joined = kl.Concatenate()([kl.Conv2D(3, 1)(X), skip])
        return kl.MaxPooling2D(2)(joined), joined

    def given(X, skip):
        return both(X, skip)[0], "joined"

    # By layers and connections, and by the outputs' numbers.
    for call in (plain, replace(plain, view=plain.whole)):
        assert said(lambda X, skip: list(both(X, skip)), both, call, maps) == ""
        assert said(lambda X, skip: both(X, skip)[::-1], both, call, maps) != ""
        assert said(lambda X, skip: both(X, skip)[0], both, call, maps) != ""
    assert "what the model's answer reads" in said(lambda X, skip: both(X, skip)[::-1], both, plain, maps)
    with pytest.raises(WrongAnswer, match="given returned a str among its 2 results"):
        plain(given, maps)
    with pytest.raises(WrongAnswer, match="both returned a tuple"):
        keras_block(both, maps)


def test_side_by_side_patches_of_a_transposed_convolution_need_no_padding():
    from keras import layers as kl

    def double(size, padding):
        return lambda X, **rest: kl.Conv2DTranspose(2, size, strides=2, padding=padding)(X)

    assert said(double(2, "same"), double(2, "valid")) == ""
    assert "padding" in said(double(3, "same"), double(3, "valid"))

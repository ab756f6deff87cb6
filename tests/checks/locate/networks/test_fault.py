"""Networks traced to their lines: each way in which one departs, in small networks of a student's hand."""

import keras
import numpy as np
import pytest

from course_utils.checks.calls.keras_graph import Graph
from course_utils.checks.locate.networks.fault import NetworkTask, network_fault
from course_utils.checks.locate.networks.wiring import wiring

pytestmark = pytest.mark.tf

SHAPE = (8, 8, 3)
RIGHT = '''def net(input_shape):
    images = keras.Input(input_shape)
    f = 4
    x = layers.Conv2D(f, 3, padding="same")(images)
    x = layers.ReLU()(x)
    for size in (2, 2):
        x = layers.MaxPooling2D(size)(x)
    x = layers.Flatten()(x)
    scores = layers.Dense(6)(x)
    y = layers.Activation("softmax")(scores)
    return keras.Model(images, y)'''
BLOCK = '''def net(X):
    kept = X
    X = layers.Conv2D(3, 3, padding="same")(X)
    Y = layers.ReLU()(X)
    X = layers.Conv2D(3, 1)(Y)
    X = layers.Add()([X, kept])
    return layers.Activation("tanh")(X)'''


def made(text):
    space = {"keras": keras, "layers": keras.layers}
    exec(compile(text, "<cell 2>", "exec"), space)
    return space["net"]


def fault(right, wrong, call="keras_model"):
    inputs = {"input_shape": SHAPE, "X": np.zeros((1, *SHAPE))}
    answer = made(right)(SHAPE) if call == "keras_model" else None
    if answer is None:
        X = keras.Input(SHAPE)
        answer = keras.Model(X, made(right)(X))
    task = NetworkTask(call, ((inputs, wiring(Graph(answer.outputs).vertices, call)),))
    return network_fault(made(wrong), task, lambda file: wrong)


@pytest.mark.parametrize(
    ("old", "new", "way", "lines"),
    [
        ('padding="same"', 'padding="valid"', "option", (4,)),
        ("f = 4", "f = 5", "option", (4, 3)),
        ("layers.Dense(6)", "layers.Dense(7)", "option", (9,)),
        ("MaxPooling2D(size)", "MaxPooling2D(size, strides=1)", "option", (7, 6)),
        ("    x = layers.Conv2D(f", "    if f > 9:\n        act = 3\n    act = 2\n    if f > 7:\n        act = 4\n"
         "    x = layers.Conv2D(activation=f'no{act}', filters=f, kernel_size=3)(images)\n    x = layers.Conv2D(f",
         "stops", (9, 3, 6, 8)),
        ("layers.MaxPooling2D", "layers.AveragePooling2D", "kind", (7,)),
        ("    x = layers.ReLU()(x)\n", "", "missing", (4, 6, 5)),
        ("    x = layers.Flatten()(x)\n", "", "missing", (7, 8, 6)),
        ("    x = layers.ReLU()(x)\n", "    r = layers.ReLU()\n", "uncalled", (5,)),
        ("ReLU()(x)", "ReLU()(x)\n    x = layers.ReLU()(x)\n    x = layers.Dropout(0.5)(x)", "extra", (6,)),
        ("(2, 2)", "(2, 2, 2)", "extra", (7, 6)),
        ("keras.Model(images, y)", "keras.Model(images, scores)", "unused", (10, 11)),
        ("    x = layers.ReLU()(x)", "    z = layers.ReLU()(x)", "unused", (5, 7)),
        ("return keras.Model(images, y)", "keras.Model(images, y).summary", "returns", (11,)),
        ("layers.Dense(6)", "layers.Dense(-6)", "stops", (9,)),
        ("net", "net", None, None),
    ],
)
def test_the_first_layer_that_departs_has_its_line(old, new, way, lines):
    got = fault(RIGHT, RIGHT.replace(old, new))
    assert (got and (got.kind, (*got.lines, *got.sources))) == (way and (way, lines))


def test_two_layers_that_are_swapped_are_both_named():
    wrong = BLOCK.replace('    X = layers.Add()([X, kept])\n    return layers.Activation("tanh")(X)',
                          '    X = layers.Activation("tanh")(X)\n    return layers.Add()([X, kept])')  # fmt: skip
    got = fault(BLOCK, wrong, "keras_block")
    assert (got.kind, (*got.lines, *got.sources)) == ("order", (6, 7))
    assert got.sentence() == "Lines 6 and 7 stand in the wrong order: Add comes before tanh. Swap them."


@pytest.mark.parametrize(
    ("old", "new", "way", "lines"),
    [
        ("[X, kept]", "[X, X]", "input", (6,)),
        ("(3, 1)(Y)", "(3, 1)(X)", "unused", (4, 5)),
        ("    kept = X\n    X = layers.Conv2D(3, 3, padding=\"same\")(X)\n",
         "    X = layers.Conv2D(3, 3, padding=\"same\")(X)\n    kept = X\n", "input", (6, 3)),
        ("(3, 1)(Y)", "(3, 3)(Y)", "option", (5,)),
    ],
)  # fmt: skip
def test_branches_and_builds_that_stop_are_followed(old, new, way, lines):
    got = fault(BLOCK, BLOCK.replace(old, new), "keras_block")
    assert (got.kind, (*got.lines, *got.sources)) == (way, lines)


def test_where_there_are_as_many_layers_as_there_should_be_none_is_missing():
    right = BLOCK.replace("Conv2D(3, 1)(Y)", "Conv2D(5, 3, padding='same')(Y)\n    X = layers.Conv2D(3, 1)(X)")
    wrong = right.replace("Conv2D(5, 3, ", "Conv2D(3, 1, ").replace("X = layers.Conv2D(3, 1)(X)", "X = layers.Conv2D(3, 1, strides=1)(X)")
    got = fault(right, wrong, "keras_block")
    assert got is None or got.kind != "missing"


def test_keras_is_left_as_it_was():
    before = keras.Operation.__new__, keras.config.is_traceback_filtering_enabled()
    fault(RIGHT, RIGHT.replace("Dense(6)", "Dense(-6)"))
    assert (keras.Operation.__new__, keras.config.is_traceback_filtering_enabled()) == before


BORDERED = '''def net(input_shape):
    images = keras.Input(input_shape)
    x = layers.ZeroPadding2D(1)(images)
    x = layers.Conv2D(4, 3)(x)
    x = layers.ReLU()(x)
    return keras.Model(images, x)'''


@pytest.mark.parametrize(
    ("old", "new", "way", "lines"),
    [
        ("Conv2D(4, 3)", "Conv2D(4, 3, strides=2)", "option", (4,)),
        ("ReLU()(x)", "ReLU()\n    x = layers.Flatten()(x)", "uncalled", (5,)),
        ("ReLU()(x)", "ReLU()(x)(x)", "stops", None),
    ],
)
def test_a_border_of_zeros_is_no_layer_too_many_where_its_convolution_differs(old, new, way, lines):
    got = fault(BORDERED, BORDERED.replace(old, new))
    assert got is None if lines is None else (got.kind, got.lines) == (way, lines)

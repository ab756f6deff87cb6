"""Models graded in the locked child: bad ones get a clear sentence, whatever is wrong with them."""

import sys

import pytest

from course_utils.grading.intake.reading import Task
from course_utils.notebooks.cell import Cell

pytestmark = [
    pytest.mark.tf,
    pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only"),
]
NOTEBOOK = "week2/1_keras_tutorial"
IMPORTS = "import keras\nimport tensorflow as tf\nfrom keras import layers\nfrom keras.layers import *\n"
RIGHT = """
def {name}:
    return keras.Sequential([
        Input(shape=(64, 64, 3)), ZeroPadding2D(padding=(3, 3)), Conv2D(32, 7), BatchNormalization(axis=-1), ReLU(),
        MaxPool2D(), Flatten(), Dense(1, activation=tf.nn.sigmoid)])
"""


@pytest.fixture(scope="module")
def serial(warm_serial):
    return warm_serial(5)


def happy(serial, source):
    done = serial.grade(Task("ada", NOTEBOOK, "x.ipynb", "", (Cell(1, IMPORTS + source),)))
    return done.results[0]


@pytest.mark.parametrize("name", ["HappyModel(input_shape)", "happyModel()", "HappyModel(shape=(64, 64, 3))"])
def test_both_public_names_and_signatures_pass(serial, name):
    result = happy(serial, RIGHT.format(name=name))
    assert (result.status, result.message) == ("passed", "")


def of(body):
    return f"def HappyModel(input_shape):\n    {body}\n"


@pytest.mark.parametrize(
    ("source", "status", "words"),
    [
        (of("model = keras.Sequential([Input(input_shape), Flatten(), Dense(1)])"), "failed", "returned None. Return a keras.Model."),
        (of("return [1, 2]"), "failed", "returned a list. Return a keras.Model."),
        (of("return Dense(1)(keras.Input(input_shape))"), "failed", "returned a tensor. Return a keras.Model."),
        (of("return keras.Sequential([])"), "failed", "without layers or outputs"),
        (of("return keras.Sequential([Input((28, 28, 1)), Flatten(), Dense(1)])"), "failed",
         "got Input (28, 28, 1), expected Input (64, 64, 3)"),
        (of("return keras.Sequential([Input(input_shape), Dense(1), Dense(1)])"), "failed", "ZeroPadding2D"),
        (of("return keras.Sequential([Input(input_shape), Conv2D(32, 99)])"), "error", "ValueError"),
        (of("X = keras.Input(input_shape)\n    return keras.Model(X, tf.nn.relu(X))"), "failed", "keras.ops"),
        (of("raise ValueError('my own')"), "error", "my own"),
        (of("return keras.Sequential([Input(input_shape), Flatten(), Dense(10**6)])"), "failed", "ZeroPadding2D"),
        (of("return keras.Sequential([Input(input_shape), *[Conv2D(8, 3, padding='same') for _ in range(300)]])"), "failed", "Conv2D"),
    ],
)  # fmt: skip
def test_a_bad_model_gets_a_clear_sentence(serial, source, status, words):
    result = happy(serial, source)
    assert (result.status, words in result.message) == (status, True), result.message


def test_a_layer_that_raises_is_told_with_its_own_words(serial):
    source = (
        "class Broken(keras.layers.Layer):\n    def call(self, X):\n        raise RuntimeError('not today')\n\n"
        + of("return keras.Sequential([Input(input_shape), Broken()])")
    )
    result = happy(serial, source)
    assert result.status == "error"
    assert "not today" in result.message


def test_a_wrong_model_is_named_by_its_mistake(serial):
    result = happy(serial, RIGHT.format(name="HappyModel(input_shape)").replace("ReLU(),", ""))
    assert (result.status, result.mistake) == ("failed", "no ReLU")


def test_a_mistake_nobody_listed_is_told_by_the_first_layer_that_differs(serial):
    result = happy(serial, RIGHT.format(name="HappyModel(input_shape)").replace("ReLU(),", "ReLU(), Dropout(0.5),"))
    assert result.message == "layers, after relu: Dropout, rate 0.5 is one too many. Take it out."

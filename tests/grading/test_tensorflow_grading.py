"""Answers that use TensorFlow, graded in the locked child of their own profile."""

import inspect
import sys

import pytest

from course_utils.exercises import registry
from course_utils.grading.oracle import Oracle
from course_utils.grading.sandbox.channel import ChildLost
from course_utils.grading.sandbox.client import Sandbox
from course_utils.layers.networks import keras_convnet
from course_utils.notebooks.cell import Cell

pytestmark = [
    pytest.mark.tf,
    pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only"),
]
NOTEBOOK = "week1/3_convnet_application"
IMPORTS = "import keras\nimport tensorflow as tf\nfrom keras import layers, ops\n"
LINES = ("from __future__ import annotations", "from course_utils.errors import ArgumentError")


@pytest.fixture(scope="module")
def oracle():
    return Oracle(NOTEBOOK, 7)


@pytest.fixture
def sandbox(tensorflow_sandbox):
    return tensorflow_sandbox


def source_of_the_reference():
    text = inspect.getsource(keras_convnet)
    for line in LINES:
        text = text.replace(line, "")
    return text


def grade(sandbox, oracle, source, name, seconds=120.0):
    exercise = oracle.group[name]
    cases = oracle.cases(name, False) + oracle.cases(name, True)
    child = sandbox.fork()
    try:
        child.load([Cell(1, source)], [])
        try:
            replies = child.ask([name], exercise.call, cases, seconds)
        except ChildLost as lost:
            replies = lost.replies
        return oracle.judge(exercise, replies, 0.0)
    finally:
        child.close()


@pytest.mark.parametrize("name", [exercise.name for exercise in registry.exercise_set(NOTEBOOK).exercises])
def test_the_course_s_own_answer_passes_in_the_locked_child(sandbox, oracle, name):
    result = grade(sandbox, oracle, source_of_the_reference(), name)
    assert (result.status, result.message) == ("passed", "")


OTHER_SPELLINGS = {
    "forward_propagation": (  # tf.nn instead of keras.ops
        "def forward_propagation(X, parameters):\n"
        "    A = tf.nn.relu(tf.nn.conv2d(X, parameters['W1'], strides=[1, 1, 1, 1], padding='SAME'))\n"
        "    A = tf.nn.max_pool(A, ksize=[1, 8, 8, 1], strides=[1, 8, 8, 1], padding='SAME')\n"
        "    A = tf.nn.relu(tf.nn.conv2d(A, parameters['W2'], strides=[1, 1, 1, 1], padding='SAME'))\n"
        "    A = tf.nn.max_pool(A, ksize=[1, 4, 4, 1], strides=[1, 4, 4, 1], padding='SAME')\n"
        "    return tf.keras.layers.Dense(6)(tf.keras.layers.Flatten()(A))\n"
    ),
    "convolutional_model": (  # Sequential, with activations as arguments
        "def convolutional_model(input_shape):\n"
        "    return keras.Sequential([keras.Input(input_shape),\n"
        "        layers.Conv2D(8, (4, 4), padding='same', activation='relu'), layers.MaxPool2D((8, 8), 8, 'same'),\n"
        "        layers.Conv2D(16, 2, padding='same'), layers.Activation('relu'), layers.MaxPool2D(4, padding='same'),\n"
        "        layers.Flatten(), layers.Dense(6, 'softmax')])\n"
    ),
}


@pytest.mark.parametrize("name", OTHER_SPELLINGS)
def test_another_spelling_of_a_right_answer_passes(sandbox, oracle, name):
    assert grade(sandbox, oracle, IMPORTS + OTHER_SPELLINGS[name], name).status == "passed"


def test_a_wrong_answer_gets_its_mistake_s_name(sandbox, oracle):
    source = IMPORTS + (
        "def compute_cost(Z3, Y):\n"
        "    return tf.reduce_sum(tf.nn.softmax_cross_entropy_with_logits(labels=Y, logits=Z3))\n"
    )
    result = grade(sandbox, oracle, source, "compute_cost")
    assert (result.status, result.mistake) == ("failed", "sum for mean")


def test_an_unfinished_answer_is_missing(sandbox, oracle):
    source = "def compute_cost(Z3, Y):\n    raise NotImplementedError\n"
    assert grade(sandbox, oracle, source, "compute_cost").status == "missing"


def test_tf1_code_gets_todays_equivalent(sandbox, oracle):
    source = IMPORTS + (
        "def create_placeholders(n_H0, n_W0, n_C0, n_y):\n"
        "    X = tf.placeholder(tf.float32, [None, n_H0, n_W0, n_C0])\n"
        "    return X, tf.placeholder(tf.float32, [None, n_y])\n"
    )
    result = grade(sandbox, oracle, source, "create_placeholders")
    assert (result.status, result.points) == ("passed", result.max_points)
    assert "keras.Input" in result.message


def test_an_endless_loop_is_stopped(sandbox, oracle):
    source = "def compute_cost(Z3, Y):\n    while True:\n        pass\n"
    assert grade(sandbox, oracle, source, "compute_cost", 1.0).status == "timeout"


@pytest.mark.parametrize("path", ["/proc/self/maps", "/proc/self/environ", "/proc/1/cmdline", "/etc/passwd"])
def test_nothing_of_the_machine_is_open_but_the_child_s_own_command_line(sandbox, oracle, path):
    source = f"def compute_cost(Z3, Y):\n    return len(open({path!r}).read())\n"
    assert grade(sandbox, oracle, source, "compute_cost").status == "blocked"


def test_tensorflow_is_not_loaded_for_a_numpy_class():
    with Sandbox("numpy") as sandbox:
        child = sandbox.fork()
        try:
            source = "import sys\ndef f(x):\n    return 'tensorflow' in sys.modules\n"
            child.load([Cell(1, source)], [])
            from course_utils.grading.sandbox import wire

            assert child.ask(["f"], "plain", [wire.pack({"x": 1})], 5.0)[0].value is False
        finally:
            child.close()

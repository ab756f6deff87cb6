"""What is ready before the fork: children find code generated, run operations bare, and share no page of small objects."""

import subprocess
import sys

import numpy as np
import pytest

from course_utils.grading.sandbox import wire
from course_utils.grading.sandbox.client import Sandbox
from course_utils.notebooks.cell import Cell

pytestmark = [
    pytest.mark.tf,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only"),
]
PATIENCE = 300
GENERATED = """
import tensorflow
from pathlib import Path
from course_utils.grading.sandbox import ready

def generated():
    lines = [line.split() for line in Path("/proc/self/maps").read_text().splitlines()]
    return sum("x" in line[1] and len(line) < 6 for line in lines)

before = generated()
ready.tensorflow()
print(before, generated(), tensorflow.executing_eagerly())
"""
PAGES = """
from course_utils.grading.sandbox import ready

def pages(size):
    few = [bytes(size) for _ in range(300)]
    return len({id(each) >> 12 for each in few})

many = {size: [bytes(size) for _ in range(30_000)] for size in (20, 100, 400)}
for places in many.values():
    del places[::50]
before = [pages(size) for size in many]
ready.take_free_places()
print(*before, *map(pages, many))
"""
CELL = """
import tensorflow as tf

def failing(x):
    try:
        tf.matmul(tf.ones((2, 3)), tf.ones((2, 3)))
    except tf.errors.InvalidArgumentError as error:
        return str(error)

@tf.function
def folded(x):
    return tf.reshape(x, tf.cast(tf.matmul(tf.ones((1, 2)), tf.ones((2, 1)))[0], tf.int32))

def traced(x):
    return folded(tf.constant([x, x])).numpy()

def trained(x):
    w = tf.Variable(tf.ones((2, 2, 1, 1)))
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(tf.nn.conv2d(tf.constant(x, shape=(1, 4, 4, 1)), w, 1, "VALID"))
    return tape.gradient(y, w).numpy()
"""


@pytest.fixture(scope="module")
def child():
    with Sandbox("tensorflow") as sandbox:
        child = sandbox.fork()
        child.load([Cell(1, CELL)], [], PATIENCE)
        yield child
        child.close()


def answer(child, name):
    (reply,) = child.ask([name], "plain", [wire.pack({"x": 1.0})], PATIENCE)
    assert reply.status == "passed", reply.message
    return reply.value


def test_code_for_the_processor_is_generated_once_for_all_children():
    before, after, eager = subprocess.run(
        [sys.executable, "-c", GENERATED], capture_output=True, text=True, check=True
    ).stdout.split()
    assert int(after) > int(before)
    assert eager == "True"


def test_new_small_objects_lie_together_on_pages_of_their_own():
    done = subprocess.run([sys.executable, "-c", PAGES], capture_output=True, text=True, check=True)
    small, middle, large, *packed = map(int, done.stdout.split())
    assert min(small, middle, large) > 50
    assert packed[0] <= 8
    assert packed[1] <= 16
    assert packed[2] <= 40


def test_an_operation_is_no_function_of_its_own(child):
    text = answer(child, "failing")
    assert "Matrix size-incompatible" in text
    assert "__wrapped__" not in text


def test_a_child_computes_shapes_and_gradients_although_it_has_no_thread_of_its_parent(child):
    np.testing.assert_array_equal(answer(child, "traced"), [1.0, 1.0])
    np.testing.assert_array_equal(answer(child, "trained"), np.full((2, 2, 1, 1), 9.0))

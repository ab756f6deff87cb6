"""Detection graded in the locked child: answers of the first generation in TensorFlow, and a mistake by its name."""

import sys
from pathlib import Path

import pytest

from course_utils.grading.oracle import Oracle
from course_utils.notebooks.cell import Cell

pytestmark = [
    pytest.mark.tf,
    pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only"),
]
FIRST = (Path(__file__).parents[1] / "submissions" / "yolo_first_generation.py").read_text()
UNCLAMPED = (
    "def iou(box1, box2):\n"
    "    w = min(box1[2], box2[2]) - max(box1[0], box2[0])\n"
    "    h = min(box1[3], box2[3]) - max(box1[1], box2[1])\n"
    "    a = [(b[2] - b[0]) * (b[3] - b[1]) for b in (box1, box2)]\n"
    "    return w * h / (sum(a) - w * h)\n"
)


@pytest.fixture(scope="module")
def oracle():
    return Oracle("week3/2_yolo_car_detection", 7)


@pytest.fixture
def sandbox(tensorflow_sandbox):
    return tensorflow_sandbox


def grade(sandbox, oracle, source, name):
    exercise = oracle.group[name]
    cases = oracle.cases(name, False) + oracle.cases(name, True)
    child = sandbox.fork()
    try:
        child.load([Cell(1, source)], [])
        return oracle.judge(exercise, child.ask([name], exercise.call, cases, 120.0), 0.0)
    finally:
        child.close()


@pytest.mark.parametrize(
    "name", ["yolo_boxes_to_corners", "yolo_filter_boxes", "yolo_non_max_suppression", "scale_boxes", "yolo_eval"]
)
def test_answers_of_the_first_generation_pass(sandbox, oracle, name):
    result = grade(sandbox, oracle, FIRST, name)
    assert (result.status, result.message) == ("passed", "")


def test_a_mistake_is_named_from_its_numbers(sandbox, oracle):
    assert grade(sandbox, oracle, UNCLAMPED, "iou").mistake == "widths not clamped"


def test_a_call_of_another_era_counts_and_gets_today_s_equivalent(sandbox, oracle):
    source = FIRST.replace("from tensorflow.keras import backend as K", "from keras import backend as K")
    result = grade(sandbox, oracle, source, "yolo_non_max_suppression")
    assert (result.status, result.points) == ("passed", 10)
    assert "Keras 3 moved the backend functions" in result.message

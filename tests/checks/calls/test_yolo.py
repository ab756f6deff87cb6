"""Answers of both generations, in numpy and in TensorFlow, are called as they expect."""

import subprocess
import sys
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from course_utils.checks.calls.table import CALLS
from course_utils.checks.calls.yolo import uses_tensorflow
from course_utils.checks.judge import Reply, answer, judge, questions
from course_utils.exercises import registry
from course_utils.layers.detection import yolo as layers

SET = registry.exercise_set("week3/2_yolo_car_detection")
HIDDEN = registry.hidden_cases("week3/2_yolo_car_detection")

FIRST = (Path(__file__).parents[2] / "submissions" / "yolo_first_generation.py").read_text()
SECOND = (
    FIRST.replace("def yolo_filter_boxes(box_confidence, boxes,", "def yolo_filter_boxes(boxes, box_confidence,")
    .replace("yolo_filter_boxes(box_confidence, boxes, box", "yolo_filter_boxes(boxes, box_confidence, box")
    .replace("box_confidence, box_xy, box_wh, box_class_probs = ", "box_xy, box_wh, box_confidence, box_class_probs = ")
    .replace("K.argmax", "tf.math.argmax").replace("K.max(box_scores, -1)", "tf.math.reduce_max(box_scores, axis=-1)")
    .replace("K.gather", "tf.gather")
    .replace("import tensorflow as tf\nfrom tensorflow.keras import backend as K", "import tensorflow as tf\nimport keras\nK = tf.keras.backend")
)  # fmt: skip
TENSORS_ONLY = SECOND.replace("box_scores = box_confidence * box_class_probs",
                              "box_scores = tf.constant((box_confidence * box_class_probs).numpy())")  # fmt: skip
SUBSCRIPTS = FIRST.replace("box_confidence, box_xy, box_wh, box_class_probs = yolo_outputs",
                           "a, b, c, box_class_probs = yolo_outputs").replace(
    "yolo_boxes_to_corners(box_xy, box_wh)\n    scores", "yolo_boxes_to_corners(b, c)\n    scores").replace(
    "yolo_filter_boxes(box_confidence, boxes, box_class_probs, threshold = s", "yolo_filter_boxes(a, boxes, box_class_probs, threshold = s")  # fmt: skip
NAMES = ("yolo_filter_boxes", "yolo_non_max_suppression", "yolo_boxes_to_corners", "scale_boxes", "yolo_eval")


def verdict(name, function):
    exercise = SET[name]
    asked = questions(exercise, exercise.cases + HIDDEN[name], 5)
    return judge(exercise, asked, [Reply(value=answer(exercise, function, one.inputs)) for one in asked])


def defined(source):
    space = {}
    exec(source, space)
    return space


@pytest.mark.tf
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("source", [FIRST, SECOND, TENSORS_ONLY, SUBSCRIPTS], ids="first second tensors unnamed".split())
def test_answers_written_elsewhere_pass(name, source):
    report = verdict(name, defined(source)[name])
    assert report.status == "passed", report.message


@pytest.mark.tf
def test_a_function_that_mixes_numpy_and_tensorflow_passes():
    import tensorflow as tf

    def yolo_non_max_suppression(scores, boxes, classes, max_boxes=10, iou_threshold=0.5):
        places = tf.image.non_max_suppression(boxes, scores, max_boxes, iou_threshold).numpy()
        return scores[places], boxes[places], list(classes[places])

    yolo_non_max_suppression.__globals__["tf"] = tf
    assert verdict("yolo_non_max_suppression", yolo_non_max_suppression).status == "passed"


def test_lists_are_answers_too():
    def yolo_filter_boxes(box_confidence, boxes, box_class_probs, threshold):
        scores = box_confidence * box_class_probs
        mask = scores.max(-1) >= threshold
        return list(scores.max(-1)[mask]), boxes[mask].tolist() or np.zeros((0, 4)), tuple(scores.argmax(-1)[mask])

    assert verdict("yolo_filter_boxes", yolo_filter_boxes).status == "passed"


def test_the_position_of_the_confidence_decides_where_other_names_differ():
    def yolo_filter_boxes(conf, b, probs, t):
        scores = conf * probs
        mask = scores.max(-1) >= t
        return scores.max(-1)[mask], b[mask], scores.argmax(-1)[mask]

    assert verdict("yolo_filter_boxes", yolo_filter_boxes).status == "passed"


def test_parts_taken_by_number_may_be_named_in_any_order():
    def yolo_eval(yolo_outputs, image_shape, max_boxes, score_threshold, iou_threshold):
        box_confidence, box_class_probs = yolo_outputs[2], yolo_outputs[3]
        boxes = layers.yolo_boxes_to_corners(yolo_outputs[0], yolo_outputs[1])
        scores, boxes, classes = layers.yolo_filter_boxes(boxes, box_confidence, box_class_probs, score_threshold)
        boxes = layers.scale_boxes(boxes, image_shape)
        return layers.yolo_non_max_suppression(scores, boxes, classes, max_boxes, iou_threshold)

    assert verdict("yolo_eval", yolo_eval).status == "passed"


@pytest.mark.parametrize("confidence_first", [True, False])
def test_names_that_tell_nothing_are_tried_in_both_orders(confidence_first):
    def second(b, c, p, t):
        scores = c * p
        mask = scores.max(-1) >= t
        return scores.max(-1)[mask], b[mask], scores.argmax(-1)[mask]

    def first(c, b, p, t):
        return second(b, c, p, t)

    assert verdict("yolo_filter_boxes", first if confidence_first else second).status == "passed"


def test_a_fault_in_the_first_order_is_the_fault_that_is_told():
    def yolo_eval(yolo_outputs, image_shape, max_boxes, score_threshold, iou_threshold):
        box_xy, box_wh, box_confidence, box_class_probs = yolo_outputs
        raise ValueError(*(part.shape[-1] for part in (box_xy, box_wh, box_confidence, box_class_probs)))

    inputs = SET["yolo_eval"].cases[0].draw()
    with pytest.raises(ValueError, match=r"\(2, 2, 1, 3\)"):
        CALLS["yolo"](yolo_eval, inputs)


def test_an_unfinished_function_is_called_once():
    calls = []

    def yolo_eval(yolo_outputs, *others):
        calls.append(1)
        raise NotImplementedError

    with pytest.raises(NotImplementedError):
        CALLS["yolo"](yolo_eval, SET["yolo_eval"].cases[0].draw())
    assert calls == [1]


def test_tensorflow_is_seen_behind_objects_methods_and_partials():
    space = {"__name__": "notebook"}
    exec(
        "import types\nfrom functools import partial\n"
        "tf = types.ModuleType('tensorflow.image')\n"
        "class Speaks:\n def __call__(self): return self.inner()\n def inner(self): return tf\n"
        "class Plain:\n def __call__(self): return 1\n"
        "def made(): return Speaks().inner()\n",
        space,
    )
    speaking = [space["Speaks"](), space["Speaks"]().__call__, partial(space["Speaks"]()), space["made"]]
    assert all(map(uses_tensorflow, speaking))
    assert not uses_tensorflow(space["Plain"]())


def test_tensorflow_is_seen_in_functions_that_are_called_and_in_nested_ones():
    space = {"np": np}
    exec(
        "import types\n"
        "tf = types.ModuleType('tensorflow.image')\n"
        "def speaks(): return [tf for _ in range(2)]\n"
        "def calls(): return speaks()\n"
        "def nested():\n def inner(): return tf\n return inner()\n"
        "def silent(): return np.zeros(2), silent\n",
        space,
    )
    assert [uses_tensorflow(space[name]) for name in ("speaks", "calls", "nested", "silent")] == [True, True, True, False]
    assert not uses_tensorflow(len)


def test_an_answer_in_numpy_is_checked_without_tensorflow():
    code = (
        "import sys\n"
        "from course_utils.checks.run import report_on\n"
        "from course_utils.layers.detection.yolo import yolo_eval\n"
        "assert report_on(yolo_eval).status == 'passed'\n"
        "print('tensorflow' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "False\n", done.stderr

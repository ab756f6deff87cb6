"""A function that a notebook was handed is judged as missing, helps its dependants afterwards, and earns nothing."""

import sys

import pytest

from course_utils.grading.oracle import Oracle
from course_utils.notebooks.cell import Cell

pytestmark = [
    pytest.mark.tf,
    pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only"),
]
NOTEBOOK = "week3/2_yolo_car_detection"
# Ways to an answer that a notebook did not write, each as the body of a graded function.
STEALS = {
    "the module it came with": "import yolo_utils\n    return yolo_utils.scale_boxes(boxes, image_shape)",
    "its own name": "from yad2k.utils.utils import scale_boxes as theirs\n    return theirs(boxes, image_shape)",
    "the course": (
        "from course_utils.layers.detection.boxes import scale_boxes as theirs\n    return theirs(boxes, image_shape)"
    ),
    "the memory": (
        "import gc\n"
        "    own = scale_boxes.__code__\n"
        "    for each in gc.get_objects():\n"
        "        code = getattr(each, '__code__', None)\n"
        "        if getattr(code, 'co_name', '') == 'scale_boxes' and code is not own:\n"
        "            return each(boxes, image_shape)\n"
        "        if isinstance(each, dict) and isinstance(each.get('scale_boxes'), str):\n"
        "            space = {}\n"
        "            exec(each['scale_boxes'], space)\n"
        "            return space['scale_boxes'](boxes, image_shape)\n"
        "    return 'nothing there'"
    ),
}


@pytest.fixture
def grade(warm_grader):
    def graded(source):
        results, _ = warm_grader.grade(Oracle(NOTEBOOK, 5), [Cell(1, source)])
        return {result.exercise: result for result in results}

    return graded


@pytest.mark.parametrize("way", STEALS)
def test_no_way_leads_to_an_answer_that_the_notebook_did_not_write(grade, way):
    stolen = grade(f"import numpy as np\ndef scale_boxes(boxes, image_shape):\n    {STEALS[way]}\n")["scale_boxes"]
    assert stolen.points == 0
    assert stolen.status in ("error", "failed", "blocked"), stolen.message


def test_an_imported_function_is_missing_and_its_dependant_is_judged_with_it(grade):
    results = grade(
        "import tensorflow as tf\nfrom yolo_utils import scale_boxes\n"
        "from yad2k.models.keras_yolo import yolo_boxes_to_corners\n"
        "def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold):\n"
        "    scores = box_class_probs * box_confidence\n"
        "    best, kinds = tf.reduce_max(scores, axis=-1), tf.argmax(scores, axis=-1)\n"
        "    return [tf.boolean_mask(part, best >= threshold) for part in (best, boxes, kinds)]\n"
        "def yolo_non_max_suppression(scores, boxes, classes, max_boxes, iou_threshold):\n"
        "    kept = tf.image.non_max_suppression(boxes, scores, max_boxes, iou_threshold)\n"
        "    return [tf.gather(part, kept) for part in (scores, boxes, classes)]\n"
        "def yolo_eval(yolo_outputs, image_shape=(720., 1280.), max_boxes=10, score_threshold=.6, iou_threshold=.5):\n"
        "    box_xy, box_wh, box_confidence, box_class_probs = yolo_outputs\n"
        "    boxes = yolo_boxes_to_corners(box_xy, box_wh)\n"
        "    scores, boxes, classes = yolo_filter_boxes(boxes, box_confidence, box_class_probs, score_threshold)\n"
        "    boxes = scale_boxes(boxes, image_shape)\n"
        "    return yolo_non_max_suppression(scores, boxes, classes, max_boxes, iou_threshold)\n"
    )
    assert [results[name].status for name in ("scale_boxes", "yolo_boxes_to_corners")] == ["missing", "missing"]
    assert (results["yolo_eval"].status, results["yolo_eval"].message) == ("passed", "")

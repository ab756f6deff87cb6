"""The cases of YOLO: edges met, ties planted, hidden cases small and quick, mistakes told apart."""

from itertools import combinations

import numpy as np
import pytest

from course_utils.checks.compare import first_difference
from course_utils.checks.judge import answer, questions
from course_utils.exercises import registry
from course_utils.exercises.loops.detection import iou

NOTEBOOK = "week3/2_yolo_car_detection"
SET, HIDDEN = registry.exercise_set(NOTEBOOK), registry.hidden_cases(NOTEBOOK)
POINTS = {
    "encode_grid": 10,
    "assign_anchor": 5,
    "yolo_loss": 0,
    "yolo_boxes_to_corners": 10,
    "yolo_filter_boxes": 15,
    "iou": 15,
    "non_max_suppression": 20,
    "yolo_non_max_suppression": 10,
    "scale_boxes": 5,
    "yolo_eval": 10,
}
pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")
every_exercise = pytest.mark.parametrize("name", POINTS)
SECRETS = [3, 11, 12345, 2**31]
# Every mistake under every secret is for the night; test_all_sets.py tries two secrets more coarsely.
FEW_SECRETS = [pytest.param(secret, marks=[pytest.mark.nightly] * (secret != 11)) for secret in SECRETS]


def asked(name, secret=11):
    exercise = SET[name]
    return questions(exercise, exercise.cases), questions(exercise, HIDDEN[name], secret, hidden=True)


def numbers_or_none(exercise, mistake, question):
    try:
        return answer(exercise, mistake.function, question.inputs)
    except Exception:
        return None


def test_nine_functions_share_100_points_and_later_ones_have_none():
    assert {exercise.name: exercise.points for exercise in SET.exercises if exercise.points} == {
        name: points for name, points in POINTS.items() if points
    }
    assert sum(POINTS.values()) == 100


def test_the_first_case_of_iou_is_the_published_one():
    exercise = SET["iou"]
    assert exercise.reference(**exercise.cases[0].draw()) == pytest.approx(1 / 7)


@pytest.mark.slow
@every_exercise
@pytest.mark.parametrize("secret", FEW_SECRETS)
def test_every_mistake_departs_by_its_numbers_in_a_visible_and_in_a_hidden_case(name, secret):
    exercise = SET[name]
    for part in asked(name, secret):
        for mistake in exercise.mistakes:
            answers = [(question, numbers_or_none(exercise, mistake, question)) for question in part]
            departs = [
                got is not None and first_difference(got, question.expected, question.case, exercise.outputs)
                for question, got in answers
            ]
            assert any(departs), f"{mistake.name} hides among {[question.case.title for question in part]}"


@pytest.mark.slow
@every_exercise
def test_no_two_mistakes_give_the_same_numbers(name, alike):
    assert alike(SET[name], sum(asked(name), ())) == []


@pytest.mark.parametrize("secret", SECRETS)
def test_hidden_filters_meet_a_score_on_the_threshold_and_one_keeps_nothing(secret):
    sizes = []
    for question in asked("yolo_filter_boxes", secret)[1]:
        best = (question.inputs["box_confidence"] * question.inputs["box_class_probs"]).max(axis=-1)
        assert (best == question.inputs["threshold"]).sum() == 1 or not question.expected[0].size
        sizes.append(question.expected[0].size)
    assert 0 in sizes
    assert max(sizes) > 3


@pytest.mark.parametrize("secret", SECRETS)
def test_hidden_crowds_meet_iou_equal_to_the_threshold_and_equal_scores(secret):
    ties, equal = 0, 0
    for question in asked("non_max_suppression", secret)[1]:
        boxes, scores = question.inputs["boxes"], question.inputs["scores"]
        ious = [iou(a, b) for a, b in combinations(boxes, 2)]
        ties += question.inputs["iou_threshold"] in ious
        equal += len(set(scores.tolist())) < len(scores)
    assert ties >= 2
    assert equal >= 3


def test_visible_boxes_of_iou_meet_every_position():
    met = set()
    for question in asked("iou")[0]:
        a, b = np.asarray(question.inputs["box1"], float), np.asarray(question.inputs["box2"], float)
        gap = np.maximum(a[:2], b[:2]) - np.minimum(a[2:], b[2:])
        met.add(tuple(np.sign(gap).astype(int).tolist()))
        met |= {"equal"} if (a == b).all() else set()
        met |= {"flat"} if (a[2:] == a[:2]).any() else set()
        met |= {"inside"} if (a[:2] > b[:2]).all() and (a[2:] < b[2:]).all() else set()
        met.add(type(question.inputs["box1"]).__name__)
    assert {(-1, -1), (1, -1), (-1, 1), (1, 1), (0, 0), (-1, 0), "equal", "flat", "inside"} <= met
    assert {"tuple", "list", "ndarray"} <= met


@every_exercise
def test_inputs_come_in_both_precisions_or_as_plain_numbers(name):
    kinds = {
        str(part.dtype)
        for questions_ in asked(name)
        for question in questions_
        for value in question.inputs.values()
        for part in (value if isinstance(value, tuple) else (value,))
        if isinstance(part, np.ndarray)
    }
    assert "float64" in kinds
    by_the_call = SET[name].call == "tensors"  # it hands every array on as float32
    assert by_the_call or name in ("encode_grid", "assign_anchor", "yolo_boxes_to_corners") or "float32" in kinds


def test_hidden_cases_are_small_for_a_loop_run_on_every_submission():
    for name in POINTS:
        for question in asked(name)[1]:
            parts = question.inputs.get("yolo_outputs", tuple(question.inputs.values()))
            assert sum(map(np.size, parts)) <= 600, f"{name}: {question.case.title}"

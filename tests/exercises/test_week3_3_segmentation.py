"""The cases of segmentation: every edge is met, whatever is drawn, and mistakes of one behaviour have one sentence."""

from itertools import combinations

import numpy as np
import pytest

from course_utils.checks.judge import questions
from course_utils.checks.naming.behaviour import Stop, alike
from course_utils.checks.naming.tried import behaviour
from course_utils.exercises import registry

NOTEBOOK = "week3/3_segmentation"
SET = registry.exercise_set(NOTEBOOK)


def hidden_inputs(name, secret):
    exercise = SET[name]
    return [each.inputs for each in questions(exercise, registry.hidden_cases(NOTEBOOK)[name], secret, hidden=True)]


@pytest.mark.parametrize("name", ["conv_transpose", "dice", "mean_iou"])
def test_two_mistakes_that_do_the_same_say_the_same(name):
    exercise = SET[name]
    visible = questions(exercise, exercise.cases)
    did = {each.name: [behaviour(each, question) for question in visible] for each in exercise.mistakes}

    def same(answer, wrong, question):
        if isinstance(answer, Stop):
            return isinstance(wrong, Stop) and answer == wrong
        return alike(answer, wrong, question.case)

    for first, second in combinations(exercise.mistakes, 2):
        if first.sentence != second.sentence:
            pairs = zip(did[first.name], did[second.name], visible)
            assert not all(same(*pair) for pair in pairs), f"{first.name} and {second.name}"


def test_hidden_patches_overlap_lie_apart_by_strides_and_are_cut_or_not():
    met = hidden_inputs("conv_transpose", 5)
    settings = {(len(each["W"]), *each["hparameters"].values()) for each in met}
    assert {stride for _, stride, _ in settings} == {1, 2, 3}
    assert {pad > 0 for _, _, pad in settings} == {True, False}
    assert all(f > stride for f, stride, _ in settings), "side by side nothing adds up"
    alike_channels = {each["W"].shape[2] == each["W"].shape[3] for each in met}
    assert alike_channels == {True, False}, "channels that are mixed up stop here, and give other numbers there"


@pytest.mark.parametrize("secret", range(20))
def test_hidden_maps_hold_classes_of_one_map_alone_and_of_neither(secret):
    for inputs in hidden_inputs("mean_iou", secret):
        true, said = (set(np.unique(inputs[name])) for name in ("y_true", "y_pred"))
        assert true - said
        assert said - true
        assert set(range(inputs["n_classes"])) - true - said

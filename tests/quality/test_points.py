"""What wrong answers keep of the points, over all exercises: nothing for doing nothing, half at most for a known mistake.

More than half stays only where nothing but corner cases fails: ties, a padding of 0, a number on the threshold.
"""

import contextlib
import io
import warnings

import pytest

from course_utils.checks.judge import Question, Reply, answer, answered, blank, outcome, questions, share
from course_utils.checks.values import plain_value
from course_utils.exercises import registry

SECRET = 5
KEEP_MORE = {
    "conv_backward": {
        "[pad:-pad] at pad 0",
        "[pad:-pad] at pad 0, image by image",
        "[pad:-pad] at pad 0, all images",
    },
    "create_mask_from_window": {"only the first maximum", "last maximum only"},
    "pool_backward": {"ties share the gradient", "ties counted once", "ties counted more than once"},
    "relu_backward": {"passes at zero"},
    "softmax_loss": {"overflows", "logarithm of a probability"},
    "compute_cost": {"overflows"},
    "predict_smiles": {"above only"},
    "landmark_loss": {"zero by zero"},
    "detection_loss": {"sigmoid, then log", "1 − sigmoid, then log", "probabilities clipped", "power 0"},
    "assign_anchor": {"last of equal ones"},
    "verify": {"opens at the threshold"},
    "yolo_non_max_suppression": {"equal scores from the back"},
    "top_patches": {"last of equals"},
    "expected_calibration_error": {"lower edge", "lower edge, and 1", "no edge", "both edges"},
}
EXERCISES = [
    pytest.param(group.notebook, each, id=each.name, marks=[pytest.mark.tf] * (group.profile == "tensorflow"))
    for group in registry.all_sets()
    for each in group.exercises
]
# A mistake of a network takes a while to build: those of all exercises are for the night.
BY_MISTAKES = [
    pytest.param(*row.values, id=row.id, marks=[*row.marks, *[pytest.mark.nightly] * bool(row.marks)])
    for row in EXERCISES
]


def posed(notebook, exercise):
    hidden = registry.hidden_cases(notebook)[exercise.name]
    return answered(
        questions(exercise, exercise.cases) + tuple(questions(exercise, hidden, SECRET, hidden=True))
    )


def reply(exercise, function, question: Question):
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        try:
            return Reply(value=answer(exercise, function, question.inputs))
        except Exception as error:
            return Reply("error", message=type(error).__name__)


def kept(drawn, replies):
    return share(drawn, [outcome(*pair) for pair in zip(drawn, replies, strict=True)])


@pytest.mark.parametrize(("notebook", "exercise"), EXERCISES)
def test_doing_nothing_earns_nothing(notebook, exercise):
    drawn = posed(notebook, exercise)
    ways = {
        "None": lambda question: None,
        "what holds nothing": lambda question: blank(question.expected),
        "the first argument": lambda question: plain_value(next(iter(question.inputs.values()), None)),
    }
    earned = {way: kept(drawn, [Reply(value=value(each)) for each in drawn]) for way, value in ways.items()}
    assert {way: points for way, points in earned.items() if points} == {}


@pytest.mark.slow
@pytest.mark.parametrize(("notebook", "exercise"), BY_MISTAKES)
def test_a_known_mistake_keeps_half_at_most(notebook, exercise):
    drawn = posed(notebook, exercise)
    keeps = {m.name: kept(drawn, [reply(exercise, m.function, each) for each in drawn]) for m in exercise.mistakes}
    assert {name for name, points in keeps.items() if points > 0.5} == KEEP_MORE.get(exercise.name, set()), keeps
    assert max(keeps.values()) < 1

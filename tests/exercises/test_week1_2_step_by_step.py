"""The cases of step by step: published figures, every edge met, hidden cases small, mistakes told apart."""

from functools import partial
from itertools import combinations

import numpy as np
import pytest

from course_utils.checks.judge import answer, judge, questions
from course_utils.checks.naming.behaviour import Stop, alike, of_call, reply_of
from course_utils.exercises import registry
from course_utils.exercises.changes import changed
from course_utils.exercises.loops.convolution import conv_forward

NOTEBOOK = "week1/2_step_by_step"
SET = registry.exercise_set(NOTEBOOK)
HIDDEN = registry.hidden_cases(NOTEBOOK)
POINTS = {
    "zero_pad": 10,
    "conv_single_step": 10,
    "conv_forward": 20,
    "pool_forward": 15,
    "conv_backward": 20,
    "create_mask_from_window": 5,
    "distribute_value": 5,
    "pool_backward": 15,
}
LATER = dict.fromkeys(["im2col", "relu_backward", "softmax_loss", "sgd_step", "col2im", "conv_backward_im2col"], 0)
# A window past the image's edge is empty, and a mistake may take its mean.
pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")
every_exercise = pytest.mark.parametrize("name", [*POINTS, *LATER])
with_layers = pytest.mark.parametrize("name", [name for name in POINTS if name.endswith("ward")])


def asked(name, secret=11):
    exercise = SET[name]
    return questions(exercise, exercise.cases), questions(exercise, HIDDEN[name], secret, hidden=True)


def published(name, number=0):
    """The reference's answer to a visible case."""
    exercise = SET[name]
    return exercise.reference(**exercise.cases[number].draw())


def do_the_same(one, other, question):
    """Errors of one kind are told apart by their text, which says what was refused."""
    if isinstance(one, Stop) and isinstance(other, Stop):
        return one == other
    return alike(one, other, question.case)


def layer(inputs):
    """Images, window edge, pad and stride of one call of a layer, forward or backward."""
    A_prev, *filters, hparameters = inputs.get("cache") or [
        inputs[key] for key in ("A_prev", "W", "hparameters") if key in inputs
    ]
    f = len(filters[0]) if filters else hparameters["f"]
    return A_prev, f, hparameters.get("pad", 0), hparameters["stride"]


def test_eight_functions_share_100_points():
    assert {exercise.name: exercise.points for exercise in SET.exercises if exercise.points} == POINTS
    assert sum(POINTS.values()) == 100


def test_six_functions_joined_later():
    assert {exercise.name: exercise.points for exercise in SET.exercises if not exercise.points} == LATER
    assert set(HIDDEN) == {*POINTS, *LATER}


def test_the_first_case_of_zero_pad_is_the_published_one():
    assert published("zero_pad").shape == (4, 7, 7, 2)


def test_the_first_case_of_conv_single_step_is_the_published_one():
    assert published("conv_single_step") == pytest.approx(-6.99908945068, rel=1e-11)


def test_the_first_case_of_conv_forward_is_the_published_one():
    Z, _ = published("conv_forward")
    assert Z.mean() == pytest.approx(0.0489952035289, rel=1e-10)
    row = [-0.61490741, -6.7439236, -2.55153897, 1.75698377, 3.56208902, 0.53036437, 5.18531798, 8.75898442]
    assert Z[3, 2, 1] == pytest.approx(row, rel=1e-7)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, [1.74481176, 0.86540763, 1.13376944, 1.13162939, 1.51981682, 2.18557541]),
        (1, [0.02105773, -0.20328806, -0.40389855, -0.22154621, 0.51716526, 0.48155844]),
    ],
    ids=["max", "average"],
)
def test_the_first_cases_of_pool_forward_are_the_published_ones(number, expected):
    assert published("pool_forward", number)[0].ravel() == pytest.approx(expected, rel=1e-6)


def test_the_first_case_of_conv_backward_is_the_published_one():
    means = [gradient.mean() for gradient in published("conv_backward")]
    assert means == pytest.approx([1.45243777754, 1.72699145831, 7.83923256462], rel=1e-10)


def test_the_first_cases_of_mask_and_distribute_value_are_the_published_ones():
    assert published("create_mask_from_window").tolist() == [[True, False, False], [False, False, False]]
    assert published("distribute_value").tolist() == [[0.5, 0.5], [0.5, 0.5]]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, [[0, 0], [5.05844394, -1.68282702], [0, 0]]),
        (1, [[0.08485462, 0.2787552], [1.26461098, -0.25749373], [1.17975636, -0.53624893]]),
    ],
    ids=["max", "average"],
)
def test_the_first_cases_of_pool_backward_are_the_published_ones(number, expected):
    assert published("pool_backward", number)[1, 1] == pytest.approx(np.array(expected), rel=1e-6)


@pytest.mark.slow
@every_exercise
def test_mistakes_that_do_the_same_say_the_same_or_share_a_sentence(name):
    exercise, cases = SET[name], sum(asked(name), ())
    did = {
        mistake: [of_call(partial(answer, exercise, mistake.function, question.inputs)) for question in cases]
        for mistake in exercise.mistakes
    }
    same = [
        (first.name, other.name)
        for first, other in combinations(exercise.mistakes, 2)
        if first.sentence != other.sentence
        and (first.shared is None or first.shared != other.shared)
        and all(map(do_the_same, did[first], did[other], cases))
    ]
    assert same == []


def test_an_output_size_that_is_rounded_fails_in_visible_and_in_hidden_cases():
    rounded = changed(conv_forward, "(n - f + 2 * pad) // stride", "round((n - f + 2 * pad) / stride)").function
    exercise = SET["conv_forward"]
    for part in asked("conv_forward"):
        replies = [reply_of(rounded, question) for question in part]
        assert judge(exercise, part, replies).status != "passed"


@with_layers
def test_hidden_cases_are_small_for_four_loops_run_on_every_submission(name):
    _, hidden = asked(name)
    assert 2 <= len(hidden) <= 5
    for question in hidden:
        out = question.inputs.get("dZ", question.inputs.get("dA"))
        steps = np.size(question.expected[0] if out is None else out)
        assert steps <= 100, f"{question.case.title}: {steps} windows"


@with_layers
def test_hidden_cases_meet_every_edge(name):
    met = set()
    for question in asked(name)[1]:
        A_prev, f, pad, stride = layer(question.inputs)
        n_H, n_W = A_prev.shape[1:3]
        left = {(n + 2 * pad - f) % stride for n in (n_H, n_W)}
        edges = {
            "not square": n_H != n_W,
            "a stride that does not divide": left != {0},
            "overlapping windows": f > stride,
            "several images": len(A_prev) > 1,
            "pad 0": pad == 0,
            "padding": pad > 0,
        }
        met |= {edge for edge, there in edges.items() if there}
    assert met == set(edges) - ({"padding"} if name.startswith("pool") else set())


@pytest.mark.parametrize("name", ["conv_forward", "pool_forward"])
def test_hidden_cases_of_the_forward_layers_include_windows_of_one_pixel(name):
    assert 1 in {layer(question.inputs)[1] for question in asked(name)[1]}


@pytest.mark.parametrize("secret", [11, 2**31])
def test_hidden_windows_hold_their_maximum_more_than_once(secret):
    _, masks = asked("create_mask_from_window", secret)
    assert any(np.sum(question.inputs["x"] == question.inputs["x"].max()) > 1 for question in masks)
    _, pools = asked("pool_backward", secret)
    assert any(np.unique(question.inputs["cache"][0]).size == 2 for question in pools)

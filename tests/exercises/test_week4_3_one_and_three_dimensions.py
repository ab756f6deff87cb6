"""The cases of one and three dimensions: the loops agree, every edge is met, mistakes differ from each other."""

from itertools import combinations

import pytest

from course_utils.checks.judge import questions
from course_utils.checks.naming.behaviour import Stop, alike
from course_utils.checks.naming.tried import behaviour
from course_utils.exercises import registry

NOTEBOOK = "week4/3_one_and_three_dimensions"
SET = registry.exercise_set(NOTEBOOK)
HIDDEN = registry.hidden_cases(NOTEBOOK)
NAMES = [exercise.name for exercise in SET.exercises]


def asked(name, secret=11):
    exercise = SET[name]
    visible = questions(exercise, exercise.cases)
    return visible, questions(exercise, HIDDEN[name], secret, hidden=True)


def same(one, two, question):
    """Equal answers, or errors of one text with all their shapes: what stops is told by them."""
    if isinstance(one, Stop):
        return isinstance(two, Stop) and one == two
    return alike(one, two, question.case)


@pytest.mark.parametrize("name", NAMES)
def test_two_mistakes_never_answer_the_same_with_different_words(name):
    exercise, (visible, _) = SET[name], asked(name)
    did = {each.name: [behaviour(each, question) for question in visible] for each in exercise.mistakes}
    for mistake, other in combinations(exercise.mistakes, 2):
        pairs = list(zip(did[mistake.name], did[other.name], visible))
        stops = any(isinstance(result, Stop) for result, _, _ in pairs)
        shared = stops and mistake.shared is not None and mistake.shared == other.shared  # then both have one sentence
        if mistake.sentence != other.sentence and not shared:
            assert not all(same(*pair) for pair in pairs), f"{mistake.name} and {other.name}"


@pytest.mark.parametrize("name", ["conv1d_forward", "conv3d_forward"])
def test_hidden_cases_meet_every_edge(name):
    met = [question.inputs for question in asked(name)[1]]
    strides, pads = ([inputs["hparameters"][key] for inputs in met] for key in ("stride", "pad"))
    left = [
        (n + 2 * inputs["hparameters"]["pad"] - len(inputs["W"])) % inputs["hparameters"]["stride"]
        for inputs in met
        for n in inputs["A_prev"].shape[1:-1]
    ]
    assert {1, 2} <= set(strides)
    assert min(pads) == 0
    assert max(pads) > 0
    assert any(left)


def test_the_published_sizes_are_among_the_visible_cases():
    Z = SET["conv1d_forward"].reference(**SET["conv1d_forward"].cases[0].draw())
    assert Z.shape == (2, 10, 16)
    shapes = [SET["output_shape_nd"].reference(**case.draw()) for case in SET["output_shape_nd"].cases]
    assert shapes[:2] == [(10, 16), (10, 10, 10, 16)]

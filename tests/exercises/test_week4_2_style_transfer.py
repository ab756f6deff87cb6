"""The cases of style transfer: both public signatures, mistakes told apart by numbers, quick hidden cases."""

from pathlib import Path

import numpy as np
import pytest

from course_utils.checks.compare import first_difference
from course_utils.checks.definitions import load
from course_utils.checks.judge import Reply, answer, judge, questions
from course_utils.exercises import registry

pytestmark = pytest.mark.tf
NOTEBOOK = "week4/2_style_transfer"
SET, HIDDEN = registry.exercise_set(NOTEBOOK), registry.hidden_cases(NOTEBOOK)
NAMES = [exercise.name for exercise in SET.exercises]
SUBMISSIONS = Path(__file__).parents[1] / "submissions"
FIRST = ("compute_content_cost", "gram_matrix", "compute_layer_style_cost", "compute_style_cost", "total_cost")


STOP = {"A.T of a tensor": AttributeError}  # mistakes that give no numbers


def asked(name, secret=11):
    exercise = SET[name]
    return questions(exercise, exercise.cases), questions(exercise, HIDDEN[name], secret, hidden=True)


def numbers_or_none(exercise, function, question):
    try:
        return answer(exercise, function, question.inputs)
    except Exception:
        return None


def written(file):
    loaded = load([(1, (SUBMISSIONS / file).read_text("utf-8"))], {})
    assert not loaded.broken
    return loaded


@pytest.mark.parametrize(
    ("file", "name"),
    [("style_first_generation.py", name) for name in FIRST] + [("style_second_generation.py", name) for name in NAMES if SET[name].points],
)
def test_answers_of_both_generations_pass(file, name):
    exercise, function = SET[name], written(file).function([name])
    for part in asked(name):
        replies = [Reply(value=answer(exercise, function, question.inputs)) for question in part]
        report = judge(exercise, part, replies)
        assert (report.status, report.message) == ("passed", "")


def test_the_second_generation_s_names_are_as_before_after_a_step():
    loaded = written("style_second_generation.py")
    before = dict(loaded.namespace)
    exercise = SET["train_step"]
    answer(exercise, loaded.function(["train_step"]), exercise.cases[0].draw())
    assert {name: value for name, value in loaded.namespace.items() if name != "__builtins__"} == {
        name: value for name, value in before.items() if name != "__builtins__"
    }


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("secret", [3, pytest.param(12345, marks=pytest.mark.nightly)])
def test_every_mistake_departs_by_its_numbers_in_a_visible_and_in_a_hidden_case(name, secret):
    exercise = SET[name]
    for part in asked(name, secret):
        for mistake in exercise.mistakes:
            if mistake.name in STOP:
                for question in part:
                    with pytest.raises(STOP[mistake.name]):
                        answer(exercise, mistake.function, question.inputs)
                continue
            answers = [(question, numbers_or_none(exercise, mistake.function, question)) for question in part]
            departs = [
                got is not None and first_difference(got, question.expected, question.case, exercise.outputs) is not None
                for question, got in answers
            ]
            assert any(departs), f"{mistake.name} hides among {[question.case.title for question in part]}"


@pytest.mark.parametrize("name", NAMES)
def test_no_two_mistakes_give_the_same_numbers(name, alike):
    assert alike(SET[name], sum(asked(name), ())) == []


@pytest.mark.parametrize("secret", [3, 11, 12345, 2**31])
def test_a_step_of_the_hidden_case_meets_both_ends_of_the_colours(secret):
    (question,) = asked("train_step", secret)[1]
    picture = question.expected[1]
    assert (picture == 0).any()
    assert (picture == 1).any()


def test_hidden_activations_and_pictures_are_small():
    sizes = {}
    for name in NAMES:
        for question in asked(name)[1]:
            arrays = [value if isinstance(value, list) else [value] for value in question.inputs.values()]
            sizes[name, question.case.title] = sum(np.size(part) for parts in arrays for part in parts)
    assert max(sizes.values()) <= 1000, sizes

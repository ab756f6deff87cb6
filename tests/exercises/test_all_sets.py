"""What holds for every exercise of every notebook."""

import re
from functools import cache

import numpy as np
import pytest

from course_utils.checks.compare import first_difference
from course_utils.checks.judge import Reply, answer, judge, questions
from course_utils.checks.naming.behaviour import of_reply, reply_of
from course_utils.checks.naming.search import judged
from course_utils.data.paths import course_root
from course_utils.exercises import registry

MARKS = {"tensorflow": [pytest.mark.tf]}
ALL = [
    pytest.param(group.notebook, exercise, marks=MARKS.get(group.profile, []), id=exercise.name)
    for group in registry.all_sets()
    for exercise in group.exercises
]
IDS = [each.id for each in ALL]
# Whole networks are compared layer by layer, whatever is drawn, and take seconds to build: one secret tells all.
WHOLE_NETWORKS = {"ResNet50", "vgg16", "alexnet", "inception_module", "mobilenet_v2"}
# Of the others the second secret is tried by night.
WITH_SECRETS = [
    pytest.param(*each.values, secret, marks=[*each.marks, *[pytest.mark.nightly] * (secret != 3)], id=f"{each.id}-{secret}")
    for secret in (3, 12345)
    for each in ALL
    if secret == 3 or each.id not in WHOLE_NETWORKS
]


# Every mistake of these means another large network, named in seconds each; lenet5, identity_block and transfer_model stay.
NAMED = [
    pytest.param(*each.values, marks=[*each.marks, *[pytest.mark.nightly] * (each.id in {*WHOLE_NETWORKS, "convolutional_block", "inverted_residual_block", "fine_tune"})], id=each.id)
    for each in ALL
]


@cache
def visible(exercise):
    """The questions of a notebook, answered once: a large network takes a second."""
    return questions(exercise, exercise.cases)


@cache
def hidden(notebook, exercise, secret):
    return questions(exercise, registry.hidden_cases(notebook)[exercise.name], secret, hidden=True)


def fails(exercise, mistake, question):
    try:
        wrong = answer(exercise, mistake.function, question.inputs)
    except Exception:
        return True
    return first_difference(wrong, question.expected, question.case, exercise.outputs) is not None


def test_names_are_unique_over_the_course():
    assert len(set(IDS)) == len(IDS)


@pytest.mark.parametrize(("notebook", "exercise"), ALL)
def test_titles_sentences_and_hints_are_written(notebook, exercise):
    cases = exercise.cases + registry.hidden_cases(notebook)[exercise.name]
    assert all(case.title for case in cases)
    assert len({case.title for case in exercise.cases}) == len(exercise.cases)
    assert all(len(hint) > 20 for hint in exercise.hints)
    assert all(mistake.name and mistake.sentence.endswith(".") for mistake in exercise.mistakes)
    assert len({mistake.name for mistake in exercise.mistakes}) == len(exercise.mistakes)


@pytest.mark.parametrize(("notebook", "exercise"), ALL)
def test_the_reference_passes_its_own_cases(notebook, exercise):
    for part in (visible(exercise), hidden(notebook, exercise, 3)):
        replies = [Reply(value=answer(exercise, exercise.reference, question.inputs)) for question in part]
        assert judge(exercise, part, replies).status == "passed"


@pytest.mark.parametrize(("notebook", "exercise", "secret"), WITH_SECRETS)
def test_every_mistake_fails_a_hidden_case(notebook, exercise, secret):
    cases = hidden(notebook, exercise, secret)
    missed = [mistake.name for mistake in exercise.mistakes if not any(fails(exercise, mistake, case) for case in cases)]
    assert missed == []


@pytest.mark.slow
@pytest.mark.parametrize(("notebook", "exercise"), NAMED)
def test_every_mistake_is_recognised_by_name_from_its_numbers(notebook, exercise):
    unnamed = []
    for mistake in exercise.mistakes:
        replies = [known_reply(mistake, question) for question in visible(exercise)]
        report = judged(exercise, visible(exercise), replies)
        shared = mistake.shared and mistake.shared.sentence
        if mistake.sentence not in report.message and report.message != shared:
            unnamed.append((mistake.name, report.mistake))
    assert unnamed == []


def known_reply(mistake, question):
    """What a student with this mistake replies; the question keeps it, so that the search need not ask again."""
    reply = reply_of(mistake.function, question)
    question.wrong[mistake.name] = of_reply(reply)
    return reply


@pytest.mark.parametrize(("notebook", "exercise"), ALL)
def test_hidden_inputs_depend_on_the_secret(notebook, exercise):
    cases = registry.hidden_cases(notebook)[exercise.name]

    def numbers(value):
        if isinstance(value, dict):
            return numbers(list(value.values()))
        if isinstance(value, (list, tuple)):
            return np.concatenate([numbers(part) for part in value]) if value else np.zeros(0)
        return np.ravel(value).astype(float) if not isinstance(value, str) else np.zeros(0)

    drawn = [(case.title, numbers(case.draw(3 + n)), numbers(case.draw(12345 + n))) for n, case in enumerate(cases)]
    # A name has no numbers to draw: edge_filter knows six kinds, and all of them are asked for.
    same = [title for title, first, second in drawn if first.size and np.array_equal(first, second)]
    assert same == []


@pytest.mark.parametrize("group", registry.all_sets(), ids=lambda group: group.notebook)
def test_a_notebook_has_a_hundred_points(group):
    assert sum(exercise.points for exercise in group.exercises) == 100


@pytest.mark.parametrize("group", registry.all_sets(), ids=lambda group: group.notebook)
def test_exercises_stand_in_the_order_in_which_a_student_meets_them(group):
    source = (course_root() / "workbook" / "source" / f"{group.notebook}.py").read_text()
    assert re.findall(r"^# GRADED FUNCTION: (\w+)", source, re.M) == [exercise.name for exercise in group.exercises]

"""A helper enters the sandbox as a text of its own: it answers as the reference does, and brings no other answer."""

import functools

import pytest

from course_utils.checks.compare import first_difference
from course_utils.checks.judge import answer, questions
from course_utils.exercises import registry
from course_utils.grading.closures import closure

GROUPS = [registry.exercise_set(name) for name in registry.notebooks()]
EVERY = {exercise.name: exercise for group in GROUPS for exercise in group.exercises}
HELPERS = sorted({name for exercise in EVERY.values() for name in exercise.uses})


def defined(name):
    space = {}
    exec(compile(closure(EVERY[name].reference), f"<{name}>", "exec"), space)
    return space


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(EVERY))
def test_every_reference_stands_alone(name):
    text = closure(EVERY[name].reference)
    assert "course_utils" not in text
    assert callable(defined(name)[EVERY[name].reference.__name__])


@pytest.mark.slow
@pytest.mark.parametrize("name", HELPERS)
def test_a_helper_answers_as_the_reference_does(name):
    exercise = EVERY[name]
    copy = defined(name)[exercise.reference.__name__]
    for question in questions(exercise, exercise.cases):
        got = answer(exercise, copy, question.inputs)
        assert first_difference(got, question.expected, question.case, exercise.outputs) is None


def test_no_helper_brings_the_answer_of_a_function_that_uses_it():
    """In no order of asking: what `uses` names is never the other way round."""
    for exercise in EVERY.values():
        for name in exercise.uses:
            assert exercise.reference.__name__ not in defined(name), f"{name} brings {exercise.name}"


def test_what_is_no_function_of_the_course_is_refused():
    with pytest.raises(ValueError, match="no function of a module of the course"):
        closure(functools.reduce)

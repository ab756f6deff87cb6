"""The loops are right answers: what mistakes change, and what the layers are held against."""

import inspect
from importlib import import_module
from pathlib import Path

import pytest

from course_utils.checks.judge import Reply, answer, judge, questions
from course_utils.exercises import loops, registry
from course_utils.exercises.changes import Changed

ALL = [
    pytest.param(group, exercise, marks=[pytest.mark.tf] * (group.profile == "tensorflow"), id=exercise.name)
    for group in registry.all_sets()
    for exercise in group.exercises
]
ROOMS = [import_module(f"{loops.__name__}.{path.stem}") for path in Path(loops.__file__).parent.glob("[!_]*.py")]
BY_NAME = {
    name: function
    for room in ROOMS
    for name, function in inspect.getmembers(room, inspect.isfunction)
    if function.__module__ == room.__name__
}


def changes_of(exercise):
    return {mistake.name: mistake.wrong for mistake in exercise.mistakes if isinstance(mistake.wrong, Changed)}


def loops_of(exercise):
    """What an exercise's mistakes change, and the loop of its name."""
    changed = [change.original for change in changes_of(exercise).values()]
    return dict.fromkeys([*changed, *filter(None, [BY_NAME.get(exercise.name)])])


@pytest.mark.parametrize(("group", "exercise"), ALL)
def test_a_loop_passes_every_case_of_its_exercise(group, exercise):
    hidden = registry.hidden_cases(group.notebook)[exercise.name]
    secrets = [11] if group.profile == "tensorflow" else [0, 11, 12345, 2**32 - 1]  # building networks takes seconds
    parts = [questions(exercise, exercise.cases), *(questions(exercise, hidden, s, hidden=True) for s in secrets)]
    for loop in loops_of(exercise):
        for part in parts:
            replies = [Reply(value=answer(exercise, loop, question.inputs)) for question in part]
            report = judge(exercise, part, replies)
            assert (report.status, report.message) == ("passed", ""), loop


@pytest.mark.slow
@pytest.mark.parametrize("exercise", [pytest.param(each.values[1], id=each.id) for each in ALL])
def test_every_change_applies_and_compiles(exercise):
    broken = {}
    for name, change in changes_of(exercise).items():
        try:
            assert change.function is not change.original
        except (ValueError, SyntaxError) as error:
            broken[name] = str(error)
    assert broken == {}


def test_every_loop_belongs_to_an_exercise_or_to_another_loop():
    used = {loop for each in ALL for loop in loops_of(each.values[1])}
    called = {name for function in BY_NAME.values() for name in function.__code__.co_names}
    assert {name for name, function in BY_NAME.items() if function not in used and name not in called} == set()

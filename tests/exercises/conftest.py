"""What the tests of several sets ask."""

from itertools import combinations

import pytest

from course_utils.checks.compare import first_difference
from course_utils.checks.judge import answer
from course_utils.checks.session import asking


def _numbers(exercise, function, question):
    try:
        return answer(exercise, function, question.inputs)
    except Exception:
        return None


@pytest.fixture
def alike():
    """A function: pairs of an exercise's mistakes that no case tells apart."""

    def find(exercise, cases):
        answers = [[_numbers(exercise, mistake.function, question) for question in cases] for mistake in exercise.mistakes]

        def same(got, other, question):
            if got is None or other is None:
                return got is other
            return first_difference(got, other, question.case, ("result",)) is None

        return [
            (exercise.mistakes[i].name, exercise.mistakes[j].name)
            for i, j in combinations(range(len(answers)), 2)
            if all(map(same, answers[i], answers[j], cases))
        ]

    return find


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """A check names a mistake however slow the machine is."""
    monkeypatch.setattr(asking, "PATIENCE", 600.0)

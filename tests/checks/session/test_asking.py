"""What a student hears first of a slow answer: the verdict, and only then the name of the mistake."""

import numpy as np
import pytest

from course_utils.checks.session import asking, cells
from course_utils.checks.session.asking import Asker
from course_utils.exercises import registry

EXERCISE = registry.find("zero_pad")[1]


MISTAKE = EXERCISE.mistakes[0]


def right(X, pad):
    return np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)))


def heard(function, monkeypatch, seconds):
    monkeypatch.setattr(asking, "AT_ONCE", seconds)
    early = []
    report = Asker(cells.as_of_their_era(), early=early.append).report(EXERCISE, function)
    return early, report


def test_the_difference_of_a_slow_answer_comes_before_its_name(monkeypatch):
    (early,), report = heard(MISTAKE.function, monkeypatch, -1.0)
    assert (early.status, early.mistake) == ("failed", "")
    assert early.outcomes == report.outcomes
    assert report.mistake == MISTAKE.name


@pytest.mark.parametrize(("function", "seconds"), [(MISTAKE.function, 1e9), (right, -1.0)], ids=["quick", "right"])
def test_a_quick_answer_and_a_right_one_are_shown_once(monkeypatch, function, seconds):
    assert heard(function, monkeypatch, seconds)[0] == []

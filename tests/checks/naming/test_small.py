"""A name that the visible cases allow is taken back where small cases contradict it."""

import numpy as np
import pytest

from course_utils.checks.judge import questions
from course_utils.checks.locate.trials import Task, Trial
from course_utils.checks.naming.behaviour import reply_of
from course_utils.checks.naming.search import judged
from course_utils.checks.naming.small import contradicts, rivals, values_of, without
from course_utils.exercises.base import Case, Exercise, Mistake
from course_utils.exercises.changes import changed


def add(a, b):
    total = a + b
    return total


def times(a, b):
    return a * b


def squared(a, b):
    return b * b


CASES = (Case("two numbers", lambda rng: {"a": 3.0, "b": 3.0}),)
IT = Exercise(
    "add", 10, add, CASES,
    (Mistake("times", "You multiply.", times), Mistake("squared", "You square.", squared)), ("", "", ""), ("result",),
)  # fmt: skip
SMALL = [{"a": a, "b": b} for a in (1.0, 2.0, 5.0) for b in (1.0, 4.0)]
TASK = Task("plain", ("result",), tuple(Trial(i, add(**i), CASES[0], is_visible=False) for i in SMALL))


def verdict(function, it=IT):
    cases = questions(it, it.cases)
    return judged(it, cases, [reply_of(function, case) for case in cases])


def confirmed(function, it=IT):
    report, own = verdict(function, it), values_of(function, TASK)
    denied = [
        name for name, other in rivals(report, it).items() if contradicts(own, values_of(other.function, TASK), TASK)
    ]
    return without(report, it, denied, "def add(a, b): ...")


def test_of_two_names_the_one_is_left_that_small_cases_allow():
    assert verdict(times).mistake == "times + squared"
    report = confirmed(lambda a, b: b * a)
    assert (report.mistake, report.message, report.unnamed) == ("times", "You multiply.", None)


def test_where_small_cases_contradict_every_name_the_first_difference_is_said():
    report = confirmed(lambda a, b: 9.0)
    assert (report.mistake, report.message) == ("", "result differs: got 9, expected 6.")
    assert report.unnamed is not None
    assert report.unnamed == confirmed(lambda a, b: 9.0).unnamed


def test_two_mistakes_at_once_are_compared_as_one():
    both = (changed(add, "a +", "2 * a +"), changed(add, "return total", "return total + 1"))
    it = Exercise("add", 10, add, CASES, tuple(Mistake(f"m{i}", f"You {i}.", m) for i, m in enumerate(both)),
                  ("", "", ""), ("result",))  # fmt: skip
    assert confirmed(lambda a, b: 2 * a + b + 1, it).mistake == "m0 + m1"
    assert confirmed(lambda a, b: 10.0, it).mistake == ""


@pytest.mark.parametrize("values", [[None] * 6, [2.0, 5.0, 3.0, 6.0, 6.0, 7.5]])
def test_what_stops_and_a_single_number_contradict_nothing(values):
    assert not contradicts(values, values_of(add, TASK), TASK)
    assert np.isfinite(values_of(times, TASK)).all()

"""Answers that go wrong alike have one digest."""

import tracemalloc

import numpy as np
import pytest

from course_utils.checks.judge import Reply, questions
from course_utils.checks.naming.fingerprint import fingerprint
from course_utils.exercises import registry

EXERCISE = registry.find("same_padding")[1]
CASES = questions(EXERCISE, EXERCISE.cases)


def digest(*values):
    replies = [value if isinstance(value, Reply) else Reply(value=value) for value in values]
    return fingerprint(CASES, replies)


def test_rounding_makes_no_difference():
    first, second = np.array([1.0, 2.0, 1e6]), np.array([1.0, 2.0, 1e6]) * (1 + 1e-9)
    assert digest(first, 1, "a") == digest(second, 1.0, "a")
    assert digest(first, 1, "a") != digest(first * 2, 1, "a")
    assert digest(first, 1, "a") != digest(first[:2], 1, "a")


def test_an_error_is_told_by_its_kind_and_operation_and_not_by_its_line():
    def stopped(text, line):
        return Reply("error", message=f"same_padding stopped with ValueError: {text} in line {line}.")

    assert digest(1, 2, stopped("shapes (2,3)", 4)) == digest(1, 2, stopped("shapes (5,)", 9))
    assert digest(1, 2, stopped("shapes", 4)) != digest(1, 2, stopped("sizes", 4))


@pytest.mark.parametrize("value", [None, True, {"a": 1}, [1, [np.nan, np.inf]], np.array([1j]), np.zeros(0), "text\udc80"])
def test_every_plain_value_has_a_digest(value):
    assert digest(value, value, value) == digest(value, value, value) != digest(value, value, 3)


def test_hidden_replies_do_not_enter():
    hidden = questions(EXERCISE, EXERCISE.cases, hidden=True)
    visible = [Reply(value=1)] * 3
    assert fingerprint(CASES + hidden, visible * 2) == fingerprint(CASES + hidden, visible + [Reply(value=5)] * 3)


def test_an_answer_of_60_megabytes_is_not_made_larger():
    tracemalloc.start()
    digests = {fingerprint(CASES[:1], [Reply(value=np.zeros(60_000_000 + more, bool))]) for more in (0, 1)}
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(digests) == 2
    assert peak < 130e6, "the answers themselves"

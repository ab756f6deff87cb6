"""A difference is told in the student's own names, where their function returns plain variables."""

import pytest

from course_utils.checks.differences.own_names import in_own_words, returned
from course_utils.checks.report import CaseOutcome, Difference, Report
from course_utils.exercises import registry

GRAM = "%%time\ndef gram_matrix(A):\n    if A is None:\n        return None\n    GA = A @ A.T\n    return GA\n"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (GRAM, ("GA",)),
        ("def gram_matrix(A):\n    return A @ A.T", ("",)),
        ("def gram_matrix(A):\n    x, y = A\n    return x, y + 1", ("x", "")),
        ("def gram_matrix(A):\n    def inner():\n        return no\n    try:\n        return yes\n    except E:\n        pass", ("yes",)),
        ("def gram_matrix(A):\n    pass", ("",)),
        ("def other(A):\n    return A", ("",)),
        ("def gram_matrix(A:", ()),
        ("", ("",)),
    ],
)
def test_what_the_last_return_says(text, names):
    assert returned(text, ["gram_matrix"]) == names


def outcome(where, message=None, hidden=False):
    difference = Difference("value", where, "1", "2")
    return CaseOutcome("a case", "failed", message or difference.sentence(), difference, hidden)


def test_the_report_uses_the_students_name():
    exercise = registry.find("zero_pad")[1]
    before = Report("zero_pad", "failed", (outcome("X_pad[0, 1]"), outcome("X_pad", hidden=True)), outcome("X_pad[0, 1]").message)
    after = in_own_words(before, exercise, "def zero_pad(X, pad):\n    padded = X\n    return padded")
    assert after.message == after.outcomes[0].message == "padded[0, 1] differs: got 1, expected 2."
    assert after.outcomes[1] == before.outcomes[1], "of a hidden case nothing is told"


def test_parts_of_another_number_keep_their_names():
    exercise = registry.find("zero_pad")[1]
    before = Report("zero_pad", "failed", (outcome("X_pad[0, 1]"), outcome("elsewhere"), outcome("X_pad", "Own words.")), "x")
    assert in_own_words(before, exercise, "def zero_pad(X, pad):\n    return X, pad") is before
    assert in_own_words(before, exercise, "def zero_pad(X, pad):\n    return Y").outcomes[1:] == before.outcomes[1:]

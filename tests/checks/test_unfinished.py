"""A template that was not filled in is not finished; a None that gets its value later is."""

import pytest

from course_utils.checks.report import CaseOutcome, Report
from course_utils.checks.unfinished import as_unfinished, unfilled
from course_utils.exercises import registry

ZERO_PAD = registry.find("zero_pad")[1]
LEFT = "def zero_pad(X, pad):\n    X_pad = None\n    return X_pad"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (LEFT, "X_pad"),
        ("def zero_pad(X, pad):\n    n_H = None\n    n_W = 3\n    for h in range(n_H):\n        pass", "n_H"),
        ("def zero_pad(X, pad):\n    best = None\n    for x in X:\n        best = x\n    return best", ""),
        ("def zero_pad(X, pad):\n    if pad is None:\n        return X\n    return None", ""),
        ("def zero_pad(X, pad):\n    unused = None\n    return X", ""),
        ("def zero_pad(X, pad):\n    ax = None\n    return np.sum(X, axis=ax)", ""),
        ("def zero_pad(X, pad):\n    for i in X:\n        Z[i, pad] = None\n    return Z", "Z[i, pad]"),
        ("def zero_pad(X, pad):\n    for i in X:\n        Z[i] += None\n    return Z", "Z[i]"),
        ("def zero_pad(X, pad):\n    Z[0] = None\n    if pad:\n        Z[0] = 1\n    return Z", ""),
        ("def other(X):\n    y = None\n    return y", ""),
        ("def zero_pad(X", ""),
    ],
)
def test_a_name_that_is_none_and_is_read_was_to_be_filled(text, name):
    assert unfilled(text, ("zero_pad",)) == name


def test_an_unfilled_template_reads_as_not_finished():
    failed = Report("zero_pad", "error", (CaseOutcome("a", "error", "x"),), "x")
    report = as_unfinished(failed, ZERO_PAD, LEFT)
    assert (report.status, report.message) == (
        "missing", "zero_pad is not finished yet: X_pad is still None. Write what belongs there.")  # fmt: skip
    assert as_unfinished(failed, ZERO_PAD, LEFT.replace("None", "X")) is failed


@pytest.mark.parametrize("status", ["passed", "timeout", "missing", "unchecked"])
def test_other_outcomes_stay_what_they_are(status):
    report = Report("zero_pad", status, (CaseOutcome("a", status),))
    assert as_unfinished(report, ZERO_PAD, LEFT) is report


def test_where_a_case_passes_the_function_is_finished():
    report = Report("zero_pad", "failed", (CaseOutcome("a", "passed"), CaseOutcome("b", "failed")))
    assert as_unfinished(report, ZERO_PAD, LEFT) is report

"""A report that was kept and read again: what feedback needs is as it was, and no hidden value is ever written."""

from __future__ import annotations

import json

import pytest

from course_utils.checks.report import CaseOutcome, Difference, Report, Result
from course_utils.grading.gradebook.details import to_columns, to_details, to_result
from course_utils.grading.gradebook.tables import ResultRow


@pytest.fixture
def result() -> Result:
    difference = Difference("value", "Z[0, 1]", "1.5", "2.25")
    outcomes = (
        CaseOutcome("the published case", "failed", difference.sentence(), difference),
        CaseOutcome("a hidden case", "failed", "A hidden case fails: a hidden case.", difference, hidden=True),
        CaseOutcome("no border", "passed"),
    )
    report = Report("zero_pad", "failed", outcomes, "The border is too wide.", "wide border", share=0.5, notes=("a note\x00",))
    return Result("zero_pad", "failed", 2.5, 5.0, "The border is too wide.", "wide border", 0.25, report)


def test_what_was_said_is_read_again(result: Result) -> None:
    row = ResultRow(**to_columns(result, 1, 3))
    read = to_result(row.exercise, row.status, row.points, row.max_points, row.message, row.mistake, json.dumps(row.details))
    assert (read.exercise, read.status, read.points, read.max_points) == ("zero_pad", "failed", 2.5, 5.0)
    assert (read.message, read.mistake) == (result.message, result.mistake)
    assert read.report is not None
    assert result.report is not None
    assert [(each.title, each.status, each.hidden) for each in read.report.outcomes] == [
        (each.title, each.status, each.hidden) for each in result.report.outcomes
    ]
    assert read.report.outcomes[0].difference == Difference("value", "Z[0, 1]", "1.5", "2.25")
    assert read.report.share == 0.5


def test_no_hidden_value_is_written(result: Result) -> None:
    details = to_details(result.report)
    assert details is not None
    visible, hidden, _ = details["outcomes"]
    assert visible["difference"]["expected"] == "2.25"
    assert "difference" not in hidden
    assert "2.25" not in json.dumps(hidden)


def test_what_a_database_refuses_is_left_out(result: Result) -> None:
    assert "\x00" not in json.dumps(to_details(result.report), ensure_ascii=False)


def test_nothing_is_kept_of_no_report() -> None:
    assert to_details(None) is None

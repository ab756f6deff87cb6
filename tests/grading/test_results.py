"""Full points for a pass, a share for a failure, and a reason where nothing was asked."""

import pytest

from course_utils.checks.report import Report
from course_utils.exercises import registry
from course_utils.grading.results import result, unchecked, unreadable

EXERCISE = registry.find("conv_forward")[1]


@pytest.mark.parametrize(("status", "points"), [("passed", 20.0), ("failed", 0.0), ("timeout", 0.0), ("unchecked", 0.0)])
def test_a_pass_earns_all_and_a_failure_what_its_cases_earn(status, points):
    line = result(EXERCISE, Report("conv_forward", status), 1.5)
    assert (line.exercise, line.status, line.points, line.max_points, line.seconds) == ("conv_forward", status, points, 20, 1.5)


def test_the_share_of_the_cases_is_earned():
    assert result(EXERCISE, Report("conv_forward", "failed", share=0.25), 0.0).points == 5


def test_message_notes_and_mistake_stand_in_the_line():
    report = Report("conv_forward", "failed", (), "It differs.", "stride ignored", ("Check zero_pad first.",))
    line = result(EXERCISE, report, 0.0)
    assert (line.message, line.mistake, line.report) == ("It differs. Check zero_pad first.", "stride ignored", report)


def test_a_fault_of_ours_wins_and_loses_nothing_and_says_why():
    line = unchecked(EXERCISE, "The machine broke.")
    assert (line.status, line.points, line.max_points, line.message) == ("unchecked", 0.0, 20, "The machine broke.")
    assert [case.title for case in line.report.outcomes] == ["the grader's own work"]


@pytest.mark.parametrize("status", ["error", "unchecked"])
def test_an_unreadable_file_says_so_in_every_exercise(status):
    line = unreadable(EXERCISE, status, "It is a poem.")
    assert (line.status, line.points) == (status, 0.0)
    assert [(case.title, case.status, case.message) for case in line.report.outcomes] == [
        ("the notebook can be read", status, "It is a poem.")
    ]

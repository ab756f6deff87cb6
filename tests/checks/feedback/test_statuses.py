"""The one table of statuses: complete, distinct, and what a check makes of it."""

from dataclasses import FrozenInstanceError
from typing import get_args

import pytest

from course_utils.checks.feedback.statuses import STATUSES
from course_utils.checks.report import Status


def test_every_status_has_its_wording_in_the_order_of_the_reports_and_no_other_has():
    assert set(STATUSES) == set(get_args(Status))
    assert list(STATUSES) == [
        "passed", "failed", "error", "missing", "timeout", "memory", "crashed", "blocked", "unchecked"]  # fmt: skip


@pytest.mark.parametrize("column", ["sign", "short", "kind", "colour", "dark"])
def test_no_two_statuses_share_a_wording(column):
    assert len({getattr(wording, column) for wording in STATUSES.values()}) == len(STATUSES)


def test_what_is_not_right_and_not_open_is_marked_as_wrong_in_a_check():
    marks = {status: wording.mark for status, wording in STATUSES.items() if wording.mark != "✗"}
    assert marks == {"passed": "✓", "missing": "…", "unchecked": "?"}


def test_a_check_s_edge_is_a_colour_of_its_own_only_where_the_mark_is():
    edges = {wording.mark: wording.edge for wording in STATUSES.values()}
    assert edges == {"✓": "#009E73", "…": "#3391CC", "✗": "#D55E00", "?": "#D55E00"}


def test_a_wording_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        STATUSES["failed"].sign = "✓"


def test_what_can_be_helped_by_the_student_says_how():
    assert {status for status, wording in STATUSES.items() if not wording.help} == {"passed", "failed", "error"}
    assert all(wording.help.endswith(".") for wording in STATUSES.values() if wording.help)

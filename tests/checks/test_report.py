"""The values of a check: sentences of differences, counts, and that nothing can be changed afterwards."""

from dataclasses import FrozenInstanceError
from typing import get_args, get_type_hints

import numpy as np
import pytest

from course_utils.checks.report import CaseOutcome, Difference, Report, Result


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("type", "Z has the wrong type: got 1, expected 2."),
        ("length", "Z has the wrong number of parts: got 1, expected 2."),
        ("dtype", "Z has the wrong dtype: got 1, expected 2."),
        ("shape", "Z has the wrong shape: got 1, expected 2."),
        ("value", "Z differs: got 1, expected 2."),
        ("missing", "Z: 2 is missing."),
        ("extra", "Z: 1 is one too many."),
    ],
)
def test_a_difference_says_what_came_and_what_was_expected(kind, sentence):
    assert Difference(kind, "Z", "1", "2").sentence() == sentence


def test_every_kind_of_difference_has_a_sentence():
    kinds = get_args(get_type_hints(Difference)["kind"])
    assert len({Difference(kind, "Z", "1", "2").sentence() for kind in kinds}) == len(kinds) == 9


def test_the_places_that_differ_are_for_pictures_only():
    drawn = Difference("value", "Z", "1", "2", np.ones(2, bool))
    assert drawn == Difference("value", "Z", "1", "2")
    assert "wrong" not in repr(drawn)


def test_a_report_counts_the_cases_that_pass():
    outcomes = tuple(CaseOutcome("t", status) for status in ("passed", "failed", "passed", "unchecked", "missing"))
    assert Report("f", "failed", outcomes).passed == 2
    assert Report("f", "missing").passed == 0


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (CaseOutcome("t", "failed"), "status"),
        (Report("f", "failed"), "status"),
        (Result("f", "failed", 0.0, 5.0), "points"),
    ],
    ids=["outcome", "report", "result"],
)
def test_a_verdict_cannot_be_changed(value, name):
    with pytest.raises(FrozenInstanceError):
        setattr(value, name, "passed")


def test_a_result_is_its_line_of_the_gradebook_whatever_report_it_came_from():
    line = Result("f", "failed", 0.0, 5.0, "It differs.", "a mistake", 0.5)
    assert line == Result("f", "failed", 0.0, 5.0, "It differs.", "a mistake", 0.5, Report("f", "failed"))
    assert "report" not in repr(line)

"""Overrides belong to an attempt, can be withdrawn, and every decision stands in the trail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from course_utils.errors import UsageError
from course_utils.grading.course.values import Asked, Course
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.decisions import Decisions
from course_utils.grading.gradebook.records import Graded

ADA, STEP = "Ada Lovelace", "week1/2_step_by_step"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
Make = Callable[..., Graded]


@pytest.fixture
def book(tmp_path: Path, make_graded: Make) -> Iterator[Gradebook]:
    with Gradebook.open(tmp_path / "gradebook.sqlite", who="prof") as opened:
        opened.record(make_graded(content="first", statuses={"zero_pad": "failed", "conv_forward": "passed"}))
        yield opened


def sha(make_graded: Make, content: str) -> str:
    return make_graded(content=content).sha256


def test_an_override_is_of_the_attempt_that_it_was_made_for(book: Gradebook, make_graded: Make) -> None:
    Decisions(book).override(ADA, STEP, "zero_pad", 4, "Prof", "right idea", sha(make_graded, "first"))
    assert [standing.points for standing in book.submissions()] == [19.0]
    later = make_graded(content="second", statuses={"zero_pad": "passed"}, submitted_at=NOON + timedelta(days=1))
    book.record(later)
    (best,) = book.submissions()
    assert (best.attempt, best.points) == (1, 19.0)
    assert best.notes == (
        "Prof gave zero_pad 4 points in attempt 1; they count, though attempt 2 has 5 by itself.",
    )
    (last,) = book.submissions(Course(attempt="last"))
    assert (last.attempt, last.points, last.overrides) == (2, 5.0, ())
    assert last.notes == ("Prof gave zero_pad 4 points in attempt 1; attempt 2 counts, and has 5 by itself.",)


def test_what_is_said_of_an_override_is_in_the_points_of_the_course_file(book: Gradebook, make_graded: Make) -> None:
    whole = sum(result.max_points for result in make_graded(statuses={"zero_pad": "failed", "conv_forward": "passed"}).results)
    course = Course(notebooks={STEP: Asked(STEP, 10 * whole)})
    Decisions(book).override(ADA, STEP, "zero_pad", 4, "Prof", "right idea", sha(make_graded, "first"))
    statuses = {"zero_pad": "passed", "conv_forward": "failed"}
    book.record(make_graded(content="second", statuses=statuses, submitted_at=NOON + timedelta(days=1)))
    (best,) = book.submissions(course)
    assert best.notes == ("Prof gave zero_pad 40 points in attempt 1; they count, though attempt 2 has 50 by itself.",)


def test_an_override_of_an_earlier_version_counts_whichever_counts(book: Gradebook, make_graded: Make) -> None:
    Decisions(book).override(ADA, STEP, "zero_pad", 4, "Prof", "right idea")
    book.record(make_graded(content="second", statuses={"zero_pad": "failed"}, submitted_at=NOON + timedelta(days=1)))
    assert [standing.points for standing in book.submissions(Course(attempt="last"))] == [4.0]


def test_a_withdrawn_override_counts_no_longer_and_stays_in_the_trail(book: Gradebook, make_graded: Make) -> None:
    decisions = Decisions(book)
    decisions.override(ADA, STEP, "zero_pad", 4, "Prof", "right idea", sha(make_graded, "first"))
    decisions.override(ADA, STEP, "zero_pad", 3, "Prof", "less", sha(make_graded, "first"))
    assert decisions.withdraw(ADA, STEP, "zero_pad", "Dean", "the rules forbid it") == 2
    assert [standing.points for standing in book.submissions()] == [15.0]
    assert book.overrides() == []
    assert [entry.detail for entry in book.audit() if entry.action == "withdrawn"] == [
        "zero_pad: 3 points no longer count, by Dean: the rules forbid it"
    ]
    with pytest.raises(UsageError, match="No override of zero_pad of 'Ada Lovelace' counts"):
        decisions.withdraw(ADA, STEP, "zero_pad", "Dean", "again")
    decisions.override(ADA, STEP, "zero_pad", 2, "Prof", "after all", sha(make_graded, "first"))
    assert [standing.points for standing in book.submissions()] == [17.0]


def test_a_regrade_request_is_open_until_points_or_words_answer_it(book: Gradebook) -> None:
    decisions = Decisions(book)
    decisions.request(ADA, STEP, "zero_pad", "the axis is right")
    decisions.request(ADA, STEP, "conv_forward", "too strict")
    assert [(each.exercise, each.answer) for each in decisions.requests(only_open=True)] == [
        ("zero_pad", ""),
        ("conv_forward", ""),
    ]
    decisions.override(ADA, STEP, "zero_pad", 4, "Prof", "it is")
    decisions.answer(ADA, STEP, "conv_forward", "it is not", "Prof")
    assert decisions.requests(only_open=True) == []
    assert [(each.answer, each.answered_by) for each in decisions.requests()] == [
        ("4 points: it is", "Prof"),
        ("it is not", "Prof"),
    ]
    assert [entry.action for entry in book.audit()] == ["graded", "regrade", "regrade", "override", "answered", "answered"]
    with pytest.raises(UsageError, match="No regrade request for zero_pad of 'Ada Lovelace' is open"):
        decisions.answer(ADA, STEP, "zero_pad", "no", "Prof")
    with pytest.raises(UsageError, match="The gradebook has no pool_forward"):
        decisions.request(ADA, STEP, "pool_forward", "why not")

"""From attempt to attempt: who is stuck, which mistakes go, and how the class gets on over time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from course_utils.grading.gradebook.records import Graded
from course_utils.grading.report.figures.attempts import stuck
from course_utils.grading.report.figures.exercises import Exercises
from course_utils.grading.report.figures.member import Member
from course_utils.grading.report.figures.progress import Progress

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
STEP = "week1/2_step_by_step"
Attempts = Callable[..., Member]


@pytest.fixture
def after(make_member: Callable[..., Member], make_graded: Callable[..., Graded]) -> Attempts:
    """A student after attempts a day apart, each the status of zero_pad, or a status and the name of its mistake."""

    def make(*statuses: str | tuple[str, str], student: str = "Ada", **more: Any) -> Member:
        attempts = []
        for day, said in enumerate(statuses):
            status, mistake = said if isinstance(said, tuple) else (said, "")
            graded = make_graded(student, f"{student}{day}", statuses={"zero_pad": status}, submitted_at=AT + timedelta(days=day))
            attempts.append(replace(graded, results=(replace(graded.results[0], mistake=mistake),)))
        return make_member(*attempts, **more)

    return make


def where(member: Member) -> list[tuple[str, int, str]]:
    return [(each.exercise, each.attempts, each.mistake) for each in stuck(member.standings[0])]


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (("failed", "failed"), []),
        (("failed", "error", "timeout"), [("zero_pad", 3, "")]),
        (("passed", "failed", "failed", "failed", "failed"), [("zero_pad", 4, "")]),
        (("failed", "failed", "failed", "passed"), []),
        (("failed", "missing", "failed", "failed"), []),
        (("missing", "missing", "missing"), []),
        (("failed", "failed", "unchecked"), []),
        (((("failed", "off by one"),) * 3), [("zero_pad", 3, "off by one")]),
        ((("failed", "off by one"), ("failed", "wrong axis"), "failed"), [("zero_pad", 3, "")]),
    ],
)
def test_stuck_is_who_has_an_exercise_wrong_in_the_last_three_attempts(after: Attempts, statuses: Any, expected: Any) -> None:
    assert where(after(*statuses)) == expected


def test_a_mistake_is_followed_from_the_first_attempt_to_the_last(after: Attempts) -> None:
    items = Exercises()
    off, axis = ("failed", "off by one"), ("failed", "wrong axis")
    for number, statuses in enumerate(((off, "passed"), (off, axis, off), (axis, off), ("passed", axis), (off,))):
        items.add(after(*statuses, student=f"s{number}").standings[0])
    (stats,) = items.stats.values()
    changes = {change.mistake: (change.first, change.last, change.mended, change.kept) for change in stats.changes}
    assert changes == {"off by one": (2, 2, 1, 1), "wrong axis": (1, 1, 0, 0)}
    assert stats.several == 4, "who handed in once tells of no change"


def test_progress_adds_up_to_the_points_that_count(after: Attempts) -> None:
    progress = Progress()
    students = [after("failed", "passed", "failed", student="a"), after("passed", student="b"), after("error", student="c")]
    for member in students:
        progress.add(member.standings[0])
    timeline = progress.timeline
    assert timeline.ends == [date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 3)]
    assert timeline.points == [5.0, 10.0, 10.0], "the best stays"
    assert timeline.points[-1] == sum(member.standings[0].points for member in students)
    assert timeline.handed_in == {STEP: [3, 3, 3]}
    last = Progress(best=False)
    last.add(students[0].standings[0])
    assert last.timeline.points == [0.0, 5.0, 0.0], "where the last counts, it takes points back"


def test_unknown_times_are_counted_and_long_terms_fit_twelve_columns(after: Attempts, make_graded: Callable[..., Graded], make_member: Callable[..., Member]) -> None:
    progress = Progress()
    progress.add(make_member(make_graded(submitted_at=None)).standings[0])
    assert (progress.timeless, progress.timeline) == (1, None)
    for day in (0, 50, 99):
        progress.add(make_member(make_graded(submitted_at=AT + timedelta(days=day))).standings[0])
    ends = progress.timeline.ends
    assert len(ends) <= 12
    assert ends[-1] >= date(2026, 6, 8)
    assert {(b - a).days for a, b in pairwise(ends)} == {9}

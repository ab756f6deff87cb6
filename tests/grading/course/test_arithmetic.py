"""Which attempt counts, and what it counts after overrides and lateness."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from course_utils.grading.course.arithmetic import choose
from course_utils.grading.course.values import Course, Late
from course_utils.grading.gradebook.records import Override

DEADLINE = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATE = Course(due={"default": DEADLINE}, late=Late(penalty_per_day=0.5))
GOOD, BAD = {"zero_pad": "passed", "conv_forward": "passed"}, {"zero_pad": "failed", "conv_forward": "passed"}


def override(exercise: str, points: float) -> Override:
    return Override("Ada Lovelace", "week1/2_step_by_step", exercise, points, "Prof. X", "fair", DEADLINE)


@pytest.mark.parametrize(("attempt", "number", "points"), [("best", 1, 20.0), ("last", 2, 15.0)])
def test_the_best_or_the_last_attempt_counts(make_graded, attempt, number, points):
    standing = choose([make_graded(statuses=GOOD), make_graded(statuses=BAD)], Course(attempt=attempt))
    assert (standing.attempt, standing.attempts, standing.points) == (number, 2, points)


def test_of_equal_attempts_the_first_counts(make_graded):
    attempts = [make_graded(statuses=BAD), make_graded(statuses=GOOD), make_graded(statuses=GOOD)]
    assert choose(attempts, Course()).attempt == 2


def test_the_best_is_the_best_after_the_penalty(make_graded):
    in_time = make_graded(statuses=BAD, submitted_at=DEADLINE)
    late = make_graded(statuses=GOOD, submitted_at=DEADLINE + timedelta(minutes=1))
    standing = choose([in_time, late], LATE)
    assert (standing.attempt, standing.points, standing.late_days) == (1, 15.0, 0)
    standing = choose([late], LATE)
    assert (standing.points, standing.late_days, standing.penalty) == (10.0, 1, 10.0)


def test_an_override_replaces_the_points_before_the_penalty_and_decides_the_best(make_graded):
    late = make_graded(statuses=BAD, submitted_at=DEADLINE + timedelta(hours=1))
    standing = choose([late], LATE, [override("zero_pad", 4.0)])
    assert [result.points for result in standing.graded.results] == [4.0, 15.0]
    assert (standing.points, standing.penalty) == (9.5, 9.5)
    assert [entry.points for entry in standing.overrides] == [4.0]
    attempts = [make_graded(statuses={"zero_pad": "passed"}), make_graded(statuses=BAD)]
    assert choose(attempts, Course(), [override("conv_forward", 0.0)]).attempt == 1


def test_an_override_of_an_exercise_that_the_attempt_lacks_changes_nothing(make_graded):
    standing = choose([make_graded(statuses=GOOD)], Course(), [override("pool_forward", 9.0)])
    assert (standing.points, standing.overrides) == (20.0, ())


def test_an_answer_of_an_older_era_counts_or_is_explained_as_the_class_says(make_graded):
    graded = make_graded(statuses=GOOD)
    first, *others = graded.results
    old = replace(first, report=replace(first.report, era="Today it is tf.math.log(x)."))
    attempt = replace(graded, results=(old, *others))
    assert choose([attempt], Course()).points == 20.0
    explained = choose([attempt], Course(era="explain"))
    result = explained.graded.results[0]
    assert (explained.points, result.status) == (15.0, "error")
    assert result.message == "zero_pad stops at a call of an older library. Today it is tf.math.log(x)."
    word = override("zero_pad", 4)
    assert choose([attempt], Course(era="explain"), [word]).points == 19.0

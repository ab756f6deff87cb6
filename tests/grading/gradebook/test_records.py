"""Points of a graded submission and of the attempt that counts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from course_utils.grading.gradebook.records import Graded, Override, Standing


def test_points_are_the_sums_over_the_exercises(make_graded: Callable[..., Graded]) -> None:
    graded = make_graded(statuses={"zero_pad": "passed", "conv_forward": "failed", "pool_forward": "passed"})
    assert (graded.points, graded.max_points) == (15.0, 30.0)


def test_a_penalty_lowers_the_points_and_not_the_maximum(make_graded: Callable[..., Graded]) -> None:
    standing = Standing(make_graded(statuses={"conv_forward": "passed"}), penalty=1.5)
    assert (standing.points, standing.max_points, standing.share) == (13.5, 15.0, 0.9)


def test_an_unchecked_exercise_is_neither_won_nor_lost(make_graded: Callable[..., Graded]) -> None:
    standing = Standing(make_graded(statuses={"zero_pad": "passed", "conv_forward": "unchecked"}))
    assert (standing.points, standing.open_points, standing.share) == (5.0, 15.0, 1.0)


def test_nothing_decided_has_no_share(make_graded: Callable[..., Graded]) -> None:
    assert Standing(make_graded(statuses={"zero_pad": "unchecked"})).share is None


def test_an_override_decides_an_unchecked_exercise(make_graded: Callable[..., Graded]) -> None:
    graded = make_graded(statuses={"zero_pad": "unchecked"})
    word = Override(graded.student, graded.notebook, "zero_pad", 5, "Prof", "read it", datetime.now(UTC))
    assert Standing(graded, overrides=(word,)).open_points == 0


def test_a_notebook_that_lacks_functions_shows_what_it_holds(make_graded: Callable[..., Graded]) -> None:
    graded = make_graded(statuses={"zero_pad": "passed", "conv_forward": "failed", "pool_forward": "missing"})
    assert Standing(graded).held == ""  # unfinished, but there
    *others, last = graded.results
    lacks = replace(last, message="The notebook does not define pool_forward.")
    assert Standing(replace(graded, results=(*others, lacks))).held == "5 of the 20 it holds"

"""Figures of a class: what is counted, and what is listed for a look."""

import pytest

from course_utils.grading.gradebook.records import Standing
from course_utils.grading.report.overview import Overview


def overview_of(*graded, cohort="", **changes):
    overview = Overview(cohort=cohort)
    for one in graded:
        overview.add(Standing(one, **changes))
    return overview


def test_statuses_and_named_mistakes_are_counted_by_exercise(make_graded, fake_class):
    overview = overview_of(*fake_class)
    results = [result for graded in fake_class for result in graded.results]
    stats = overview.exercises["week1/2_step_by_step", "conv_forward"]
    own = [result for result in results if result.exercise == "conv_forward"]
    assert stats.total == len(own)
    assert stats.missed == sum(result.status not in ("passed", "unchecked") for result in own)
    assert stats.mistakes.total() == sum(bool(result.mistake) for result in own) > 0
    assert set(stats.sentences) == set(stats.mistakes)
    assert overview.submissions == len(fake_class)


def test_the_most_missed_exercise_comes_first_and_unchecked_ones_are_not_missed(make_graded):
    overview = overview_of(
        make_graded(statuses={"zero_pad": "failed", "conv_forward": "unchecked", "pool_forward": "passed"}),
        make_graded(statuses={"zero_pad": "failed", "conv_forward": "error", "pool_forward": "failed"}),
    )
    assert [(stats.name, stats.missed, stats.decided) for stats in overview.by_misses] == [
        ("zero_pad", 2, 2), ("conv_forward", 1, 1), ("pool_forward", 1, 2),
    ]  # fmt: skip


@pytest.mark.parametrize(("status", "listed"), [("blocked", 1), ("crashed", 1), ("timeout", 1), ("memory", 1), ("failed", 0), ("error", 0)])
def test_code_that_was_stopped_is_listed_for_a_look(make_graded, status, listed):
    overview = overview_of(make_graded(statuses={"zero_pad": status, "conv_forward": status}))
    assert [remark.exercises for remark in overview.suspicious.shown] == ["zero_pad, conv_forward"] * listed


def test_what_is_open_and_what_the_file_itself_says_are_listed(make_graded):
    overview = overview_of(make_graded(statuses={"zero_pad": "unchecked"}, message="cut off"))
    assert [(remark.exercises, remark.status) for remark in overview.unchecked.shown] == [("zero_pad", "unchecked")]
    assert [remark.text for remark in overview.files.shown] == ["cut off"]


@pytest.mark.parametrize(("own", "marks"), [("", 0), ("spring", 2)])
def test_other_marks_are_listed_only_where_the_class_has_one(make_graded, own, marks):
    overview = overview_of(make_graded(cohort="spring"), make_graded(cohort="autumn"), make_graded(), cohort=own)
    assert overview.others.count == marks


def test_full_marks_and_an_undecided_grade(make_graded):
    overview = overview_of(
        make_graded(statuses={"zero_pad": "passed"}), make_graded(statuses={"zero_pad": "unchecked"}), late_days=2
    )
    assert (overview.full, overview.bins[-1], sum(overview.bins), overview.late, overview.median) == (1, 1, 1, 2, 1.0)


def test_long_lists_are_cut_but_counted_and_the_ten_slowest_are_kept(make_graded):
    overview = overview_of(*(make_graded(statuses={"zero_pad": "blocked"}, seconds=number) for number in range(70)))
    assert (len(overview.suspicious.shown), overview.suspicious.count) == (50, 70)
    assert sorted(spent for spent, _, _ in overview.slowest) == list(range(60, 70))

"""Figures of a class: what is counted, and what is listed for a look."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from course_utils.checks.report import Answer, Report, Result
from course_utils.grading.course.values import Course
from course_utils.grading.report.overview import Overview

STEP = "week1/2_step_by_step"


@pytest.fixture
def overview_of(make_member):
    def make(*graded, cohort="", **more):
        overview = Overview([STEP], cohort=cohort)
        for each in graded:
            overview.add(make_member(each, **more))
        return overview

    return make


def test_statuses_and_named_mistakes_are_counted_by_exercise(overview_of, fake_class):
    counted = fake_class[:30]
    overview = overview_of(*counted)
    results = [result for graded in counted for result in graded.results]
    stats = overview.items.stats[STEP, "conv_forward"]
    own = [result for result in results if result.exercise == "conv_forward"]
    assert stats.total == len(own) == 30
    assert stats.missed == sum(result.status not in ("passed", "unchecked") for result in own)
    assert stats.mistakes.total() == sum(bool(result.mistake) for result in own) > 0
    assert set(stats.sentences) == set(stats.mistakes)
    assert overview.submissions == overview.students == 30


def test_the_most_missed_exercise_comes_first_and_unchecked_ones_are_not_missed(make_graded, overview_of):
    overview = overview_of(
        make_graded(statuses={"zero_pad": "failed", "conv_forward": "unchecked", "pool_forward": "passed"}),
        make_graded(statuses={"zero_pad": "failed", "conv_forward": "error", "pool_forward": "failed"}),
    )
    assert [(stats.name, stats.missed, stats.decided) for stats in overview.by_misses] == [
        ("zero_pad", 2, 2), ("conv_forward", 1, 1), ("pool_forward", 1, 2),
    ]  # fmt: skip
    assert overview.hardest(STEP).name in ("zero_pad", "conv_forward")


@pytest.mark.parametrize(("status", "listed"), [("blocked", 1), ("crashed", 1), ("timeout", 1), ("memory", 1), ("failed", 0), ("error", 0)])
def test_code_that_was_stopped_is_listed_for_a_look(make_graded, overview_of, status, listed):
    overview = overview_of(make_graded(statuses={"zero_pad": status, "conv_forward": status}))
    assert [remark.exercises for remark in overview.suspicious.shown] == ["zero_pad, conv_forward"] * listed


def test_what_is_open_and_what_the_file_itself_says_are_listed(make_graded, overview_of):
    overview = overview_of(make_graded(statuses={"zero_pad": "unchecked"}, message="cut off"))
    assert [(remark.exercises, remark.status) for remark in overview.unchecked.shown] == [("zero_pad", "unchecked")]
    assert [remark.text for remark in overview.files.shown] == ["cut off"]


@pytest.mark.parametrize(("own", "marks"), [("", 0), ("spring", 2)])
def test_other_marks_are_listed_only_where_the_class_has_one(make_graded, overview_of, own, marks):
    overview = overview_of(make_graded(cohort="spring"), make_graded(cohort="autumn"), make_graded(), cohort=own)
    assert overview.others.count == marks


@pytest.mark.parametrize(("shown", "whose"), [("spring", ""), ("", "a package without a cohort"), ("autumn", "the package of 'autumn'")])
def test_a_notebook_that_was_run_with_another_package_is_told(make_graded, overview_of, shown, whose):
    report = Report("edge-sign", "failed", share=0.0, answer=Answer("3", shown))
    answer = Result("edge-sign", "failed", 0.0, 0.0, "", "", report=report)
    overview = overview_of(replace(make_graded(cohort="spring"), results=(answer,)), cohort="spring")
    said = [f"from the bundle of 'spring', but run with {whose}"] if whose else []
    assert [remark.text for remark in overview.others.shown] == said


def test_full_marks_and_an_undecided_grade(make_graded, overview_of):
    at = datetime(2026, 3, 1, tzinfo=UTC)
    overview = overview_of(
        make_graded(statuses={"zero_pad": "passed"}, submitted_at=at),
        make_graded(statuses={"zero_pad": "unchecked"}, submitted_at=at),
        course=Course(due={"default": at - timedelta(hours=30)}),
    )
    (notebook,) = overview.notebooks.values()
    assert (notebook.scores.full, notebook.scores.bins[-1], sum(notebook.scores.bins), overview.late) == (1, 1, 1, 2)


def test_long_lists_are_cut_but_counted_and_the_ten_slowest_are_kept(make_graded, overview_of):
    overview = overview_of(*(make_graded(statuses={"zero_pad": "blocked"}, seconds=number) for number in range(70)))
    assert (len(overview.suspicious.shown), overview.suspicious.count) == (50, 70)
    assert sorted(spent for spent, _, _ in overview.slowest) == list(range(60, 70))


def test_the_class_is_its_students_and_who_is_outside_counts_in_no_figure(make_graded, make_member):
    overview = Overview([STEP])
    overview.add(make_member(make_graded("Ada", statuses={"zero_pad": "passed"}), section="A"))
    overview.add(make_member(student="Bo", section="B"))
    overview.add(make_member(student="Cy", excused=(STEP,)))
    overview.add(make_member(make_graded("Dan", statuses={"zero_pad": "crashed"}), place="withdrawn"))
    (notebook,) = overview.notebooks.values()
    assert (overview.students, overview.outside, overview.nothing) == (3, 1, 2)
    assert (notebook.handed_in, notebook.missing.shown, notebook.excused) == (1, ["Bo"], 1)
    assert sum(overview.totals.bins) == 2, "nobody can tell a score of who is excused from all"
    assert overview.items.stats[STEP, "zero_pad"].total == 1
    assert overview.suspicious.count == 1, "but who is outside is still worth a look"
    assert [group.name for group in overview.sections.shown] == ["", "A", "B"]

"""Random classes: every notebook's points and every total equal those worked out a second way, and deductions add up."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course_utils.checks.report import Result
from course_utils.grading.course.arithmetic import add_up, curved, deductions, reasons, settle
from course_utils.grading.course.points import rounded, sentence
from course_utils.grading.course.values import Asked, Course, Curve, Late
from course_utils.grading.gradebook.records import Graded, Override

sys.path.insert(0, str(Path(__file__).parent))

from recomputed import Attempt, Notebook, student_total

DUE = datetime(2026, 3, 1, 12, tzinfo=UTC)
NAMES = [f"week{number}/1_x" for number in range(1, 6)]
MOST = (5.0, 10.0, 15.0)

attempt = st.builds(
    lambda shares, hours, given: Attempt(
        {f"e{index}": most * share for index, (most, share) in enumerate(zip(MOST, shares, strict=True))},
        None if hours is None else DUE + timedelta(hours=hours),
        given,
    ),
    st.tuples(*[st.sampled_from([0.0, 0.2, 0.5, 0.8, 1.0])] * 3),
    st.none() | st.integers(-100, 400),
    st.dictionaries(st.sampled_from(["e0", "e1"]), st.sampled_from([0.0, 2.0, 5.0]), max_size=1),
)


def notebook(index: int) -> st.SearchStrategy[Notebook]:
    return st.builds(
        lambda points, weight, late_due, excused, attempts: Notebook(
            {f"e{place}": most for place, most in enumerate(MOST)},
            points,
            weight,
            None if late_due is None else DUE + timedelta(days=late_due, minutes=index),
            excused,
            attempts,
        ),
        st.sampled_from([30.0, 100.0, 7.0]),
        st.sampled_from([1.0, 2.0, 0.5]),
        st.none() | st.integers(-3, 3),
        st.booleans(),
        st.lists(attempt, max_size=4),
    )


rules = st.fixed_dictionaries(
    {
        "attempts": st.sampled_from(["best", "last"]),
        "grace_minutes": st.sampled_from([0, 30, 1500]),
        "free_days": st.integers(0, 2),
        "bank_days": st.integers(0, 6),
        "penalty_per_day": st.sampled_from([0.0, 0.1, 0.25, 0.5]),
        "cap": st.sampled_from([0.3, 0.5, 1.0]),
        "drop_lowest": st.integers(0, 2),
    }
)
classes = st.lists(st.integers(0, 4), min_size=1, max_size=5).flatmap(
    lambda places: st.tuples(*(notebook(index) for index in range(len(places))))
)


def course_of(notebooks: tuple[Notebook, ...], said: dict[str, Any]) -> Course:
    names = NAMES[: len(notebooks)]
    return Course(
        attempt=said["attempts"],
        notebooks={name: Asked(name, each.points, each.weight) for name, each in zip(names, notebooks, strict=True)},
        due={name: each.due for name, each in zip(names, notebooks, strict=True) if each.due},
        late=Late(
            timedelta(minutes=said["grace_minutes"]),
            said["free_days"],
            said["bank_days"],
            said["penalty_per_day"],
            said["cap"],
        ),
        drop_lowest=said["drop_lowest"],
    )


def graded(name: str, number: int, each: Attempt) -> Graded:
    results = tuple(
        Result(exercise, "failed", points, most)
        for (exercise, points), most in zip(each.points.items(), MOST, strict=True)
    )
    return Graded("Ada", name, f"{number}.ipynb", sha(name, number), "v", 1, results, submitted_at=each.at)


def sha(name: str, number: int) -> str:
    return hashlib.sha256(f"{name}{number}".encode()).hexdigest()


def given_points(name: str, attempts: list[Attempt]) -> list[Override]:
    return [
        Override("Ada", name, exercise, points, "Prof. X", "fair", DUE, sha(name, number))
        for number, each in enumerate(attempts)
        for exercise, points in each.overridden.items()
    ]


@pytest.mark.slow
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(classes, rules)
def test_points_and_totals_equal_those_worked_out_a_second_way(
    notebooks: tuple[Notebook, ...], said: dict[str, Any]
) -> None:
    course, names = course_of(notebooks, said), NAMES[: len(notebooks)]
    handed_in = {name: each.attempts for name, each in zip(names, notebooks, strict=True) if each.attempts}
    attempts = {name: [graded(name, *pair) for pair in enumerate(each)] for name, each in handed_in.items()}
    overrides = {name: given_points(name, each) for name, each in handed_in.items()}
    standings = {standing.graded.notebook: standing for standing in settle(attempts, course, overrides)}
    expected, whole = student_total(list(notebooks), said)
    for name, points in zip(names, expected, strict=True):
        assert (name in standings) == (points is not None)
        if points is not None:
            assert standings[name].points == pytest.approx(float(points), abs=1e-9)
    excused = frozenset(name for name, each in zip(names, notebooks, strict=True) if each.excused)
    total = add_up("Ada", standings.values(), tuple(course.notebooks.values()), course, excused)
    assert (total.points is None) == (whole is None)
    if whole is not None:
        assert total.points == pytest.approx(float(whole), abs=1e-9)
    _adds_up(list(standings.values()), total, course)


def _adds_up(standings: list[Any], total: Any, course: Course) -> None:
    for standing in standings:
        lost = sum(each.points for each in deductions(standing))
        assert standing.max_points - lost == pytest.approx(standing.points, abs=1e-6)
    for curve in (Curve(), Curve("sqrt"), Curve("linear", 0.8)):
        after = curved(total, course, 0.6) if curve.kind == "none" else curved(total, _with(course, curve), 0.6)
        if after.points is not None:
            assert after.points >= total.points
            lost = sum(each.points for each in reasons(after, _with(course, curve)))
            assert after.most - lost == pytest.approx(after.points, abs=1e-6)


def _with(course: Course, curve: Curve) -> Course:
    return replace(course, curve=curve)


@given(st.lists(st.floats(0.01, 1), min_size=1, max_size=30), st.floats(0, 1))
def test_a_linear_curve_takes_the_mean_to_its_own_and_leaves_full_marks(shares: list[float], mean: float) -> None:
    before = sum(shares) / len(shares)
    after = [Curve("linear", mean).raised(share, before) for share in shares]
    assert sum(after) / len(after) == pytest.approx(max(mean, before))
    assert all(new >= old for new, old in zip(after, shares, strict=True))
    assert Curve("linear", mean).raised(1.0, before) == 1.0
    assert after == sorted(after, key=lambda value: value) or shares != sorted(shares)


def test_the_square_root_raises_a_quarter_to_a_half() -> None:
    assert Curve("sqrt").raised(0.25, 0.0) == 0.5


Make = Callable[..., Graded]


def test_lateness_is_said_in_words(make_graded: Make) -> None:
    full = dict.fromkeys(("zero_pad", "conv_forward"), "passed")
    late = make_graded(statuses=full, submitted_at=DUE + timedelta(days=2, hours=1))
    rules = Course(
        notebooks={late.notebook: Asked(late.notebook, 100)},
        due={"default": DUE},
        late=Late(free_days=1, penalty_per_day=0.1),
    )
    (standing,) = settle({late.notebook: [late]}, rules, {})
    said = deductions(standing)
    assert sentence(standing.points, standing.max_points, said) == "80 of 100: 3 days late, one of them free"
    assert [each.words for each in said] == ["−20: 3 days late, one of them free"]


def test_the_days_of_the_term_pay_in_the_order_of_deadlines(make_graded: Make) -> None:
    full = dict.fromkeys(("zero_pad", "conv_forward"), "passed")
    names = ["week1/2_step_by_step", "week1/1_edges_padding_strides"]
    dues = {names[0]: DUE + timedelta(days=30), names[1]: DUE}
    attempts = {
        name: [make_graded(notebook=name, statuses=full, submitted_at=dues[name] + timedelta(hours=30))]
        for name in names
    }
    rules = Course(due=dues, late=Late(bank_days=3, penalty_per_day=0.1))
    standings = settle(attempts, rules, {})
    assert [standing.graded.notebook for standing in standings] == names
    assert [standing.bank_days for standing in standings] == [1, 2]
    assert [standing.points for standing in standings] == [18.0, 20.0]
    assert deductions(standings[0])[0].reason == "2 days late, one of them from the term's days"


def test_a_full_mark_is_full_however_odd_the_scale(make_graded: Make) -> None:
    graded = make_graded(statuses=dict.fromkeys(("zero_pad", "conv_forward", "conv_backward"), "passed"))
    for points in (7, 33.33, 99.99, 1):
        rules = Course(notebooks={graded.notebook: Asked(graded.notebook, points)})
        (standing,) = settle({graded.notebook: [graded]}, rules, {})
        assert (standing.points, standing.max_points) == (points, points)
        assert deductions(standing) == []
        assert rounded(standing.graded.points) == points

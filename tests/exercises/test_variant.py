"""A cohort's seeds: read from their file as they were written, put in the place of the published ones."""

from dataclasses import replace

import pytest

from course_utils.exercises import registry, variant
from course_utils.exercises.base import Case, Exercise, ExerciseSet
from course_utils.exercises.variant import Variant, of_cohort, parse

CASES = (Case("a", dict, 1), Case("b", dict, 2, fixed=True), Case("c", dict, 3), Case("hidden", dict, None))
EXERCISE = Exercise("pad", 5, dict, CASES, (), ("", "", ""))
SPRING = Variant("2027 spring", {"pad": {1: 11, 2: 12}, "other": {3: 13}})


def test_only_cases_that_may_vary_and_have_another_seed_get_it():
    assert [case.seed for case in SPRING.apply(EXERCISE).cases] == [11, 2, 3, None]
    assert SPRING.apply(replace(EXERCISE, name="another")).cases == CASES


def test_nothing_but_the_seeds_changes():
    varied = SPRING.apply(EXERCISE)
    assert replace(varied, cases=CASES) == EXERCISE
    assert [case.title for case in varied.cases] == [case.title for case in CASES]


def test_a_variant_is_read_as_it_was_written():
    assert parse(SPRING.as_json()) == SPRING


@pytest.mark.parametrize(("installed", "seed"), [(None, 1), (SPRING, 11)])
def test_a_bundle_s_cohort_gets_its_own_seeds_and_the_course_its_own(monkeypatch, installed, seed):
    monkeypatch.setattr(variant, "installed", lambda: installed)
    (exercise,) = of_cohort(ExerciseSet("week1/9_more", "More", (EXERCISE,))).exercises
    assert exercise.cases[0].seed == seed


def test_the_course_itself_is_of_no_cohort():
    assert variant.installed() is None
    assert registry.find("zero_pad")[1].cases[0].seed == 1

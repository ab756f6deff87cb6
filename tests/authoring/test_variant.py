"""A cohort's visible cases: drawn anew, and as good at recognising every mistake as the published ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from course_utils.authoring import variant
from course_utils.errors import BuildError
from course_utils.exercises import registry
from course_utils.exercises.base import Case, Exercise, ExerciseSet, Mistake
from course_utils.exercises.variant import Variant, of_cohort, parse

CHEAP = {"compute_cost", "predict_smiles"}  # of those with TensorFlow, whose networks are built again for every seed
ALL = [
    pytest.param(one, marks=[pytest.mark.tf, *[pytest.mark.nightly] * (one.name not in CHEAP)] if group.profile == "tensorflow" else [], id=one.name)
    for group in registry.all_sets()
    for one in group.exercises
]
HINTS = ("the idea of it", "the formula of it", "the line of it")


def one_case(*cases: Case, mistake: Any = lambda x: x) -> Exercise:
    return Exercise("twice", 100, lambda x: 2 * x, cases, (Mistake("once", "Take it twice.", mistake),), HINTS)


@pytest.mark.slow
@pytest.mark.parametrize("exercise", ALL)
@pytest.mark.parametrize("seed", [2027, pytest.param(7, marks=pytest.mark.nightly), pytest.param(123, marks=pytest.mark.nightly)])
def test_every_exercise_finds_seeds_under_which_its_reference_passes_and_its_mistakes_are_named(exercise: Exercise, seed: int) -> None:
    own = {case.seed for case in exercise.cases if not case.fixed}
    seeds = variant._seeds(exercise, seed)  # raises when 20 tries find none
    assert set(seeds) <= own
    assert not own & set(seeds.values())


@pytest.mark.slow
def test_most_exercises_draw_numbers_anew() -> None:
    drawn = [drawing.name for group in registry.all_sets() for drawing in group.exercises if any(map(variant._varies, drawing.cases))]
    assert len(drawn) >= 50
    assert {"zero_pad", "triplet_loss", "iou"} & set(drawn) == {"zero_pad", "triplet_loss"}


def test_the_same_seed_gives_the_same_numbers_and_another_seed_others() -> None:
    exercise = registry.find("zero_pad")[1]
    first, again, other = (Variant("", {"zero_pad": variant._seeds(exercise, n)}).apply(exercise) for n in (7, 7, 8))
    drawn = [[case.draw()["X"] for case in drawing.cases] for drawing in (first, again, other, exercise)]
    assert all(map(np.array_equal, drawn[0], drawn[1]))
    for drawing in (drawn[2], drawn[3]):
        assert not any(map(np.array_equal, drawn[0], drawing))


@pytest.mark.slow
def test_cases_that_shared_their_numbers_share_them_still() -> None:
    forward, backward = (registry.find(name)[1] for name in ("conv_forward", "conv_backward"))
    seeds = [Variant("", {drawing.name: variant._seeds(drawing, 7)}).apply(drawing).cases[0].draw() for drawing in (forward, backward)]
    assert np.array_equal(seeds[0]["A_prev"], seeds[1]["cache"][0])


def test_a_case_whose_title_quotes_its_numbers_keeps_them() -> None:
    exercise = registry.find("conv_single_step")[1]
    own = Variant("", {exercise.name: variant._seeds(exercise, 7)}).apply(exercise)
    assert exercise.cases[0].title.endswith("−6.99909")
    assert round(float(exercise.reference(**own.cases[0].draw())), 5) == -6.99909
    assert own.cases[1].seed != exercise.cases[1].seed


def test_a_seed_under_which_a_mistake_hides_is_passed_over() -> None:
    shy = one_case(Case("a number", lambda r: {"x": float(r.randint(2))}, 1))  # 0 hides it: once 0 is twice 0
    seeds = [variant._seeds(shy, seed)[1] for seed in range(8)]
    assert all(np.random.RandomState(drawing).randint(2) for drawing in seeds)
    assert any(drawing != variant._derived(seed, 1, 0) for seed, drawing in enumerate(seeds))


def test_an_exercise_that_no_seed_serves_is_refused_by_name() -> None:
    blind = one_case(Case("nothing", lambda r: {"x": np.zeros(r.randint(1, 9))}, 1))
    with pytest.raises(BuildError, match=r"twice: no seed of this cohort recognises all of its mistakes. Give the case"):
        variant._seeds(blind, 7)


def test_cases_that_draw_nothing_anew_need_no_seed() -> None:
    fixed = one_case(Case("three", lambda r: {"x": r.rand()}, 1, fixed=True), Case("four", lambda r: {"x": 4.0}, 2))
    assert variant._seeds(fixed, 7) == {}


def test_a_variant_is_the_same_after_it_was_written_and_read() -> None:
    own = Variant("2027 spring ü", {"twice": {1: 99, 2: 2**32 - 1}, "none": {}})
    assert parse(own.as_json()) == own


def test_without_a_variant_file_the_sets_are_as_they_were_written(monkeypatch: pytest.MonkeyPatch) -> None:
    exercise = one_case(Case("a", lambda r: {"x": r.rand()}, 1), Case("b", lambda r: {"x": r.rand()}, 2, fixed=True))
    group = ExerciseSet("week1/9_x", "x", (exercise,))
    assert of_cohort(group) is group
    monkeypatch.setattr("course_utils.exercises.variant.installed", lambda: Variant("x", {"twice": {1: 5, 2: 6}}))
    assert [case.seed for case in of_cohort(group).exercises[0].cases] == [5, 2]
    assert replace(of_cohort(group).exercises[0], cases=exercise.cases) == exercise


def test_a_cohorts_name_alone_gives_a_seed() -> None:
    assert variant.default_seed("2027 spring") == variant.default_seed("2027 spring") != variant.default_seed("2028")

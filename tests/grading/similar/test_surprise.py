"""How surprising it is that two share what they share: the formula by hand, and its promise in invented classes."""

from __future__ import annotations

import math

import numpy as np
import pytest

from course_utils.grading.similar.surprise import Forms, Prints

FRAGMENTS = 8


def whole(function: int, form: int) -> Prints:
    """The fragments of one form of a function; no two forms share any."""
    return np.arange(FRAGMENTS, dtype=np.uint64) + np.uint64(1000 * function + 10 * form)


def test_a_form_that_only_two_have_is_as_surprising_as_the_class_is_large() -> None:
    works = [[whole(0, 0 if student < 2 else student)] for student in range(60)]
    forms = Forms(works)
    assert forms.surprise(works[0], works[1]) == pytest.approx(math.log2((1 + 60) / 2))
    assert forms.expected(forms.surprise(works[0], works[1])) == pytest.approx(60 * 59 / 2 * 2 / 61)


def test_a_form_that_all_have_says_nothing_and_different_ones_speak_against_it() -> None:
    works = [[whole(0, 0), whole(1, student)] for student in range(20)]
    forms = Forms(works)
    assert forms.surprise(works[0], works[1]) == pytest.approx(0 + math.log2((1 + 20 / 19) / 2) - 1)


def test_the_fewer_have_a_form_the_more_surprising_it_is() -> None:
    forms, works = {}, {}
    for shared in (2, 5, 15):
        works[shared] = [[whole(0, 0 if student < shared else student)] for student in range(30)]
        forms[shared] = Forms(works[shared]).surprise(works[shared][0], works[shared][1])
    assert forms[2] > forms[5] > forms[15] > 0
    assert forms[5] == pytest.approx(math.log2((1 + 30 / 4) / 2))


def test_half_a_function_counts_less_than_half_and_a_short_one_in_part() -> None:
    works = [[whole(0, student)] for student in range(30)]
    half = np.sort(np.concatenate([works[0][0][:4], works[1][0][4:]]))
    works[1] = [half]
    forms = Forms(works)
    assert forms.surprise(works[0], works[1]) == pytest.approx(math.log2(0.5 + 0.125 * 2 ** (math.log2(30) / 2)))
    short = [[whole(0, student)[:1]] for student in range(30)]
    short[1] = short[0]
    assert Forms(short).surprise(short[0], short[1]) == pytest.approx(math.log2(31 / 2) / 5)


def test_a_form_of_their_own_made_of_what_all_write_is_surprising_as_a_whole() -> None:
    works = [[np.unique(np.append(whole(0, 0), whole(1, student % 5)[: 1 + student // 5]))] for student in range(25)]
    works[1] = works[0]
    forms = Forms(works)
    assert forms.surprise(works[0], works[1]) > math.log2(0.5 + 0.25 * 25)
    assert forms.surprise(works[0], works[2]) < 1


def test_helpers_under_other_names_and_in_another_order_count_as_well() -> None:
    works = [[whole(function, student) for function in range(3)] for student in range(20)]
    works[1] = works[0][::-1]
    assert Forms(works).surprise(works[0], works[1]) == pytest.approx(3 * math.log2((1 + 20) / 2))


def test_what_one_adds_makes_it_less_surprising_seen_from_there() -> None:
    works = [[whole(0, student)] for student in range(20)]
    works[1] = [*works[0], whole(7, 7)]
    forms = Forms(works)
    assert forms.surprise(works[0], works[1]) == forms.surprise(works[1], works[0])
    assert forms.surprise(works[0], works[1]) == pytest.approx(math.log2(21 / 2) - 1)


def test_a_solution_from_elsewhere_is_compared_with_the_class_alone() -> None:
    works = [[whole(0, 0 if student < 1 else student)] for student in range(40)]
    forms = Forms(works)
    assert forms.surprise(works[0], [whole(0, 0)], apart=1) == pytest.approx(math.log2((1 + 40) / 2))
    assert forms.expected(3.0, apart=1) == pytest.approx(40 / 8)


def independent(dice: np.random.Generator, students: int, forms: int, parts: bool) -> list[list[Prints]]:
    """Students who choose, for six functions, one of some forms (or, in `parts`, one of some for each half)."""
    popular = 1 / np.arange(1, forms + 1)
    chosen = dice.choice(forms, size=(students, 6, 2), p=popular / popular.sum())
    if not parts:
        chosen[:, :, 1] = chosen[:, :, 0]
    return [
        [np.concatenate([whole(f, int(a))[:4], whole(f, int(b))[4:]]) for f, (a, b) in enumerate(row)] for row in chosen
    ]


@pytest.mark.slow
@pytest.mark.parametrize("parts", [False, True])
@pytest.mark.parametrize("number_of_forms", [2, 6, 40])
def test_chance_makes_no_more_surprising_pairs_than_it_says(number_of_forms: int, parts: bool) -> None:
    dice, surprises = np.random.default_rng(7), []
    for _ in range(6):
        works = independent(dice, 25, number_of_forms, parts)
        forms = Forms(works)
        surprises += [forms.surprise(works[i], works[j]) for i in range(25) for j in range(i)]
    values = np.array(surprises)
    assert values.max() > values.min()
    for bits in (0.5, 1, 2, 4, 6):
        assert (values >= bits).mean() <= 2.0**-bits

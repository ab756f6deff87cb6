"""The first difference between an answer and the expected one."""

import numpy as np
import pytest

from course_utils.checks.compare import first_difference
from course_utils.checks.values import plain_value
from course_utils.exercises.base import Case

CASE = Case("a case", lambda rng: {})


def difference(got, expected, outputs=("Z",), case=CASE):
    return first_difference(plain_value(got), plain_value(expected), case, outputs)


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (np.ones((2, 2), np.float32) / 3, np.ones((2, 2)) / 3),
        (np.array([[[2.0]]]), 2.0),
        (2.0, np.float64(2)),
        ([[1.0, 2.0]], np.array([[1.0, 2.0]])),
        (np.array([True, False]), np.array([True, False])),
        ({"stride": 1, "pad": 2}, {"pad": 2, "stride": 1}),
        (None, None),
    ],
)
def test_every_right_form_of_an_answer_is_accepted(got, expected):
    assert difference(got, expected) is None


def test_sizes_may_come_as_an_array_but_right_and_complete():
    assert difference(np.array([10, 16]), (10, 16)) is None
    assert difference(np.array([10, 17]), (10, 16)).kind == "value"
    assert difference(np.array([10, 16, 1]), (10, 16)).kind == "length"
    assert difference(np.array([[10, 16]]), (10, 16)).kind == "type"


def test_a_list_of_arrays_is_no_array():
    assert difference(np.ones(2), [np.ones(1), np.ones(1)]).kind == "type"


def test_a_wrong_shape_comes_before_wrong_values():
    found = difference(np.zeros((2, 3)), np.ones((3, 2)))
    assert found.kind == "shape"
    assert found.sentence() == "Z has the wrong shape: got (2, 3), expected (3, 2). Axis 0: 2 came, 3 expected."


def test_the_first_wrong_value_is_named_by_its_index():
    expected = np.arange(6.0).reshape(2, 3)
    got = expected.copy()
    got[1, 0] = 7
    assert difference(got, expected).sentence() == "Z[1, 0] differs: got 7, expected 3."


@pytest.mark.parametrize("wrong", [np.nan, np.inf, 1e308, -np.inf])
def test_strange_numbers_never_match(wrong):
    assert difference(np.array([wrong, 2.0]), np.array([1.0, 2.0])).kind == "value"


def test_other_numbers_where_a_mask_is_expected_are_a_wrong_dtype():
    assert difference(np.array([1, 0]), np.array([True, False])) is None
    found = difference(np.array([2, 0]), np.array([True, False]))
    assert found.sentence() == "Z has the wrong dtype: got int64, expected bool."


@pytest.mark.parametrize("got", [None, "text", {"a": 1}, object(), [[1, 2], [3]], np.array([1j, 2])])
def test_what_is_no_array_of_numbers_has_the_wrong_type(got):
    assert difference(got, np.array([1.0, 2.0])).kind == "type"


def test_a_tuple_of_the_wrong_length_names_the_parts_it_should_have():
    found = difference((np.ones(2),), (np.ones(2), np.ones(1)), ("Z", "cache"))
    assert found.sentence().endswith("got tuple or list of 1, expected a tuple of 2: Z, cache.")


def test_one_array_where_a_tuple_is_expected_has_the_wrong_type():
    assert difference(np.ones(2), (np.ones(2), 1), ("Z", "cache")).kind == "type"


def test_a_difference_inside_a_tuple_is_named_by_its_part():
    found = difference((1.0, [np.ones(2), {"pad": 1}]), (1.0, [np.ones(2), {"pad": 2}]), ("Z", "cache"))
    assert found.where == "cache[1]['pad']"


def test_the_tolerance_follows_the_largest_expected_value():
    case = Case("a case", lambda rng: {}, rtol=1e-3)
    expected = np.array([1000.0, 1.0])
    assert difference(np.array([1000.0, 1.9]), expected, case=case) is None
    assert difference(np.array([1000.0, 2.1]), expected, case=case).where == "Z[1]"


def test_a_list_to_which_nothing_was_added_is_an_array_of_no_rows():
    assert difference([], np.zeros((0, 4))) is None
    assert difference([[]], np.zeros((0, 4))).kind == "shape"


def test_empty_arrays_of_the_same_shape_match():
    assert difference(np.zeros((0, 3)), np.zeros((0, 3))) is None


def test_a_function_that_returns_nothing_is_asked_about_its_return():
    array = np.ones((2, 3))
    assert difference(None, array).sentence().endswith(
        "got None (is a return missing?), expected array of shape (2, 3), float64."
    )
    assert difference(None, (array, 1), ("Z", "cache")).got == "None (is a return missing?)"
    assert difference((array, None), (array, 1), ("Z", "cache")).got == "None"

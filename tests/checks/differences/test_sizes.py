"""Two shapes that should be one: which axis differs, and what of the formula to look at."""

import pytest

from course_utils.checks.differences.sizes import advice, advice_of_texts


@pytest.mark.parametrize(
    ("got", "expected", "sentence"),
    [
        ((2, 9, 9, 4), (2, 5, 5, 4), "Rows: 9 came, 5 expected: is the stride missing?"),
        ((2, 4, 4, 4), (2, 5, 5, 4), "Rows: 4 came, 5 expected: is the + 1 or the padding missing?"),
        ((2, 3, 3, 4), (2, 3, 4, 4),
         "Columns: 3 came, 4 expected: that is the number of rows. Is one axis worked out from the other?"),
        ((2, 5, 5, 4), (2, 3, 5, 4),
         "Rows: 5 came, 3 expected: that is the number of columns. Is one axis worked out from the other?"),
        ((2, 6, 5, 4), (2, 5, 5, 4), "Rows: 6 came, 5 expected: is 1 added twice, or rounded up?"),
        ((2, 8, 2, 4), (2, 8, 8, 4), "Columns: 2 came, 8 expected: is the padding missing, or a stride too much?"),
        ((2, 8, 11, 4), (2, 8, 8, 4), "Columns: 11 came, 8 expected: is the padding counted twice, or f left out?"),
        ((1, 8, 8, 4), (2, 8, 8, 4), "Images: 1 came, 2 expected."),
        ((2, 8, 8, 3), (2, 8, 8, 4), "Channels: 3 came, 4 expected."),
        ((3, 2), (3, 4), "Axis 1: 2 came, 4 expected."),
        ((3, 2, 1), (3, 2), "It has 1 axis too many."),
        ((6,), (1, 2, 3), "It has 2 axes too few."),
    ],
)
def test_the_first_axis_that_differs_is_named(got, expected, sentence):
    assert advice(got, expected) == sentence


def test_a_gradient_has_the_shape_of_what_it_belongs_to():
    assert advice((2, 8, 8, 3), (2, 4, 4, 3), "dA_prev") == (
        "Rows: 8 came, 4 expected: a gradient has the shape of A_prev."
    )


@pytest.mark.parametrize(
    ("got", "expected", "sentence"),
    [
        ("(None, 48, 32, 1)", "(None, 32, 48, 1)", "Rows: 48 came, 32 expected."),
        ("(None, 6, 1)", "(None, 6)", "It has 1 axis too many."),
        ("scores (2, 6) of (2, 256)", "scores (2, 6) of (2, 64)", "Axis 1: 256 came, 64 expected."),
        ("variable (2, 2, 16, 8)", "variable (2, 2, 8, 16)", "Axis 2: 16 came, 8 expected."),
        ("constant (2,)", "variable (2,)", ""),
        ("Adam, learning rate 0.01", "Adam, learning rate 0.001", ""),
    ],
)
def test_a_shape_inside_of_a_text_is_compared_axis_by_axis(got, expected, sentence):
    assert advice_of_texts(got, expected) == sentence


def test_of_a_part_that_holds_what_there_was_no_formula_is_asked_for():
    assert advice((2, 1, 1, 3), (2, 4, 4, 3), "cache[0]") == "Rows: 1 came, 4 expected."

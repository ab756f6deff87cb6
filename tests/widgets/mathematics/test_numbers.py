"""Numbers as the explorers print them."""

from __future__ import annotations

import pytest

from course_utils.widgets.mathematics.numbers import number, plain


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.0625, 3, "0.063"),  # half away from zero, where Python rounds to even
        (-0.0625, 3, "−0.063"),
        (2.50, 3, "2.5"),
        (-0.0001, 3, "0"),
        (151200.0, 3, "151200"),
        (2.5, 0, "3"),
        (100.0, 0, "100"),
        (1e-9, 3, "0"),
    ],
)
def test_plain_rounds_halves_away_from_zero(value: float, digits: int, text: str) -> None:
    assert plain(value, digits) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(-2.5, "−2.5"), (-0.001, "0"), (1234.567, "1234.57"), (-123456.7, "−123457"), (float("nan"), "nan")],
)
def test_a_cell_s_number_is_short(value: float, text: str) -> None:
    assert number(value) == text

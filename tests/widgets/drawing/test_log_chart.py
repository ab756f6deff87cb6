"""Curves on a logarithmic axis; test_deep_maths.py compares the numbers with the page's."""

from __future__ import annotations

import math
import re

import pytest

from course_utils.widgets.drawing.log_chart import TALL, TOP, chart, decades, powers


@pytest.mark.parametrize(("value", "text"), [(999, "1.0·10³"), (994, "990"), (0.0123, "0.012"), (0.0099, "9.9·10⁻³")])
def test_large_and_small_numbers_are_powers_of_ten(value: float, text: str) -> None:
    assert powers(value) == text


@pytest.mark.parametrize(
    ("curves", "ends"), [([[1.0]], (-4, 4)), ([[1e-9, 2.0], [1e5]], (-12, 8)), ([[0.0, math.inf]], (-4, 4))]
)
def test_the_axis_holds_every_number_above_zero(curves: list[list[float]], ends: tuple[int, int]) -> None:
    assert decades(curves) == ends


def test_one_stands_in_the_middle_and_zero_at_the_bottom() -> None:
    svg = chart(0, "title", [1.0, 0.0], [], (-4, 4), square=False)
    dots = re.search(r"M[\d.]+ ([\d.]+)h0M[\d.]+ ([\d.]+)h0", svg)
    assert dots
    assert [float(y) for y in dots.groups()] == [TOP + TALL / 2, TOP + TALL]


def test_a_net_to_compare_with_is_dashed() -> None:
    assert chart(0, "", [1.0], [2.0, 3.0], (-4, 4), square=True).count("stroke-dasharray") == 1

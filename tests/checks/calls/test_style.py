"""Costs are tensors as in a notebook, or plain numbers where an answer wants them."""

from typing import Any

import pytest

from course_utils.checks.calls.table import CALLS

pytestmark = pytest.mark.tf
GIVEN = {"J_content": 2.0, "J_style": 0.5}


def test_costs_come_as_tensors_and_weights_as_plain_numbers() -> None:
    import tensorflow as tf

    def total_cost(J_content: Any, J_style: Any, alpha: float = 10, beta: float = 40) -> Any:
        return tf.add(tf.multiply(alpha, J_content), tf.multiply(beta, J_style)).numpy()

    assert CALLS["costs"](total_cost, GIVEN) == 40
    assert CALLS["costs"](total_cost, {**GIVEN, "alpha": 3.0, "beta": 0.0}) == 6


def test_an_answer_for_plain_numbers_gets_them_by_place_where_names_differ() -> None:
    def total_cost(content: float, style: float, a: float, b: float) -> float:
        return a * content.real + b * style.real

    assert CALLS["costs"](total_cost, {**GIVEN, "alpha": 3, "beta": 2}) == 7


def test_what_raises_either_way_says_so_and_what_is_unfinished_is_called_once() -> None:
    calls = []

    def total_cost(J_content: Any, J_style: Any) -> Any:
        calls.append(1)
        raise NotImplementedError

    with pytest.raises(NotImplementedError):
        CALLS["costs"](total_cost, GIVEN)
    assert calls == [1]
    with pytest.raises(ZeroDivisionError):
        CALLS["costs"](lambda J_content, J_style: 1 / 0, GIVEN)

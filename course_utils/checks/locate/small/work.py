"""How one number of an answer is worked out: the products of its window and their sum, or its largest, or its mean."""

from __future__ import annotations

import re

import numpy as np

from course_utils.checks.locate.trials import Task, Trial
from course_utils.exercises.base import Watching, Window

MOST = 12  # numbers of a window
_PLACE = re.compile(r"\w+((?:\[[\d, ]+\])?)")


def worked_out(where: str, task: Task, trial: Trial, watching: Watching | None) -> str:
    """The sum at the place that a difference names, as "Z[0, 1, 0, 0]", or of a single number; empty for none."""
    place = _PLACE.fullmatch(where)
    if watching is None or watching.window is None or place is None:
        return ""
    right = trial.expected[0] if len(task.outputs) > 1 and isinstance(trial.expected, list) else trial.expected
    index = tuple(int(number) for number in re.findall(r"\d+", place[1]))
    if len(index) != np.ndim(right):  # type: ignore[arg-type]
        return ""
    window = watching.window(trial.inputs, index)
    return f"{where} = {sum_of(window)} = {_number(np.asarray(right)[index])}" if window.values.size <= MOST else ""


def sum_of(window: Window) -> str:
    """All of it with its numbers.

    >>> sum_of(Window(np.array([[1.0, 2.0]]), np.array([[3.0, -1.0]]), bias=0.5))
    '1·3 + 2·(−1) + 0.5'
    >>> sum_of(Window(np.array([1.0, 4.0]), how="mean"))
    '(1 + 4) / 2'
    """
    values = [_number(value) for value in window.values.ravel()]
    if window.how == "max":
        return f"max({', '.join(values)})"
    if window.weights is None:
        return f"({' + '.join(map(_factor, values))}) / {len(values)}"
    weights = map(_number, window.weights.ravel())
    products = [f"{_factor(value)}·{_factor(weight)}" for value, weight in zip(values, weights, strict=True)]
    bias = [_factor(_number(window.bias))] if window.bias else []
    return " + ".join([*products, *bias])


def _factor(text: str) -> str:
    return f"({text})" if text.startswith("−") else text


def _number(value: object) -> str:
    return f"{float(value):.4g}".replace("-", "−")  # type: ignore[arg-type]

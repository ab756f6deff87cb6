"""Ours beside yours, once a check passes."""

from __future__ import annotations

import numpy as np
import pytest

from course_utils.checks import beside
from course_utils.checks.beside import compare, difference
from course_utils.checks.feedback import render

YOURS = '''def distribute_value(dz, shape):
    """Mine."""
    a = np.zeros(shape)
    for i in range(shape[0]):
        for j in range(shape[1]):
            a[i, j] = dz / (shape[0] * shape[1])
    return a'''


def distribute_value(dz, shape):  # type: ignore[no-untyped-def]
    a = np.ones(shape)
    return a * dz / a.size


def test_both_sources_are_shown_with_what_differs(capsys: pytest.CaptureFixture[str]) -> None:
    compare(distribute_value)
    shown = capsys.readouterr().out
    assert shown.startswith("Yours:\ndef distribute_value(dz, shape):  # type")
    assert "\nOurs:\ndef distribute_value(dz: " in shown
    assert "\n\nYours: 2 statements, no loops; ours: " in shown
    assert "only yours calls np.ones" in shown


def test_what_does_not_pass_is_not_compared(capsys: pytest.CaptureFixture[str]) -> None:
    def zero_pad(X, pad):  # type: ignore[no-untyped-def]
        raise NotImplementedError

    compare(zero_pad)
    assert capsys.readouterr().out.startswith("compare(zero_pad) opens when check(zero_pad) passes: ")


def test_a_function_without_a_source_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    space: dict[str, object] = {"np": np}
    exec(YOURS, space)
    compare(space["distribute_value"])  # type: ignore[arg-type]
    assert "The source of your distribute_value is not to be had" in capsys.readouterr().out


def test_the_line_counts_statements_and_loops_and_names_calls() -> None:
    ours = "def distribute_value(dz, shape):\n    return np.full(shape, dz / np.prod(shape))"
    assert difference(YOURS, ours) == (
        "Yours: 5 statements, 2 loops; ours: 1 statement, no loops; only yours calls np.zeros, range; "
        "only ours calls np.full, np.prod."
    )


def test_sources_stand_beside_each_other_in_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    pages: list[str] = []
    monkeypatch.setattr(render, "display", lambda text, markup: pages.append(markup))
    beside.compare(distribute_value)
    assert pages[0].count("<figure") == 2
    assert "flex-wrap:wrap" in pages[0]

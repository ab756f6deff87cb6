"""Painting in view: the bar, the estimate, the picture kept when it is stopped."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from course_utils.widgets import painting
from course_utils.widgets.painting import draw_painting, paint
from course_utils.widgets.training import TrainingPlot


class Handle:
    """A display that keeps what it was shown."""

    def __init__(self) -> None:
        self.shown: list[Any] = []

    def update(self, figure: Any) -> None:
        self.shown.append(figure)


def test_outside_a_notebook_the_last_line_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    numbers = itertools.count(3, -1)
    assert TrainingPlot(3, "Painting").paint(lambda: next(numbers), np.zeros((1, 8, 8, 3))) == [3, 2, 1]
    assert capsys.readouterr().out == "step 3 of 3, cost 1\n"


def test_stopping_keeps_the_picture_and_says_so() -> None:
    image, handle = np.zeros((1, 8, 8, 3)), Handle()

    def step() -> float:
        if image.max() > 0.3:
            raise KeyboardInterrupt
        image[...] += 0.2
        return 2.0

    assert paint(step, image, 50, "Painting", handle) == [2.0, 2.0]
    assert image.max() == pytest.approx(0.4)
    assert handle.shown[-1].alt == "Painting: stopped at step 2 of 50, cost 2"


def test_a_stop_before_the_first_step_is_no_error() -> None:
    def step() -> float:
        raise KeyboardInterrupt

    handle = Handle()
    assert paint(step, np.zeros((1, 8, 8, 3)), 5, "Painting", handle) == []
    assert handle.shown[-1].alt == "Painting: stopped at step 0 of 5"


def test_the_view_is_renewed_now_and_then_and_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = itertools.count(0, 0.2)
    monkeypatch.setattr(painting.time, "monotonic", lambda: next(clock))
    handle = Handle()
    paint(lambda: 1.0, np.zeros((1, 8, 8, 3)), 20, "Painting", handle)
    assert 3 <= len(handle.shown) < 20
    assert "step 20 of 20" in handle.shown[-1].alt


def test_the_estimate_is_the_mean_time_of_a_step_times_those_left() -> None:
    figure = draw_painting(np.full((1, 8, 8, 3), 2.0), [5.0] * 10, 40, "Painting", seconds=4.0)
    assert "step 10 of 40, cost 5; about 12 s left" in figure.alt
    assert figure.html.count("<img alt=") == 2

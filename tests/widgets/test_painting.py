"""Painting in view: the bar, the estimate, the picture kept when it is stopped."""

from __future__ import annotations

import itertools
import re
from typing import Any

import numpy as np
import pytest

from course_utils.widgets import painting
from course_utils.widgets.painting import draw_painting, paint
from course_utils.widgets.training import TrainingPlot


def test_outside_a_notebook_the_last_line_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    numbers = itertools.count(3, -1)
    assert TrainingPlot(3, "Painting", unit="step").paint(lambda: next(numbers), np.zeros((1, 8, 8, 3))) == [3, 2, 1]
    assert capsys.readouterr().out == "step 3 of 3, cost 1\n"


def test_stopping_keeps_the_picture_and_says_so(shell: Any) -> None:
    image = np.zeros((1, 8, 8, 3))

    def step() -> float:
        if image.max() > 0.3:
            raise KeyboardInterrupt
        image[...] += 0.2
        return 2.0

    assert paint(step, image, 50, "Painting") == [2.0, 2.0]
    assert image.max() == pytest.approx(0.4)
    bar, picture = shell.displays
    assert picture.shown[-1].alt == "Painting: stopped at step 2 of 50, cost 2"
    assert bar.shown[-1].alt == "Stopped after step 2 of 50, cost 2. What was learnt or made so far is kept.", "the bar goes"


def test_a_stop_before_the_first_step_is_no_error(shell: Any) -> None:
    def step() -> float:
        raise KeyboardInterrupt

    assert paint(step, np.zeros((1, 8, 8, 3)), 5, "Painting") == []
    assert shell.displays[1].shown[-1].alt == "Painting: stopped at step 0 of 5"


def test_the_view_is_renewed_now_and_then_and_at_the_end(monkeypatch: pytest.MonkeyPatch, shell: Any) -> None:
    clock = itertools.count(0, 0.2)
    monkeypatch.setattr(painting.time, "monotonic", lambda: next(clock))
    paint(lambda: 1.0, np.zeros((1, 8, 8, 3)), 20, "Painting")
    views = shell.displays[1].shown
    assert 3 <= len(views) < 20
    assert "step 20 of 20" in views[-1].alt
    assert any(re.search(r"step \d+ of 20, cost 1; about \d+ s left", words) for words in shell.values)


def test_a_picture_stands_above_its_words() -> None:
    figure = draw_painting(np.full((1, 8, 8, 3), 2.0), "Painting: a < b")
    assert figure.alt == "Painting: a < b"
    assert figure.html.index("<img alt=") < figure.html.index("<p>Painting: a &lt; b</p>")

"""A training's curves and its last line."""

from __future__ import annotations

import base64

import pytest

from course_utils.errors import ArgumentError
from course_utils.widgets.training import TrainingPlot, draw_curves


def drawn(html: str) -> str:
    return base64.b64decode(html.split("base64,")[1].split('"')[0]).decode()


def test_costs_and_shares_stand_in_panels_of_their_own() -> None:
    svg = drawn(draw_curves({"cost": [2, 1], "val_loss": [4, 2], "accuracy": [0.5, 0.75]}, "caption").html)
    assert svg.count("<polyline") == 3
    assert svg.count("<g transform") == 2
    assert ">4</text>" in svg  # the highest cost
    assert ">1</text>" in svg  # the highest share there can be


def test_outside_a_notebook_the_last_line_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    plot = TrainingPlot(2)
    plot.update(val_cost=1.5)
    assert capsys.readouterr().out == ""
    plot.update(val_cost=0.5)
    assert capsys.readouterr().out == "epoch 2 of 2, val cost 0.500\n"


def test_a_training_without_epochs_is_refused() -> None:
    with pytest.raises(ArgumentError, match="at least one epoch; received epochs=0"):
        TrainingPlot(0)

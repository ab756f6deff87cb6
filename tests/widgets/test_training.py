"""A training's curves and its last line."""

from __future__ import annotations

import base64
import re
from typing import Any

import pytest

from course_utils.errors import ArgumentError
from course_utils.widgets.training import TrainingPlot, draw_curves


def drawn(html: str) -> str:
    return base64.b64decode(html.split("base64,")[1].split('"')[0]).decode()


def test_costs_and_shares_stand_in_axes_of_their_own() -> None:
    figure = draw_curves({"cost": [2, 1], "val_loss": [4, 2], "accuracy": [0.5, 0.75]}, "what it shows", "Signs")
    svg = drawn(figure.html)
    assert re.findall(r'<g id="(axes_\d)">', svg) == ["axes_1", "axes_2"]
    for words in ("cost", "val loss", "accuracy", "epoch", "Signs"):
        assert f">{words}</text>" in svg
    assert figure.alt == "what it shows"


def test_in_a_notebook_bar_and_curves_grow_and_the_bar_goes(shell: Any) -> None:
    plot = TrainingPlot(4, "Signs")
    for cost in (4.0, 3.0, 2.0, 1.0):
        plot.update(cost=cost)
    bar, curves = shell.displays
    assert bar.shown[0].children[0].max == 4
    assert "about" in shell.values[-2]
    assert bar.shown[-1].html == ""
    assert curves.shown[-1].alt == "Signs: epoch 4 of 4, cost 1.000"


def test_little_of_a_fast_training_goes_into_drawing(shell: Any) -> None:
    plot = TrainingPlot(400)
    for _ in range(400):
        plot.update(cost=1.0)
    assert len(shell.displays[1].shown) < 100
    assert shell.displays[1].shown[-1].alt.startswith("Training: epoch 400 of 400")


def test_updates_may_come_after_several_steps() -> None:
    plot = TrainingPlot(20, "Triplets", unit="step", every=10)
    plot.update(cost=1.0)
    plot.update(cost=0.5)
    assert plot.figure().alt == "Triplets: step 20 of 20, cost 0.500"
    assert ">20</text>" in drawn(plot.figure().html)


def test_outside_a_notebook_the_last_line_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    plot = TrainingPlot(2)
    plot.update(val_cost=1.5)
    assert capsys.readouterr().out == ""
    plot.update(val_cost=0.5)
    assert capsys.readouterr().out == "epoch 2 of 2, val cost 0.500\n"


def test_a_training_without_epochs_is_refused() -> None:
    with pytest.raises(ArgumentError, match="at least one epoch; received epochs=0"):
        TrainingPlot(0)


def test_a_training_that_ends_before_its_last_epoch_leaves_no_bar(shell: Any) -> None:
    plot = TrainingPlot(9)
    for epoch in plot:
        plot.update(cost=9.0 - epoch)
        if epoch == 3:
            break
    bar, curves = shell.displays
    assert bar.shown[-1].html == ""
    assert curves.shown[-1].alt == "Training: epoch 4 of 9, cost 6.000"


@pytest.mark.tf
def test_a_fit_that_another_callback_ends_leaves_no_bar_either(shell: Any) -> None:
    import keras
    import numpy as np

    network = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    network.compile("sgd", "mse")
    still = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: setattr(network, "stop_training", epoch == 1))
    plot = TrainingPlot(9)
    network.fit(np.ones((4, 2)), np.ones(4), epochs=9, verbose=0, callbacks=[still, plot.callback()])
    assert shell.displays[0].shown[-1].html == ""
    assert shell.displays[1].shown[-1].alt.startswith("Training: epoch 2 of 9")


def test_axes_are_named_by_what_their_curves_have_in_common() -> None:
    svg = drawn(draw_curves({"plain_error": [0.5, 0.2], "residual_error": [0.4, 0.1]}, "two", "Errors").html)
    assert ">error</text>" in svg

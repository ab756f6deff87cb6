"""Stopping a training: the first interruption ends it kindly, the second at once."""

from __future__ import annotations

import os
import signal
from typing import Any

import pytest

from course_utils.widgets.stopping import Stopped
from course_utils.widgets.training import TrainingPlot


def interrupt() -> None:
    os.kill(os.getpid(), signal.SIGINT)


@pytest.fixture(autouse=True)
def as_before() -> Any:
    before = signal.getsignal(signal.SIGINT)
    yield
    assert signal.getsignal(signal.SIGINT) == before, "interruptions interrupt again"


def test_a_loop_over_the_plot_ends_after_the_running_epoch(shell: Any) -> None:
    plot, epochs = TrainingPlot(9), []
    for epoch in plot:
        if epoch == 2:
            interrupt()
        epochs.append(epoch)
        plot.update(cost=1.0)
    bar, curves = shell.displays
    assert epochs == [0, 1, 2]
    assert bar.shown[-1].alt == "Stopped after epoch 3 of 9, cost 1.000. What was learnt or made so far is kept."
    assert curves.shown[-1].alt == "Training: epoch 3 of 9, cost 1.000"


def test_a_wish_during_the_drawing_is_heard_and_said(shell: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    plot = TrainingPlot(9)
    draw = plot.figure
    monkeypatch.setattr(plot, "figure", lambda: (interrupt() if not plot.stopped else None, draw())[1])
    for _ in plot:
        plot.update(cost=1.0)
    assert shell.displays[0].shown[-1].alt.startswith("Stopped after epoch 1 of 9")


def test_another_loop_ends_in_one_sentence(shell: Any) -> None:
    plot = TrainingPlot(9)
    interrupt()
    with pytest.raises(Stopped) as caught:
        plot.update(cost=1.0)
    assert caught.value._render_traceback_() == [
        "You stopped the training after epoch 1 of 9, cost 1.000. The network keeps what it has learnt."
    ]


def test_a_second_interruption_ends_it_at_once(shell: Any) -> None:
    plot = TrainingPlot(9)
    interrupt()
    with pytest.raises(KeyboardInterrupt):
        interrupt()
    with pytest.raises(Stopped):
        plot.update(cost=1.0)


def test_outside_a_notebook_an_interruption_interrupts() -> None:
    plot = TrainingPlot(9)
    with pytest.raises(KeyboardInterrupt):
        interrupt()
    assert not plot.stopped


@pytest.mark.tf
def test_fit_stops_and_its_history_and_weights_stay(shell: Any) -> None:
    import keras
    import numpy as np

    network = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, kernel_initializer="ones")])
    network.compile(keras.optimizers.SGD(0.1), loss="mse")
    stop = keras.callbacks.LambdaCallback(on_epoch_begin=lambda epoch, logs: interrupt() if epoch == 1 else None)
    plot, numbers = TrainingPlot(6), np.ones((2, 1))
    past = network.fit(numbers, 0 * numbers, epochs=6, verbose=0, callbacks=[stop, plot.callback()])
    assert len(past.history["loss"]) == len(plot.curves["cost"]) == 2
    assert float(network.layers[0].kernel[0, 0]) < 1

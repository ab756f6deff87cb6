"""Stopping a training in a real JupyterLab: the button reaches the kernel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TRAINING = """import time
from course_utils.week1 import TrainingPlot
plot, weights = TrainingPlot(100_000, "Signs"), []
for epoch in plot:
    time.sleep(0.02)
    weights.append(epoch)
    plot.update(cost=1 / (1 + epoch))
    kept = len(weights)"""


def test_the_button_stops_a_training_in_jupyterlab(open_widget: Callable[..., Any]) -> None:
    button = "text=Stop after this epoch"
    w = open_widget(TRAINING, wait=button)
    w.page.click(button)
    w.page.wait_for_selector("text=/Stopped after epoch [0-9]+ of 100000, cost/")
    assert w.page.locator(button).count() == 0
    assert w.python("kept == len(weights) == len(plot.curves['cost'])") is True
    assert w.page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']").count() == 0

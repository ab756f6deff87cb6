"""Watch a picture being painted: it is shown while its pixels move, and stopping keeps it."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from html import escape
from typing import SupportsFloat

import numpy as np

from course_utils.types import Images, Tensor
from course_utils.widgets.drawing.figures import Figure
from course_utils.widgets.drawing.photograph import as_picture, small_jpeg
from course_utils.widgets.progress import Progress

EVERY = 0.7  # seconds between two views: drawing costs about as much as a step


def paint(
    step: Callable[[], SupportsFloat], image: Images | Tensor, steps: int, title: str, bar: Progress | None = None
) -> list[float]:
    """Call `step` again and again, and show `image` on the bar's display as it changes.

    The bar's stop button, the kernel's and Ctrl+C end the painting; the picture stays as far as it has come.
    Without a display to renew the last line is printed.

    Args:
        step: changes the picture and returns its cost.
        image: tf.Variable or array, shape (1, n_H, n_W, 3), fractions 0…1.

    Returns: the cost of every step that was taken.
    """
    costs: list[float] = []
    bar = bar or Progress(steps, "step")
    shown = 0.0
    with suppress(KeyboardInterrupt):
        while len(costs) < steps and not bar.stopped:
            costs.append(float(step()))
            if bar.display is not None and time.monotonic() - shown > EVERY:
                bar.update(len(costs), _cost(costs))
                bar.display.update(draw_painting(image, title))
                shown = time.monotonic()
    stopped = len(costs) < steps
    words = ("stopped at " if stopped else "") + bar.update(len(costs), _cost(costs), stopped)
    if bar.display is not None:
        bar.display.update(draw_painting(image, f"{title}: {words}"))
    else:
        print(words)
    return costs


def draw_painting(image: Images | Tensor, words: str) -> Figure:
    """The picture as it is now, with words below it."""
    picture = as_picture(np.clip(np.asarray(image)[0], 0, 1))
    seen = f'<img alt="{escape(words)}" height="{2 * picture.shape[0]}" src="{small_jpeg(picture)}"/>'
    return Figure(f"{seen}<p>{escape(words)}</p>", words)


def _cost(costs: list[float]) -> str:
    return f", cost {costs[-1]:.4g}" if costs else ""

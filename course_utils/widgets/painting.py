"""Watch a picture being painted: it is shown while its pixels move, and stopping keeps it."""

from __future__ import annotations

import time
from collections.abc import Callable
from html import escape
from typing import Protocol, SupportsFloat

import numpy as np

from course_utils.types import Images, Tensor
from course_utils.widgets.drawing.figures import Figure
from course_utils.widgets.drawing.photograph import as_picture, small_jpeg
from course_utils.widgets.drawing.svg import COLOURS, page, rect

WIDTH = 420
EVERY = 0.7  # seconds between two views: drawing costs about as much as a step


class Display(Protocol):
    """A notebook's output that can be drawn anew."""

    def update(self, figure: Figure) -> None:
        """Show `figure` instead of what is shown."""


def paint(
    step: Callable[[], SupportsFloat], image: Images | Tensor, steps: int, title: str, handle: Display | None = None
) -> list[float]:
    """Call `step` again and again, and show `image` on `handle` as it changes, with a bar and an estimate.

    Interrupting (the kernel's stop button, Ctrl+C) ends the painting; the picture stays as far as it has come.
    Without a display to renew (`handle` None) the last line is printed.

    Args:
        step: changes the picture and returns its cost.
        image: tf.Variable or array, shape (1, n_H, n_W, 3), fractions 0…1.

    Returns: the cost of every step that was taken.
    """
    costs: list[float] = []
    start, shown, stopped = time.monotonic(), 0.0, False
    try:
        while len(costs) < steps:
            costs.append(float(step()))
            if handle is not None and time.monotonic() - shown > EVERY:
                handle.update(draw_painting(image, costs, steps, title, time.monotonic() - start))
                shown = time.monotonic()
    except KeyboardInterrupt:
        stopped = True
    if handle is not None:
        handle.update(draw_painting(image, costs, steps, title, time.monotonic() - start, stopped))
    else:
        print(_words(costs, steps, stopped))
    return costs


def draw_painting(
    image: Images | Tensor, costs: list[float], steps: int, title: str = "", seconds: float = 0.0, stopped: bool = False
) -> Figure:
    """The picture as it is now above a bar of the steps; `seconds` have passed."""
    picture = as_picture(np.clip(np.asarray(image)[0], 0, 1))
    words = f"{title}: {_words(costs, steps, stopped)}"
    if 0 < len(costs) < steps and not stopped:
        left = seconds / len(costs) * (steps - len(costs))
        words += f"; about {left:.0f} s left. The kernel's stop button ends it"
    share = len(costs) / steps
    parts = zip((WIDTH, WIDTH * share), ("#d9d9d9", COLOURS[2]))
    bar = "".join(rect(10, 8, width, 8, f'fill="{colour}"') for width, colour in parts)
    below = Figure.from_svg(page(bar, WIDTH + 20, 20, [words], words), words)
    seen = f'<img alt="{escape(title)}, the picture" height="{2 * picture.shape[0]}" src="{small_jpeg(picture)}"/>'
    return Figure(f"{seen}<br/>{below.html}", words)


def _words(costs: list[float], steps: int, stopped: bool) -> str:
    end = f", cost {costs[-1]:.4g}" if costs else ""
    return f"{'stopped at ' if stopped else ''}step {len(costs)} of {steps}{end}"

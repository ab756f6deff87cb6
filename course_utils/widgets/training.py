"""Watch a training: a progress bar with an estimate, and curves that grow epoch by epoch."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import SupportsFloat

from course_utils.errors import ArgumentError
from course_utils.types import Images, Tensor
from course_utils.widgets.drawing.figures import Figure
from course_utils.widgets.drawing.svg import COLOURS, label, page
from course_utils.widgets.painting import Display, paint

WIDTH, HEIGHT, LEFT, TOP = 420, 170, 60, 44
BAR = 8


class TrainingPlot:
    """A live drawing in a notebook's output; outside a notebook it prints its last line.

    >>> plot = TrainingPlot(2)
    >>> plot.update(cost=1.5, accuracy=0.5)
    >>> plot.update(cost=0.5, accuracy=0.75)
    epoch 2 of 2, cost 0.500, accuracy 0.750
    """

    def __init__(self, epochs: int, title: str = "Training") -> None:
        """`epochs` is how many updates will come."""
        if epochs < 1:
            raise ArgumentError(f"A training has at least one epoch; received epochs={epochs!r}.")
        self.epochs, self.title = epochs, title
        self.curves: dict[str, list[float]] = {}
        self._done, self._start, self._handle = 0, time.monotonic(), live_display()

    def update(self, **numbers: float) -> None:
        """Add one epoch's numbers, each by the name of its curve."""
        self._done += 1
        for name, value in numbers.items():
            self.curves.setdefault(name, []).append(float(value))
        if self._handle is not None:
            self._handle.update(self.figure())
        elif self._done == self.epochs:
            print(self._words())

    def paint(self, step: Callable[[], SupportsFloat], image: Images | Tensor) -> list[float]:
        """Call step() once for each epoch and show the picture that it changes; see `painting.paint`.

        Interrupting the kernel ends it and keeps the picture. Returns the costs that `step` returned.
        """
        return paint(step, image, self.epochs, self.title, self._handle)

    def figure(self) -> Figure:
        """The drawing as it stands now."""
        return draw_curves(self.curves, f"{self.title}: {self._words()}{self._estimate()}", self._done / self.epochs)

    def _words(self) -> str:
        last = ", ".join(f"{name.replace('_', ' ')} {values[-1]:.3f}" for name, values in self.curves.items())
        return f"epoch {self._done} of {self.epochs}, {last}"

    def _estimate(self) -> str:
        left = (time.monotonic() - self._start) / max(self._done, 1) * (self.epochs - self._done)
        return f"; about {left:.0f} s left" if self._done < self.epochs else ""


def draw_curves(curves: Mapping[str, Sequence[float]], caption: str, progress: float | None = None) -> Figure:
    """Draw curves over epochs, costs on the left and what stays below 1 beside them, each from zero.

    `progress` (0 … 1) adds a bar. Curves whose names hold "cost" or "loss" share one panel.
    """
    panels = [{n: v for n, v in curves.items() if _is_cost(n) is wanted and v} for wanted in (True, False)]
    body, x = "" if progress is None else progress_bar(progress), 0.0
    for panel in filter(None, panels):
        body += f'<g transform="translate({x:g} 0)">{_panel(panel)}</g>'
        x += WIDTH
    return Figure.from_svg(page(body, max(x, WIDTH), TOP + HEIGHT + 30, [caption], caption), caption)


def _is_cost(name: str) -> bool:
    return "cost" in name or "loss" in name


def progress_bar(share: float) -> str:
    full = WIDTH - LEFT - 20
    parts = ((full, "#d9d9d9"), (full * min(share, 1.0), COLOURS[2]))
    return "".join(f'<rect x="{LEFT}" y="10" width="{w:g}" height="{BAR}" fill="{colour}"/>' for w, colour in parts)


def _panel(curves: Mapping[str, Sequence[float]]) -> str:
    """One pair of axes with its curves, their names above."""
    longest = max(map(len, curves.values()))
    top = max(max(values) for values in curves.values())
    top = top if any(map(_is_cost, curves)) and top > 0 else 1.0
    wide = WIDTH - LEFT - 20
    axes = f'<path d="M{LEFT} {TOP}v{HEIGHT}h{wide}" fill="none" stroke="#777"/>'
    axes += label(LEFT - 8, TOP + 10, f"{top:.2g}", "end") + label(LEFT - 8, TOP + HEIGHT, "0", "end")
    axes += label(LEFT + wide, TOP + HEIGHT + 18, f"epoch {longest}", "end")
    for index, (name, values) in enumerate(curves.items()):
        places = [(LEFT + wide * (i + 1) / longest, TOP + HEIGHT * (1 - v / top)) for i, v in enumerate(values)]
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        colour, dash = COLOURS[index % 4], ' stroke-dasharray="6 3"' if index else ""
        axes += f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>'
        x, y = LEFT + 8 + 150 * index, TOP - 8
        axes += f'<path d="M{x} {y - 4}h20" stroke="{colour}" stroke-width="2"{dash}/>'
        axes += label(x + 26, y, name.replace("_", " "))
    return axes


def live_display() -> Display | None:
    """A display that can be renewed, or None where no notebook shows it."""
    from IPython import get_ipython

    if get_ipython() is None:
        return None
    from IPython.display import display

    handle: Display = display(Figure("", "training starts"), display_id=True)  # type: ignore[no-untyped-call]
    return handle

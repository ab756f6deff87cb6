"""Watch a training: a progress bar with an estimate and a stop button, and curves that grow epoch by epoch."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import SupportsFloat

import numpy as np

from course_utils.errors import ArgumentError
from course_utils.types import Callback, Images, Tensor
from course_utils.widgets.drawing.figures import Figure
from course_utils.widgets.drawing.plots import STYLE, show
from course_utils.widgets.painting import paint
from course_utils.widgets.progress import Progress
from course_utils.widgets.stopping import Stopped

SHARE = 0.2  # of the time at most goes into drawing


class TrainingPlot:
    """A live drawing in a notebook's output; outside a notebook it prints its last line.

    Its button, or the kernel's own, stops the training after the running epoch. `network.fit(…,
    callbacks=[plot.callback()])` and `for epoch in plot:` then end as if that epoch had been the last.

    >>> plot = TrainingPlot(2)
    >>> plot.update(cost=1.5, accuracy=0.5)
    >>> plot.update(cost=0.5, accuracy=0.75)
    epoch 2 of 2, cost 0.500, accuracy 0.750
    """

    def __init__(self, epochs: int, title: str = "Training", unit: str = "epoch", every: int = 1) -> None:
        """`epochs` is how many there will be, called `unit`; an update comes after `every` of them."""
        if epochs < 1:
            raise ArgumentError(f"A training has at least one {unit}; received epochs={epochs!r}.")
        self.epochs, self.title, self.unit, self.every = epochs, title, unit, every
        self.curves: dict[str, list[float]] = {}
        self._done, self._bar, self._free_at = 0, Progress(epochs, unit), 0.0
        self._ends_itself, self._ended = False, False

    @property
    def stopped(self) -> bool:
        """Whether the reader wants the training to end."""
        return self._bar.stopped

    def __iter__(self) -> Iterator[int]:
        """Count the epochs from 0, to the last one or to the one in which the reader stops the training."""
        self._bar.listen()
        self._ends_itself = True
        try:
            for epoch in range(self.epochs):
                yield epoch
                if self.stopped:
                    break
        finally:  # a `break` in the loop comes here, too
            self._show(over=True)

    def callback(self) -> Callback:
        """A callback for `network.fit`, whose logs become the curves: `val_loss` is called validation cost."""
        import keras

        plot = self

        class Watch(keras.callbacks.Callback):  # type: ignore[misc]
            def on_train_begin(self, logs: Mapping[str, float] | None = None) -> None:
                plot._bar.listen()
                plot._ends_itself = True

            def on_epoch_end(self, epoch: int, logs: Mapping[str, float] | None = None) -> None:
                named = {n.replace("val_", "validation_").replace("loss", "cost"): v for n, v in (logs or {}).items()}
                plot.update(**named)
                if plot.stopped:
                    plot._show()
                    self.model.stop_training = True

            def on_train_end(self, logs: Mapping[str, float] | None = None) -> None:
                plot._show(over=True)  # early stopping ends before the last epoch

        return Watch()

    def update(self, **numbers: float) -> None:
        """Add the numbers of the last epochs, each by the name of its curve.

        Raises:
            Stopped: the reader stopped a training that neither `callback` nor `for epoch in plot` can end.
        """
        self._done += self.every
        for name, value in numbers.items():
            self.curves.setdefault(name, []).append(float(value))
        self._show()
        if self.stopped and not self._ends_itself:
            self._show()
            words = f"{self.unit} {self._done} of {self.epochs}{self._last()}"
            raise Stopped(f"You stopped the training after {words}. The network keeps what it has learnt.")

    def _show(self, over: bool = False) -> None:
        """Move the bar and draw the curves, at the end once; the reader may stop the training meanwhile."""
        if self._ended:
            return
        self._ended = ended = over or self.stopped or self._done >= self.epochs
        words, display = self._bar.update(self._done, self._last(), self.stopped, over), self._bar.display
        if display is None:
            if ended:
                print(words)
            return
        began = time.monotonic()
        if began >= self._free_at or ended:
            display.update(self.figure())
            self._free_at = time.monotonic() + (time.monotonic() - began) / SHARE

    def paint(self, step: Callable[[], SupportsFloat], image: Images | Tensor) -> list[float]:
        """Call step() once for each epoch and show the picture that it changes; see `painting.paint`.

        Interrupting the kernel ends it and keeps the picture. Returns the costs that `step` returned.
        """
        return paint(step, image, self.epochs, self.title, self._bar)

    def figure(self) -> Figure:
        """The drawing as it stands now."""
        words = f"{self.title}: {self.unit} {self._done} of {self.epochs}{self._last()}"
        return draw_curves(self.curves, words, self.title, self.unit, self.every)

    def _last(self) -> str:
        return "".join(f", {_spoken(name)} {values[-1]:.3f}" for name, values in self.curves.items())


def draw_curves(
    curves: Mapping[str, Sequence[float]], alt: str, title: str = "", unit: str = "epoch", every: int = 1
) -> Figure:
    """Plot curves over epochs: costs from zero on the left, what stays below 1 beside them.

    Curves whose names hold "cost" or "loss" share one pair of axes.
    """
    from matplotlib import pyplot, style

    panels = [{n: v for n, v in curves.items() if _is_cost(n) is wanted and v} for wanted in (True, False)]
    panels = [panel for panel in panels if panel]
    with style.context(STYLE):
        plot, axes = pyplot.subplots(1, len(panels), figsize=(4.1 * len(panels), 2.8), squeeze=False)
        for ax, panel in zip(axes[0], panels):
            for name, values in panel.items():
                ax.plot(every * np.arange(1, len(values) + 1), values, label=_spoken(name))
            ax.set(xlabel=unit, ylabel=_measured(panel), ylim=(0, None if any(map(_is_cost, panel)) else 1.02))
            ax.xaxis.get_major_locator().set_params(integer=True)
            ax.legend()
        plot.suptitle(title)
        return show(plot, alt)


def _is_cost(name: str) -> bool:
    return "cost" in name or "loss" in name


def _measured(names: Iterable[str]) -> str:
    """What the curves of one pair of axes have in common, by the last word of their names; the legend says the rest.

    >>> _measured(["cost", "validation_cost"]), _measured(["recall", "precision"])
    ('cost', '')
    """
    words = {_spoken(name).split()[-1] for name in names}
    return words.pop() if len(words) == 1 else ""


def _spoken(name: str) -> str:
    return name.replace("_", " ")

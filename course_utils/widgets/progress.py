"""A bar for long work: how far it is, how long the rest takes, and a button that stops it."""

from __future__ import annotations

import time
from html import escape
from typing import Any, Protocol

from course_utils.widgets.drawing.figures import Figure
from course_utils.widgets.stopping import Interruptions, StopButton


class Display(Protocol):
    """A notebook's output that can be drawn anew."""

    def update(self, shown: object) -> None:
        """Show this instead of what is shown."""


class Progress:
    """A bar of ipywidgets above a display that can be drawn anew; both None where no notebook shows them.

    In a notebook the first interruption, by the bar's button or the kernel's own, only sets `stopped`: whoever moves
    the bar ends the work at the next place where that makes sense.

    >>> bar = Progress(3, "frame")
    >>> bar.update(1), bar.update(3)
    ('frame 1 of 3; about 0 s left', 'frame 3 of 3')
    """

    def __init__(self, total: int, unit: str) -> None:
        self.total, self.unit, self._began = total, unit, time.monotonic()
        self._bar: Any = None
        self._place: Display | None = None
        self._interruptions = Interruptions()
        self.display: Display | None = None
        from IPython import get_ipython

        if get_ipython() is not None:
            self._show()

    def _show(self) -> None:
        from IPython.display import display
        from ipywidgets import HBox, IntProgress, Label

        name = f"{self.unit} of {self.total}"
        bar = IntProgress(max=self.total, tooltip=name, style={"bar_color": "#009E73"})
        self._bar = HBox([bar, Label(name), StopButton(unit=self.unit)])
        self._place = display(self._bar, display_id=True)  # type: ignore[no-untyped-call]
        self.display = display(Figure("", f"{self.unit} 0 of {self.total}"), display_id=True)  # type: ignore[no-untyped-call]
        self.listen()

    @property
    def stopped(self) -> bool:
        """Whether the reader wants the work to end."""
        return self._interruptions.wished

    def listen(self) -> None:
        """Keep the next interruption of this cell as a wish; nothing outside a notebook."""
        if self.display is not None:
            self._interruptions.listen()

    def update(self, done: int, more: str = "", stopped: bool = False, over: bool = False) -> str:
        """Move the bar to `done`; what is said of it, with `more` after the count.

        At the end, or where it is `over` before, the bar goes; where the work was `stopped`, a sentence follows it.
        """
        words = f"{self.unit} {done} of {self.total}{more}"
        ended = stopped or over or done >= self.total
        if not ended:
            left = (time.monotonic() - self._began) / max(done, 1) * (self.total - done)
            words += f"; about {left:.0f} s left"
        if self._bar is not None:
            self._bar.children[0].value = done
            self._bar.children[1].value = words
            if ended:
                self._end(f"Stopped after {words}. What was learnt or made so far is kept." if stopped else "")
        return words

    def _end(self, sentence: str) -> None:
        self._interruptions.release()
        if self._place is not None:
            self._place.update(Figure(f"<p>{escape(sentence)}</p>" if sentence else "", sentence))
        for child in (*self._bar.children, self._bar):
            child.close()
        self._bar = None

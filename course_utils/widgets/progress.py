"""A bar for long work: how far it is, and how long the rest takes."""

from __future__ import annotations

import time
from typing import Any, Protocol

from course_utils.widgets.drawing.figures import Figure


class Display(Protocol):
    """A notebook's output that can be drawn anew."""

    def update(self, shown: object) -> None:
        """Show this instead of what is shown."""


class Progress:
    """A bar of ipywidgets above a display that can be drawn anew; both None where no notebook shows them.

    >>> bar = Progress(3, "frame")
    >>> bar.update(1), bar.update(3)
    ('frame 1 of 3; about 0 s left', 'frame 3 of 3')
    """

    def __init__(self, total: int, unit: str) -> None:
        self.total, self.unit, self._began = total, unit, time.monotonic()
        self._bar: Any = None
        self._place: Display | None = None
        self.display: Display | None = None
        from IPython import get_ipython

        if get_ipython() is not None:
            self._show()

    def _show(self) -> None:
        from IPython.display import display
        from ipywidgets import HBox, IntProgress, Label

        name = f"{self.unit} of {self.total}"
        bar = IntProgress(max=self.total, tooltip=name, style={"bar_color": "#009E73"})
        self._bar = HBox([bar, Label(name)])
        self._place = display(self._bar, display_id=True)  # type: ignore[no-untyped-call]
        self.display = display(Figure("", f"{self.unit} 0 of {self.total}"), display_id=True)  # type: ignore[no-untyped-call]

    def update(self, done: int, more: str = "", stopped: bool = False) -> str:
        """Move the bar to `done`; what is said beside it, with `more` after the count. At the end the bar goes."""
        words = f"{self.unit} {done} of {self.total}{more}"
        ended = stopped or done >= self.total
        if not ended:
            left = (time.monotonic() - self._began) / max(done, 1) * (self.total - done)
            words += f"; about {left:.0f} s left"
        if self._bar is not None:
            self._bar.children[0].value = done
            self._bar.children[1].value = words if ended else f"{words}. The kernel's stop button ends it."
            if ended and self._place is not None:
                self._place.update(Figure("", words))
                self._bar.close()
                self._bar = None
        return words

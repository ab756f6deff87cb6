"""A button that stops long work kindly: the first press ends it after this epoch, the second one at once."""

from __future__ import annotations

import signal
import threading
from types import FrameType

import anywidget
import traitlets

from course_utils.widgets.assets import javascript


class Stopped(KeyboardInterrupt):
    """The reader stopped a training; a notebook shows the sentence alone."""

    def _render_traceback_(self) -> list[str]:
        """IPython asks for this instead of writing its own traceback."""
        return [str(self)]


class StopButton(anywidget.AnyWidget):
    """A button that asks the front end to interrupt the kernel: a click's own message waits for the running cell."""

    _esm = javascript("stop_button", "drawing")

    unit = traitlets.Unicode("step").tag(sync=True)


class Interruptions:
    """Keeps the first interruption of a running cell as a wish; the second one interrupts as ever.

    The kernel puts its own handler back when the cell ends, however it ends.
    """

    def __init__(self) -> None:
        self.wished = False
        self._handler: object = None

    def listen(self) -> None:
        """From now on, in the main thread, which is the only one that hears of interruptions."""
        if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGINT) != self._hear:
            self._handler = signal.signal(signal.SIGINT, self._hear)

    def release(self) -> None:
        """Interruptions interrupt again."""
        if self._handler is not None and signal.getsignal(signal.SIGINT) == self._hear:
            signal.signal(signal.SIGINT, self._handler)  # type: ignore[arg-type]
        self._handler = None

    def _hear(self, number: int, frame: FrameType | None) -> None:
        if self.wished:
            raise KeyboardInterrupt
        self.wished = True

"""A time limit on a student's own code, in the process that runs it: an endless loop costs seconds, not the kernel."""

from __future__ import annotations

import _thread
import itertools
import signal
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, TypeAlias

TraceFunction: TypeAlias = Callable[[FrameType, str, Any], Any]

SHORTEST = 10.0  # seconds; an exercise may allow more
_IMPORT = "<frozen importlib._bootstrap>"
_PAUSES = (1.0, 0.2, 0.05, 0.01)  # between interrupts: code that swallows one is hit again, ever faster


class OutOfTime(KeyboardInterrupt):
    """The limit is over. No `except Exception` catches it."""


class Clock:
    """Bounds what runs inside of its `with` blocks to `seconds` in sum.

    Main thread only; elsewhere nothing is stopped. A call into C ends when it returns. `line` is where the time ran
    out in code whose file name begins with `files`; `stuck` is true where an interrupt had to wait for C.

    Raises OutOfTime out of the block that ran too long, whatever its code made of the interrupts.
    """

    def __init__(self, seconds: float, files: str) -> None:
        self.seconds, self.files = seconds, files
        self.line: int | None = None
        self.stuck = False
        self._left = seconds
        self._over, self._running, self._reached = False, False, False
        self._began, self._excused = 0.0, 0.0
        self._clean_up: Callable[[], object] = bool

    def __enter__(self) -> None:
        if threading.current_thread() is not threading.main_thread():
            return
        if self._left <= 0:  # an interrupt at once would come before this block can end it
            raise OutOfTime
        done, self._began = threading.Event(), time.monotonic()
        handler, tracer = signal.signal(signal.SIGINT, self._interrupted), sys.gettrace()
        timer = threading.Thread(target=self._wait, args=(done,), daemon=True)

        def clean_up() -> None:
            done.set()
            timer.join()
            signal.signal(signal.SIGINT, handler)
            sys.settrace(tracer)
            self._left, self._excused = self._rest(), 0.0
            self._over = self._over or self._left < 0

        self._clean_up = clean_up
        timer.start()
        self._running = True  # last: what an interrupt raises in here nobody's `with` would clean up after

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._running = False
        self._clean_up()
        if self._over:
            self.stuck = self.stuck or not self._reached  # C held the interpreter until it returned
            raise OutOfTime

    def _rest(self) -> float:
        """Seconds left; an import that was under way when they were over gave all of them back."""
        return self._left + self._excused - (time.monotonic() - self._began)

    def _wait(self, done: threading.Event) -> None:
        for pause in itertools.chain((0.0,), _PAUSES, itertools.repeat(_PAUSES[-1])):
            if done.wait(max(self._rest(), pause)):
                return
            if self._rest() <= 0:  # else an import gave time back
                self._over = True
                _interrupt_main()

    def _interrupted(self, number: int, frame: FrameType | None) -> None:
        if not self._over:
            raise KeyboardInterrupt  # by hand
        if not self._running or (frame is not None and frame.f_code.co_filename == __file__):
            return  # it had finished just before
        if _imports(frame):  # a library that is half there would be broken for good, and its time is not the student's
            self._over, self._excused = False, time.monotonic() - self._began
            return
        if not self._reached:
            self._reached = True
            self.stuck = -self._rest() > _PAUSES[0]
        self._trace(frame)
        raise OutOfTime

    def _trace(self, frame: FrameType | None) -> None:
        """Stop the student's next line too: `while True: try: ... except: continue` swallows one interrupt for ever."""
        sys.settrace(self._stop)
        while frame is not None:
            if frame.f_code.co_filename.startswith(self.files):
                self.line = self.line or frame.f_lineno
                frame.f_trace = self._stop
            frame = frame.f_back

    def _stop(self, frame: FrameType, event: str, argument: object) -> TraceFunction | None:
        if not frame.f_code.co_filename.startswith(self.files):
            return None
        if event == "line" and self._running:
            raise OutOfTime
        return self._stop


def _imports(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename == _IMPORT:
            return True
        frame = frame.f_back
    return False


def _interrupt_main() -> None:
    """A real signal where there is one: it also ends a sleep."""
    if sys.platform == "win32":
        _thread.interrupt_main()
    else:
        signal.pthread_kill(_main_id(), signal.SIGINT)


def _main_id() -> int:
    known = threading.main_thread().ident
    assert known is not None
    return known

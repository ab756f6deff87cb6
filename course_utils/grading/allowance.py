"""How long one submission may take in all and how much it may say, what took it, and what a busy machine took."""

from __future__ import annotations

import os
from pathlib import Path

PATIENCE = 3.0  # times the seconds allowed: how long a busy machine can make a child take
MAX_BYTES = 144 * 2**20  # of all that the children of one submission answer: four of the largest size, all kept
_LISTED = 4  # of what took longest


class Allowance:
    """The seconds of one submission: over its definitions and functions, and of its processes' processor time.

    `received` are the bytes of its answers.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.processor = 0.0
        self.received = 0
        self._spent: dict[str, float] = {}

    @property
    def left(self) -> float:
        return self.seconds - max(sum(self._spent.values()), self.processor)

    @property
    def is_used_up(self) -> bool:
        return self.left <= 0

    @property
    def bytes_left(self) -> int:
        return max(MAX_BYTES - self.received, 0)

    def add(self, what: str, seconds: float) -> None:
        self._spent[what] = self._spent.get(what, 0.0) + seconds

    def spent_on(self, what: str) -> float:
        return self._spent.get(what, 0.0)

    def sentence(self) -> str:
        """What took it, longest first: "60 s in all: 39 s of conv_forward, 21 s of definitions"."""
        longest = sorted(self._spent.items(), key=lambda item: -item[1])[:_LISTED]
        parts = [f"{seconds:.0f} s of {what}" for what, seconds in longest if seconds >= 0.5]
        return f"{self.seconds:g} s in all" + (f": {', '.join(parts)}" if parts else "")


def own_seconds(elapsed: float, waited: float) -> float:
    """Of `elapsed` seconds those that a process had or slept: not those in which it waited for the processor.

    At least a third of them counts, so that the wait has an end whatever a process does.
    """
    return max(elapsed - waited, elapsed / PATIENCE)


def waited(process: int) -> float:
    """Seconds in which threads of a process were ready to run but had no processor; without end where Linux won't say.

    Source: /proc/PID/schedstat, as the kernel's Documentation/scheduler/sched-stats.rst describes it.
    """
    try:
        threads = list(Path(f"/proc/{process}/task").iterdir())
        return sum(int((thread / "schedstat").read_text().split()[1]) for thread in threads) / 1e9
    except (OSError, IndexError, ValueError):
        return float("inf")


def number_outside(descriptor: int) -> int:
    """The process behind a pidfd, by its number here: in a namespace of its own it has another."""
    try:
        lines = Path(f"/proc/self/fdinfo/{descriptor}").read_text().splitlines()
        return int(next(line.split()[1] for line in lines if line.startswith("Pid:")))
    except (OSError, StopIteration, ValueError):
        return -1
    finally:
        os.close(descriptor)

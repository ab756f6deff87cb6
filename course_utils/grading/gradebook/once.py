"""What many students have in common is worked out once: by the identity of values that a gradebook shares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Shared = TypeVar("Shared")
Made = TypeVar("Made")

MOST = 4096  # values held at a time: some for each exercise and question of the course, right, missing and wrong


class Once(Generic[Shared, Made]):
    """A function of a value, called once for each value while it is held.

    A value is known by its identity, which is its own as long as it is held here; when `most` are, all are let go. So
    memory has a bound whatever the class, and what is common comes back at once. `make` must not depend on anything
    that changes.
    """

    def __init__(self, make: Callable[[Shared], Made], most: int = MOST) -> None:
        self._make, self._most = make, most
        self._held: dict[int, tuple[Shared, Made]] = {}

    def __call__(self, value: Shared) -> Made:
        held = self._held.get(id(value))
        if held is None:
            if len(self._held) >= self._most:
                self._held.clear()
            held = self._held[id(value)] = value, self._make(value)
        return held[1]

"""Libraries that notebooks lay around a loop, a bar or a compiler: the loop is the answer, and runs without them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from course_utils.checks.classic.inert import Inert
from course_utils.types import Function


class Bar(Inert):
    """A bar of progress that draws nothing: it gives what it goes through, and all else of it does nothing."""

    def __init__(self, iterable: Iterable[Any] = (), *args: object, **options: object) -> None:
        self._iterable = iterable

    def __iter__(self) -> Iterator[Any]:
        return iter(self._iterable)

    def __len__(self) -> int:
        return len(self._iterable)  # type: ignore[arg-type]

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *error: object) -> None:
        return None


def _bar_of(*args: int, **options: object) -> Bar:
    return Bar(range(*args))


def _as_it_is(*args: Any, **options: object) -> Any:
    """What `@jit` and `@jit(nopython=True)` are to a function: the function itself."""
    return args[0] if args and callable(args[0]) else _as_it_is


def _vectorised(*args: Any, **options: object) -> Function | Any:
    return np.vectorize(args[0]) if args and callable(args[0]) else np.vectorize


BARS = {"tqdm": Bar, "tqdm_notebook": Bar, "trange": _bar_of, "tnrange": _bar_of}
COMPILERS = {"jit": _as_it_is, "njit": _as_it_is, "prange": range, "vectorize": _vectorised}

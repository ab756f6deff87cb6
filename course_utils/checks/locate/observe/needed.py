"""On which of its arguments, and on which entries of dictionaries, a right answer depends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from course_utils.checks.compare import first_difference
from course_utils.checks.locate.bounds import quietly
from course_utils.checks.locate.trials import Trial, copied
from course_utils.checks.values import PlainValue
from course_utils.exercises.base import Inputs

_TRIALS = 4


def needed_inputs(trials: Sequence[Trial], answer: Callable[[Inputs], PlainValue]) -> tuple[str, ...]:
    """Paths, such as `b` and `hparameters.stride`, whose change alone changes what `answer` gives in some trial.

    `answer` is the reference's; where it refuses a changed value, that value proves nothing.
    """
    paths = dict.fromkeys(path for trial in trials for path in _paths(trial.inputs))
    few = trials[:_TRIALS]
    with quietly():
        return tuple(".".join(path) for path in paths if any(_matters(path, trial, answer) for trial in few))


def _paths(inputs: Inputs) -> Iterator[tuple[str, ...]]:
    for name, value in inputs.items():
        yield (name,)
        if isinstance(value, dict):
            yield from ((name, key) for key in value if isinstance(key, str))


def _matters(path: tuple[str, ...], trial: Trial, answer: Callable[[Inputs], PlainValue]) -> bool:
    home: Any = trial.inputs
    for key in path[:-1]:
        home = home.get(key, {})
    for other in _others(home.get(path[-1])):
        changed = copied(trial.inputs)
        inner: Any = changed
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = other
        try:
            got = answer(changed)
        except Exception:  # not accepted
            continue
        if first_difference(got, trial.expected, trial.case, ("result",)) is not None:
            return True
    return False


def _others(value: object) -> Iterator[object]:
    """Other values of the same kind."""
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, (int, np.integer)):
        yield from (value + 1, max(value - 1, 0), 2 * value, 1)
    elif isinstance(value, float):
        yield from (value + 0.25, value / 2, 2 * value, 0.0, 1.0)
    elif isinstance(value, np.ndarray) and value.size:
        yield value[..., ::-1].copy()
        if value.dtype.kind == "f":
            yield value + 0.25
            yield 2 * value
        elif value.dtype.kind in "iu":
            yield np.maximum(value - 1, 0)
    elif isinstance(value, tuple) and all(isinstance(part, (int, float)) for part in value):
        yield from (tuple(reversed(value)), tuple(part + 1 for part in value))
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from ({**value, key: other} for other in _others(part))
    elif isinstance(value, (list, tuple)) and len(value) > 1:
        yield type(value)(reversed(value))

"""The small family of an exercise: inputs as small as its reference accepts, made by shrinking the visible cases."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from course_utils.checks.locate.bounds import quietly
from course_utils.checks.locate.small.shrink import Build, State, builds
from course_utils.checks.locate.trials import Trial
from course_utils.checks.values import Opaque, PlainValue
from course_utils.exercises.base import Case, Inputs

Answer = Callable[[Inputs], PlainValue]  # the reference's; raises where it does not accept the inputs

MOST = 40  # members
_CALLS = 600  # of the reference
_SECONDS = 0.4


def small_family(cases: Sequence[tuple[Case, Inputs]], answer: Answer) -> tuple[Trial, ...]:
    """Small inputs with their right answers, the smallest first; none where the reference is slow.

    From each case one goes down, quantity by quantity and pair by pair, as far as `answer` accepts; the family is what
    lies on the way and around the end.
    """
    walk = _Walk(answer)
    with quietly():
        for build in builds([inputs for _, inputs in cases]):
            case = next(case for case, inputs in cases if inputs is build.inputs)
            walk.down(build, case)
    members = sorted(walk.trials, key=lambda trial: trial.size)
    first, rest = members[: MOST // 2], members[MOST // 2 :]
    return (*first, *rest[:: max(1, -(-len(rest) // (MOST // 2)))])


@dataclass
class _Walk:
    answer: Answer
    trials: list[Trial] = field(default_factory=list)
    known: dict[str, PlainValue] = field(default_factory=dict)
    calls: int = 0
    started: float = field(default_factory=time.monotonic)

    @property
    def is_over(self) -> bool:
        return self.calls >= _CALLS or time.monotonic() > self.started + _SECONDS

    def down(self, build: Build, case: Case) -> None:
        """Shrink one case, then look around where it ends."""
        known: set[State] = set()
        state, moved = build.state, True
        while moved and not self.is_over:
            moved = False
            for smaller in _smaller(build, state):
                if smaller not in known and self._accepts(build, smaller, case, known):
                    state, moved = smaller, True
                    break
        for near in _around(build, state):
            if self.is_over:
                return
            if near not in known:
                self._accepts(build, near, case, known)

    def _accepts(self, build: Build, state: State, case: Case, known: set[State]) -> bool:
        known.add(state)
        accepted = False
        for readable in (True, False):
            inputs = None if self.is_over else build.at(state, readable)
            if inputs is None:
                continue
            key = _key(inputs)
            if key not in self.known:
                expected = self.known[key] = self._expected(inputs)
                if expected is not None:
                    self.trials.append(Trial(inputs, expected, case, is_visible=False))
            accepted = accepted or self.known[key] is not None
        return accepted

    def _expected(self, inputs: Inputs) -> PlainValue:
        self.calls += 1
        try:
            expected = self.answer(inputs)
        except Exception:  # the reference does not accept them
            return None
        return expected if _says_something(expected) else None


def _smaller(build: Build, state: State) -> Iterator[State]:
    """One quantity less, down to its least; then two at once: sizes hang on each other."""
    steps = [_values(build, state, place) for place in range(len(state))]
    for place, values in enumerate(steps):
        for value in values:
            yield (*state[:place], value, *state[place + 1 :])
    for left, other in itertools.combinations(range(len(state)), 2):
        for first, second in itertools.product(steps[left][:4], steps[other][:4]):
            both = list(state)
            both[left], both[other] = first, second
            yield tuple(both)


def _values(build: Build, state: State, place: int) -> list[int]:
    least = build.least[place]
    return list(range(least, min(state[place], least + 5)))


def _around(build: Build, state: State) -> Iterator[State]:
    """One more and two more of each quantity, then of two."""
    full = build.state
    room = [
        [value for value in (state[place] + 1, state[place] + 2) if value <= full[place]] for place in range(len(state))
    ]
    for place, values in enumerate(room):
        for value in values:
            yield (*state[:place], value, *state[place + 1 :])
    for left, other in itertools.combinations(range(len(state)), 2):
        for first, second in itertools.product(room[left], room[other]):
            both = list(state)
            both[left], both[other] = first, second
            yield tuple(both)


def _says_something(value: PlainValue) -> bool:
    """Whether a value is all numbers, and some: nothing infinite, no NaN, no empty arrays."""
    if isinstance(value, np.ndarray):
        return value.size > 0 and bool(np.isfinite(value).all())
    if isinstance(value, list):
        return bool(value) and all(map(_says_something, value))
    if isinstance(value, dict):
        return all(map(_says_something, value.values()))
    return value is not None and not isinstance(value, Opaque)


def _key(value: object) -> str:
    """A text that two inputs share only where they are equal."""
    if isinstance(value, np.ndarray):
        return f"{value.dtype}{value.shape}{value.tolist()}"
    if isinstance(value, dict):
        return "{" + ",".join(f"{key}:{_key(part)}" for key, part in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return f"{type(value).__name__}({','.join(map(_key, value))})"
    return repr(value)

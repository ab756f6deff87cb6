"""The first value on the way to an answer that the course's way does not meet, where the steps are prescribed."""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType, FunctionType
from typing import Any, TypeAlias

import numpy as np

from course_utils.checks.calls.arguments import written
from course_utils.checks.calls.table import CALLS
from course_utils.checks.judge import Question
from course_utils.checks.locate.bounds import quietly
from course_utils.checks.locate.diagnosis import Fault
from course_utils.checks.locate.networks.arguments import aliases
from course_utils.checks.locate.source import Text, cached_text, definition_of
from course_utils.checks.locate.trace import watch
from course_utils.checks.locate.trials import copied
from course_utils.exercises.base import Inputs
from course_utils.types import Array, Function

STEPPED = ("forward", "train_step")  # calls whose steps are given by the exercise: layer by layer, cost by cost
_TAPED = re.compile("gradient", re.IGNORECASE)  # what a tape recorded is no value: such an error comes from above
_MOST = 2**21  # numbers of a value that is compared


# Line, name and numbers, and whether an argument was changed in place.
Look: TypeAlias = Callable[[int, str, Sequence[Array], bool], None]


@dataclass(frozen=True)
class StepTask:
    """One call, all values that come up on the course's way, and what it changes an argument to in the end."""

    call: str
    inputs: Inputs
    values: tuple[Array, ...]
    ends: tuple[Array, ...] = ()


def step_task(questions: Sequence[Question]) -> StepTask:
    """The task of an exercise in its first visible case; the reference runs here."""
    question = questions[0]
    exercise, seen = question.exercise, list[Array]()
    ends = list[Array]()

    def keep(line: int, name: str, values: Sequence[Array], changed: bool) -> None:
        seen.extend(values)
        ends[:] = values if changed else ends

    with _returns(seen, written(exercise.reference)):
        _followed(exercise.reference, exercise.call, question.inputs, keep)
    known = exercise.watched.given(question.inputs) if exercise.watched else {}
    for value in (*question.inputs.values(), *known.values()):
        seen.extend(_arrays(value))
    return StepTask(exercise.call, question.inputs, tuple(seen), tuple(ends))


def step_fault(function: Function, task: StepTask, text: Text = cached_text, cell: int = 0) -> Fault | None:
    """Where a name first gets a value that the course's way does not meet; None where all are met.

    Where all are met until an error comes up, its line; where an argument is not changed to its end, the last change.
    """
    source = definition_of(function, text)
    if source is None:
        return None
    wrong, changes = list[tuple[int, str]](), list[tuple[int, str, Sequence[Array]]]()

    def compare(line: int, name: str, values: Sequence[Array], changed: bool) -> None:
        if not wrong and not all(_is_met(value, task.values) for value in values):
            wrong.append((line, name))
        if changed:
            changes.append((line, name, values))

    with quietly():
        stopped, error = _followed(function, task.call, task.inputs, compare)
    if wrong:
        line, name = wrong[0]
        before = tuple(other for other in aliases(source.tree, line) if other < line)
        return Fault((line,), cell=cell, kind="value", what=name, sources=before)
    if stopped:
        return Fault((stopped,), kind="here", cell=cell) if not _TAPED.search(str(error)) else None
    if changes and task.ends and not all(_is_met(value, task.ends) for value in changes[-1][2]):
        return Fault(changes[-1][:1], cell=cell, kind="last", what=changes[-1][1])
    return None


def _followed(function: Function, call: str, inputs: Inputs, look: Look) -> tuple[int, Exception | None]:
    """Call `look` with line, name and numbers of everything that the function's first call gives a name, or changes.

    The line at which it stops comes back, 0 for none, and its error.
    """
    own, stopped, errors = written(function), list[int](), list[Exception]()
    if own is None:
        return 0, None

    def run() -> None:
        try:
            CALLS[call].give(own, copied(inputs))
        except Exception as error:
            errors.append(error)
            frames = traceback.walk_tb(error.__traceback__)
            stopped.extend(line for frame, line in frames if frame.f_code is own.__code__)

    bindings = _Bindings(look)
    watch(own.__code__, run, bindings)
    bindings.at_end()
    return (stopped[-1], errors[-1]) if stopped else (0, None)


@contextmanager
def _returns(seen: list[Array], reference: FunctionType | None) -> Iterator[None]:
    """Keep what functions return that the reference calls: it need not give every step a name."""

    def look(frame: FrameType, event: str, value: object) -> None:
        caller = frame.f_back
        if event == "return" and reference and caller is not None and caller.f_code is reference.__code__:
            seen.extend(_arrays(value))

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        yield
    finally:
        sys.setprofile(before)


class _Bindings:
    """Looks at a frame before each line: what the line before it gave a name, or changed in place."""

    def __init__(self, look: Look) -> None:
        self._look, self._line = look, 0
        self._frame: FrameType | None = None
        self._known: dict[str, object] = {}
        self._variables: dict[str, Any] = {}
        self._numbers: dict[str, Array] = {}

    def __call__(self, frame: FrameType) -> None:
        if self._frame is None:
            self._frame, self._known = frame, dict(frame.f_locals)
            self._variables = {name: value for name, value in self._known.items() if hasattr(value, "assign")}
            self._numbers = {name: np.array(value) for name, value in self._variables.items()}
        if frame is self._frame:
            self._compare(frame.f_locals)
            self._line = frame.f_lineno
        else:
            self.at_end()

    def at_end(self) -> None:
        if self._frame is not None and self._line:
            self._compare(self._frame.f_locals)
            self._line = 0

    def _compare(self, local: Mapping[str, Any]) -> None:
        if not self._line:
            return
        for name, variable in self._variables.items():
            now = np.array(variable)
            if not np.array_equal(now, self._numbers[name]):
                self._numbers[name] = now
                self._look(self._line, name, (now,), True)
        for name, value in local.items():
            if self._known.get(name) is not value:
                self._look(self._line, name, tuple(_arrays(value)), False)
        self._known = dict(local)


def _arrays(value: Any) -> Iterator[Array]:
    """The numbers of a value, and of the parts of a list; nothing of what is drawn as it is made, or is no numbers."""
    if isinstance(value, (list, tuple)):
        for part in value:
            yield from _arrays(part)
    elif isinstance(value, (float, np.ndarray, np.floating)) or type(value).__module__.startswith("tensorflow"):
        try:
            array = np.asarray(value)
        except Exception:  # a graph, a tape, an optimizer
            return
        if array.dtype.kind == "f" and array.size <= _MOST:
            yield array


def _is_met(value: Array, values: Sequence[Array]) -> bool:
    near = (each for each in values if each.shape == value.shape)
    return any(np.allclose(value, each, rtol=1e-3, atol=1e-5 * float(np.abs(each).max(initial=0))) for each in near)

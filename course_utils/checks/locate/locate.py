"""One function, one task, one answer: the fault, or nothing that can be said for certain."""

from __future__ import annotations

import contextlib
from contextlib import AbstractContextManager
from dataclasses import replace

from course_utils.checks.locate.bounds import quietly
from course_utils.checks.locate.choice import chosen
from course_utils.checks.locate.diagnosis import Fault
from course_utils.checks.locate.observe.facts import idle
from course_utils.checks.locate.observe.observed import Followed, certain
from course_utils.checks.locate.search import Search
from course_utils.checks.locate.source import Text, cached_text, source_of
from course_utils.checks.locate.trials import Task
from course_utils.types import Function

FOLLOWING = 0.1  # seconds of the processor, to see which lines are reached; at most a quarter of all


def fault_of(
    function: Function,
    task: Task,
    seconds: float,
    text: Text = cached_text,
    cell: int = 0,
    guard: AbstractContextManager[object] | None = None,
    stopped: tuple[type[BaseException], ...] = (),
) -> Fault | None:
    """Where the fault of a function lies; None where it has none, or where that cannot be told.

    Args:
        task: the visible cases that the function fails and passes, and the exercise's small family.
        seconds: of the processor, for all of it.
        text: the source of the function's file. cell: its number in the notebook, for the sentence.
        guard: entered while edited versions run; what it ends them with is `stopped`, and what was found until then
            counts.
    """
    source = source_of(function, text) if task.can_locate else None
    if source is None:
        return None
    following = min(FOLLOWING, seconds / 4)
    with quietly():
        search, fault = Search(source, task, seconds - following), None
        with contextlib.suppress(*stopped), guard or contextlib.nullcontext():
            if not search.prepare():
                return None
            fault = certain(source, task)
            if fault is None:
                search.run()
        if not search.failing:
            return None
        fault = fault or chosen(source.tree, search.mends, search.complete) or chosen(source.tree, search.pairs)
        with contextlib.suppress(*stopped), guard or contextlib.nullcontext():
            if fault is not None and len(fault.lines) > 1 and fault.together and search.stops_in(fault.lines):
                fault = None  # the error says its line, and what to do there
            fault = fault or Followed(source, task, search.failing, search.passing, following).fault()
        if fault is None and search.alone is not None:
            fault = search.alone.fault()
        fault = fault or idle(source.tree)
    return replace(fault, cell=cell) if fault is not None else None

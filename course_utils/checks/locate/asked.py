"""A fault asked for across a process: the task as plain values, and the answer as plain values, trusted by nobody.

The process that runs student code gets the right answers of visible cases here, so it is asked only when every verdict
stands, and it never sees a hidden input.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from course_utils.checks.locate.diagnosis import FROM, OBSERVED, PLACE, SEEN, Fault
from course_utils.checks.locate.following.followed import FollowedTask, followed
from course_utils.checks.locate.following.steps import StepTask
from course_utils.checks.locate.light import prepared
from course_utils.checks.locate.locate import fault_of
from course_utils.checks.locate.networks.fault import NetworkTask
from course_utils.checks.locate.trials import Task, Trial
from course_utils.exercises.base import Case
from course_utils.types import Function

CALL = "locate"  # how the request is named beside the calls of exercises
_FILE = re.compile(r"<cell (\d+)>")
_MOST_LINES = 6
_WORDS = (PLACE, FROM, *SEEN)
_SAID = re.compile(
    r"(?:(?:expression for|index of|call on|range of) `[^`\n]{1,60}`)|expression(?: after `return`)?|condition"
)
_NAME = re.compile(r"[^`\n]{1,60}")


def request(task: Task, sources: Mapping[str, str], seconds: float) -> dict[str, Any]:
    """The inputs of the call: `sources` are the texts of the notebook's cells by the names of their files."""
    trials = [
        {"inputs": trial.inputs, "expected": trial.expected, "rtol": trial.case.rtol, "atol": trial.case.atol,
         "visible": trial.is_visible}
        for trial in task.trials
    ]  # fmt: skip
    about = {"call": task.call, "outputs": list(task.outputs), "seconds": seconds, "needed": list(task.needed)}
    return {**about, "sources": dict(sources), "trials": trials}


def request_to_follow(task: FollowedTask, sources: Mapping[str, str]) -> dict[str, Any]:
    """The inputs of the call for a function that is followed."""
    return {"followed": type(task).__name__, "task": vars(task), "sources": dict(sources)}


def _is_followed(function: Function, posed: Mapping[str, Any]) -> Fault | None:
    task = dict(posed["task"])
    if posed["followed"] == StepTask.__name__:
        known: FollowedTask = StepTask(**task)
    else:
        known = NetworkTask(task["call"], tuple((inputs, wired) for inputs, wired in task["cases"]))
    return followed(function, known, lambda file: str(posed["sources"].get(file, "")))


def located(function: Function, posed: Mapping[str, Any]) -> list[Any]:
    """In the process of the student's code: the fault as [cell, together, lines, what they decide, kind], or []."""
    fault = _is_followed(function, posed) if "followed" in posed else _mended(function, posed)
    if fault is None:
        return []
    file = _FILE.fullmatch(function.__code__.co_filename)
    return [int(file[1]) if file else 0, fault.together, list(fault.lines), list(fault.decides), fault.kind]


def _mended(function: Function, posed: Mapping[str, Any]) -> Fault | None:
    trials = tuple(
        Trial(each["inputs"], each["expected"], _case(each["rtol"], each["atol"]), each["visible"])
        for each in posed["trials"]
    )
    task = Task(posed["call"], tuple(posed["outputs"]), trials, tuple(posed["needed"]))
    version = prepared(function, task.call)
    return fault_of(version, task, posed["seconds"], lambda file: str(posed["sources"].get(file, "")))


def _case(rtol: float, atol: float) -> Case:
    return Case("", lambda generator: {}, rtol=rtol, atol=atol)


def read(value: object, sources: Mapping[str, str]) -> Fault | None:
    """The fault that came back; None for anything but a line of a cell that there is, and words of ours about it."""
    if not isinstance(value, list) or len(value) != 5:
        return None
    cell, together, lines, said, kind = value
    if type(cell) is not int or type(together) is not bool or not isinstance(lines, list) or not isinstance(said, list):
        return None
    length = sources.get(f"<cell {cell}>", "").count("\n") + 1
    if not 1 <= len(lines) <= _MOST_LINES or len(said) > _MOST_LINES or f"<cell {cell}>" not in sources:
        return None
    if not all(type(line) is int and 1 <= line <= length for line in lines):
        return None
    if type(kind) is not str or not all(type(words) is str for words in said):
        return None
    if kind:
        is_ours = kind in OBSERVED and len(said) <= 1 and all(map(_NAME.fullmatch, said))
    else:
        is_ours = len(said) == len(lines) and all(words in _WORDS or _SAID.fullmatch(words) for words in said)
    return Fault(tuple(lines), tuple(said), together, cell, kind) if is_ours else None

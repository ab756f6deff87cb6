"""A fault asked for across a process: the task as plain values, and the answer as plain values, trusted by nobody.

The process that runs student code gets the right answers of visible cases here, so it is asked only when every verdict
stands, and it never sees a hidden input.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from course_utils.checks.locate.diagnosis import PLACE, SEEN, Fault
from course_utils.checks.locate.following.followed import FollowedTask, followed
from course_utils.checks.locate.following.steps import StepTask
from course_utils.checks.locate.light import prepared
from course_utils.checks.locate.locate import fault_of
from course_utils.checks.locate.networks.fault import NetworkTask
from course_utils.checks.locate.trials import Task, Trial
from course_utils.checks.naming.small import Values, contradicts, values_of
from course_utils.exercises.base import Case
from course_utils.types import Function

CALL = "locate"  # how the request is named beside the calls of exercises
_FILE = re.compile(r"<cell (\d+)>")
_MOST_LINES = 6
_SAID = re.compile(
    r"(?:(?:expression for|index of|call on|range of) `[^`\n]{1,60}`)|expression(?: after `return`)?|condition"
)
_NAME = re.compile(r"[^`\n]{0,60}")
_LAYERS = re.compile(r"[\w ×→⌈⌉.,;:()\[\]{}'/=+−-]{0,200}")
_FIELDS = {"lines": list, "decides": list, "together": bool, "cell": int, "kind": str, "what": str, "sources": list}


def request(
    task: Task, sources: Mapping[str, str], seconds: float, mistakes: Mapping[str, Values] | None = None
) -> dict[str, Any]:
    """The inputs of the call: `sources` are the texts of the notebook's cells by the names of their files.

    `mistakes` are those that a verdict names, with what they do in the small cases.
    """
    trials = [
        {"inputs": trial.inputs, "expected": trial.expected, "rtol": trial.case.rtol, "atol": trial.case.atol,
         "visible": trial.is_visible}
        for trial in task.trials
    ]  # fmt: skip
    about = {"call": task.call, "outputs": list(task.outputs), "seconds": seconds, "needed": list(task.needed),
             "arguments": list(task.arguments)}  # fmt: skip
    return {**about, "sources": dict(sources), "trials": trials, "mistakes": dict(mistakes or {})}


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


def located(function: Function, posed: Mapping[str, Any]) -> dict[str, Any]:
    """In the process of the student's code: the fault as its fields by name, or nothing, and `denied` names."""
    denied = [] if "followed" in posed else _denied(function, posed)
    more: dict[str, Any] = {"denied": denied} if denied else {}
    fault = _is_followed(function, posed) if "followed" in posed else _mended(function, posed)
    if fault is None:
        return more
    file = _FILE.fullmatch(function.__code__.co_filename)
    fields = {name: list(value) if isinstance(value, tuple) else value for name, value in vars(fault).items()}
    return {**fields, "cell": int(file[1]) if file else 0, **more}


def _denied(function: Function, posed: Mapping[str, Any]) -> list[str]:
    """The names of mistakes that the function's answers to the small cases contradict."""
    if not posed["mistakes"]:
        return []
    task = _task(posed)
    own = values_of(prepared(function, task.call), task)
    return [name for name, other in posed["mistakes"].items() if contradicts(own, other, task)]


def _task(posed: Mapping[str, Any]) -> Task:
    trials = tuple(
        Trial(each["inputs"], each["expected"], _case(each["rtol"], each["atol"]), each["visible"])
        for each in posed["trials"]
    )
    return Task(posed["call"], tuple(posed["outputs"]), trials, tuple(posed["needed"]), tuple(posed["arguments"]))


def _mended(function: Function, posed: Mapping[str, Any]) -> Fault | None:
    task = _task(posed)
    version = prepared(function, task.call)
    return fault_of(version, task, posed["seconds"], lambda file: str(posed["sources"].get(file, "")))


def _case(rtol: float, atol: float) -> Case:
    return Case("", lambda generator: {}, rtol=rtol, atol=atol)


def denied(value: object) -> list[str]:
    """The names that came back as contradicted; what is no name of a verdict takes none back."""
    names = value.get("denied", []) if isinstance(value, dict) else []
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []


def read(value: object, sources: Mapping[str, str]) -> Fault | None:
    """The fault that came back; None for anything but a line of a cell that there is, and words of ours about it."""
    parts = {name: part for name, part in value.items() if name != "denied"} if isinstance(value, dict) else {}
    if {name: type(part) for name, part in parts.items()} != _FIELDS:
        return None
    fields: dict[str, Any] = {name: tuple(part) if isinstance(part, list) else part for name, part in parts.items()}
    fault = Fault(**fields)
    length = sources.get(f"<cell {fault.cell}>", "").count("\n") + 1
    lines = (*fault.lines, *fault.sources)
    if not fault.lines or len(lines) > _MOST_LINES or f"<cell {fault.cell}>" not in sources:
        return None
    if not all(type(line) is int and 1 <= line <= length for line in lines):
        return None
    return fault if _is_ours(fault) else None


def _is_ours(fault: Fault) -> bool:
    """Whether a fault's words are those of this program, but for one name of the student's."""
    if fault.kind:
        seen = SEEN.get(fault.kind)
        words = _NAME if seen and seen.is_named else _LAYERS
        return seen is not None and not fault.decides and words.fullmatch(fault.what) is not None
    said = [words for words in fault.decides if type(words) is str and (words == PLACE or _SAID.fullmatch(words))]
    return len(said) == len(fault.decides) == len(fault.lines) and not fault.what

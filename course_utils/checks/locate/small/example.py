"""The smallest example that fails, written out: what went in, what came, what should."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from course_utils.checks.compare import first_difference
from course_utils.checks.locate.bounds import quietly
from course_utils.checks.locate.diagnosis import Example
from course_utils.checks.locate.small.work import worked_out
from course_utils.checks.locate.trials import Task, Trial, size_of
from course_utils.checks.values import Opaque, PlainValue, describe
from course_utils.exercises.base import Inputs, Watching
from course_utils.types import Array, Function

MOST = 12  # numbers of an answer that stand side by side
_MOST_INPUTS = 40  # numbers of the inputs
_SAME: Mapping[str, str] = {}


def smallest_failing(function: Function, task: Task) -> Trial | None:
    """The member of the small family with fewest numbers that the function fails; None where all pass or are large."""
    family = (trial for trial in task.trials if not trial.is_visible and trial.size <= _MOST_INPUTS)
    with quietly():
        for trial in sorted(family, key=lambda trial: trial.size + size_of(trial.expected)):
            if not task.passes(function, trial):
                return trial
    return None


def example_of(
    function: Function, task: Task, trial: Trial, watching: Watching | None = None, own: Mapping[str, str] = _SAME
) -> Example | None:
    """A call that fails, written out; None where it passes.

    `watching` knows what a number of it is made of; `own` says what the student calls the parts of the answer.
    """
    inputs = tuple(f"{name} = {written(value)}" for name, value in _named(trial.inputs))
    try:
        with quietly():
            value = task.answer(function, trial.inputs)
    except (Exception, SystemExit) as error:
        name, right = _first_part(trial.expected, task.outputs)
        return Example(inputs, f"stops with {type(error).__name__}", f"{own.get(name, name)} = {_answer(right)}")
    difference = first_difference(value, trial.expected, trial.case, task.outputs)
    if difference is None:
        return None
    got, expected, name = value, trial.expected, difference.where.split("[")[0]
    work = worked_out(difference.where, task, trial, watching) if name == task.outputs[0] else ""
    called = own.get(name, name)
    work = f"{called}{work.removeprefix(name)}" if work else ""
    if len(task.outputs) > 1 and name in task.outputs and isinstance(got, list) and isinstance(expected, list):
        place = task.outputs.index(name)
        got, expected = got[place], expected[place]
    return Example(inputs, *_side_by_side(called, got, expected), work)


def _first_part(expected: PlainValue, outputs: tuple[str, ...]) -> tuple[str, PlainValue]:
    return outputs[0], expected[0] if len(outputs) > 1 and isinstance(expected, list) else expected


def _named(inputs: Inputs) -> list[tuple[str, object]]:
    """Arguments by their names; the arrays of a tuple stand by themselves."""
    parts: list[tuple[str, object]] = []
    for name, value in inputs.items():
        if isinstance(value, tuple) and any(isinstance(part, np.ndarray) for part in value):
            parts += [(f"{name}[{place}]", part) for place, part in enumerate(value)]
        else:
            parts.append((name, value))
    return parts


def _side_by_side(name: str, got: PlainValue, expected: PlainValue) -> tuple[str, str]:
    if isinstance(got, np.ndarray) and isinstance(expected, np.ndarray) and got.shape != expected.shape:
        return f"{name} of shape {_shape(got)}{_small(got)}", f"{name} of shape {_shape(expected)}{_small(expected)}"
    if isinstance(got, list) and isinstance(expected, list) and len(got) == len(expected) and size_of(got) > MOST:
        for number, (own, right) in enumerate(zip(got, expected, strict=True)):
            if not _is_equal(own, right):
                return _side_by_side(f"{name}[{number}]", own, right)
    return f"{name} = {_answer(got)}", f"{name} = {_answer(expected)}"


def _is_equal(own: PlainValue, right: PlainValue) -> bool:
    if isinstance(own, list) and isinstance(right, list):
        return len(own) == len(right) and all(map(_is_equal, own, right))
    if isinstance(own, np.ndarray) and isinstance(right, np.ndarray):
        return own.shape == right.shape and bool(np.allclose(own, right, equal_nan=True))
    return type(own) is type(right) and own == right


def _small(array: Array) -> str:
    return f": {written(array)}" if array.size <= MOST else ""


def _answer(value: PlainValue) -> str:
    return written(value) if size_of(value) <= MOST else describe(value)


def written(value: object) -> str:
    """A value as a student would write it; of an array of images with one image and one channel, that plane.

    >>> written(np.array([[1.0, 2.0], [3.5, 4.0]])), written((2, 3)), written(np.ones((1, 1, 2, 1)))
    ('[[1, 2], [3.5, 4]]', '(2, 3)', '[[1, 1]] (shape 1×1×2×1)')
    """
    if isinstance(value, np.ndarray):
        if value.ndim == 0:
            return _number(value.item())
        if value.size > _MOST_INPUTS:
            return f"an array of shape {_shape(value)}"
        plane = value
        for _ in value.shape:  # the channel before the image: a picture of one row stays a row
            if plane.ndim > 2 and plane.shape[-1] == 1:
                plane = plane[..., 0]
            if plane.ndim > 2 and plane.shape[0] == 1:
                plane = plane[0]
        kept = "" if plane.ndim == value.ndim else f" (shape {'×'.join(map(str, value.shape))})"
        return f"{_nested(plane.tolist())}{kept}"
    if isinstance(value, (list, tuple)):
        inner = ", ".join(map(written, value))
        return f"[{inner}]" if isinstance(value, list) else f"({inner}{',' * (len(value) == 1)})"
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}": {written(part)}' for key, part in value.items()) + "}"
    if isinstance(value, Opaque):
        return value.type_name
    if isinstance(value, (int, float, np.number)):
        return _number(value)
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _nested(value: object) -> str:
    return f"[{', '.join(map(_nested, value))}]" if isinstance(value, list) else _number(value)


def _number(value: object) -> str:
    return str(value) if isinstance(value, (bool, int, np.bool_)) else f"{value:.4g}".replace("-", "−")


def _shape(array: Array) -> str:
    return str(array.shape)

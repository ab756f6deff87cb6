"""Smaller inputs of the same build: shorter axes, smaller whole numbers, values that are easily read.

Axes and numbers that agree in every case are one quantity and shrink together; within a tuple the order of the
numbers stays, so that a box stays a box. What is left of the relations between arguments is for the one to say who
accepts the inputs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from course_utils.exercises.base import Inputs
from course_utils.types import Array

Path = tuple[Any, ...]  # keys and indices that lead to a part of the inputs
Slot = tuple[Path, int | None]  # an axis of the array or list there, or the whole number there
State = tuple[int, ...]  # a value for each quantity

_READABLE = 9  # whole numbers up to this one are left as they are


@dataclass(frozen=True)
class Build:
    """One call's inputs, and its quantities: each a group of slots that always hold the same number."""

    inputs: Inputs
    quantities: tuple[tuple[Slot, ...], ...]
    least: State  # of each quantity: its own value for one that no case varies

    @cached_property
    def state(self) -> State:
        slots = dict(slots_of(self.inputs))
        return tuple(slots[group[0]] for group in self.quantities)

    def at(self, state: State, readable: bool = True) -> Inputs | None:
        """The inputs with other quantities; None where a tuple's order of numbers would change."""
        values = {slot: value for group, value in zip(self.quantities, state, strict=True) for slot in group}
        made: Inputs = _rebuilt(self.inputs, (), values, readable)
        return made if _same_order(self.inputs, made) else None


def builds(cases: Sequence[Inputs]) -> list[Build]:
    """The cases with their quantities: those axes are one whose lengths agree in every case of their structure.

    An axis that is as long in every case stays as it is: the 4 of a box, the 3 of a colour.
    """
    by_structure: dict[tuple[Slot, ...], list[Inputs]] = {}
    for inputs in cases:
        by_structure.setdefault(tuple(slot for slot, _ in slots_of(inputs)), []).append(inputs)
    ranges = _ranges(cases)
    result = []
    for slots, alike in by_structure.items():
        columns = list(zip(*([value for _, value in slots_of(inputs)] for inputs in alike)))
        groups: dict[tuple[Any, ...], list[Slot]] = {}
        for slot, column in zip(slots, columns, strict=True):
            groups.setdefault((column, None if slot[1] is not None else slot), []).append(slot)
        for inputs in alike:
            own = dict(slots_of(inputs))
            least = tuple(max(_least(slot, own, inputs, ranges) for slot in group) for group in groups.values())
            result.append(Build(inputs, tuple(map(tuple, groups.values())), least))
    return result


def _ranges(cases: Sequence[Inputs]) -> dict[Slot, set[int]]:
    """The values of every slot over all cases; axes are counted from the last, so that more or fewer may precede."""
    ranges: dict[Slot, set[int]] = {}
    for inputs in cases:
        for slot, value in slots_of(inputs):
            ranges.setdefault(_from_the_end(slot, inputs), set()).add(value)
    return ranges


def _from_the_end(slot: Slot, inputs: object) -> Slot:
    path, axis = slot
    for key in path:
        inputs = inputs[key]  # type: ignore[index]
    return (path, axis - inputs.ndim) if isinstance(inputs, np.ndarray) and axis is not None else slot


def _least(slot: Slot, own: Mapping[Slot, int], inputs: Inputs, ranges: Mapping[Slot, set[int]]) -> int:
    values = ranges[_from_the_end(slot, inputs)]
    if slot[1] is None:
        return min(1, min(values))
    return own[slot] if len(values) == 1 else 1


def slots_of(value: object, path: Path = ()) -> Iterator[tuple[Slot, int]]:
    """Every axis and every whole number of inputs, with its value."""
    if isinstance(value, np.ndarray):
        yield from (((path, axis), length) for axis, length in enumerate(value.shape))
    elif isinstance(value, (bool, str)) or value is None:
        return
    elif isinstance(value, (int, np.integer)):
        yield (path, None), int(value)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from slots_of(part, (*path, key))
    elif isinstance(value, (list, tuple)):
        if isinstance(value, list):
            yield (path, 0), len(value)
        for index, part in enumerate(value):
            yield from slots_of(part, (*path, index))


def _rebuilt(value: Any, path: Path, values: Mapping[Slot, int], readable: bool) -> Any:
    if isinstance(value, np.ndarray):
        cut = value[tuple(slice(values.get((path, axis))) for axis in range(value.ndim))]
        return readable_values(cut) if readable else cut.copy()
    if isinstance(value, Mapping):
        return {key: _rebuilt(part, (*path, key), values, readable) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        parts = [_rebuilt(part, (*path, index), values, readable) for index, part in enumerate(value)]
        return parts[: values.get((path, 0))] if isinstance(value, list) else tuple(parts)
    return values.get((path, None), value)


def readable_values(values: Array) -> Array:
    """Numbers in the same order and with the same signs that are easily read: whole ones, or tenths between 0 and 1.

    >>> readable_values(np.array([1.62, -0.61, -0.53, 0.8])).tolist()
    [2.0, -2.0, -1.0, 1.0]
    """
    if values.dtype.kind != "f" or not values.size or not np.isfinite(values).all():
        return values.copy()
    if (values == np.rint(values)).all() and np.abs(values).max() <= _READABLE:
        return values.copy()
    if values.min() >= 0 and values.max() <= 1:
        for digits in (1, 2, 3):
            rounded = values.round(digits)
            if len(np.unique(rounded)) == len(np.unique(values)):
                return rounded
        return values.copy()
    different, places = np.unique(values, return_inverse=True)
    below = int((different < 0).sum())
    ranks = np.arange(len(different)) - below
    ranks[different > 0] += int(0 not in different)
    return ranks[places].reshape(values.shape).astype(values.dtype)


def _same_order(old: object, new: object) -> bool:
    if isinstance(old, tuple) and isinstance(new, tuple):
        numbers = [(a, b) for a, b in zip(old, new, strict=True) if isinstance(a, (int, np.integer))]
        for a, b in numbers:
            for c, d in numbers:
                if (a < c and b >= d) or (a == c and b != d):
                    return False
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return all(_same_order(old[key], new[key]) for key in old)
    if isinstance(old, (list, tuple)) and isinstance(new, (list, tuple)):
        return all(map(_same_order, old, new))
    return True

"""Copies of a notebook's functions that see globals of their own: nothing of the notebook changes."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from types import FunctionType
from typing import Any

from course_utils.types import Function


def own_space(function: FunctionType, others: Mapping[str, Function]) -> dict[str, Any]:
    """The function's globals once more, with `others` in their places; the notebook's functions see this space, too."""
    space = {**function.__globals__, **others}
    for name, value in function.__globals__.items():
        beside = inspect.unwrap(value) if isinstance(value, FunctionType) else value
        if isinstance(beside, FunctionType) and beside.__globals__ is function.__globals__ and name not in others:
            space[name] = moved(beside, space)
    return space


def moved(function: FunctionType, space: dict[str, Any]) -> FunctionType:
    """The function as if it had been defined in a space."""
    copy = FunctionType(function.__code__, space, function.__name__, function.__defaults__, function.__closure__)
    copy.__kwdefaults__ = function.__kwdefaults__
    return copy

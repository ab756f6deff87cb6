"""How arguments are given to a student's function: one rule, whatever the generation of its signature."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from inspect import Parameter
from typing import Any, TypeAlias

from course_utils.types import Function

Inputs: TypeAlias = Mapping[str, Any]  # named and ordered as in the classic signature
_OPEN = {Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD}


def call_with(function: Function, inputs: Inputs, lenient: bool = False, **extra: object) -> Any:
    """Call by name where the names agree, else by position: generations order and name some parameters differently.

    `extra` goes to functions that name it. A `lenient` call leaves out what the signature of another generation does
    not have: names decide, or position for the parameters that must be given and names for the others.

    >>> call_with(lambda images, width: (images, width), {"X": 1, "pad": 2})
    (1, 2)
    >>> call_with(lambda pad, X: (X, pad), {"X": 1, "pad": 2})
    (1, 2)
    """
    parameters = parameters_of(function)
    known = {name: value for name, value in {**inputs, **extra}.items() if name in parameters}
    needed = {name for name, it in parameters.items() if it.default is it.empty and it.kind not in _OPEN}
    ends = {it.kind for it in parameters.values()} & _OPEN
    takes_names = ends == {Parameter.VAR_KEYWORD} and needed <= known.keys()
    if takes_names or inputs.keys() <= known.keys():
        return function(**{**inputs, **known})
    lenient = lenient and not ends
    if lenient and needed <= known.keys():
        return function(**known)
    by_name = {name for name in known if name in extra or parameters[name].kind is Parameter.KEYWORD_ONLY}
    by_name |= known.keys() - needed if lenient else set()
    places = [value for name, value in inputs.items() if name not in by_name]
    places = places[: len(needed - by_name)] if lenient else places
    return function(*places, **{name: known[name] for name in by_name})


def parameters_of(function: Function) -> Mapping[str, Parameter]:
    """The parameters of a function; any number by place where they cannot be read."""
    try:
        return inspect.signature(function).parameters
    except (TypeError, ValueError):
        return {"args": Parameter("args", Parameter.VAR_POSITIONAL)}

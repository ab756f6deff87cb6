"""How arguments are given to a student's function: one rule, whatever the generation of its signature."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import partial, wraps
from inspect import Parameter
from types import FunctionType, MethodType
from typing import Any, TypeAlias

from course_utils.types import Function

Inputs: TypeAlias = Mapping[str, Any]  # named and ordered as in the classic signature
_MOST_WRAPPERS = 50
_OPEN = {Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD}


def call_with(function: Function, inputs: Inputs, lenient: bool = False, **extra: object) -> Any:
    """Call by name where the names agree, else by position: generations order and name some parameters differently.

    `extra` goes to functions that name it. A `lenient` call leaves out what the signature of another generation does
    not have: names decide, or position for the parameters that must be given and names for the others. Where some
    optional parameters only have other names, place by place, these take their inputs; not beside an `extra`, where
    older signatures put other things in the same places.

    >>> call_with(lambda images, width: (images, width), {"X": 1, "pad": 2})
    (1, 2)
    >>> call_with(lambda pad, X: (X, pad), {"X": 1, "pad": 2})
    (1, 2)
    """
    if not extra and inputs.keys() <= _plain_names(function):  # nearly all: a signature takes time to read
        return function(**inputs)
    parameters = parameters_of(function)
    known = {name: value for name, value in {**inputs, **extra}.items() if name in parameters}
    needed = {name for name, it in parameters.items() if it.default is it.empty and it.kind not in _OPEN}
    ends = {it.kind for it in parameters.values()} & _OPEN
    takes_names = ends == {Parameter.VAR_KEYWORD} and needed <= known.keys()
    if takes_names or inputs.keys() <= known.keys():
        return function(**{**inputs, **known})
    lenient = lenient and not ends
    if lenient and needed <= known.keys():
        return function(**known, **({} if extra else _renamed(list(parameters), inputs)))
    by_name = {name for name in known if name in extra or parameters[name].kind is Parameter.KEYWORD_ONLY}
    by_name |= known.keys() - needed if lenient else set()
    places = [value for name, value in inputs.items() if name not in by_name]
    places = places[: len(needed - by_name)] if lenient else places
    return function(*places, **{name: known[name] for name in by_name})


def called_as(own: object, function: Function) -> Function:
    """`function` for those who call `own` in its place: older editions order arguments otherwise, and have more.

    >>> called_as(lambda pad, X, stage: None, lambda X, pad: (X, pad))(1, 2, stage=3)
    (2, 1)
    """
    theirs, ours = list(parameters_of(own)) if callable(own) else [], parameters_of(function)
    needed = {name for name, it in ours.items() if it.default is it.empty}
    if not needed <= set(theirs) or theirs[: len(ours)] == list(ours)[: len(theirs)]:
        return function

    @wraps(function)
    def call(*args: Any, **named: Any) -> Any:
        given = {**dict(zip(theirs, args)), **named}
        return function(**{name: value for name, value in given.items() if name in ours})

    return call


def _renamed(names: list[str], inputs: Inputs) -> dict[str, Any]:
    """Inputs by other names, where all that the names of a signature differ in is the word."""
    pairs = [(name, usual) for name, usual in zip(names, inputs) if name != usual]
    only_words = len(names) == len(inputs) and not any(name in inputs or usual in names for name, usual in pairs)
    return {name: inputs[usual] for name, usual in pairs} if only_words else {}


def _plain_names(function: Function) -> set[str]:
    """The parameters of an undecorated function that may be given by name; none of anything else."""
    if type(function) is not FunctionType or function.__dict__ or function.__code__.co_posonlyargcount:
        return set()
    code = function.__code__
    return set(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount])


def parameters_of(function: Function) -> Mapping[str, Parameter]:
    """The parameters of a function; any number by place where they cannot be read."""
    try:
        return inspect.signature(function).parameters
    except (TypeError, ValueError):
        return {"args": Parameter("args", Parameter.VAR_POSITIONAL)}


def written(function: object) -> FunctionType | None:
    """The function in Python behind all that can be called: a decorated one, a partial, a method, an object.

    >>> written(partial(parameters_of)).__name__
    'parameters_of'
    """
    for _ in range(_MOST_WRAPPERS):
        if function is None or (type(function) is FunctionType and "__wrapped__" not in function.__dict__):
            return function
        inner = inspect.getattr_static(function, "__wrapped__", None)  # asks no method of the object
        if isinstance(function, partial):
            function = function.func
        elif isinstance(function, MethodType):
            function = function.__func__
        elif inner is not None:
            function = inner
        elif isinstance(function, FunctionType):
            return function
        elif isinstance(function, type):
            return None
        else:
            function = vars(type(function)).get("__call__")
    return None


def names_around(function: object) -> dict[str, Any]:
    """The global names that a function sees, whatever stands around it: those of its notebook."""
    own = written(function)
    return own.__globals__ if own is not None else {}

"""How graded functions of detection are called: arrays or tensors, and two public orders of the inputs.

Runs beside student code, so nothing here knows an answer. The course's first generation hands the confidence first,
(box_confidence, boxes, …) and (confidence, xy, wh, probabilities); the second hands it later. An answer's own names
tell which it is. TensorFlow is touched only for a function that speaks it.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from functools import partial
from types import CodeType, FunctionType, MethodType, ModuleType

import numpy as np

from course_utils.checks.calls.arguments import Inputs, call_with, written
from course_utils.checks.failures import era_hint
from course_utils.types import Function

_LIBRARIES = {"tensorflow", "keras"}


def either_generation(function: Function, inputs: Inputs) -> object:
    """Call in the order that the function's names tell, with arrays; where that raises, in the other ways there are.

    `inputs` are in the second generation's order. A function that speaks TensorFlow gets float32 arrays, then tensors:
    answers that mix numpy and TensorFlow need the former, answers that call methods of tensors the latter. Where all
    raise, the first error counts, or the first at a call of an older library: only that of the right order gets there.
    """
    first: Exception | None = None
    for given in _ways(function, inputs):
        try:
            return call_with(function, given)
        except NotImplementedError:
            raise
        except Exception as error:
            if first is None or (era_hint(error) and not era_hint(first)):
                first = error
    assert first is not None
    raise first


def _ways(function: Function, inputs: Inputs) -> Iterator[Inputs]:
    speaks = uses_tensorflow(function)
    for ordered in _orders(function, inputs):
        yield {name: _floats(value) for name, value in ordered.items()} if speaks else ordered
        if speaks:
            yield {name: _tensors(value) for name, value in ordered.items()}


def _orders(function: Function, inputs: Inputs) -> Iterator[Inputs]:
    """The inputs as they are, or with the confidence first, as the names tell.

    Where they tell of a confidence that is first, or nothing, the other order is there in case this one raises: an
    answer may take the parts in any order by their numbers.
    """
    first = _with_confidence_first(inputs)
    if first is None:
        yield inputs
        return
    code = _code(function)
    leads = _confidence_first(code.co_varnames if code else ())
    yield first if leads else inputs
    if leads is not False:
        yield inputs if leads else first


def _with_confidence_first(inputs: Inputs) -> Inputs | None:
    """The first generation's order; None where the generations do not differ."""
    if "yolo_outputs" in inputs:
        xy, wh, confidence, probabilities = inputs["yolo_outputs"]
        return {**inputs, "yolo_outputs": (confidence, xy, wh, probabilities)}
    if "box_confidence" in inputs:
        return {"box_confidence": inputs["box_confidence"], **inputs}
    return None


def _confidence_first(names: tuple[str, ...]) -> bool | None:
    """Whether a confidence is named before a mid-point or a box; None where one of them is not named at all.

    A confidence that is the first name of all needs no other. Python lists a function's local names in the order in
    which they are first assigned.
    """
    names = tuple(name for name in names if "thresh" not in name and "output" not in name and name != "self")
    sure = [place for place, name in enumerate(names) if "conf" in name]
    where = [place for place, name in enumerate(names) if "xy" in name or name == "boxes"]
    return sure[0] < min(where, default=1) if sure and (where or sure[0] == 0) else None


def uses_tensorflow(function: Function) -> bool:
    """Whether the function, or one that it calls, names TensorFlow or Keras."""
    own = written(function)
    home = own.__module__ if own is not None else ""
    return any(_speaks(part, home, set()) for part in _functions(function, home))


def _speaks(function: FunctionType, home: str, seen: set[int]) -> bool:
    if id(function.__code__) in seen:
        return False
    seen.add(id(function.__code__))
    for value in (function.__globals__.get(name) for name in _names(function.__code__)):
        if _is_library(value) or any(_speaks(part, home, seen) for part in _functions(value, home)):
            return True
    return False


def _functions(value: object, home: str) -> Iterator[FunctionType]:
    """The functions that a call of `value` may run: its own, what a partial holds, methods of a class of `home`."""
    if isinstance(value, partial):
        for part in (value.func, *value.args):
            yield from _functions(part, home)
        return
    own = written(value)
    if own is not None:
        yield own
    owner = value.__self__ if isinstance(value, MethodType) else value
    kind = owner if isinstance(owner, type) else type(owner)
    if kind.__module__ == home != "builtins":
        yield from filter(None, map(written, vars(kind).values()))


def _is_library(value: object) -> bool:
    name = value.__name__ if isinstance(value, ModuleType) else getattr(type(value), "__module__", "")
    if inspect.isroutine(value):
        name = getattr(value, "__module__", None)
    return str(name).split(".")[0] in _LIBRARIES


def _code(function: object) -> CodeType | None:
    own = written(function)
    return own.__code__ if own is not None else None


def _names(code: CodeType) -> Iterator[str]:
    """Global names in a function's code and in the functions written inside it."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


def _floats(value: object) -> object:
    """Arrays of float64 as float32, what TensorFlow's own kernels take."""
    if isinstance(value, (list, tuple)):
        return type(value)(_floats(part) for part in value)
    return value.astype(np.float32) if isinstance(value, np.ndarray) and value.dtype.kind == "f" else value


def _tensors(value: object) -> object:
    import tensorflow as tf

    if isinstance(value, (list, tuple)):
        return type(value)(_tensors(part) for part in value)
    return tf.constant(_floats(value)) if isinstance(value, np.ndarray) else value

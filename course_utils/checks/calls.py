"""How a graded function is called. Runs beside student code, so nothing here knows an answer."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from course_utils.checks.face_calls import FACE_CALLS
from course_utils.checks.keras_calls import KERAS_CALLS
from course_utils.checks.keras_use import USE_CALLS
from course_utils.checks.style_calls import STYLE_CALLS
from course_utils.checks.transfer_calls import TRANSFER_CALLS
from course_utils.checks.yolo_calls import YOLO_CALLS

Function = Callable[..., Any]


def plain(function: Function, inputs: Mapping[str, Any]) -> Any:
    """Call with the classic arguments: by name where the names agree, else by position.

    Both public generations of an exercise order some parameters differently; names decide.
    """
    try:
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):
        parameters = {}  # type: ignore[assignment]
    if set(inputs) <= set(parameters):
        return function(**inputs)
    return function(*inputs.values())


CALLS: dict[str, Callable[[Function, Mapping[str, Any]], Any]] = {
    "plain": plain,
    **KERAS_CALLS,
    **USE_CALLS,
    **TRANSFER_CALLS,
    **YOLO_CALLS,
    **STYLE_CALLS,
    **FACE_CALLS,
}

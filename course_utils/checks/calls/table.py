"""How a graded function is called. Runs beside student code, so nothing here knows an answer."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from course_utils.checks.calls.faces import FACE_CALLS
from course_utils.checks.calls.keras_functions import KERAS_CALLS
from course_utils.checks.calls.keras_use import USE_CALLS
from course_utils.checks.calls.style import STYLE_CALLS
from course_utils.checks.calls.transfer import TRANSFER_CALLS
from course_utils.checks.calls.yolo import YOLO_CALLS

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

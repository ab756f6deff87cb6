"""The one table of known errors, which a check, `explain()` and `course explain` read; and what kinds mean."""

from __future__ import annotations

import re

from course_utils.checks.explain.arrays import ARRAYS
from course_utils.checks.explain.eras import ERAS
from course_utils.checks.explain.keras import KERAS
from course_utils.checks.explain.known import find
from course_utils.checks.explain.python import PYTHON
from course_utils.checks.explain.settings import SETTINGS

# From the special to the general: a call of an older library is also an AttributeError.
KNOWN = (*ERAS, *KERAS, *SETTINGS, *ARRAYS, *PYTHON)

KINDS = {
    "ValueError": "a value is of the right type but cannot be used here",
    "TypeError": "a value is of the wrong type for what is done with it",
    "AttributeError": "what stands before the point has nothing called like what stands behind it",
    "IndexError": "a place was asked for that does not exist",
    "KeyError": "a dictionary was asked for an entry that it does not have",
    "AssertionError": "a condition that the code relies on is not true",
    "ImportError": "something could not be imported",
    "OSError": "a file could not be read or written",
    "RuntimeError": "something went wrong while the code ran",
    "InvalidArgumentError": "TensorFlow was given a tensor that does not fit",
}
_STOPPED = re.compile(r"\w+ stopped with (\w+: .*?)(?: in (?:cell \d+, )?line \d+\.|$)", re.DOTALL)
_NOISE = re.compile(r"\{\{function_node [^{}]*\}\}|\[Op:\w+\].*|\x1b\[[0-9;]*m")
_ENVELOPES = (
    "Exception encountered when calling", "Graph execution error", "in user code:",
    "Could not automatically infer the output shape", "Arguments received by",
)  # fmt: skip
LOOK = "Print type and shape of every name in that line."


def first_line(text: str) -> str:
    """The line of a message that says what happened: without TensorFlow's own marks, frames and envelopes."""
    lines = [line.strip() for line in _NOISE.sub("", text).split("\n")]
    return next((line for line in lines if line and not line.startswith(_ENVELOPES)), "")


def knows_more(message: str) -> bool:
    """Whether `explain()` says more of the error that a check's sentence tells of: why it usually happens."""
    match = _STOPPED.match(message)
    return match is not None and find(match[1], KNOWN) is not None

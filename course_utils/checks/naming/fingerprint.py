"""A short digest of what a wrong answer does in the visible cases: answers that go wrong alike have one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from course_utils.checks.judge import Question, Reply
from course_utils.checks.naming.behaviour import Behaviour, Stop, of_reply
from course_utils.checks.values import describe

MOST = 2**20  # numbers of an array; of a larger one only its shape counts: each would take 24 bytes and more here
DIGITS = 4  # that count of a number, beside the largest of its array


def fingerprint(questions: Sequence[Question], replies: Sequence[Reply]) -> str:
    """Twelve letters; numbers that differ by rounding only give the same."""
    digest = hashlib.sha256()
    for question, reply in zip(questions, replies, strict=True):
        if not question.hidden:
            digest.update(f"{reply.status} {_text(of_reply(reply))}\n".encode("utf-8", "backslashreplace"))
    return digest.hexdigest()[:12]


def _text(value: Behaviour) -> str:
    if isinstance(value, Stop):
        return value.form
    if isinstance(value, list):
        return f"[{', '.join(map(_text, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_text(part)}' for key, part in value.items())}}}"
    if isinstance(value, (bool, int, float, np.ndarray)):
        return _numbers(np.asarray(value))
    return value if isinstance(value, str) else describe(value)


def _numbers(array: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> str:
    if array.size > MOST:
        return describe(array)
    with np.errstate(all="ignore"):
        numbers = array.astype(np.complex128 if array.dtype.kind == "c" else np.float64)
        largest = np.abs(numbers[np.isfinite(numbers)]).max(initial=0.0)
        rounded = np.round(numbers / (largest or 1.0), DIGITS) + 0.0
    scale = f"{largest:.{DIGITS - 1}e}"
    return f"{array.shape} {scale} {hashlib.sha256(rounded.tobytes()).hexdigest()[:16]}"

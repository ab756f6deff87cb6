"""What a function does in one case, a value or the error it stops with, and when two of them do the same."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from course_utils.checks import failures
from course_utils.checks.calls.views import says_all
from course_utils.checks.compare import first_difference
from course_utils.checks.judge import Question, Reply, answer
from course_utils.checks.values import PlainValue
from course_utils.exercises.base import Case
from course_utils.types import Function

# What a helper of the course says of a fault of which numpy, in plain code, says the other.
_SAME = {
    "ArgumentError: a_slice_prev and W must have one shape; received # and #":
        "ValueError: operands could not be broadcast together with shapes # #",
    "ArgumentError: x must hold at least one number; received shape #":
        "ValueError: zero-size array to reduction operation maximum which has no identity",
    "ValueError: zero-size array to reduction operation fmax which has no identity":
        "ValueError: zero-size array to reduction operation maximum which has no identity",
    "InvalidArgumentError: Incompatible shapes: # vs. #":
        "ValueError: operands could not be broadcast together with shapes # #",
    "InvalidArgumentError: Matrix size-incompatible: In#: #, In#: #":
        "ValueError: matmul: Input operand # has a mismatch in its core dimension #, with gufunc signature "
        "(n?,k),(k,m?)->(n?,m?) (size # is different from #)",
}  # fmt: skip
_NUMBERS = re.compile(r"[(\[](?:-?\d++,? ?|None,? ?)*+[)\]]|-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Stop:
    """A call that ended in an error: its kind and its text. Without a kind it is like no other."""

    kind: str
    text: str = ""

    @property
    def form(self) -> str:
        """Kind and text without numbers and shapes: which operation refused what."""
        form = _NUMBERS.sub("#", f"{self.kind}: {self.text}")
        return _SAME.get(form, form)


Behaviour: TypeAlias = "PlainValue | Stop"
UNKNOWN = Stop("")


def of_reply(reply: Reply) -> Behaviour:
    """What a student's function did; UNKNOWN where it was stopped, or gave nothing that can be compared."""
    if reply.status == "passed":
        return reply.value
    read = failures.stopped_with(reply.message) if reply.status == "error" else None
    return Stop(*read) if read else UNKNOWN


def reply_of(function: Function, question: Question) -> Reply:
    """The reply of a student whose function this is."""
    exercise = question.exercise
    try:
        return Reply(value=answer(exercise, function, question.inputs))
    except Exception as error:
        line = error.__traceback__.tb_lineno if error.__traceback__ else 0
        return Reply(failures.status_of(error), message=failures.explain(exercise.name, error, f"line {line}"))


def of_call(call: Callable[[], PlainValue]) -> Behaviour:
    """What a wrong implementation does; its warnings are no news to the student."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return call()
        except Exception as error:
            return Stop(*failures.kind_and_text(error))


def alike(first: Behaviour, second: Behaviour, case: Case) -> bool:
    """Whether two functions do the same in a case: equal numbers, or one kind of error at one kind of operation."""
    if isinstance(first, Stop) or isinstance(second, Stop):
        if not isinstance(first, Stop) or not isinstance(second, Stop) or not first.kind:
            return False
        return first.form == second.form
    if isinstance(first, list) and isinstance(second, list) and says_all(first) is not says_all(second):
        first, second = first[:-1], second[:-1]  # only one of the networks had to be run
    # Compared as one value: a mistake may return the wrong number of parts. A wide tolerance is for right answers.
    closer = replace(case, atol=case.atol / 2)
    return first_difference(_told_apart(first), _told_apart(second), closer, ("result",)) is None


def _told_apart(value: PlainValue) -> PlainValue:
    """The value with NaN, infinities and a dictionary's names beside its numbers: a mistake may be to give these."""
    if isinstance(value, list):
        return [_told_apart(part) for part in value]
    if isinstance(value, dict):
        names = sorted(value, key=str)
        return [[str(name) for name in names], *(_told_apart(value[name]) for name in names)]
    if isinstance(value, (float, np.ndarray)) and np.asarray(value).dtype.kind == "f" and not np.isfinite(value).all():
        return [np.isnan(value), np.isposinf(value), np.isneginf(value), np.nan_to_num(value, posinf=0.0, neginf=0.0)]
    return value

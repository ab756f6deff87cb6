"""What a check found: plain frozen values that every renderer and the grader read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from course_utils.types import Mask

Status = Literal["passed", "failed", "missing", "error", "timeout", "memory", "crashed", "blocked", "unchecked"]


@dataclass(frozen=True)
class Difference:
    """The first way in which an answer departs from the expected one.

    `where` names the place, as in `Z[3, 2, 1, 0]`; `got` and `expected` are short texts.
    `wrong` tells the places of two arrays of one shape that differ, where a picture of them can be drawn.
    """

    kind: Literal["type", "length", "dtype", "shape", "value", "missing", "extra"]
    where: str
    got: str
    expected: str
    wrong: Mask | None = field(default=None, repr=False, compare=False)

    def sentence(self) -> str:
        if self.kind == "missing":
            return f"{self.where}: {self.expected} is missing."
        if self.kind == "extra":
            return f"{self.where}: {self.got} is one too many."
        what = {
            "type": "has the wrong type",
            "length": "has the wrong number of parts",
            "dtype": "has the wrong dtype",
            "shape": "has the wrong shape",
            "value": "differs",
        }[self.kind]
        return f"{self.where} {what}: got {self.got}, expected {self.expected}."


@dataclass(frozen=True)
class CaseOutcome:
    """How one case went. `message` is a full sentence unless the case passed."""

    title: str
    status: Status
    message: str = ""
    difference: Difference | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Report:
    """One exercise, checked: `status` is that of its first case that did not pass."""

    exercise: str
    status: Status
    outcomes: tuple[CaseOutcome, ...] = ()
    message: str = ""
    mistake: str = ""
    notes: tuple[str, ...] = ()

    @property
    def passed(self) -> int:
        return sum(outcome.status == "passed" for outcome in self.outcomes)


@dataclass(frozen=True)
class Result:
    """One line of the gradebook. `unchecked` is a fault of ours: points neither lost nor won."""

    exercise: str
    status: Status
    points: float
    max_points: float
    message: str = ""
    mistake: str = ""
    seconds: float = 0.0
    report: Report | None = field(default=None, repr=False, compare=False)

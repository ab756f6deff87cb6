"""What a check found: plain frozen values that every renderer and the grader read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from course_utils.checks.locate.diagnosis import Diagnosis, Fault
from course_utils.types import Mask

Status = Literal["passed", "failed", "missing", "error", "timeout", "memory", "crashed", "blocked", "unchecked"]


@dataclass(frozen=True)
class Difference:
    """The first way in which an answer departs from the expected one.

    `where` names the place, as in `Z[3, 2, 1, 0]`; `got` and `expected` are short texts.
    `wrong` tells the places of two arrays of one shape that differ, where a picture of them can be drawn.
    `advice` is one thing to look at.
    """

    kind: Literal["type", "length", "dtype", "shape", "value", "option", "state", "missing", "extra"]
    where: str
    got: str
    expected: str
    wrong: Mask | None = field(default=None, repr=False, compare=False)
    advice: str = ""

    @property
    def place(self) -> tuple[int, ...]:
        """The indices of `where`, as in `Z[3, 2]`; none where it names a whole."""
        inside = self.where.partition("[")[2].rstrip("]")
        return tuple(map(int, inside.split(", "))) if inside.replace(", ", "").isdigit() else ()

    def sentence(self) -> str:
        return f"{self._what()} {self.advice}".rstrip()

    def _what(self) -> str:
        if self.kind == "missing":
            return f"{self.where}: {self.expected} is missing."
        if self.kind == "extra":
            return f"{self.where}: {self.got} is one too many."
        if self.kind == "option":
            return f"{self.where} has {self.got}; expected is {self.expected}."
        if self.kind == "state":
            return f"{self.where} is {self.got}; expected is {self.expected}."
        what = {
            "type": "has the wrong type",
            "length": "has the wrong number of parts",
            "dtype": "has the wrong dtype",
            "shape": "has the wrong shape",
            "value": "differs",
        }[self.kind]
        return f"{self.where} {what}: got {self.got}, expected {self.expected}."


NOT_DEFINED = "The notebook does not define {}."  # what a report says of an exercise that the notebook lacks


@dataclass(frozen=True)
class CaseOutcome:
    """How one case went. `message` is a full sentence unless the case passed."""

    title: str
    status: Status
    message: str = ""
    difference: Difference | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Help:
    """The course's versions of the functions `names` took the place of the student's: then the cases earn `share`.

    `alone` is the status without them.
    """

    names: tuple[str, ...]
    share: float
    alone: Status


@dataclass(frozen=True)
class Unnamed:
    """A wrong answer that no known mistake explains: a digest of what it does, and its text, for instructors."""

    behaviour: str
    text: str = ""


@dataclass(frozen=True)
class Answer:
    """What was answered to a question, as it stands in the cell ("" where nothing), and whose numbers were asked."""

    text: str
    cohort: str = ""


@dataclass(frozen=True)
class Score:
    """How good a project's network is on the pictures of the class; it stands under the name `board`, "" for none."""

    value: float
    metric: str
    board: str = ""


@dataclass(frozen=True)
class Report:
    """One exercise, checked: `status` is that of its first case that did not pass.

    `era` is today's spelling of an older library's call, where the answer was run as of its era. `share` of the
    points is what its cases earn; `help` says how it went with other versions of functions that it calls.
    `diagnosis` says more of a failure, where a student waits for it. `answer` is there of questions alone, `score` of
    projects: it decides the `share`, whatever else passed.
    """

    exercise: str
    status: Status
    outcomes: tuple[CaseOutcome, ...] = ()
    message: str = ""
    mistake: str = ""
    notes: tuple[str, ...] = ()
    era: str = ""
    share: float = 0.0
    help: Help | None = None
    unnamed: Unnamed | None = None
    diagnosis: Diagnosis | None = None
    answer: Answer | None = None
    score: Score | None = None

    @property
    def passed(self) -> int:
        return sum(outcome.status == "passed" for outcome in self.outcomes)

    def earned(self, most: float, follow_through: float = 1.0, by_cases: bool = True) -> float:
        """Points of `most`: the share that the cases earn, or else all or nothing.

        `follow_through`, 0 to 1, is the part that counts of what only the course's versions of helpers earn.
        """
        if self.score is not None:
            return round(most * self.share, 2)
        alone = 1.0 if self.status == "passed" and self.help is None else self.share
        helped = max(alone, self.help.share if self.help else 0.0)
        if not by_cases:
            alone, helped = float(alone == 1), float(helped == 1)
        return round(most * (alone + follow_through * (helped - alone)), 2)


@dataclass(frozen=True)
class Result:
    """One line of the gradebook: an exercise, or a question by its id.

    `unchecked` is a fault of ours: points neither lost nor won.

    `seconds` also tell of hidden cases: they are for instructors. A result of a gradebook has none: all who have the
    same share it.
    """

    exercise: str
    status: Status
    points: float
    max_points: float
    message: str = ""
    mistake: str = ""
    seconds: float = field(default=0.0, compare=False)
    report: Report | None = field(default=None, repr=False, compare=False)

    @property
    def fault(self) -> Fault | None:
        """The line at fault, where it could be told."""
        return self.report.diagnosis.fault if self.report and self.report.diagnosis else None

    @property
    def answer(self) -> Answer | None:
        """The answer to a question; None of an exercise."""
        return self.report.answer if self.report else None

    @property
    def waits(self) -> bool:
        """Whether its points are kept back for a while, and the message says why: nothing went wrong."""
        return self.status == "unchecked" and self.report is None and bool(self.message)

    @property
    def is_held(self) -> bool:
        """False where the notebook has no function of the exercise's name: one of another edition may lack some."""
        return self.status != "missing" or self.message != NOT_DEFINED.format(self.exercise)

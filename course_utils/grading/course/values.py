"""The rules of one class as values: what is asked, until when, and what counts how much."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Literal

Attempt = Literal["best", "last"]
Credit = Literal["cases", "all"]
Era = Literal["accept", "explain"]
OwnCode = Literal["list", "block"]
CurveKind = Literal["none", "linear", "sqrt"]
Answers = Literal["shown", "hidden"]
ALL = "default"  # the key of what holds for every notebook without its own


@dataclass(frozen=True)
class Asked:
    """A notebook that the class hands in: it is out of `points`, which count `weight` times in the total."""

    name: str
    points: float
    weight: float = 1.0

    @property
    def part(self) -> float:
        """Points of the total."""
        return self.points * self.weight


@dataclass(frozen=True)
class Late:
    """What lateness costs: `free_days` of each notebook cost nothing, nor do `bank_days` of a student's whole term.

    `penalty_per_day` and `cap` are parts (0 to 1) of the points earned.
    """

    grace: timedelta = timedelta(0)
    free_days: int = 0
    bank_days: int = 0
    penalty_per_day: float = 0.0
    cap: float = 1.0

    def days(self, due: datetime | None, submitted_at: datetime | None) -> int:
        """Whole days begun after the deadline and its grace; 0 when either time is not known."""
        if due is None or submitted_at is None:
            return 0
        after = submitted_at.astimezone(UTC) - due.astimezone(UTC)
        return math.ceil(after / timedelta(days=1)) if after > self.grace else 0

    def charged(self, days: int) -> int:
        """Of `days` late, those that the notebook's own free days do not cover."""
        return max(0, days - self.free_days)

    def penalty(self, charged: int) -> float:
        """The part of the points, 0 to `cap`, that so many days cost."""
        return min(self.cap, charged * self.penalty_per_day)


@dataclass(frozen=True)
class Curve:
    """How totals are raised: `linear` to the class's `mean` (a part, 0 to 1), by the square root, or not."""

    kind: CurveKind = "none"
    mean: float = 1.0

    def raised(self, share: float, class_mean: float) -> float:
        """A part of the points (0 to 1) after the curve; never less than before.

        Linear keeps 1 at 1 and takes the class's mean to `mean`: 1 − (1 − share)·(1 − mean)/(1 − class_mean).
        """
        if self.kind == "sqrt":
            return max(share, math.sqrt(share))
        if self.kind == "none" or class_mean >= self.mean:
            return share
        return max(share, 1 - (1 - share) * (1 - self.mean) / (1 - class_mean))


@dataclass(frozen=True)
class Questions:
    """What questions give: `points` by id, or by notebook for each that it asks; 0 is practice.

    `answers` says whether feedback tells the right answer and why, or only whether the student's own is right.
    `cohort` is the class's: its numbers count where a notebook lost the mark of its bundle.
    """

    points: Mapping[str, float] = field(default_factory=dict)
    answers: Answers = "shown"
    cohort: str = ""

    def of(self, notebook: str, id: str, own: float) -> float:
        """The points of a question in a notebook; `own` are those that it has by itself."""
        return self.points.get(id, self.points.get(notebook, own))


@dataclass(frozen=True)
class Course:
    """Rules of one class. Times are aware.

    `notebooks` stand in the class's order; empty: all that are handed in, for the points of their exercises.
    `due` holds deadlines by notebook, `ALL` for the others; `extensions` by student and notebook (or `ALL`) days
    or a deadline. `excused` are pairs of a student and a notebook. `credit` and `follow_through` say what an answer
    earns of which some cases fail, or that only a helper spoils. `era` says whether answers count that run only with
    the libraries of their time. `own_code` is what becomes of an answer that is the course's own. `questions` says
    what they give.
    """

    attempt: Attempt = "best"
    credit: Credit = "cases"
    follow_through: float = 1.0
    era: Era = "accept"
    own_code: OwnCode = "list"
    zone: tzinfo | None = None
    notebooks: Mapping[str, Asked] = field(default_factory=dict)
    due: Mapping[str, datetime] = field(default_factory=dict)
    late: Late = Late()
    extensions: Mapping[str, Mapping[str, datetime | timedelta]] = field(default_factory=dict)
    excused: frozenset[tuple[str, str]] = frozenset()
    drop_lowest: int = 0
    curve: Curve = Curve()
    questions: Questions = Questions()

    @property
    def clock(self) -> tzinfo:
        """The zone in which times are shown."""
        return self.zone or UTC

    def counts(self, notebook: str) -> bool:
        """Whether the class hands this notebook in; a file not recognised ("") is shown in every class."""
        return not self.notebooks or not notebook or notebook in self.notebooks

    def deadline(self, student: str, notebook: str) -> datetime | None:
        """The student's own deadline of a notebook; None when there is none."""
        common = self.due.get(notebook, self.due.get(ALL))
        own = self.extensions.get(student, {})
        extra = own.get(notebook, own.get(ALL))
        if isinstance(extra, datetime):
            return extra if common is None else max(extra, common)
        return common if common is None or extra is None else common + extra

"""One graded submission: what the pipeline hands to the gradebook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from course_utils.checks.report import Result


@dataclass(frozen=True)
class Graded:
    """One graded submission.

    `student` is the name as the folder or the file gives it, `notebook` is like
    "week1/2_step_by_step" ("" when it could not be recognised), `file` is relative to the folder
    of submissions, with forward slashes. `sha256` is of the file's bytes. With `version` (of the
    exercise set) and `seed` it says whether grading again could give anything new. `message` is
    about the file as a whole. `submitted_at` is the file's modification time, aware; None when
    it is not known. `cohort` is the mark of the bundle it is from, "" without one.
    """

    student: str
    notebook: str
    file: str
    sha256: str
    version: str
    seed: int
    results: tuple[Result, ...]
    message: str = ""
    seconds: float = 0.0
    submitted_at: datetime | None = None
    cohort: str = ""

    @property
    def points(self) -> float:
        return sum(result.points for result in self.results)

    @property
    def max_points(self) -> float:
        return sum(result.max_points for result in self.results)


@dataclass(frozen=True)
class Override:
    """An instructor's own points for one exercise of one student, with author and reason."""

    student: str
    notebook: str
    exercise: str
    points: float
    author: str
    reason: str
    at: datetime


@dataclass(frozen=True)
class Audit:
    """One line of the audit trail."""

    at: datetime
    who: str
    action: str
    student: str
    notebook: str
    detail: str


@dataclass(frozen=True)
class Standing:
    """The attempt of a student that counts for a notebook, and what it counts.

    `graded` has overrides applied to its points. `attempt` (from 1) of `attempts` is this one.
    `penalty` is in points; `points` are after it. `open_points` belong to unchecked exercises:
    neither won nor lost until somebody looks.
    """

    graded: Graded
    attempt: int = 1
    attempts: int = 1
    late_days: int = 0
    penalty: float = 0.0
    overrides: tuple[Override, ...] = ()

    @property
    def points(self) -> float:
        return round(self.graded.points - self.penalty, 4)

    @property
    def max_points(self) -> float:
        return self.graded.max_points

    @property
    def open_points(self) -> float:
        return sum(one.max_points for one in self.graded.results if self.is_open(one))

    @property
    def share(self) -> float | None:
        """Points as a part (0 to 1) of those decided; None when nothing is decided."""
        decided = self.max_points - self.open_points
        return min(1.0, max(0.0, self.points / decided)) if decided > 0 else None

    def is_open(self, result: Result) -> bool:
        """True when the result is our fault and no instructor has decided it."""
        return result.status == "unchecked" and self.override_of(result.exercise) is None

    def override_of(self, exercise: str) -> Override | None:
        return next((one for one in self.overrides if one.exercise == exercise), None)

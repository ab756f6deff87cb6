"""One graded submission: what the pipeline hands to the gradebook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal

from course_utils.checks.report import Result
from course_utils.grading.course.points import rounded


@dataclass(frozen=True)
class Graded:
    """One graded submission.

    `student` is the name as the folder or the file gives it, `notebook` is like
    "week1/2_step_by_step" ("" when it could not be recognised), `file` is relative to the folder
    of submissions, with forward slashes. `sha256` is of the file's bytes. With `version` (of the
    exercise set) and `seed` it says whether grading again could give anything new. `message` is
    about the file as a whole. `submitted_at` is the file's modification time, aware; None when
    it is not known. `cohort` is the mark of the bundle it is from, "" without one. `own_code` are exercises
    whose answer is a copy of the course's own code, and of what. `times` are the seconds of each result, where the
    results themselves are shared.
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
    own_code: tuple[tuple[str, str], ...] = ()
    times: tuple[float, ...] = field(default=(), compare=False)

    @property
    def timed(self) -> Iterator[tuple[Result, float]]:
        """The results, each with its seconds."""
        return zip(self.results, self.times or (result.seconds for result in self.results), strict=True)

    @cached_property
    def points(self) -> float:
        return sum(result.points for result in self.results)

    @cached_property
    def max_points(self) -> float:
        return sum(result.max_points for result in self.results)

    @cached_property
    def exercises(self) -> tuple[Result, ...]:
        return tuple(result for result in self.results if result.answer is None)

    @cached_property
    def questions(self) -> tuple[Result, ...]:
        return tuple(result for result in self.results if result.answer is not None)

    @property
    def inquired(self) -> tuple[Result, ...]:
        """The questions to speak of: none where all are practice and none is answered, as in an older edition."""
        told = any(result.max_points or result.status != "missing" for result in self.questions)
        return self.questions if told else ()

    def result_of(self, exercise: str) -> Result | None:
        return next((result for result in self.results if result.exercise == exercise), None)


@dataclass(frozen=True)
class Override:
    """An instructor's own points for one exercise of one student, with author and reason.

    It was made for the attempt with the bytes `sha256`; one of an earlier version ("") counts for whichever counts.
    `number` is its own in the gradebook.
    """

    student: str
    notebook: str
    exercise: str
    points: float
    author: str
    reason: str
    at: datetime
    sha256: str = ""
    number: int = 0


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

    `graded` has overrides applied to its points, and is out of what the course file gives the notebook. `attempt`
    (from 1) of `attempts` is this one. Of `late_days` those that cost nothing are `free_days` of the notebook and
    `bank_days` of the student's term. `penalty` is in points; `points` are after it. `open_points` belong to unchecked
    exercises: neither won nor lost until somebody looks. `notes` say where an override and a newer attempt part.
    `history` are all attempts in order, each as it would count.
    """

    graded: Graded
    attempt: int = 1
    attempts: int = 1
    late_days: int = 0
    penalty: float = 0.0
    overrides: tuple[Override, ...] = ()
    free_days: int = 0
    bank_days: int = 0
    notes: tuple[str, ...] = ()
    history: tuple[Standing, ...] = field(default=(), repr=False, compare=False)

    @cached_property
    def earned(self) -> float:
        """Points before the penalty."""
        return rounded(self.graded.points)

    @cached_property
    def points(self) -> float:
        return rounded(self.earned - self.penalty)

    @cached_property
    def max_points(self) -> float:
        return rounded(self.graded.max_points)

    @property
    def held(self) -> str:
        """The points beside those that the notebook's functions can earn, where it lacks some; else empty."""
        held = rounded(sum(result.max_points for result in self.graded.results if result.is_held))
        return f"{self.points:g} of the {held:g} it holds" if 0 < held < self.max_points else ""

    @cached_property
    def open_points(self) -> float:
        unchecked = (result for result in self.graded.results if result.status == "unchecked")
        return rounded(sum(result.max_points for result in unchecked if self.is_open(result)))

    @property
    def share(self) -> float | None:
        """Points as a part (0 to 1) of those decided; None when nothing is decided."""
        decided = self.max_points - self.open_points
        return min(1.0, max(0.0, self.points / decided)) if decided > 0 else None

    def is_open(self, result: Result) -> bool:
        """True when the result is our fault and no instructor has decided it."""
        return result.status == "unchecked" and self.override_of(result.exercise) is None

    def override_of(self, exercise: str) -> Override | None:
        return next((override for override in self.overrides if override.exercise == exercise), None)


State = Literal["handed in", "missing", "excused", "dropped"]


@dataclass(frozen=True)
class Part:
    """A notebook's part in a student's total: `points` of `most`, weighted; `standing` is what was handed in of it."""

    notebook: str
    state: State
    points: float
    most: float
    standing: Standing | None

    @property
    def counts(self) -> bool:
        return self.state not in ("excused", "dropped")

    @property
    def words(self) -> str:
        """As "week1/2_step_by_step: 80 of 100", or "… was not handed in"."""
        if self.standing is None:
            return f"{self.notebook}: {'not handed in' if self.counts else self.state}"
        return f"{self.notebook}: {self.standing.points:g} of {self.standing.max_points:g}"


@dataclass(frozen=True)
class Total:
    """What a student has of the class's whole, `most`: the same for all. `points` are those `before` the curve and it.

    Both are None where all is excused.
    """

    student: str
    parts: tuple[Part, ...]
    most: float
    before: float | None
    points: float | None

    @property
    def open_points(self) -> float:
        """Points of the total that nobody has decided yet."""
        kept = [part for part in self.parts if part.counts]
        whole = sum(part.most for part in kept)
        opened = sum(
            part.most * part.standing.open_points / part.standing.max_points
            for part in kept
            if part.standing is not None and part.standing.max_points
        )
        return rounded(self.most * opened / whole) if whole else 0.0

    @property
    def share(self) -> float | None:
        """Points as a part (0 to 1) of those decided; None when nothing is decided."""
        decided = self.most - self.open_points
        return min(1.0, max(0.0, self.points / decided)) if self.points is not None and decided > 0 else None

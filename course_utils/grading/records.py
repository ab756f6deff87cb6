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
    it is not known.
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

    @property
    def points(self) -> float:
        return sum(result.points for result in self.results)

    @property
    def max_points(self) -> float:
        return sum(result.max_points for result in self.results)

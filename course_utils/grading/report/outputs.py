"""results.json, grades.csv and totals.csv: streamed, sorted, and renamed into place when whole."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from course_utils.data.files import drafted
from course_utils.errors import UsageError

if TYPE_CHECKING:  # exports and the help page need the files only, not the database
    from course_utils.grading.gradebook.book import Gradebook
    from course_utils.grading.gradebook.policy import Policy
    from course_utils.grading.gradebook.records import Standing

GRADES = ("student", "notebook", "exercise", "status", "points", "max_points")
FILES = ("results.json", "grades.csv", "totals.csv")
TOTALS = (
    "student",
    "notebook",
    "points",
    "max_points",
    "unchecked_points",
    "attempt",
    "attempts",
    "submitted_at",
    "late_days",
    "penalty",
    "file",
    "message",
)
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def write_outputs(book: Gradebook, out: Path, policy: Policy | None = None) -> None:
    """Write the three tables into the folder `out`; memory does not grow with the class.

    Raises UsageError when `out` cannot be written; earlier files then stay as they were.
    """
    with ExitStack() as stack:
        result_file, grade_file, total_file = (stack.enter_context(replacing(out / name)) for name in FILES)
        grades, totals = csv.writer(grade_file), csv.writer(total_file)
        grades.writerow((*GRADES, "mistake", "message", "seconds"))
        totals.writerow(TOTALS)
        notebooks = [name for name in book.notebooks() if name]
        result_file.write(f'{{"notebooks": {json.dumps(notebooks)}, "submissions": [')
        for number, standing in enumerate(book.submissions(policy)):
            result_file.write(",\n" if number else "\n")
            json.dump(as_json(standing), result_file, ensure_ascii=False)
            grades.writerows(map(_cells, _grade_rows(standing)))
            totals.writerow(_cells(_total_row(standing)))
        result_file.write("\n]}\n")


def as_json(standing: Standing) -> dict[str, Any]:
    """One entry of results.json; `points` are those that count, after overrides and penalty."""
    graded = standing.graded
    return {
        "student": graded.student,
        "notebook": graded.notebook,
        "file": graded.file,
        "points": standing.points,
        "max_points": standing.max_points,
        **({"cohort": graded.cohort} if graded.cohort else {}),
        "exercises": [
            {
                "name": result.exercise,
                "status": result.status,
                "points": result.points,
                "max_points": result.max_points,
                "mistake": result.mistake,
                "message": result.message,
                "seconds": round(result.seconds, 4),
            }
            for result in graded.results
        ],
    }


def _grade_rows(standing: Standing) -> Iterator[list[object]]:
    graded = standing.graded
    for result in graded.results:
        points = [result.points, result.max_points, result.mistake, result.message, round(result.seconds, 4)]
        yield [graded.student, graded.notebook, result.exercise, result.status, *points]
    if not graded.results:
        yield [graded.student, graded.notebook, "", "error", 0.0, 0.0, "", graded.message, 0.0]


def _total_row(standing: Standing) -> list[object]:
    graded = standing.graded
    at = graded.submitted_at.isoformat(timespec="seconds") if graded.submitted_at else ""
    points = [standing.points, standing.max_points, standing.open_points]
    attempt = [standing.attempt, standing.attempts, at, standing.late_days, standing.penalty]
    return [graded.student, graded.notebook, *points, *attempt, graded.file, graded.message]


def _cells(row: list[object]) -> list[object]:
    return [safe_cell(value) for value in row]


def safe_cell(value: object) -> object:
    """A text that a spreadsheet would take for a formula gets a ' in front; numbers read as 5, not 5.0."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_RISKY) else value
    return f"{value:.10g}" if isinstance(value, float) else value


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A text file that takes its place at `path` only when it is whole; UsageError when it cannot."""
    try:
        with drafted(path) as draft, draft.open("w", encoding="utf-8", newline="") as file:
            yield file
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}."
        raise UsageError(message, "What was there before is untouched.") from None

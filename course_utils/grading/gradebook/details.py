"""A report as plain JSON and back: what feedback needs, never an array, never a hidden value."""

from __future__ import annotations

from typing import Any

from course_utils.checks.report import CaseOutcome, Difference, Report, Result
from course_utils.grading.gradebook.tables import ResultRow, clean


def to_details(report: Report | None) -> dict[str, Any] | None:
    """The JSON to keep of a report; a hidden case keeps title, status and its redacted message."""
    if report is None:
        return None
    return {
        "message": clean(report.message),
        "notes": [clean(note) for note in report.notes],
        "outcomes": [_outcome(outcome) for outcome in report.outcomes],
    }


def _outcome(outcome: CaseOutcome) -> dict[str, Any]:
    kept: dict[str, Any] = {
        "title": clean(outcome.title),
        "status": outcome.status,
        "message": clean(outcome.message),
        "hidden": outcome.hidden,
    }
    if outcome.difference is not None and not outcome.hidden:
        names = ("kind", "where", "got", "expected")
        kept["difference"] = {name: clean(str(getattr(outcome.difference, name))) for name in names}
    return kept


def to_row(result: Result, position: int) -> ResultRow:
    return ResultRow(
        position=position,
        exercise=result.exercise,
        status=result.status,
        points=float(result.points),
        max_points=float(result.max_points),
        mistake=result.mistake,
        message=result.message,
        seconds=result.seconds,
        details=to_details(result.report),
    )


def to_result(row: ResultRow) -> Result:
    """The result as it was recorded; its report has no arrays to draw."""
    status: Any = row.status
    return Result(
        row.exercise, status, row.points, row.max_points, row.message, row.mistake, row.seconds, _report(row)
    )


def _report(row: ResultRow) -> Report | None:
    kept, status = row.details, row.status
    if kept is None:
        return None
    outcomes = tuple(_read_outcome(outcome) for outcome in kept["outcomes"])
    return Report(
        row.exercise,
        status,  # type: ignore[arg-type]
        outcomes,
        kept["message"],
        row.mistake,
        tuple(kept["notes"]),
    )


def _read_outcome(kept: dict[str, Any]) -> CaseOutcome:
    difference = Difference(**kept["difference"]) if "difference" in kept else None
    return CaseOutcome(kept["title"], kept["status"], kept["message"], difference, kept["hidden"])

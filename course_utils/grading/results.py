"""From a report to a line of the gradebook, also where nothing could be asked."""

from __future__ import annotations

from dataclasses import replace

from course_utils.checks.report import CaseOutcome, Report, Result, Status
from course_utils.exercises.base import Exercise


def result(exercise: Exercise, report: Report, seconds: float) -> Result:
    """A report as a line of the gradebook, with the points that its cases earn, a helper's fault paid for once."""
    points = report.earned(exercise.points)
    message = " ".join([report.message, *report.notes]).strip()
    return Result(exercise.name, report.status, points, exercise.points, message, report.mistake, seconds, report)


def unchecked(exercise: Exercise, message: str) -> Result:
    """A result that is our fault: points neither lost nor won."""
    return _unasked(exercise, "unchecked", "the grader's own work", message)


def unreadable(exercise: Exercise, status: Status, message: str) -> Result:
    """What a file that cannot be read gives for an exercise that it should hold."""
    return _unasked(exercise, status, "the notebook can be read", message)


def _unasked(exercise: Exercise, status: Status, title: str, message: str) -> Result:
    outcome = CaseOutcome(title, status, message)
    return result(exercise, Report(exercise.name, status, (outcome,), message), 0.0)


def fails_visibly(result: Result) -> bool:
    """Whether a student's own function fails a visible case: then there is a line at fault."""
    report = result.report
    if report is None or result.status not in ("failed", "error") or (report.help and report.help.share == 1):
        return False
    return any(each.status in ("failed", "error") and not each.hidden for each in report.outcomes)


def renamed(own: Result, report: Report) -> Result:
    """The result with a report that may have lost the name of its mistake: then the first difference is said."""
    is_same = own.report is not None and own.report.mistake == report.mistake
    message = own.message if is_same else " ".join([report.message, *report.notes]).strip()
    return replace(own, report=report, message=message, mistake=report.mistake)

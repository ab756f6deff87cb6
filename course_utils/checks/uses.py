"""A fault may come from another graded function that this one calls: say which to look at first."""

from __future__ import annotations

from dataclasses import replace

from course_utils.checks.report import Report
from course_utils.exercises.base import Exercise


def explain_uses(exercise: Exercise, report: Report) -> Report:
    """Where a failing answer may inherit a fault from a function it calls, say which to look at."""
    if report.status in ("passed", "missing") or report.mistake or not exercise.uses:
        return report
    *others, last = exercise.uses
    names, those = (f"{', '.join(others)} and {last}", "these") if others else (last, "it")
    note = f"If {exercise.name} calls your {names}, check {those} first."
    return replace(report, notes=(*report.notes, note))

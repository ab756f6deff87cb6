"""What students see of a project before its deadline: that it was received, and no score.

Else the grader would be an oracle: whoever hands in a hundred networks learns the pictures by their scores.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from course_utils.checks.report import Result
from course_utils.grading.course.arithmetic import add_up, curved
from course_utils.grading.course.values import Course
from course_utils.grading.gradebook.classroom import Classroom
from course_utils.grading.gradebook.records import Standing
from course_utils.grading.report.figures.member import Member

RECEIVED = "Received: your network builds, keeps the rules, and its weights fit. Its score is shown after the deadline."


def for_students(member: Member, classroom: Classroom, now: datetime | None = None) -> Member:
    """What a student may see of their own at `now`: totals are without scores that wait."""
    course, at = classroom.course, now or datetime.now(UTC)
    shown = {standing.graded.notebook: veiled(standing, course, at) for standing in member.standings}
    if all(shown[standing.graded.notebook] is standing for standing in member.standings):
        return member
    entries = [replace(each, standing=shown[each.notebook]) if each.standing else each for each in member.entries]
    excused = frozenset(part.notebook for part in member.total.parts if part.state == "excused")
    standings = [each.standing for each in entries if each.standing]
    total = curved(add_up(member.student, standings, classroom.asked, course, excused), course, classroom.mean)
    return replace(member, entries=entries, total=total)


def veiled(standing: Standing, course: Course, now: datetime) -> Standing:
    """The standing without scores that wait for the student's deadline, or for one to be set.

    Which attempt counts is chosen anew without them: else it would tell which of two networks is better.
    """
    due = course.deadline(standing.graded.student, standing.graded.notebook)
    attempts = standing.history or (standing,)
    if (due is not None and now >= due) or not any(_waits(each, result) for each in attempts for result in _all(each)):
        return standing
    history = tuple(map(_without_scores, attempts))
    chosen = history[-1] if course.attempt == "last" else max(history, key=lambda each: each.points)
    return replace(chosen, history=history)


def _all(standing: Standing) -> tuple[Result, ...]:
    return standing.graded.results


def _waits(standing: Standing, result: Result) -> bool:
    """Whether a result has a score, and no points that an instructor gave."""
    has_score = result.report is not None and result.report.score is not None
    return has_score and standing.override_of(result.exercise) is None


def _without_scores(standing: Standing) -> Standing:
    results = tuple(_received(each) if _waits(standing, each) else each for each in _all(standing))
    return replace(standing, graded=replace(standing.graded, results=results))


def _received(result: Result) -> Result:
    return replace(result, status="unchecked", points=0.0, message=RECEIVED, report=None)

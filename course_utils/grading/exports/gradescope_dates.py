"""What Gradescope says of a submission, when it came and until when, and what the class's rules take off for it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from course_utils.grading.course.arithmetic import choose, deductions
from course_utils.grading.course.points import sentence
from course_utils.grading.course.values import ALL, Course
from course_utils.grading.executors import Done
from course_utils.grading.gradebook.records import Graded, Standing
from course_utils.grading.intake.moments import moment
from course_utils.grading.projects.veil import veiled

METADATA = "submission_metadata.json"


@dataclass(frozen=True)
class HandedIn:
    """One submission: its students, its time and their deadlines, all aware or None; `earlier` are scores before it."""

    students: tuple[str, ...] = ()
    at: datetime | None = None
    due: datetime | None = None
    late_due: datetime | None = None
    earlier: tuple[float, ...] = ()


def read_metadata(path: Path) -> HandedIn:
    """What the file says; what it lacks, or says otherwise than Gradescope does, is not known.

    A student's own dates, which an extension moved, stand before the assignment's; of a group the latest counts.
    """
    try:
        said = _table(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError):
        return HandedIn()
    users = [_table(user) for user in _list(said.get("users"))]
    places = [_table(user.get("assignment")) for user in users]
    common = _table(said.get("assignment"))
    scores = (_table(each).get("score") for each in _list(said.get("previous_submissions")))
    return HandedIn(
        tuple(str(user["name"]) for user in users if user.get("name")),
        _time(said.get("created_at")),
        _latest(places, common, "due_date"),
        _latest(places, common, "late_due_date"),
        tuple(float(score) for score in scores if isinstance(score, (int, float))),
    )


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _time(value: object) -> datetime | None:
    return moment(value) if isinstance(value, str) else None


def _latest(places: list[Mapping[str, object]], common: Mapping[str, object], key: str) -> datetime | None:
    times = [time for time in (_time(place.get(key)) for place in places) if time]
    return max(times, default=_time(common.get(key)))


def settled(done: Done, handed: HandedIn, course: Course) -> Standing:
    """What counts of a submission by the class's rules; Gradescope's dates stand before those of the course file."""
    notebook, student = done.task.notebook, handed.students[0] if handed.students else "student"
    if handed.due is not None:
        course = replace(course, due={ALL: handed.due}, extensions={})
    graded = Graded(student, notebook, done.task.file, "", "", 0, done.results, submitted_at=handed.at)
    return choose([graded], course)


def shown_now(standing: Standing, handed: HandedIn, course: Course) -> Standing:
    """What Gradescope's students see today: a project's score waits for the deadline."""
    if handed.due is not None:
        course = replace(course, due={ALL: handed.due}, extensions={})
    return veiled(standing, course, datetime.now(UTC))


def remarks(standing: Standing, handed: HandedIn) -> Iterator[str]:
    """What a student reads above the exercises: points and what lateness took off, and earlier scores."""
    late = [each for each in deductions(standing) if each.kind == "late"]
    if late:
        yield sentence(standing.points, standing.max_points, late)
    if handed.at and handed.late_due and handed.at > handed.late_due + timedelta(minutes=1):
        yield "It came after the last date for late work."
    best = max(handed.earlier, default=0.0)
    if best > standing.points:
        yield f"An earlier submission has {best:g} points: Submission History makes it the active one."

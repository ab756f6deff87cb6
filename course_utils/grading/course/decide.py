"""`course override` and `course regrade`: decisions by hand, each of them in the trail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from course_utils.errors import CourseError, UsageError
from course_utils.exercises import registry
from course_utils.exercises.base import Exercise
from course_utils.grading.course.folder import existing, load_rules
from course_utils.grading.course.points import rounded
from course_utils.grading.course.table import nearest
from course_utils.grading.course.values import Course
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.decisions import Decisions, Request
from course_utils.grading.gradebook.records import Graded, Standing


@dataclass(frozen=True)
class Decision:
    """What the command line says of an override; `attempt` None is the one that counts."""

    student: str
    exercise: str
    author: str
    reason: str
    attempt: int | None = None
    above: bool = False


def override_points(folder: Path, db: str | None, decision: Decision, points: float) -> str:
    """Record an instructor's own points for an exercise of an attempt; returns a sentence about it.

    Raises UsageError for more points than the exercise gives, unless the decision is to go above.
    """
    notebook, exercise = _graded_function(decision.exercise)
    with existing(folder, db) as book:
        course = load_rules(folder)
        standing = _standing(book, course, decision.student, notebook)
        graded = _attempt(standing, decision.attempt)
        most = _most(graded, exercise)
        if points > most and not decision.above:
            raise UsageError(
                f"{exercise.name} gives {most:g} points; received {points:g}.", "Pass --above if it shall count more."
            )
        raw = points * exercise.points / most
        place = decision.student, notebook, exercise.name
        Decisions(book).override(*place, raw, decision.author, decision.reason, graded.sha256)
        number = decision.attempt or standing.attempt
        after = _standing(book, course, decision.student, notebook)
    more = " That is more than it gives." if points > most else ""
    said = f"{exercise.name} of {decision.student!r} counts {points:g} of {most:g} points in attempt {number}.{more}"
    return "\n".join([said, *after.notes])


def withdraw_override(folder: Path, db: str | None, decision: Decision) -> str:
    """Let the overrides of an exercise count no longer; returns a sentence about it."""
    notebook, exercise = _graded_function(decision.exercise)
    with existing(folder, db) as book:
        place = decision.student, notebook, exercise.name
        Decisions(book).withdraw(*place, decision.author, decision.reason)
    return f"{exercise.name} of {decision.student!r} counts as it was graded."


def request_regrade(folder: Path, db: str | None, student: str, exercise: str, reason: str) -> str:
    """Keep that a student asks for an exercise to be looked at again; returns a sentence with what stands there now."""
    notebook, graded = _graded_function(exercise)
    with existing(folder, db) as book:
        standing = _standing(book, load_rules(folder), student, notebook)
        Decisions(book).request(student, notebook, graded.name, reason)
    result = standing.graded.result_of(graded.name)
    now = f"{result.status}, {rounded(result.points):g} of {rounded(result.max_points):g}" if result else "not there"
    return (
        f"Kept: {student!r} asks about {graded.name} (now {now}, attempt {standing.attempt} of {standing.attempts}). "
        "`course override` gives points and answers it, `course regrade … --answer` leaves them as they are."
    )


def answer_regrade(folder: Path, db: str | None, student: str, exercise: str, answer: str, author: str) -> str:
    """Close a regrade request without other points; returns a sentence about it."""
    notebook, graded = _graded_function(exercise)
    with existing(folder, db) as book:
        Decisions(book).answer(student, notebook, graded.name, answer, author)
    return f"Answered: {graded.name} of {student!r} stays as it is."


def regrade_requests(folder: Path, db: str | None) -> Sequence[Request]:
    """All regrade requests of a class, oldest first."""
    with existing(folder, db) as book:
        return Decisions(book).requests()


def _graded_function(name: str) -> tuple[str, Exercise]:
    """Its notebook and exercise, by a name of today or of an older edition."""
    try:
        group, graded = registry.find(name)
    except CourseError as error:
        near = nearest(name, (each.name for group in registry.all_sets() for each in group.exercises))
        help = f"Did you mean {near}? " if near else ""
        raise UsageError(error.message, f"{help}Names are as in grades.csv.") from None
    return group.notebook, graded


def _standing(book: Gradebook, course: Course, student: str, notebook: str) -> Standing:
    everybody = set[str]()
    for standing in book.submissions(course):
        graded = standing.graded
        if (graded.student, graded.notebook) == (student, notebook):
            return standing
        everybody.add(graded.student)
    near = nearest(student, everybody - {student})
    help = f"Did you mean {near!r}? " if near and student not in everybody else ""
    message = f"The gradebook has no {notebook} of {student!r} that counts."
    raise UsageError(message, f"{help}Names are as in grades.csv.")


def _attempt(standing: Standing, number: int | None) -> Graded:
    if number is None:
        return standing.graded
    if not 1 <= number <= len(standing.history):
        raise UsageError(f"There are {len(standing.history)} attempts; received --attempt {number}.")
    return standing.history[number - 1].graded


def _most(graded: Graded, exercise: Exercise) -> float:
    """What the exercise gives in this attempt, as the class's rules have it."""
    result = graded.result_of(exercise.name)
    return rounded(result.max_points) if result else exercise.points

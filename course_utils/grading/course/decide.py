"""`course override` and `course regrade`: decisions by hand, each of them in the trail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from course_utils.errors import CourseError, UsageError
from course_utils.exercises import registry
from course_utils.exercises.questions import registry as questions
from course_utils.grading.course.folder import existing, load_rules
from course_utils.grading.course.points import rounded
from course_utils.grading.course.table import nearest
from course_utils.grading.course.values import Course
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.decisions import Decisions, Request
from course_utils.grading.gradebook.records import Graded, Standing
from course_utils.grading.questions import asked


@dataclass(frozen=True)
class Decision:
    """What the command line says of an override; `attempt` None is the one that counts."""

    student: str
    exercise: str
    author: str
    reason: str
    attempt: int | None = None
    above: bool = False


@dataclass(frozen=True)
class Item:
    """What a decision is about: an exercise or a question, and the `points` that it has by itself."""

    notebook: str
    name: str
    points: float
    is_question: bool = False

    def raw(self, course: Course) -> float:
        """Its points before the notebook's are scaled; the questions of a quiz without points of their own have 1."""
        return (course.questions.of(self.notebook, self.name, self.points) or 1.0) if self.is_question else self.points


def override_points(folder: Path, db: str | None, decision: Decision, points: float) -> str:
    """Record an instructor's own points for an exercise of an attempt; returns a sentence about it.

    Raises UsageError for more points than the exercise gives, unless the decision is to go above.
    """
    item = _item(decision.exercise)
    with existing(folder, db) as book:
        course = load_rules(folder)
        standing = _standing(book, course, decision.student, item.notebook)
        graded = _attempt(standing, decision.attempt)
        most = _most(graded, item)
        if not most:
            raise UsageError(f"{item.name} gives no points here: it is practice.", "[questions.points] gives it some.")
        if points > most and not decision.above:
            raise UsageError(
                f"{item.name} gives {most:g} points; received {points:g}.", "Pass --above if it shall count more."
            )
        raw = points * item.raw(course) / most
        place = decision.student, item.notebook, item.name
        Decisions(book).override(*place, raw, decision.author, decision.reason, graded.sha256)
        number = decision.attempt or standing.attempt
        after = _standing(book, course, decision.student, item.notebook)
    more = " That is more than it gives." if points > most else ""
    said = f"{item.name} of {decision.student!r} counts {points:g} of {most:g} points in attempt {number}.{more}"
    return "\n".join([said, *after.notes])


def withdraw_override(folder: Path, db: str | None, decision: Decision) -> str:
    """Let the overrides of an exercise count no longer; returns a sentence about it."""
    item = _item(decision.exercise)
    with existing(folder, db) as book:
        place = decision.student, item.notebook, item.name
        Decisions(book).withdraw(*place, decision.author, decision.reason)
    return f"{item.name} of {decision.student!r} counts as it was graded."


def request_regrade(folder: Path, db: str | None, student: str, exercise: str, reason: str) -> str:
    """Keep that a student asks for an exercise to be looked at again; returns a sentence with what stands there now."""
    item = _item(exercise)
    with existing(folder, db) as book:
        standing = _standing(book, load_rules(folder), student, item.notebook)
        Decisions(book).request(student, item.notebook, item.name, reason)
    result = standing.graded.result_of(item.name)
    now = f"{result.status}, {rounded(result.points):g} of {rounded(result.max_points):g}" if result else "not there"
    return (
        f"Kept: {student!r} asks about {item.name} (now {now}, attempt {standing.attempt} of {standing.attempts}). "
        "`course override` gives points and answers it, `course regrade … --answer` leaves them as they are."
    )


def answer_regrade(folder: Path, db: str | None, student: str, exercise: str, answer: str, author: str) -> str:
    """Close a regrade request without other points; returns a sentence about it."""
    item = _item(exercise)
    with existing(folder, db) as book:
        Decisions(book).answer(student, item.notebook, item.name, answer, author)
    return f"Answered: {item.name} of {student!r} stays as it is."


def regrade_requests(folder: Path, db: str | None) -> Sequence[Request]:
    """All regrade requests of a class, oldest first."""
    with existing(folder, db) as book:
        return Decisions(book).requests()


def _item(name: str) -> Item:
    """The exercise of a name of today or of an older edition, or the question of an id, as "places".

    Of a question that several notebooks ask, "week1/QUIZ#places" names the one.
    """
    notebook, _, id = name.rpartition("#")
    places = [notebook] if notebook in asked.places(id) else [] if notebook else asked.places(id)
    if len(places) > 1:
        message = f"{id} is asked in {' and '.join(places)}."
        raise UsageError(message, f'Say in which: "{places[-1]}#{id}".')
    if places:
        return Item(places[0], id, questions.find(id).points, is_question=True)
    try:
        group, graded = registry.find(name)
    except CourseError:
        exercises = (each.name for group in registry.all_sets() for each in group.exercises)
        near = nearest(name, (*exercises, *(question.id for question in questions.every())))
        help = f"Did you mean {near}? " if near else ""
        message = f"{name!r} is neither a graded function nor a question of this course."
        raise UsageError(message, f"{help}Names are as in grades.csv.") from None
    return Item(group.notebook, graded.name, graded.points)


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


def _most(graded: Graded, item: Item) -> float:
    """What an exercise or question gives in this attempt, as the class's rules have it."""
    result = graded.result_of(item.name)
    return rounded(result.max_points) if result else item.points

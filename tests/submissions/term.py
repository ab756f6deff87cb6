"""An invented term: a class with sections and cohorts that hands in several notebooks in several attempts.

Every figure follows from `seed`. Skill decides what is right; some hand in late, nothing, or the same mistake again
and again. Used by tests and by the benchmark of reports.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache

from course_utils.checks.locate.diagnosis import Diagnosis, Fault
from course_utils.checks.report import Answer, CaseOutcome, Difference, Report, Result, Status, Unnamed
from course_utils.exercises import registry
from course_utils.exercises.base import Exercise
from course_utils.exercises.questions import registry as registry_of_questions
from course_utils.exercises.questions.drawn import Posed, ask
from course_utils.exercises.questions.question import Question
from course_utils.grading.gradebook.book import Gradebook, add
from course_utils.grading.gradebook.people import People
from course_utils.grading.gradebook.records import Graded
from course_utils.grading.questions import asked
from course_utils.grading.roster.person import Person

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECTIONS = ("Mon", "Tue", "Wed")
MISTAKES = ("off by one", "wrong axis")


def people(students: int) -> list[Person]:
    """The roster, with a section each; the last of every twenty hands in nothing."""
    names = (f"Student {number:05}" for number in range(students))
    return [Person(name, section=SECTIONS[number % len(SECTIONS)]) for number, name in enumerate(names)]


def term(students: int, notebooks: list[str], seed: int = 1, questions: bool = False) -> Iterator[Graded]:
    """Their attempts in order of student, notebook and time, with the notebooks' `questions` or without."""
    for number, person in enumerate(people(students)):
        if number % 20 != 19:
            dice = random.Random(f"{seed} {number}")
            for week, notebook in enumerate(notebooks):
                yield from _attempts(dice, person.name, notebook, week, number, questions)


def _attempts(
    dice: random.Random, student: str, notebook: str, week: int, number: int, questions: bool
) -> Iterator[Graded]:
    skill = dice.betavariate(3, 1.5)
    if dice.random() < 0.06:
        return
    at = START + timedelta(days=7 * week, hours=dice.gauss(0, 40))
    exercises = registry.exercise_set(notebook).exercises
    stuck = dice.choice(exercises).name if dice.random() < 0.05 else ""
    for attempt in range(3 if stuck else dice.choice((1, 1, 2))):
        results = tuple(_result(dice, each, skill + 0.2 * attempt, each.name == stuck) for each in exercises)
        results += tuple(_answer(dice, question, skill) for question in asked.asked(notebook)) if questions else ()
        sha = hashlib.sha256(f"{student} {notebook} {attempt}".encode()).hexdigest()
        cohort = ("spring", "autumn")[number % 2]
        yield Graded(
            student, notebook, f"{student}/{attempt}.ipynb", sha, "v1", 7, results, "", 0.2, at + timedelta(days=attempt), cohort
        )  # fmt: skip


def _result(dice: random.Random, exercise: Exercise, skill: float, is_stuck: bool) -> Result:
    hard = min(exercise.points / 60, 0.4)
    status: Status = "passed"
    if is_stuck or dice.random() > skill - hard + 0.3:
        status = "failed" if is_stuck else dice.choice(("failed", "failed", "error", "missing"))
    mistake = MISTAKES[0] if is_stuck else dice.choice((*MISTAKES, "")) if status == "failed" else ""
    difference = Difference("value", "Z[3, 2]", "-0.61", "1.76") if status == "failed" else None
    message = "" if status == "passed" else f"{exercise.name} is not right: {mistake or status}."
    outcomes = (
        CaseOutcome("gives the right shape", "passed" if status == "failed" else status, message),
        CaseOutcome("gives the published figures", status, message, difference),
        CaseOutcome("a larger image", status, "A hidden case fails." if message else "", hidden=True),
    )
    share = {"passed": 1.0, "failed": 0.25}.get(status, 0.0)
    located = Diagnosis(Fault((3,), ("an expression",), cell=5)) if mistake == MISTAKES[1] else None
    unnamed = Unnamed(f"b{dice.randrange(4)}") if status == "failed" and not mistake else None
    report = Report(exercise.name, status, outcomes, message, mistake, share=share, unnamed=unnamed, diagnosis=located)
    return Result(exercise.name, status, report.earned(exercise.points), exercise.points, message, mistake, 0.01, report)


def _answer(dice: random.Random, question: Question, skill: float) -> Result:
    """The right answer, a wrong one that has a name where there is one, or none."""
    posed = _posed(question.id)
    status: Status = "passed" if dice.random() < skill + 0.2 else dice.choice(("failed", "failed", "missing"))
    why, wrong = dice.choice(posed.misconceptions) if posed.misconceptions else ("", 0)
    text = {"passed": repr(posed.literal), "failed": repr(wrong), "missing": ""}[status]
    mistake = why if status == "failed" else ""
    report = Report(question.id, status, (), mistake, mistake, share=float(status == "passed"), answer=Answer(text))
    return Result(question.id, status, 0.0, 0.0, mistake, mistake, 0.0, report)


@cache
def _posed(id: str) -> Posed:
    return ask(registry_of_questions.find(id), 0, "")


def fill(
    book: Gradebook, students: int, notebooks: list[str], seed: int = 1, batch: int = 500, questions: bool = False
) -> None:
    """Put a term into a gradebook, in few transactions."""
    People(book).add(people(students))
    with book.session() as session:
        for number, graded in enumerate(term(students, notebooks, seed, questions)):
            add(session, graded)
            if number % batch == batch - 1:
                session.flush()
                session.expunge_all()

"""The review: a few questions that are due, with numbers not met before; on START_HERE and by `course review`."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from course_utils.checks import progress
from course_utils.checks.feedback import render
from course_utils.checks.progress import Answer
from course_utils.checks.questions.predict import pose
from course_utils.checks.questions.section import section_of
from course_utils.exercises.questions import registry
from course_utils.exercises.questions.drawn import Posed, ask
from course_utils.exercises.questions.question import Question
from course_utils.student import schedule

MOST = 5
_READ = 0.75  # of a notebook's own questions, answered: its sections are known


@dataclass(frozen=True)
class Due:
    """A question to answer now; `was_wrong` where the last answer was wrong: then its section is read first."""

    posed: Posed
    was_wrong: bool

    def advice(self) -> str:
        return section_of(self.posed.question.source).sentence() if self.was_wrong else ""


Given = Mapping[str, Sequence[Answer]]


def due(on: date, given: Given, most: int = MOST) -> list[Due]:
    """At most `most` questions for a day: first those most nearly forgotten, then some never asked before.

    The latter are of notebooks that were nearly done. Each question comes with a variant that was not answered yet.
    """
    known = {question.id: question for question in registry.every()}
    chosen = [known[id] for id in forgotten(on, {id: given[id] for id in given.keys() & known.keys()})][:most]
    chosen += _unasked(known, given)[: most - len(chosen)]
    return [_fresh(question, given.get(question.id, ())) for question in chosen]


def forgotten(on: date, given: Given) -> list[str]:
    """Ids of the questions that are due on a day, those most nearly forgotten first."""
    waiting = []
    for id, answers in given.items():
        card = schedule.memory(answers)
        if card is not None and card.due.date() <= on:
            waiting.append((schedule.recall(card, on), id))
    return [id for _, id in sorted(waiting)]


def _fresh(question: Question, answers: Sequence[Answer]) -> Due:
    number = 1 + max((answer.variant for answer in answers), default=0)
    return Due(ask(question, number), bool(answers) and not answers[-1].is_right)


def _unasked(known: Mapping[str, Question], given: Given) -> list[Question]:
    """Questions that neither a notebook nor a quiz asks, and that have no answer yet.

    They may be of a notebook's last section, so most of its own questions have to be answered first.
    """
    asks = {lesson: registry.asked(lesson) for lesson in registry.lessons()}
    read = {lesson for lesson, ids in asks.items() if ids and len(given.keys() & set(ids)) >= _READ * len(ids)}
    seen = given.keys() | {id for ids in asks.values() for id in ids}
    return [each for each in known.values() if each.notebook in read and each.id not in seen]


def next_day(on: date, given: Given) -> date | None:
    """The first later day on which a question is due; None where nothing was answered yet."""
    known = {question.id for question in registry.every()}
    cards = [schedule.memory(given[id]) for id in given.keys() & known]
    return min((card.due.date() for card in cards if card and card.due.date() > on), default=None)


def opening(on: date, given: Given, rows: Sequence[Due]) -> str:
    """The sentence above the questions, or in place of them."""
    if rows:
        count = "One question is" if len(rows) == 1 else f"{len(rows)} questions are"
        return f"{count} due for review. Answer from memory; what you get wrong comes back sooner."
    later = next_day(on, given)
    if later is None:
        return "Nothing to review yet. Answer the questions of a notebook; a few days later some come back here."
    return f"Nothing is due today. The next question is on {later:%A}, {later.isoformat()}."


def show_review() -> None:
    """Show up to five questions that are due today, each with a form to answer in where the front end has widgets."""
    today, given = date.today(), progress.answers()
    rows = due(today, given)
    text = opening(today, given, rows)
    render.display(text, f'<p style="{render.PLAIN}"><strong>Review.</strong> {html.escape(text)}</p>')
    for row in rows:
        if row.was_wrong:
            place = section_of(row.posed.question.source)
            link = f'<a href="{html.escape(place.address)}">{html.escape(place.heading or place.title)}</a>'
            render.display(row.advice(), f'<p style="{render.PLAIN}">Read again first: {link}</p>')
        pose(row.posed, from_cell=False)

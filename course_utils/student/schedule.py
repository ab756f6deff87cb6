"""When a question is due again: the scheduler of the library fsrs, on a student's own answers.

Nothing but the answers is kept; what the scheduler knows of a question is worked out from them each time.
Source: J. Ye, J. Su, Y. Cao, *A stochastic shortest path algorithm for optimizing spaced repetition scheduling*, 2022.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import cache
from typing import TYPE_CHECKING

from course_utils.checks.progress import Answer
from course_utils.errors import CourseError

if TYPE_CHECKING:
    from fsrs import Card, Scheduler


@cache
def scheduler() -> Scheduler:
    """The library's scheduler; answers carry a day and no hour, so its steps of minutes are left out, and so is chance.

    Raises:
        CourseError: the library is not installed, as on a machine that was set up for an older edition.
    """
    try:
        from fsrs import Scheduler
    except ModuleNotFoundError:
        raise CourseError("The review needs the package fsrs.", "Run `pip install fsrs` once.") from None
    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def memory(answers: Iterable[Answer]) -> Card | None:
    """What the scheduler knows of a question after these answers; None before the first.

    Only the first answer to each variant counts: the second one has read the explanation, or is a cell that ran again.

    Raises:
        CourseError: the library is not installed.
    """
    plan = scheduler()
    from fsrs import Card, Rating

    card, seen = Card(card_id=0), set[int]()
    for answer in answers:
        on = _day(answer.on)
        if on is None or answer.variant in seen:
            continue
        seen.add(answer.variant)
        card = plan.review_card(card, Rating.Good if answer.is_right else Rating.Again, _noon(on))[0]
    return card if seen else None


def recall(card: Card, on: date) -> float:
    """The probability that the question would be answered right on a day, by the scheduler's model of memory."""
    return float(scheduler().get_card_retrievability(card, _noon(on)))


def _day(text: str) -> date | None:
    """The day of an answer; None where the file of the progress was written by hand and holds none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _noon(on: date) -> datetime:
    return datetime.combine(on, time(12), UTC)

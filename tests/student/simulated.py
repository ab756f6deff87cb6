"""Students who forget as the scheduler's published model says: what they still know after thirty days of review.

Source: the forgetting curve of FSRS-6, R(t, S) = (1 + F·t/S)^(−w₂₀) with R(S, S) = 0.9; J. Ye and others, 2022.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from course_utils.checks.progress import Answer
from course_utils.student import review, schedule

FIRST = date(2027, 1, 4)
DAYS, LEARNING, A_DAY, REVIEWED = 30, 12, 4, 5  # 4 new questions a day for 12 days; at most 5 reviewed a day
RIGHT_AT_FIRST = 0.65

Order = Callable[["Student", date, int], Sequence[str]]


@dataclass
class Student:
    """Answers so far; `factors` say how much longer than the model thinks each question is remembered."""

    rng: np.random.Generator
    spread: float = 0.0
    given: dict[str, list[Answer]] = field(default_factory=dict)
    factors: dict[str, float] = field(default_factory=dict)
    turn: int = 0

    def recall(self, id: str, on: date) -> float:
        """The probability of a right answer, by the published curve; an answer on the same day is sure."""
        card = schedule.memory(self.given[id])
        assert card is not None
        assert card.stability is not None
        assert card.last_review is not None
        decay = schedule.scheduler().parameters[20]
        scale = 0.9 ** (-1 / decay) - 1
        days = (on - card.last_review.date()).days
        return float((1 + scale * days / (card.stability * self.factors[id])) ** -decay)

    def learn(self, id: str, on: date) -> None:
        self.factors[id] = float(np.exp(self.rng.normal(0, self.spread)))
        self.given[id] = [Answer(on.isoformat(), bool(self.rng.random() < RIGHT_AT_FIRST))]

    def answer(self, id: str, on: date) -> None:
        is_right = bool(self.rng.random() < self.recall(id, on))
        self.given[id].append(Answer(on.isoformat(), is_right, len(self.given[id])))


def scheduled(student: Student, on: date, most: int) -> Sequence[str]:
    """What the course's review asks."""
    return review.forgotten(on, student.given)[:most]


def in_turn(student: Student, on: date, most: int) -> Sequence[str]:
    """As many questions in the order in which they were learnt, round and round."""
    known = list(student.given)
    chosen = [known[(student.turn + step) % len(known)] for step in range(min(most, len(known)))]
    student.turn += len(chosen)
    return chosen


def month(order: Order, seed: int, spread: float = 0.0, counts: Sequence[int] | None = None) -> tuple[float, list[int]]:
    """Mean recall on the day after thirty days, and how many questions were counted each day (at most `counts`)."""
    student, counted = Student(np.random.default_rng(seed), spread), list[int]()
    for day in range(DAYS):
        on = FIRST + timedelta(days=day)
        chosen = list(order(student, on, REVIEWED if counts is None else counts[day])) if student.given else []
        for id in chosen:
            student.answer(id, on)
        counted.append(len(chosen))
        if day < LEARNING:
            for number in range(A_DAY):
                student.learn(f"question-{day * A_DAY + number:02}", on)
    end = FIRST + timedelta(days=DAYS)
    return float(np.mean([student.recall(id, end) for id in student.given])), counted


def compared(seed: int, spread: float = 0.0) -> tuple[float, float, float]:
    """Mean recall of one student: reviewed by the schedule, in turn with as many questions a day, not at all."""
    planned, counts = month(scheduled, seed, spread)
    fixed, equal = month(in_turn, seed, spread, counts)
    assert equal == counts, "both ask as many questions"
    return planned, fixed, month(lambda student, on, most: (), seed, spread)[0]

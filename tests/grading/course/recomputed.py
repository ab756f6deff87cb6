"""A class's points worked out a second way: exact fractions, plain loops, nothing of the course's own arithmetic."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

HALF = Fraction(1, 2)


def cents(value: Fraction) -> Fraction:
    """To a hundredth, a half up."""
    return Fraction((value * 100 + HALF).__floor__(), 100)


@dataclass
class Attempt:
    """What was handed in: the exercises' points as they were graded, and when."""

    points: dict[str, float]
    at: datetime | None
    overridden: dict[str, float] = field(default_factory=dict)


@dataclass
class Notebook:
    most: dict[str, float]  # by exercise, as graded
    points: float  # what the course file says
    weight: float
    due: datetime | None
    excused: bool
    attempts: list[Attempt]


def student_total(notebooks: list[Notebook], rules: dict[str, Any]) -> tuple[list[Fraction | None], Fraction | None]:
    """Points of each notebook (None where nothing was handed in), and the total before any curve."""
    bank = rules["bank_days"]
    got: list[Fraction | None] = [None] * len(notebooks)
    far = datetime.max.replace(tzinfo=next((n.due.tzinfo for n in notebooks if n.due), None))
    for index in sorted(range(len(notebooks)), key=lambda i: notebooks[i].due or far):
        got[index], used = best_of(notebooks[index], rules, bank)
        bank -= used
    return got, total(notebooks, got, rules["drop_lowest"])


def best_of(notebook: Notebook, rules: dict[str, Any], bank: int) -> tuple[Fraction | None, int]:
    best: tuple[Fraction, int] | None = None
    for attempt in notebook.attempts:
        raw = sum((Fraction(attempt.overridden.get(name, points)) for name, points in attempt.points.items()), Fraction())
        earned = cents(raw * Fraction(notebook.points) / Fraction(sum(notebook.most.values())))
        late = days_late(notebook.due, attempt.at, rules["grace_minutes"])
        charged = late - min(late, rules["free_days"])
        used = min(bank, charged)
        part = min(Fraction(str(rules["cap"])), (charged - used) * Fraction(str(rules["penalty_per_day"])))
        points = earned - cents(earned * part)
        if best is None or points > best[0] or rules["attempts"] == "last":
            best = points, used
    return best or (None, 0)


def days_late(due: datetime | None, at: datetime | None, grace: int) -> int:
    if due is None or at is None or at <= due + timedelta(minutes=grace):
        return 0
    days = 0
    while due + timedelta(days=days) < at:
        days += 1
    return days


def total(notebooks: list[Notebook], got: list[Fraction | None], drop: int) -> Fraction | None:
    whole = sum(Fraction(each.points) * Fraction(each.weight) for each in notebooks)
    parts = []
    for notebook, points in zip(notebooks, got, strict=True):
        if not notebook.excused:
            most = Fraction(notebook.points) * Fraction(notebook.weight)
            parts.append(((points or Fraction()) * Fraction(notebook.weight), most))
    for _ in range(drop):
        if len(parts) > 1:
            lowest = min(parts, key=lambda part: (part[0] / part[1], -part[1]))
            parts.remove(lowest)
    if not parts:
        return None
    return cents(whole * sum(part[0] for part in parts) / sum(part[1] for part in parts))

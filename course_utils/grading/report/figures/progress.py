"""The class over time: who had handed in by when, and how many of the points were reached."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, timedelta, tzinfo
from itertools import accumulate

from course_utils.grading.gradebook.records import Standing

_SPANS = 12  # columns at most


@dataclass(frozen=True)
class Timeline:
    """Ends of equal spans of time; for each notebook, who had handed in by then; the points that counted by then."""

    ends: list[date]
    handed_in: dict[str, list[int]]
    points: list[float]


@dataclass
class Progress:
    """Days of first hand-ins, and the points that each day brought; `timeless` hand-ins have no known time.

    `best` says whether the best attempt so far counts, or the last.
    """

    zone: tzinfo = UTC
    best: bool = True
    timeless: int = 0
    first: dict[str, Counter[date]] = field(default_factory=dict)
    gained: dict[date, float] = field(default_factory=dict)

    def add(self, standing: Standing) -> None:
        """Count a student's attempts at a notebook."""
        before, days = 0.0, self.first.setdefault(standing.graded.notebook, Counter())
        for number, attempt in enumerate(standing.history or (standing,)):
            at = attempt.graded.submitted_at
            if at is None:
                self.timeless += number == 0
                continue
            day = at.astimezone(self.zone).date()
            days[day] += number == 0
            now = max(before, attempt.points) if self.best else attempt.points
            self.gained[day] = self.gained.get(day, 0.0) + now - before
            before = now

    @property
    def timeline(self) -> Timeline | None:
        """The days in at most twelve equal spans; None where all that is known is one day."""
        days = sorted({*self.gained, *(day for counts in self.first.values() for day in counts)})
        if len(days) < 2:
            return None
        length = math.ceil(((days[-1] - days[0]).days + 1) / _SPANS)
        spans = math.ceil(((days[-1] - days[0]).days + 1) / length)
        ends = [days[0] + timedelta(days=length * (number + 1) - 1) for number in range(spans)]

        def by_span(counts: Mapping[date, float]) -> list[float]:
            sums = [0.0] * spans
            for day, amount in counts.items():
                sums[(day - days[0]).days // length] += amount
            return list(accumulate(sums))

        handed_in = {name: [int(value) for value in by_span(counts)] for name, counts in self.first.items()}
        return Timeline(ends, handed_in, by_span(self.gained))

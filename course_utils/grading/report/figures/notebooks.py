"""How the class did on one notebook."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from course_utils.grading.report.figures.member import Entry
from course_utils.grading.report.figures.statistics import Mean

BINS = 10
_LISTED = 50  # names shown; the rest are counted


@dataclass
class Distribution:
    """Parts of points: their mean, median and tenths, full marks in the last."""

    mean: Mean = field(default_factory=Mean)
    full: int = 0
    bins: list[int] = field(default_factory=lambda: [0] * BINS)
    _permille: Counter[int] = field(default_factory=Counter)

    def add(self, share: float) -> None:
        self.mean.add(share)
        self.full += share >= 1
        self.bins[min(int(share * BINS + 1e-9), BINS - 1)] += 1
        self._permille[round(share * 1000)] += 1

    @property
    def median(self) -> float | None:
        """The median, to a thousandth; None without a decided grade."""
        middle = [(self._permille.total() - 1) // 2, self._permille.total() // 2]
        halves, seen = [], 0
        for value in sorted(self._permille):
            halves += [value for place in middle if seen <= place < seen + self._permille[value]]
            seen += self._permille[value]
        return sum(halves) / 2000 if halves else None


@dataclass
class Names:
    """The first names of a list, and how many there are."""

    shown: list[str] = field(default_factory=list)
    count: int = 0

    def add(self, name: str) -> None:
        self.count += 1
        if self.count <= _LISTED:
            self.shown.append(name)


@dataclass
class NotebookStats:
    """One notebook: `scores` are those handed in; `missing` are students of the class who did not."""

    name: str
    scores: Distribution = field(default_factory=Distribution)
    handed_in: int = 0
    excused: int = 0
    late: int = 0
    stuck: int = 0
    missing: Names = field(default_factory=Names)

    def add(self, student: str, entry: Entry, stuck: bool) -> None:
        """Count how it stands with a student of the class."""
        self.excused += entry.is_excused
        if entry.state == "missing":
            self.missing.add(student)
        if entry.standing is None or entry.is_excused:
            return
        self.handed_in += 1
        self.late += entry.standing.late_days > 0
        self.stuck += stuck
        if entry.share is not None:
            self.scores.add(entry.share)

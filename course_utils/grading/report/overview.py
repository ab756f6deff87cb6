"""What an instructor wants to know of a class, gathered in one pass without keeping the class."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from course_utils.checks.report import Result
from course_utils.grading.gradebook.records import Standing

SUSPICIOUS = ("blocked", "crashed", "timeout", "memory")
BINS = 10
_LISTED = 50  # remarks shown in full; the rest are counted


@dataclass
class ExerciseStats:
    """How the class did on one exercise."""

    notebook: str
    name: str
    statuses: Counter[str] = field(default_factory=Counter)
    mistakes: Counter[str] = field(default_factory=Counter)
    sentences: dict[str, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return self.statuses.total()

    @property
    def decided(self) -> int:
        return self.total - self.statuses["unchecked"]

    @property
    def missed(self) -> int:
        return self.decided - self.statuses["passed"]

    def add(self, result: Result) -> None:
        self.statuses[result.status] += 1
        if result.mistake:
            self.mistakes[result.mistake] += 1
            report = result.report
            self.sentences.setdefault(result.mistake, report.message if report else result.message)


@dataclass
class Remark:
    """A line about one submission that an instructor should look at."""

    standing: Standing
    exercises: str
    status: str
    text: str


@dataclass
class Remarks:
    """The first remarks of a kind, and how many there are."""

    shown: list[Remark] = field(default_factory=list)
    count: int = 0

    def add(self, remark: Remark) -> None:
        self.count += 1
        if self.count <= _LISTED:
            self.shown.append(remark)


@dataclass
class Overview:
    """Figures of a class; `bins` counts submissions by tenths of the points, full marks in the last.

    `others` are notebooks that lack the mark of `cohort`, the class's own bundle ("" for a bundle without marks).
    """

    students: int = 0
    submissions: int = 0
    late: int = 0
    full: int = 0
    bins: list[int] = field(default_factory=lambda: [0] * BINS)
    exercises: dict[tuple[str, str], ExerciseStats] = field(default_factory=dict)
    suspicious: Remarks = field(default_factory=Remarks)
    unchecked: Remarks = field(default_factory=Remarks)
    files: Remarks = field(default_factory=Remarks)
    cohort: str = ""
    others: Remarks = field(default_factory=Remarks)
    slowest: list[tuple[float, int, Standing]] = field(default_factory=list)
    _permille: Counter[int] = field(default_factory=Counter)

    @property
    def median(self) -> float | None:
        """The median part of the points, 0 to 1, to a thousandth; None without a decided grade."""
        ordered = sorted(self._permille)
        middle = [(self._permille.total() - 1) // 2, self._permille.total() // 2]
        halves, seen = [], 0
        for value in ordered:
            halves += [value for place in middle if seen <= place < seen + self._permille[value]]
            seen += self._permille[value]
        return sum(halves) / 2000 if halves else None

    @property
    def by_misses(self) -> list[ExerciseStats]:
        """Exercises, the most missed first."""
        return sorted(self.exercises.values(), key=lambda stats: -stats.missed / (stats.decided or 1))

    @property
    def with_mistakes(self) -> list[ExerciseStats]:
        """Exercises in which a known mistake was found, in the order of the course."""
        return [stats for stats in self.exercises.values() if stats.mistakes]

    def add_all(self, standings: Iterable[Standing]) -> Iterable[tuple[str, list[Standing]]]:
        """Count `standings`, which come sorted, while giving them on by student."""
        for student, group in groupby(standings, key=lambda standing: standing.graded.student):
            mine = list(group)
            self.students += 1
            for standing in mine:
                self.add(standing)
            yield student, mine

    def add(self, standing: Standing) -> None:
        self.submissions += 1
        self.late += standing.late_days > 0
        self._add_share(standing.share)
        for result in standing.graded.results:
            key = (standing.graded.notebook, result.exercise)
            self.exercises.setdefault(key, ExerciseStats(*key)).add(result)
        self._add_remarks(standing)
        entry = (standing.graded.seconds, -self.submissions, standing)
        if len(self.slowest) < 10:
            heapq.heappush(self.slowest, entry)
        else:
            heapq.heappushpop(self.slowest, entry)

    def _add_share(self, share: float | None) -> None:
        if share is not None:
            self.full += share >= 1
            self.bins[min(int(share * BINS + 1e-9), BINS - 1)] += 1
            self._permille[round(share * 1000)] += 1

    def _add_remarks(self, standing: Standing) -> None:
        graded = standing.graded
        for status in SUSPICIOUS:
            results = [result for result in graded.results if result.status == status]
            if results:
                names = ", ".join(result.exercise for result in results)
                self.suspicious.add(Remark(standing, names, status, results[0].message))
        ours = [result for result in graded.results if standing.is_open(result)]
        if ours:
            names = ", ".join(result.exercise for result in ours)
            self.unchecked.add(Remark(standing, names, "unchecked", ours[0].message))
        if graded.cohort != self.cohort and self.cohort:
            said = f"from the bundle of {graded.cohort!r}" if graded.cohort else "without a cohort's mark"
            self.others.add(Remark(standing, "", "", said))
        if graded.message:
            self.files.add(Remark(standing, "", "", graded.message))

"""How the class did on one exercise or question: item analysis, and mistakes from the first attempt to the last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from course_utils.checks.report import Result
from course_utils.grading.gradebook.records import Standing
from course_utils.grading.report.figures.statistics import Correlation, Mean, Pairs

WRONG = ("failed", "error", "timeout", "memory", "crashed")  # answers that say something of what went wrong


@dataclass(frozen=True)
class Change:
    """A mistake: in the attempts that count, and of those with several attempts in the first and in the last.

    `mended` are right in the last, `kept` have it in both.
    """

    mistake: str
    sentence: str
    count: int
    first: int
    last: int
    mended: int
    kept: int


@dataclass
class ExerciseStats:
    """One exercise, or one question, over the attempts that count.

    `scores` are parts of the points, before anything is taken off for lateness; a missing answer has 0. `several` are
    students with more than one attempt.
    """

    notebook: str
    name: str
    is_question: bool = False
    statuses: Counter[str] = field(default_factory=Counter)
    mistakes: Counter[str] = field(default_factory=Counter)
    sentences: dict[str, str] = field(default_factory=dict)
    scores: Mean = field(default_factory=Mean)
    located: int = 0
    several: int = 0
    _with_rest: Pairs = field(default_factory=Pairs)
    _moves: dict[str, Counter[str]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return self.statuses.total()

    @property
    def decided(self) -> int:
        return self.total - self.statuses["unchecked"]

    @property
    def missed(self) -> int:
        return self.decided - self.statuses["passed"]

    @property
    def wrong(self) -> int:
        """Answers that were there, ran and were not right."""
        return sum(self.statuses[status] for status in WRONG)

    @property
    def difficulty(self) -> float | None:
        """The mean part of the points, 0 to 1: test theory's p, where a hard exercise has a low one."""
        return self.scores.value

    @property
    def discrimination(self) -> Correlation | None:
        """The item-rest correlation: of this exercise's points with those of the notebook's others together.

        Of a question, with how many of the notebook's other questions are right: practice has no points.
        Over the submissions in which nothing is open; None where either is the same for all.
        """
        return self._with_rest.correlation

    @property
    def named(self) -> float | None:
        """The part of the wrong answers whose mistake has a name."""
        return self.mistakes.total() / self.wrong if self.wrong else None

    @property
    def located_share(self) -> float | None:
        """The part of the wrong answers in which the line at fault was told."""
        return self.located / self.wrong if self.wrong else None

    def add(self, result: Result, value: float, is_open: bool = False, rest: float | None = None) -> None:
        """Count an answer by its value; `rest` is its fellows' of the notebook, None where some are open."""
        self.statuses[result.status] += 1
        if not is_open and (result.max_points or self.is_question):
            self.scores.add(result.points / result.max_points if result.max_points else value)
        if rest is not None:
            self._with_rest.add(value, rest)
        if result.status in WRONG:
            self.located += result.fault is not None
            self._count_mistake(result)

    def _count_mistake(self, result: Result) -> None:
        if result.mistake:
            self.mistakes[result.mistake] += 1
            report = result.report
            self.sentences.setdefault(result.mistake, report.message if report else result.message)

    def compare(self, first: Result, last: Result) -> None:
        """Count a student's first and last of several attempts."""
        self.several += 1
        for result in (first, last):
            if result.mistake:
                self._moves.setdefault(result.mistake, Counter())
                self.sentences.setdefault(result.mistake, result.message)
        if first.mistake:
            moves = self._moves[first.mistake]
            moves["first"] += 1
            moves["mended"] += last.status == "passed"
            moves["kept"] += last.mistake == first.mistake
        if last.mistake:
            self._moves[last.mistake]["last"] += 1

    @property
    def changes(self) -> list[Change]:
        """The mistakes, the most frequent first."""
        names = sorted({*self.mistakes, *self._moves}, key=lambda name: (-self.mistakes[name], name))
        return [self._change(name, self._moves.get(name, Counter())) for name in names]

    def _change(self, name: str, moves: Counter[str]) -> Change:
        figures = (moves[key] for key in ("first", "last", "mended", "kept"))
        return Change(name, self.sentences.get(name, ""), self.mistakes[name], *figures)


def _value(result: Result) -> float:
    """What an item is compared by: an exercise's points, and whether a question is answered right."""
    return float(result.status == "passed") if result.answer else result.points


@dataclass
class Exercises:
    """All exercises and questions of a class."""

    stats: dict[tuple[str, str], ExerciseStats] = field(default_factory=dict)

    def add(self, standing: Standing) -> None:
        """Count the attempt that counts, and what changed from the first to the last."""
        is_whole, notebook = not standing.open_points, standing.graded.notebook
        for results in (standing.graded.exercises, standing.graded.questions):
            values = [_value(result) for result in results]
            total = sum(values)
            for result, value in zip(results, values, strict=True):
                stats = self.stats.get((notebook, result.exercise)) or self._new(notebook, result)
                is_open = result.status == "unchecked" and standing.is_open(result)
                stats.add(result, value, is_open, total - value if is_whole else None)
        for first, last in _ends(standing):
            (self.stats.get((notebook, first.exercise)) or self._new(notebook, first)).compare(first, last)

    def _new(self, notebook: str, result: Result) -> ExerciseStats:
        stats = ExerciseStats(notebook, result.exercise, is_question=result.answer is not None)
        return self.stats.setdefault((notebook, result.exercise), stats)

    def of(self, notebook: str, questions: bool = False) -> list[ExerciseStats]:
        """The exercises of a notebook, or its questions, in its order."""
        every = (stats for stats in self.stats.values() if stats.notebook == notebook)
        return [stats for stats in every if stats.is_question is questions]


def _ends(standing: Standing) -> Iterator[tuple[Result, Result]]:
    """Each exercise's result in the first and in the last of several attempts."""
    if len(standing.history) > 1:
        last = {result.exercise: result for result in standing.history[-1].graded.results}
        for first in standing.history[0].graded.results:
            if first.exercise in last:
                yield first, last[first.exercise]

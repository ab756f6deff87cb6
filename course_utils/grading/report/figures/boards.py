"""The boards of projects: who chose a name for them, and how good their networks are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from course_utils.grading.gradebook.records import Standing


class Row(NamedTuple):
    """A network on a board; those of one score have one rank."""

    rank: int
    name: str
    score: float
    metric: str


class Boards:
    """A board for each project of the class; who chose no name stands on none, and is counted in `unnamed`."""

    def __init__(self) -> None:
        self._named: dict[str, list[tuple[float, str, str]]] = {}
        self.unnamed: dict[str, int] = {}

    def add(self, standing: Standing) -> None:
        """Take the attempt that counts."""
        notebook = standing.graded.notebook
        for result in standing.graded.results:
            score = result.report.score if result.report else None
            if score is not None:
                own = self._named.setdefault(notebook, [])
                self.unnamed[notebook] = self.unnamed.get(notebook, 0) + (not score.board)
                own += [(score.value, score.board, score.metric)] * bool(score.board)

    def __iter__(self) -> Iterator[tuple[str, list[Row]]]:
        """The boards by notebook, the best first."""
        for notebook, own in self._named.items():
            best = sorted(own, key=lambda each: (-each[0], each[1]))
            values = [value for value, _, _ in best]
            yield notebook, [Row(1 + values.index(value), name, value, metric) for value, name, metric in best]

"""The class's list of students, in pages of a size that a browser reads at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import NamedTuple

from course_utils.grading.report.figures.attempts import Stuck
from course_utils.grading.report.figures.member import Entry, Member
from course_utils.grading.report.names import link, student_path

ROWS = 500  # of a page


class Cell(NamedTuple):
    """A notebook in a student's row."""

    state: str
    share: float | None
    points: float
    most: float
    handed_in: bool


@dataclass(frozen=True)
class Row:
    """A student in the list; `notes` are section, place and what needs a look."""

    student: str
    href: str
    points: float | None
    most: float
    share: float | None
    cells: tuple[Cell, ...]
    attempts: int
    late_days: int
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """A page of the list: its number from 1, and its first and last student."""

    number: int
    first: str
    last: str

    @property
    def file(self) -> str:
        return "index.html" if self.number == 1 else f"students-{self.number}.html"


@dataclass
class StudentList:
    """Rows as they come: the first page stays here for the class page, each later one is written when it is full.

    `write_page(page, rows, is_last)` writes one; at most a page of rows is in memory.
    """

    write_page: Callable[[Page, Sequence[Row], bool], None]
    first: list[Row] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    _rows: list[Row] = field(default_factory=list)

    def add(self, row: Row) -> None:
        if len(self._rows) == ROWS:
            self._end_page(is_last=False)
        self._rows.append(row)

    def _end_page(self, is_last: bool) -> None:
        page = Page(len(self.pages) + 1, self._rows[0].student, self._rows[-1].student)
        self.pages.append(page)
        if page.number == 1:
            self.first = self._rows
        else:
            self.write_page(page, self._rows, is_last)
        self._rows = []

    def end(self, folder: Path) -> None:
        """Write the last page, and remove those of a class that was larger."""
        if self._rows:
            self._end_page(is_last=True)
        for number in count(max(len(self.pages), 1) + 1):
            path = folder / f"students-{number}.html"
            if not path.exists():
                break
            path.unlink()


def row(member: Member, stuck: Sequence[Stuck]) -> Row:
    """A student's row; `stuck` is where they need help."""
    notes = [text for text in (member.section, member.place) if text]
    notes += [f"stuck in {each.exercise}" for each in stuck]
    notes += [f"{standing.graded.file}: no notebook" for standing in member.others]
    notes += [note for standing in member.standings for note in standing.notes]
    return Row(
        student=member.student,
        href=link(student_path(member.student)),
        points=member.total.points,
        most=member.total.most,
        share=member.total.share,
        cells=tuple(map(_cell, member.entries)),
        attempts=member.attempts,
        late_days=member.late_days,
        notes=tuple(notes),
    )


def _cell(entry: Entry) -> Cell:
    return Cell(entry.state, entry.share, entry.points, entry.most, entry.standing is not None)

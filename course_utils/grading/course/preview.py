"""`--preview`: whose points would change, by how much and why, before anything is written.

The class is graded in a folder of its own with a copy of the gradebook, and compared with the class as it is.
"""

from __future__ import annotations

import heapq
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import inspect, select

from course_utils.checks.report import Result
from course_utils.grading.command import Options, grade_into, require_notebook
from course_utils.grading.course.arithmetic import deductions, reasons
from course_utils.grading.course.file import load
from course_utils.grading.course.folder import (
    COURSE,
    GRADEBOOK,
    KEPT,
    database,
    load_rules,
    require_gradebook,
)
from course_utils.grading.course.points import Deduction, rounded
from course_utils.grading.course.values import Course
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.classroom import Classroom
from course_utils.grading.gradebook.database import clear_errors, connect
from course_utils.grading.gradebook.records import Standing, Total
from course_utils.grading.gradebook.tables import Base
from course_utils.grading.secret import FILE as SECRET

_BEFORE = "before.sqlite"
_BATCH = 500  # rows at a time
_SAID = 3  # reasons of a total


@dataclass(frozen=True)
class Change:
    """A student's points in a notebook, or in all ("" for `notebook`), before and after; None where there are none."""

    student: str
    notebook: str
    before: float | None
    after: float | None
    reasons: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """As "80 → 90"."""
        return f"{_plain(self.before)} → {_plain(self.after)}"


def preview_grade(source: Path, out: Path, options: Options) -> Iterator[Change | str]:
    """What grading `source` would change in the class of `out`; ends with sentences about it. Nothing is written.

    Raises as `course grade` does.
    """
    require_notebook(options.notebook)
    with _shadow(out, options.db) as shadow, ExitStack() as stack:
        after = _after(out, options.policy)
        run = grade_into(source, shadow, replace(options, db=None, policy=None), after, stack)
        before = stack.enter_context(Gradebook.open(shadow / _BEFORE))
        yield from _compared(Classroom(before, _before(out)), Classroom(run.book, after))


def preview_report(out: Path, db: str | None, policy: Path | None) -> Iterator[Change | str]:
    """What writing the reports once more would change: by the class's rules as they are now, or by `policy`."""
    require_gradebook(out, db)
    with _shadow(out, db) as shadow, Gradebook.open(shadow / GRADEBOOK) as book:
        yield from _compared(Classroom(book, _before(out)), Classroom(book, _after(out, policy)))


def _before(out: Path) -> Course:
    """The rules of the last report."""
    return load(out / KEPT if (out / KEPT).exists() else None)


def _after(out: Path, policy: Path | None) -> Course:
    return load(policy) if policy is not None else load_rules(out)


@contextmanager
def _shadow(out: Path, db: str | None) -> Iterator[Path]:
    """A folder with what grading reads of the class's: its rules, its secret, its gradebook as it is and to change."""
    with tempfile.TemporaryDirectory(prefix="course-preview-") as name:
        shadow = Path(name)
        for file in (COURSE, KEPT, SECRET):
            if (out / file).exists():
                shutil.copy(out / file, shadow)
        _copy(database(out, db), shadow / _BEFORE)
        if (shadow / _BEFORE).exists():
            shutil.copy(shadow / _BEFORE, shadow / GRADEBOOK)
        yield shadow


def _copy(source: str | Path, target: Path) -> None:
    """Copy a gradebook without a change to it, not even a journal beside it; where there is none, nothing is done."""
    if isinstance(source, str):
        _copy_rows(source, target)
    elif source.exists():
        busy = source.with_name(f"{source.name}-wal").exists()  # else the file is whole, and stays alone
        address = f"{source.resolve().as_uri()}?mode=ro" + ("" if busy else "&immutable=1")
        with closing(sqlite3.connect(address, uri=True)) as book, closing(sqlite3.connect(target)) as copy:
            book.backup(copy)


def _copy_rows(url: str, target: Path) -> None:
    source, copy = connect(url, 30), connect(target, 30)
    with clear_errors(source, opening=True), source.connect() as reading, copy.begin() as writing:
        Base.metadata.create_all(writing)
        there = set(inspect(reading).get_table_names())
        for table in Base.metadata.sorted_tables:
            rows = reading.execution_options(yield_per=_BATCH).execute(select(table)) if table.name in there else None
            for batch in rows.mappings().partitions(_BATCH) if rows else ():
                writing.execute(table.insert(), [dict(row) for row in batch])
    source.dispose()
    copy.dispose()


class _Side(NamedTuple):
    """A student before, or after."""

    standings: Sequence[Standing] = ()
    total: Total | None = None
    course: Course = Course()

    @property
    def by_notebook(self) -> dict[str, Standing]:
        return {each.graded.notebook or each.graded.file: each for each in self.standings}

    @property
    def points(self) -> float | None:
        return self.total.points if self.total else None

    @property
    def reasons(self) -> list[Deduction]:
        return reasons(self.total, self.course) if self.total else []


def _compared(before: Classroom, after: Classroom) -> Iterator[Change | str]:
    """Every change, by student, and what to say of all; both classes are read once, side by side."""
    students, changed = 0, 0
    merged = heapq.merge(_sides(before, 0), _sides(after, 1), key=lambda entry: entry[:2])
    for student, group in groupby(merged, key=lambda entry: entry[0]):
        sides = {place: side for _, place, side in group}
        changes = list(_changes(student, sides.get(0, _Side()), sides.get(1, _Side())))
        students, changed = students + 1, changed + bool(changes)
        yield from changes
    whole = f" Totals are out of {after.most:g}, not {before.most:g}." if before.most not in (0, after.most) else ""
    yield f"The points of {changed} of {students} students would change.{whole} Nothing was written."
    yield from after.mixed_versions()


def _sides(room: Classroom, place: int) -> Iterator[tuple[str, int, _Side]]:
    for student, standings, total in room.everybody():
        yield student, place, _Side(standings, total, room.course)


def _changes(student: str, old: _Side, new: _Side) -> Iterator[Change]:
    was, now = old.by_notebook, new.by_notebook
    for notebook in sorted({*was, *now}):
        first, second = was.get(notebook), now.get(notebook)
        points = first.points if first else None, second.points if second else None
        if points[0] != points[1] or (first and second and first.max_points != second.max_points):
            yield Change(student, notebook, *points, tuple(_why(first, second)))
    if old.points != new.points:
        known = old.points is not None  # of a first grade, what is missing says nothing new
        said = [each for each in new.reasons if known or each.kind != "missing"]
        wholes = [side.total.most for side in (old, new) if known and side.total]
        out_of = [f"out of {wholes[1]:g}, not {wholes[0]:g}"] if len(set(wholes)) == 2 else []
        yield Change(student, "", old.points, new.points, (*out_of, *_whole(old.reasons, said)))


def _why(old: Standing | None, new: Standing | None) -> Iterator[str]:
    if old is None or new is None:
        yield "handed in" if new else "left out by the course file, or no longer there"
        return
    if old.max_points != new.max_points:
        yield f"out of {new.max_points:g}, not {old.max_points:g}"
    if old.graded.sha256 != new.graded.sha256 or old.attempt != new.attempt:
        yield f"attempt {new.attempt} counts, not {old.attempt}"
    yield from _items(old, new)
    if _lateness(old) != _lateness(new):
        yield f"{_lateness(old)} → {_lateness(new)}"


def _items(old: Standing, new: Standing) -> Iterator[str]:
    """The exercises and questions that earn another part of their points; what only weighs otherwise is said once."""
    scale = new.max_points / old.max_points if old.max_points else 1.0
    lost = {each.about: each for each in deductions(new) if each.about}
    pairs = [(old.graded.result_of(result.exercise), result) for result in new.graded.results]
    known = [(before, result) for before, result in pairs if before is not None]
    if any(rounded(before.max_points * scale) != rounded(result.max_points) for before, result in known):
        yield "its exercises and questions weigh otherwise"
    for before, result in known:
        if _part(before) != _part(result) and (before.points or result.points or before.max_points):
            reason = lost[result.exercise].reason if result.exercise in lost else f"{result.exercise}: passed"
            yield f"{reason} ({_plain(before.points)} → {_plain(result.points)})"


def _part(result: Result) -> float:
    """The part of its points that it earns, whatever they weigh; of practice none."""
    return rounded(result.points / result.max_points) if result.max_points else 0.0


def _lateness(standing: Standing) -> str:
    late = next((each for each in deductions(standing) if each.kind == "late"), None)
    return late.words if late else "in time"


def _whole(old: list[Deduction], new: list[Deduction]) -> Iterator[str]:
    """What changed of a total apart from its notebooks."""
    before = {(each.kind, each.about): each.words for each in old if each.kind != "exercise"}
    after = {(each.kind, each.about): each.words for each in new if each.kind != "exercise"}
    said = [words for key, words in after.items() if before.get(key) != words]
    gone = ((key[0], words) for key, words in before.items() if key not in after)
    said += [f"no longer: {words}" for kind, words in gone if kind != "missing"]  # another line tells
    yield from said[:_SAID]
    if len(said) > _SAID:
        yield f"and {len(said) - _SAID} more"


def _plain(points: float | None) -> str:
    return "–" if points is None else f"{rounded(points):g}"

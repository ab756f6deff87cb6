"""What can be said for certain where no edit mends a function: facts of its text, and of which rows its calls reach."""

from __future__ import annotations

import ast
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from course_utils.checks.locate.diagnosis import Fault
from course_utils.checks.locate.edits.sites import Row, rows
from course_utils.checks.locate.observe.facts import (
    kept_nowhere,
    makes_filled,
    never_reached,
    never_used,
    starts_filled,
    unchanged,
    unread,
)
from course_utils.checks.locate.observe.slices import parts_returned, rows_behind
from course_utils.checks.locate.source import Source
from course_utils.checks.locate.trace import Seen, reached_by
from course_utils.checks.locate.trials import RIGHT, Task, Trial
from course_utils.checks.values import PlainValue

MOST = 4  # lines that one sentence names
_SMALL = 20_000  # lines of a run that is followed
_SHAPE = 1  # how far a part gets that has another shape
_TRIALS = 8  # of the small family, each of those that fail and of those that pass


def certain(source: Source, task: Task) -> Fault | None:
    """The only fact of the text by which the function cannot be right."""
    tree = source.tree
    facts = [*kept_nowhere(tree), *unchanged(tree)] or list(unread(tree, task.needed, task.arguments))
    return facts[0] if len(facts) == 1 else None if facts else never_used(tree, task.needed, task.arguments)


class Followed:
    """Which lines of a function its calls reach, those that fail and those that pass; `seconds` bounds it."""

    def __init__(
        self, source: Source, task: Task, failing: Sequence[Trial], passing: Sequence[Trial], seconds: float
    ) -> None:
        self._source, self._task = source, task
        self._end = time.thread_time() + seconds
        self.is_whole = True  # no call that counts was cut short
        self.failing, self.passing = self._all(failing), self._all(passing)

    def _all(self, trials: Sequence[Trial]) -> list[set[int]]:
        small = [trial for trial in trials if not trial.is_visible][:_TRIALS]
        return [lines for trial in (*(t for t in trials if t.is_visible), *small) if (lines := self._reached(trial))]

    def _reached(self, trial: Trial) -> set[int]:
        """Lines of a call that runs to its end; none else."""
        seen, ended = Seen(), list[PlainValue]()
        if time.thread_time() < self._end:
            reached_by(self._source.function.__code__, partial(self._answer, trial, ended), seen, _SMALL)
        if not ended:
            self.is_whole = self.is_whole and not trial.is_visible
            return set()
        return seen.lines

    def _answer(self, trial: Trial, ended: list[PlainValue]) -> None:
        ended.append(self._task.answer(self._source.function, trial.inputs))

    def fault(self) -> Fault | None:
        """Rows that run in all calls that fail and in none that passes, or one that never runs."""
        every = list(rows(self._source.tree))
        if not self.is_whole or not self.failing:
            return None
        reached = set().union(*self.failing, *self.passing)
        never = list(never_reached(every, reached))
        if len(never) == 1:
            return never[0]
        only = set.intersection(*self.failing).difference(*self.passing) if self.passing else set()
        branches = [row for row in every if row.home.parent is not self._source.tree]  # not behind a return
        return _of_lines(_simple(branches, only), "", "only then")


@dataclass(frozen=True)
class Alone:
    """The rows that serve the only part of the answer that is wrong, and none that is right.

    Where it `begins_beside_others`, a row that serves others, too, gives it more than zeros: the fault may lie there.
    Where its shape is wrong, rows that change elements in place are none of its fault: `in_place` are their lines.
    """

    part: ast.expr
    rows: tuple[Row, ...]
    begins_beside_others: bool = False
    in_place: frozenset[int] = frozenset()

    @property
    def lines(self) -> set[int]:
        return {row.statement.lineno for row in self.rows}

    @property
    def name(self) -> ast.expr:
        name = self.part
        while isinstance(name, (ast.Subscript, ast.Attribute)):
            name = name.value
        return name

    def fault(self) -> Fault | None:
        if self.begins_beside_others:
            return None
        filled = {row.statement.lineno for row in self.rows if makes_filled(row.statement) and not row.loops}
        making = (self.lines if self.in_place else self.lines - filled) - self.in_place
        fault = _of_lines(making or self.lines - self.in_place, ast.unparse(self.name), "alone")
        return replace(fault, sources=(self.part.lineno,)) if fault is not None else None


def alone(
    tree: ast.FunctionDef, task: Task, failing: Sequence[Trial], answer: Callable[[Trial], PlainValue]
) -> Alone | None:
    """None where the answer has one part, or where several are wrong."""
    parts = parts_returned(tree, len(task.outputs))
    if len(parts) < 2:
        return None
    how_far = [task.progress(answer(trial), trial) for trial in failing]
    wrong = {number for each in how_far for number, part in enumerate(each) if part < RIGHT}
    if len(wrong) != 1:
        return None
    place = wrong.pop()
    behind = [{id(row.statement) for row in rows_behind(tree, part)} for part in parts]
    own = behind[place].difference(*(each for number, each in enumerate(behind) if number != place))
    every = list(rows(tree))
    served = Alone(parts[place], tuple(row for row in every if id(row.statement) in own))
    name = ast.unparse(served.name)
    has_shape = all(each[place] > _SHAPE for each in how_far)
    in_place = frozenset() if has_shape else frozenset(row.statement.lineno for row in served.rows if _in_place(row))
    beside = any(not starts_filled(row.statement, name) for row in every if id(row.statement) not in own)
    return replace(served, begins_beside_others=beside, in_place=in_place)


def _in_place(row: Row) -> bool:
    """Whether a row only changes elements of an array."""
    statement = row.statement
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    return all(isinstance(target, ast.Subscript) for target in targets)


def _simple(every: Sequence[Row], lines: set[int]) -> set[int]:
    """Of the lines those where a row begins that is no head of others."""
    heads = (ast.For, ast.While, ast.If, ast.With, ast.Try)
    return {row.statement.lineno for row in every if not isinstance(row.statement, heads)} & lines


def _of_lines(lines: set[int], name: str, kind: str) -> Fault | None:
    if not 1 <= len(lines) <= MOST or "`" in name or len(name) > 40:
        return None
    return Fault(tuple(sorted(lines)), kind=kind, what=name)

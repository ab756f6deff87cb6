"""Find the edits of a student's function after which every case passes: what they have in common is the fault."""

from __future__ import annotations

import time
import traceback
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby, islice, pairwise
from types import FunctionType
from typing import Any

from course_utils.checks.locate.bounds import EACH, TICK, Counted, OutOfBounds, Steps
from course_utils.checks.locate.edits.batch import CHOSEN, compiled, together, valid
from course_utils.checks.locate.edits.collect import single_edits
from course_utils.checks.locate.edits.sites import Edit, undo
from course_utils.checks.locate.edits.twins import twins
from course_utils.checks.locate.observe.observed import Alone, alone
from course_utils.checks.locate.source import Source, space_for_edits
from course_utils.checks.locate.trace import Seen, reached_by
from course_utils.checks.locate.trials import RIGHT, Task, Trial, by_size
from course_utils.checks.values import PlainValue

SINGLES = 0.75  # of the time, for single edits where one of them helps, and a second may complete it
_PROBES, _TURNS, _FEW, _FIRSTS, _SECONDS = 12, 5, 2000, 5, (0.0, 1.5, 2.5, 3.0)
CHEAP = 1.0  # edits that are tried before any are joined
ROOM = 0.75  # how much dearer than the cheapest edit that mends others are still tried
BATCH = 250
_GRACE = 0.1  # seconds beyond, for an edit that mends the first call to be tried on all others
_MORE_STEPS, _TIMES = 2000, 20


@dataclass(frozen=True)
class Mend:
    """An edit after which every visible case passes, and `share` of the exercise's small family, too."""

    edit: Edit
    share: float

    @property
    def lines(self) -> tuple[int, ...]:
        return self.edit.lines


class Search:
    """One function, one task. `seconds` bounds all of it.

    `mends` is what was found, `tried` how many edits were run; up to the cost `complete` none was left out.
    """

    def __init__(self, source: Source, task: Task, seconds: float) -> None:
        self._source, self._task = source, task
        self.deadline = time.thread_time() + seconds
        self._half = time.thread_time() + SINGLES * seconds
        self._steps = Steps(self.deadline + _GRACE)
        self._space: dict[str, Any] = space_for_edits(source.function)
        self._space.update({TICK: self._steps.tick, EACH: self._steps.each, CHOSEN: -1})
        self._tree = source.tree
        Counted().visit(self._tree)
        self.tried, self.complete = 0, 0.0
        self.mends: list[Mend] = []
        self._seen, self._first_lines = Seen(), set[int]()
        self.failing, self.passing = list[Trial](), list[Trial]()
        self._original: FunctionType | None = None
        self.alone: Alone | None = None
        self.pairs: list[Mend] = []
        self._helpful: list[tuple[float, Edit]] = []
        self._before = self._first = tuple[float, ...]()  # how far the first failing call gets, as it is and edited

    @property
    def is_late(self) -> bool:
        return time.thread_time() > self.deadline

    def run(self) -> list[Mend]:
        """All edits by their cost; `prepare` comes first."""
        every = single_edits(self._tree, self._seen, self.failing, self._source.libraries)
        singles = self._reached(sorted(every, key=lambda edit: edit.cost))
        self.alone = alone(self._tree, self._task, self.failing, self.answer)
        within = self.alone.lines if self.alone else set[int]()  # the rows of a single part that is wrong come first
        cheap = [edit for edit in singles if edit.cost <= CHEAP and (not within or within.issuperset(edit.lines))]
        self._try_by_cost(cheap)
        more = [] if self._is_mended else self._reached(twins(singles))  # to join them takes long
        edits = sorted([*singles, *more], key=lambda edit: edit.cost)
        tried = set(map(id, cheap))
        rest = [edit for edit in edits if id(edit) not in tried]
        own = [edit for edit in rest if within and within.issuperset(edit.lines)]
        self._try_by_cost(own)
        if not within or not self._is_mended:
            self._try_by_cost([edit for edit in rest if not within or not within.issuperset(edit.lines)])
        if not self._is_mended and not self.is_late:
            self.pairs = self._pairs(edits)
        return self.mends

    def _reached(self, edits: Iterable[Edit]) -> list[Edit]:
        return [edit for edit in edits if edit.bodies or self._is_reached(edit)]

    def _is_reached(self, edit: Edit) -> bool:
        """Whether the first failing call comes by: else the edit cannot mend it."""
        rows = [single.row.statement for single in edit.singles]
        return any(not self._first_lines.isdisjoint(range(row.lineno, (row.end_lineno or 0) + 1)) for row in rows)

    @property
    def _is_mended(self) -> bool:
        return any(mend.share == 1 for mend in self.mends)

    def _try_by_cost(self, edits: Iterable[Edit]) -> None:
        for cost, same in groupby(edits, key=lambda edit: edit.cost):
            if self._is_enough(same_cost := list(same)) or (self._helpful and time.thread_time() > self._half):
                break
            self._try_all(same_cost)
            if not self.is_late:
                self.complete = cost

    def answer(self, trial: Trial) -> PlainValue:
        """What the function gives as it is; None where it stops."""
        self._steps.allow(self._most.get(trial, _MORE_STEPS))
        try:
            return self._task.answer(self._original, trial.inputs) if self._original else None
        except (Exception, SystemExit, OutOfBounds):
            return None

    def _is_enough(self, edits: Sequence[Edit]) -> bool:
        least = min((mend.edit.cost for mend in self.mends if mend.share == 1), default=float("inf"))
        return self.is_late or edits[0].cost > least + ROOM

    def prepare(self) -> bool:
        """Run the function as it is: which trials fail, how many steps they take, what they reach.

        False where no visible case fails.
        """
        function = compiled(self._tree, self._source.function, self._space)
        if function is None:
            return False
        failing, passing, taken = list[Trial](), list[Trial](), dict[Trial, int]()
        for trial in by_size(self._task.trials):
            if self.is_late:
                break
            self._steps.allow(10**6)
            right = self._passes(function, trial)
            taken[trial] = self._steps.taken
            (passing if right else failing).append(trial)
        failing.sort(key=lambda trial: taken[trial] + trial.size)
        self._most = {trial: _MORE_STEPS + _TIMES * steps for trial, steps in taken.items()}
        if not any(trial.is_visible for trial in failing):
            return False
        self.failing, self.passing, self._original = failing, passing, function
        self._before = self._first = self._how_far(function, failing[0])
        visible = [trial for trial in failing if trial.is_visible]
        for trial in dict.fromkeys((*failing[:3], *visible[:2], *passing[:2])):  # one that raises reaches few lines
            self._steps.allow(10**5)
            reached_by(function.__code__, partial(self._task.answer, function, trial.inputs), self._seen)
            self._first_lines = self._first_lines or set(self._seen.lines)
        return True

    def stops_in(self, lines: Collection[int]) -> bool:
        """Whether the smallest failing call stops with an error that comes up in one of these lines."""
        assert self._original is not None
        self._steps.allow(_MORE_STEPS)
        try:
            self._task.answer(self._original, self.failing[0].inputs)
        except (Exception, SystemExit, OutOfBounds) as error:
            frames = traceback.walk_tb(error.__traceback__)
            own = [line for frame, line in frames if frame.f_code.co_filename == self._source.file]
            return own[-1:] != [] and own[-1] in lines
        return False

    def _try_all(self, edits: Iterable[Edit]) -> None:
        """Edits of one cost: those of parts in batches, those that move rows one by one."""
        mended = {mend.lines for mend in self.mends}
        waiting = [edit for edit in edits if edit.lines not in mended]
        for edit in (edit for edit in waiting if edit.bodies):
            old = edit.apply()
            function = compiled(self._tree, self._source.function, self._space)
            undo(old)
            if function is not None:
                self._try(function, edit)
        for function, edit in self._versions([edit for edit in waiting if not edit.bodies]):
            self._try(function, edit)

    def _versions(self, edits: Iterable[Edit]) -> Iterator[tuple[FunctionType, Edit]]:
        """Each edit with a function that runs it until the next one is asked for."""
        own, parts = self._source.function, iter(edits)
        while not self.is_late and (batch := list(islice(parts, BATCH))):
            function = together(self._tree, batch, own, self._space)
            if function is None:
                batch = valid(self._tree, batch, own)
                function = together(self._tree, batch, own, self._space)
            for number, edit in enumerate(batch if function is not None else ()):
                assert function is not None
                self._space[CHOSEN] = number
                try:
                    yield function, edit
                finally:
                    self._space[CHOSEN] = -1

    def _try(self, function: FunctionType, edit: Edit) -> None:
        self.tried += 1
        share = self._share(function, self.failing, self.passing)
        if share is not None:
            self.mends.append(Mend(edit, share))
        elif self._first > self._before and (gain := self._gain(function)):
            self._helpful.append((gain, edit))

    def _share(self, function: FunctionType, failing: Sequence[Trial], passing: Sequence[Trial]) -> float | None:
        """Of the small family, what passes; None where a visible case fails, or one that passed before."""
        probes = good = 0
        for number, trial in enumerate((*failing, *passing)):
            is_over = self.is_late if number == 0 else time.thread_time() > self._steps.deadline
            how_far = () if is_over else self._how_far(function, trial)
            if number == 0:
                self._first = how_far
            right = min(how_far, default=0) == RIGHT
            if not right and (number == 0 or trial.is_visible or trial in self.passing):
                return None
            probes += not trial.is_visible
            good += right and not trial.is_visible
        return good / probes if probes else 1.0

    def _how_far(self, function: FunctionType, trial: Trial) -> tuple[float, ...]:
        """How far each part of the answer is right; () where the call stops."""
        self._steps.allow(self._most.get(trial, _MORE_STEPS))
        try:
            return self._task.progress(self._task.answer(function, trial.inputs), trial)
        except (Exception, SystemExit, OutOfBounds):
            return ()

    def _gain(self, function: FunctionType) -> float:
        """How much an edit mends that does not mend all; 0 where it spoils something else."""
        if any(min(self._how_far(function, trial), default=0) < RIGHT for trial in self.passing[:_PROBES]):
            return 0.0
        if any(new < old for new, old in zip(self._first, self._before)):
            return 0.0
        others = (self._how_far(function, trial) for trial in self.failing[1:_PROBES])
        return sum(self._first) - sum(self._before) + sum(RIGHT * (min(each, default=0) == RIGHT) for each in others)

    def _pairs(self, edits: Sequence[Edit]) -> list[Mend]:
        """Two edits of different rows: one that helps, and another that mends what is left.

        An edit that helps in the smallest failing call is known; other calls are looked at, too.
        """
        for trial in self.failing[1:_TURNS]:
            if len(edits) <= _FEW or not self._helpful:
                self._help_in(trial, edits)
        firsts = self._most_helpful()
        for less, most in pairwise(_SECONDS):
            second = [edit for edit in edits if less < edit.cost <= most and not edit.bodies]
            for first in firsts:
                old = first.apply()
                try:
                    rest = [edit for edit in second if not set(edit.lines) & set(first.lines)]
                    pairs = list(self._completed(first, rest))
                finally:
                    undo(old)
                if pairs:
                    return pairs
        return []

    def _help_in(self, trial: Trial, edits: Sequence[Edit]) -> None:
        """Look for edits that help in another failing call than the first."""
        self.failing = [trial, *(other for other in self.failing if other is not trial)]
        assert self._original is not None
        self._before = self._how_far(self._original, trial)
        for function, edit in self._versions([edit for edit in edits if not edit.bodies]):
            self._first = self._how_far(function, trial)
            if self._first > self._before and (gain := self._gain(function)):
                self._helpful.append((gain, edit))

    def _most_helpful(self) -> list[Edit]:
        """Of each line, or two with one fault, the edit that helps most."""
        ranked = sorted(self._helpful, key=lambda each: (-each[0], each[1].cost))
        lines: dict[tuple[int, ...], Edit] = {}
        for _, edit in ranked:
            if not edit.bodies and len(edit.lines) <= 2:
                lines.setdefault(edit.lines, edit)
        return list(lines.values())[:_FIRSTS]

    def _completed(self, first: Edit, edits: Sequence[Edit]) -> Iterator[Mend]:
        function = compiled(self._tree, self._source.function, self._space)
        if function is None:
            return
        every = (*self.failing, *self.passing)
        right = {trial for trial in every if min(self._how_far(function, trial), default=0) == RIGHT}
        failing, passing = [each for each in every if each not in right], [each for each in every if each in right]
        least = float("inf")
        for version, edit in self._versions(edits):
            if edit.cost > least + ROOM or not failing:
                break
            share = self._share(version, failing, passing)
            if share is not None:
                least = min(least, edit.cost)
                parts, of = (*first.parts, *edit.parts), (*first.singles, *edit.singles)
                yield Mend(Edit(first.cost + edit.cost, "two", first.row, first.line, parts=parts, of=of), share)

    def _passes(self, function: FunctionType, trial: Trial) -> bool:
        try:
            return self._task.passes(function, trial)
        except OutOfBounds:
            return False

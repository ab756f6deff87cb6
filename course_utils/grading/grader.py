"""Grade one submission: its definitions in the sandbox, its answers before the oracle."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from course_utils.checks import follow
from course_utils.checks.classic.given import HANDED
from course_utils.checks.judge import Reply
from course_utils.checks.locate import asked
from course_utils.checks.locate.diagnosis import Diagnosis
from course_utils.checks.locate.following.parts import read_off_text
from course_utils.checks.naming.search import refutes
from course_utils.checks.naming.small import without
from course_utils.checks.recognise import owed
from course_utils.checks.report import CaseOutcome, Result
from course_utils.exercises.base import Exercise
from course_utils.grading.allowance import Allowance
from course_utils.grading.intake.beside import NONE, Weights
from course_utils.grading.oracle import MAX_TEXT, Oracle, profile_of
from course_utils.grading.projects.board import board_name
from course_utils.grading.projects.measuring import measured, question
from course_utils.grading.results import fails_visibly, renamed, result, unchecked
from course_utils.grading.sandbox.channel import LOAD_SECONDS, Child, ChildLost, Helper
from course_utils.grading.sandbox.child import ENDING
from course_utils.grading.sandbox.client import Sandbox, SandboxError
from course_utils.notebooks.cell import UNFINISHED, Cell
from course_utils.notebooks.magics import without_magics
from course_utils.types import Array

LOCATE_SECONDS = 0.3  # of the processor, for the line at fault of one function
LOCATE_WAIT = 2.0  # seconds after which a child that was asked for it is lost
MAX_SKIPPED = 5  # statements of a notebook that hang or die
DEFINITIONS = "definitions"


class Grader:
    """Grades submissions one after another, with one warm parent per profile. A context manager."""

    def __init__(self, isolate: bool = True, begun: Iterable[Sandbox] = (), locate: bool = True) -> None:
        """`begun` are sandboxes that somebody has begun to warm up; they are closed with this grader.

        `locate` has the line at fault looked for in every function that fails a visible case.
        """
        self._isolate, self._locate = isolate, locate
        self._sandboxes = {sandbox.profile: sandbox for sandbox in begun}

    def __enter__(self) -> Grader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        for sandbox in self._sandboxes.values():
            sandbox.__exit__(None, None, None)

    def grade(
        self, oracle: Oracle, cells: Sequence[Cell], weights: Weights = NONE
    ) -> tuple[tuple[Result, ...], tuple[str, ...]]:
        """A result for every exercise that the notebook owes, and notes about the notebook as a whole."""
        profile = profile_of(oracle.group.profile, cells)
        if profile not in self._sandboxes:
            self._sandboxes[profile] = Sandbox(profile, self._isolate)
        sandbox = self._sandboxes[profile]
        with contextlib.suppress(OSError):  # the first fork tries again, and tells
            sandbox.begin()
            oracle.prepare()
            sandbox.warm_up()
        submission = _Submission(sandbox, oracle, cells)
        results = submission.measured(submission.grade(), weights)
        if self._locate:
            results = submission.located(results)
        return results, tuple(dict.fromkeys(submission.notes))


@dataclass
class _Answers:
    """What came back of one exercise so far. Nothing more is asked after `ended`; a `fault` is ours."""

    replies: list[Reply] = field(default_factory=list)
    outcomes: list[CaseOutcome] = field(default_factory=list)
    seconds: float = 0.0
    ended: bool = False
    fault: str = ""


class _Submission:
    """The children that work for one submission: a lost one is followed by a fresh one.

    The visible cases of all exercises come first. No child that has seen a hidden input ever answers a visible case,
    whose replies a student reads; of what children with hidden inputs say, the oracle lets only statuses out.
    """

    def __init__(self, sandbox: Sandbox, oracle: Oracle, cells: Sequence[Cell]) -> None:
        self._sandbox, self._oracle, self._cells = sandbox, oracle, cells
        self._allowance = Allowance(oracle.group.seconds)
        self._exercises = owed(oracle.group, cells)
        self._answers = {exercise.name: _Answers() for exercise in self._exercises}
        self._child: Child | None = None
        self._skip: list[int] = []
        self._read: Array | None = None  # of a child that had seen no hidden input: the next ones load faster
        self._helpers: tuple[Helper, ...] = ()
        self._handed: dict[str, str] = {}  # of exercises that the notebook lacks: judged, so no answers any more
        self.notes: list[str] = []

    def grade(self) -> tuple[Result, ...]:
        for hidden in (False, True):
            try:
                for exercise in self._exercises:
                    if self._oracle.cases(exercise.name, hidden):  # a project has no hidden ones
                        self._ask(exercise, self._answers[exercise.name], hidden)
            finally:
                self._drop_child()
        results: dict[str, Result] = {}
        for exercise in self._exercises:
            alone = self._result(exercise)
            results[exercise.name] = self._followed(exercise, alone, results) if self._may_stumble(exercise) else alone
        return tuple(results.values())

    def measured(self, results: tuple[Result, ...], weights: Weights) -> tuple[Result, ...]:
        """The results with the scores of projects that keep their rules."""
        both = zip(self._exercises, results, strict=True)
        return tuple(own if own.status != "passed" else self._measured(each, own, weights) for each, own in both)

    def _measured(self, exercise: Exercise, own: Result, weights: Weights) -> Result:
        """The notebook's own child gives no more than its network, as text, before another one sees the pictures."""
        if exercise.project is None:
            return own
        frames = [question(exercise.project)]
        try:
            text = self._ready_child(True).ask(exercise.names, "architecture", frames, exercise.seconds)[-1]
        except ChildLost as lost:
            text = lost.replies[-1]
        finally:
            self._drop_child()
        drawn, board = self._oracle.fresh(exercise.name), board_name(self._cells)
        return measured(exercise, own, text, weights, drawn, board, self._sandbox)

    def located(self, results: tuple[Result, ...]) -> tuple[Result, ...]:
        """The results with lines at fault. All verdicts stand: what a child reads now helps nobody any more."""
        finished = []
        try:
            for exercise, own in zip(self._exercises, results, strict=True):
                finished.append(self._located(exercise, own) if fails_visibly(own) else own)
        finally:
            self._helpers = ()
            self._drop_child()
        return tuple(finished)

    def _located(self, exercise: Exercise, own: Result) -> Result:
        if own.report is None:
            return own
        helped, every = own.report.help, self._oracle.group.by_name
        helpers = tuple(self._oracle.helper(every[name]) for name in (helped.names if helped else ()))
        if helpers != self._helpers:
            self._drop_child()
        self._helpers = helpers
        sources = {f"<cell {cell.number}>": without_magics(cell.source) for cell in self._cells if cell.kind == "code"}
        value: object = None
        request = self._oracle.request(exercise, sources, LOCATE_SECONDS, own.report)
        try:
            replies = self._ready_child(True).ask(exercise.names, asked.CALL, [request], LOCATE_WAIT) if request else []
            value = replies[0].value if replies and replies[0].status == "passed" else None
        except ChildLost:
            self._mourn()
        except SandboxError:
            self._drop_child()
        fault = asked.read(value, sources) or read_off_text(sources, exercise, own.report.outcomes)
        report = without(own.report, exercise, asked.denied(value), self._source(exercise)[:MAX_TEXT])
        is_said = fault and not refutes(report, exercise, fault)
        return renamed(own, replace(report, diagnosis=Diagnosis(fault)) if is_said else report)

    def _may_stumble(self, exercise: Exercise) -> bool:
        """Whether the notebook writes an answer that a helper's fault could have spoilt."""
        own = self._answers[exercise.name]
        failed = any(outcome.status not in ("passed", "unchecked") for outcome in own.outcomes)
        return failed and not own.fault and UNFINISHED not in (self._source(exercise) or UNFINISHED)

    def _source(self, exercise: Exercise) -> str:
        """The text of the cells that write the function; empty where none does."""
        return "\n".join(cell.source for cell in self._cells if not set(exercise.names).isdisjoint(cell.functions))

    def _followed(self, exercise: Exercise, alone: Result, results: Mapping[str, Result]) -> Result:
        """The result once more, with the course's versions of those helpers that are not right.

        They come into a child of its own, when all answers are in: nothing that they tell helps anybody any more.
        """
        helpers = follow.helpers(exercise, self._oracle.group.exercises, self._source)
        wrong = [helper for helper in helpers if helper.name in results and results[helper.name].status != "passed"]
        if not wrong or alone.report is None or self._allowance.is_used_up:
            return alone
        own = _Answers()
        self._helpers = tuple(map(self._oracle.helper, wrong))
        try:
            for hidden in (False, True):
                self._ask(exercise, own, hidden)
        finally:
            self._helpers = ()
            self._drop_child()
        if own.fault:
            return alone
        helped = self._oracle.judge(exercise, own.replies, own.seconds, own.outcomes, self._source(exercise))
        missing = [helper for helper in wrong if results[helper.name].status == "missing"]
        unfinished = follow.awaited(missing, lambda helper: results[helper.name].is_held, self._source(exercise))
        faulty = [helper.name for helper in wrong if helper not in missing]
        assert helped.report is not None
        report = follow.followed(alone.report, helped.report, unfinished, faulty)
        return result(exercise, report, alone.seconds + helped.seconds)

    def _result(self, exercise: Exercise) -> Result:
        own = self._answers[exercise.name]
        if own.fault:
            return unchecked(exercise, f"The grader could not check this: {own.fault}.")
        return self._oracle.judge(exercise, own.replies, own.seconds, own.outcomes, self._source(exercise))

    def _ask(self, exercise: Exercise, own: _Answers, hidden: bool) -> None:
        """A fault of our own is tried once more, then kept."""
        started = time.monotonic()
        for last_try in (False, True):
            try:
                own.replies += [] if own.ended or own.fault else self._replies(exercise, own, hidden)
                break
            except SandboxError as error:
                self._drop_child()
                own.fault = str(error) if last_try else ""
        if own.fault:
            return
        visible = len(self._oracle.cases(exercise.name, False)) if hidden else 0
        outcomes = self._oracle.outcomes(exercise.name, own.replies[visible:] or own.replies[-1:], hidden)
        own.outcomes += outcomes
        own.seconds += time.monotonic() - started
        if not all(outcome.status in ("passed", "missing") for outcome in outcomes):
            self._drop_child()  # what broke here may have broken more than itself

    def _replies(self, exercise: Exercise, own: _Answers, hidden: bool) -> list[Reply]:
        cases, before = self._oracle.cases(exercise.name, hidden), self._child
        try:
            child = self._ready_child(hidden)
            seconds = exercise.seconds - self._allowance.spent_on(exercise.name)
            try:
                limit = min(seconds, self._allowance.left)
                replies = child.ask(exercise.names, exercise.call, cases, limit, self._handed, not hidden)
            finally:
                self._allowance.add(exercise.name, child.spent())
            own.ended = replies[-1].status in ENDING
            alone = exercise.name in HANDED and not exercise.uses  # its source holds no other exercise's answer
            if replies[-1].status == "missing" and alone:
                self._handed[exercise.name] = self._oracle.helper(exercise).source
            return replies
        except ChildLost as lost:
            what = f"{exercise.name} was {'stopped' if self._child else 'not run'}"
            is_used = before is not None and self._child is before
            self._mourn()
            if is_used and lost.status == "crashed":  # by what an earlier exercise left, perhaps
                return self._replies(exercise, own, hidden)
            own.ended = True
            if not self._allowance.is_used_up:
                return lost.replies
            used = f"{what}: the notebook took {self._allowance.sentence()}. Make the slowest part faster."
            return [*lost.replies[:-1], Reply("timeout", message=used)]

    def _ready_child(self, hidden: bool) -> Child:
        """One with the notebook's definitions; notes come only from before there was any hidden input."""
        if self._child is not None and self._child.is_quiet() and not self._allowance.is_used_up:
            return self._child
        self._drop_child()
        while len(self._skip) <= MAX_SKIPPED and not self._allowance.is_used_up:
            self._child = self._sandbox.fork(
                self._allowance.seconds - self._allowance.processor, self._allowance.bytes_left
            )
            seconds = min(LOAD_SECONDS, self._allowance.left)
            read = None if self._skip else self._read
            notes, is_there = self._child.load(self._cells, self._skip, seconds, self._helpers, read)
            self._allowance.add(DEFINITIONS, self._child.spent())
            if is_there:
                self.notes += [] if hidden or self._helpers else notes
                self._read = self._read if hidden else self._child.read
                return self._child
            self._skip.append(self._mourn())
        raise ChildLost("timeout", "could not start: the notebook's definitions do not finish.")

    def _mourn(self) -> int:
        """Put a lost child away; its last step. One that our own lock-down ended proves nothing about the student."""
        child, self._child = self._child, None
        if child is None:
            return 0
        self._allowance.received += child.received
        ended = child.close()
        self._allowance.processor += ended.seconds
        if not ended.locked:
            raise SandboxError("a child could not be locked down")
        return ended.step

    def _drop_child(self) -> None:
        with contextlib.suppress(SandboxError):  # the next fork starts another warm parent
            self._mourn()

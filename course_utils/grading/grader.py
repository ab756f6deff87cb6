"""Grade one submission: its definitions in the sandbox, its answers before the oracle."""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Sequence
from types import TracebackType

from course_utils.checks.judge import Reply
from course_utils.checks.report import Result
from course_utils.exercises.base import Exercise
from course_utils.grading.oracle import Oracle
from course_utils.grading.results import unchecked
from course_utils.grading.sandbox import jail
from course_utils.grading.sandbox.channel import Child, ChildLost
from course_utils.grading.sandbox.client import Sandbox, SandboxError
from course_utils.notebooks.cell import Cell

MAX_SKIPPED = 5  # statements of a notebook that hang or die
STARVED = 0.8  # of the time allowed: a child that had less of the processor is tried once more


class Grader:
    """Grades submissions one after another, with one warm parent per profile. A context manager."""

    def __init__(self, isolate: bool = True) -> None:
        self._isolate = isolate
        self._sandboxes: dict[str, Sandbox] = {}

    def __enter__(self) -> Grader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        for sandbox in self._sandboxes.values():
            sandbox.__exit__(None, None, None)

    def grade(self, oracle: Oracle, cells: Sequence[Cell]) -> tuple[tuple[Result, ...], tuple[str, ...]]:
        """A result for every exercise of the notebook, and notes about the notebook as a whole."""
        profile = oracle.group.profile
        if profile not in self._sandboxes:
            self._sandboxes[profile] = Sandbox(profile, self._isolate)
        with contextlib.suppress(OSError):  # the first fork tries again, and tells
            self._sandboxes[profile].warm_up()
        submission = _Submission(self._sandboxes[profile], oracle, cells)
        try:
            results = tuple(submission.grade(exercise) for exercise in oracle.group.exercises)
            return results, tuple(dict.fromkeys(submission.notes))
        finally:
            submission.drop_child()


class _Submission:
    """The children that work for one submission: a lost one is followed by a fresh one."""

    def __init__(self, sandbox: Sandbox, oracle: Oracle, cells: Sequence[Cell]) -> None:
        self._sandbox, self._oracle, self._cells = sandbox, oracle, cells
        self._child: Child | None = None
        self._skip: list[int] = []
        self.notes: list[str] = []

    def grade(self, exercise: Exercise) -> Result:
        """A fault of our own is tried once more, then reported as `unchecked`."""
        started = time.monotonic()
        for last_try in (False, True):
            try:
                graded = self._oracle.judge(exercise, self._ask(exercise), time.monotonic() - started)
                if graded.status not in ("passed", "missing"):
                    self.drop_child()  # what broke here may have broken more than itself
                return graded
            except SandboxError as error:
                self.drop_child()
                if last_try:
                    return unchecked(exercise, f"The grader could not check this: {error}.")
        raise AssertionError("unreachable")

    def _ask(self, exercise: Exercise, patience: float = 1.0) -> list[Reply]:
        frame, count = self._oracle.cases(exercise.name)
        try:
            child = self._ready_child()
            return child.ask(exercise.names, exercise.call, frame, count, exercise.seconds * patience)
        except ChildLost as lost:
            starved = self._mourn() < STARVED * exercise.seconds
            if lost.status == "timeout" and starved and patience == 1.0:
                return self._ask(exercise, patience=3.0)  # a busy machine is no fault of the student's
            return lost.replies

    def _ready_child(self) -> Child:
        if self._child is not None and self._child.is_quiet():
            return self._child
        while len(self._skip) <= MAX_SKIPPED:
            self.drop_child()
            self._child = self._sandbox.fork()
            notes, stuck = self._child.load(self._cells, self._skip)
            if stuck is None:
                self.notes += notes
                return self._child
            self._mourn()
            self._skip.append(stuck)
        raise ChildLost("timeout", "could not start: the notebook's definitions do not finish.")

    def _mourn(self) -> float:
        """Put a lost child away; the processor seconds it had.

        One that our own lock-down ended proves nothing about the student.
        """
        child, self._child = self._child, None
        if child is None:
            return math.inf
        ended = child.close()
        if ended.code == jail.NOT_LOCKED:
            raise SandboxError("a child could not be locked down")
        return ended.seconds

    def drop_child(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            with contextlib.suppress(SandboxError):  # the next fork starts another warm parent
                child.close()

"""Who grades a recognised submission: this process, threads that drive warm processes, or a cluster."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from typing import Protocol

from course_utils.checks.report import Result, Status
from course_utils.exercises import registry
from course_utils.grading.faults import cause, ends_the_run, record
from course_utils.grading.grader import Grader
from course_utils.grading.intake.reading import Task
from course_utils.grading.oracle import Oracle
from course_utils.grading.questions.asked import is_quiz
from course_utils.grading.results import unreadable
from course_utils.grading.sandbox.client import Sandbox, SandboxClosed


@dataclass(frozen=True)
class Done:
    """A graded task: a result per exercise, notes on the notebook as a whole, seconds it took.

    `fault` is the traceback of what went wrong on our side, "" where nothing did.
    """

    task: Task
    results: tuple[Result, ...]
    notes: tuple[str, ...]
    seconds: float
    fault: str = ""


def unread(task: Task, status: Status, message: str) -> Done:
    """What a file that cannot be read gets: each exercise of the notebook that it should be says why."""
    has_exercises = task.notebook and not is_quiz(task.notebook)
    exercises = registry.exercise_set(task.notebook).exercises if has_exercises else ()
    return Done(task, tuple(unreadable(exercise, status, message) for exercise in exercises), (message,), 0.0)


def failed(task: Task, error: Exception) -> Done:
    """What a task gets at which we failed: every exercise is unchecked."""
    return replace(unread(task, "unchecked", cause(error)), fault=record(error))


class Executor(Protocol):
    def run(self, tasks: Iterable[Task]) -> Generator[Done]:
        """Yield every task, graded, in the order in which they finish; takes tasks as it needs them.

        Closing the generator stops the workers.
        """
        ...


class Serial:
    """One after another in this process: the mode to debug with, and what a thread runs."""

    def __init__(
        self, oracles: Oracles, isolate: bool = True, begun: Iterable[Sandbox] = (), locate: bool = True
    ) -> None:
        """`begun` are sandboxes that are warming up already."""
        self._oracles, self._isolate, self._locate = oracles, isolate, locate
        self._grader = Grader(isolate, begun, locate)

    def run(self, tasks: Iterable[Task]) -> Generator[Done]:
        try:
            for task in tasks:
                yield self.grade(task)
        finally:
            self.close()

    def grade(self, task: Task) -> Done:
        """The task, graded; one at which we fail is unchecked, and the next meets fresh processes.

        Raises what ends the whole run, as IsolationError.
        """
        try:
            oracle = self._oracles[task.notebook].as_of(task.cells)
            results, notes = self._grader.grade(oracle, task.cells, task.weights)
        except SandboxClosed:
            raise
        except Exception as error:
            if ends_the_run(error):
                raise
            self._grader.close()
            self._grader = Grader(self._isolate, locate=self._locate)
            return failed(task, error)
        return Done(task, results, notes, sum(result.seconds for result in results))

    def close(self) -> None:
        self._grader.close()


class Threads:
    """`workers` threads, each with warm processes of its own; student code runs in those, not here."""

    def __init__(
        self,
        oracles: Oracles,
        workers: int,
        isolate: bool = True,
        begun: Iterable[Sandbox] = (),
        locate: bool = True,
    ) -> None:
        """`begun` are sandboxes that are warming up already, at most one for a worker."""
        self._oracles, self._workers, self._isolate, self._locate = oracles, workers, isolate, locate
        self._begun = [[sandbox] for sandbox in begun]
        self._own = threading.local()
        self._serials: list[Serial] = []

    def run(self, tasks: Iterable[Task]) -> Generator[Done]:
        pool = ThreadPoolExecutor(self._workers, thread_name_prefix="grader")
        waiting: set[Future[Done]] = set()
        try:
            for task in tasks:
                waiting.add(pool.submit(self._grade, task))
                if len(waiting) > 2 * self._workers:  # the class never waits in memory
                    ready, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                    yield from (future.result() for future in ready)
            while waiting:
                ready, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in ready)
        finally:  # also after Ctrl-C: ending the warm processes frees every thread at once
            for future in waiting:
                future.cancel()
            self._close()
            pool.shutdown(cancel_futures=True)
            self._close()  # a thread may only just have begun

    def _close(self) -> None:
        for serial in self._serials:
            serial.close()

    def _grade(self, task: Task) -> Done:
        if not hasattr(self._own, "serial"):
            try:
                begun = self._begun.pop()
            except IndexError:
                begun = []
            self._own.serial = Serial(self._oracles, self._isolate, begun, self._locate)
            self._serials.append(self._own.serial)
        serial: Serial = self._own.serial
        return serial.grade(task)


class Oracles:
    """One oracle per notebook of a class, made when it is first needed."""

    def __init__(self, secret: str | int) -> None:
        self._secret = secret
        self._lock = threading.Lock()
        self._made: dict[str, Oracle] = {}

    def __getitem__(self, notebook: str) -> Oracle:
        with self._lock:
            if notebook not in self._made:
                self._made[notebook] = Oracle(notebook, self._secret)
            return self._made[notebook]

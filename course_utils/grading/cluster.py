"""Grade on a dask.distributed cluster: `--dask tls://host:8786`, or `--dask local:4` for one started here.

Between the machines travel only tasks and results, plain values pickled by this program's own
processes: students' code as text, verdicts as text. Student code runs on the workers, in their sandboxes.
Every connection is encrypted, and each side shows a certificate.
"""

from __future__ import annotations

import itertools
import logging
import multiprocessing
import re
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from course_utils.checks.report import CaseOutcome, Result
from course_utils.errors import CourseError, UsageError
from course_utils.exercises import registry
from course_utils.grading.credentials import Security, credentials, made_for_the_run
from course_utils.grading.executors import Done, Oracles, Serial, failed
from course_utils.grading.faults import ends_the_run
from course_utils.grading.intake.reading import Task
from course_utils.grading.results import unchecked
from course_utils.grading.version import version

if TYPE_CHECKING:
    from distributed import Client, Future, Worker

CONNECT_SECONDS = 10
CLOSE_SECONDS = 1
TASKS_AHEAD = 3  # per worker thread: the class never waits in memory, no worker waits for work
PATIENCE_SECONDS = 60.0  # how long a cluster may be without any worker
# No dashboard, and a server on the loopback only for what Dask shows by HTTP: nothing, by `_NO_PAGES`.
_QUIET = {"dashboard_address": "127.0.0.1:0", "scheduler_kwargs": {"dashboard": False}}
_NO_PAGES: dict[str, list[str]] = {"distributed.scheduler.http.routes": [], "distributed.worker.http.routes": []}
_LOST = "The machine that graded this was lost several times."


class DaskExecutor:
    """An Executor whose work is done by the processes of a cluster.

    `address` is a scheduler's, as "tls://host:8786", or "local:N" for N processes here; `tls` is the
    folder of the certificates for it. A worker that dies costs nothing: its task goes to another, and
    every task comes back once.
    """

    def __init__(
        self, address: str, seed: str | int, isolate: bool = True, tls: Path | None = None, locate: bool = True
    ) -> None:
        self._address, self._tls = address, tls
        self._how = (seed, (isolate, locate), address.startswith("local:"))

    def run(self, tasks: Iterable[Task]) -> Generator[Done]:
        """Yield every task, graded, in the order in which they finish.

        Raises:
            UsageError: `distributed` is missing, the address leads to no cluster with workers, or to
                one without encryption.
            CourseError: the cluster was lost; what was yielded before is good.
        """
        with _connected(self._address, self._tls) as client, _serving(client, *self._how) as grade:
            yield from _Window(client, grade).run(tasks)


class _Window:
    """The tasks that are on their way: a few for every worker's thread."""

    def __init__(self, client: Client, grade: Callable[[Task, str], Done]) -> None:
        self._client, self._grade = client, grade
        self._waiting: dict[Future[Done], Task] = {}
        self._last_worker = time.monotonic()

    def run(self, tasks: Iterable[Task]) -> Generator[Done]:
        rest = iter(tasks)
        try:
            while True:
                room = TASKS_AHEAD * max(self._threads(), 1) - len(self._waiting)
                for task in itertools.islice(rest, max(room, 0)):
                    future = self._client.submit(self._grade, task, version(task.notebook), pure=False)
                    self._waiting[future] = task
                if not self._waiting:
                    return
                for future in self._ready():
                    yield self._result(future)
        finally:
            if self._waiting:
                with suppress(Exception):  # a cluster that is gone has nothing to cancel
                    cancel: Any = self._client.cancel
                    cancel(list(self._waiting), force=True)

    def _threads(self) -> int:
        workers = self._client.scheduler_info(n_workers=-1)["workers"].values()
        if workers:
            self._last_worker = time.monotonic()
        return sum(worker["nthreads"] for worker in workers)

    def _ready(self) -> list[Future[Done]]:
        import distributed

        wait: Any = distributed.wait
        while True:
            try:
                with self._client.as_current():  # only here: `yield` must not leave it set for others
                    return list(wait(list(self._waiting), timeout=5, return_when="FIRST_COMPLETED").done)
            except TimeoutError:
                if not self._threads() and time.monotonic() - self._last_worker > PATIENCE_SECONDS:
                    raise _lost("All workers of the cluster are gone.") from None
            except OSError as error:
                raise _lost(f"The cluster does not answer: {error}.") from None

    def _result(self, future: Future[Done]) -> Done:
        from concurrent.futures import CancelledError

        from distributed import KilledWorker

        task = self._waiting.pop(future)
        try:
            done: Done = future.result()
        except KilledWorker:
            exercises = registry.exercise_set(task.notebook).exercises
            return Done(task, tuple(unchecked(exercise, _LOST) for exercise in exercises), (_LOST,), 0.0)
        except CancelledError:
            raise _lost("The cluster's scheduler went away.") from None
        except Exception as error:
            if ends_the_run(error):
                raise
            return failed(task, error)
        return replace(done, task=task)


def _lost(message: str) -> CourseError:
    return CourseError(message, "Every finished grade is kept; run the same command again to go on.")


@contextmanager
def _connected(address: str, tls: Path | None) -> Iterator[Client]:
    """A client of the cluster at `address`, or of one that lives as long as this context."""
    try:
        import distributed
    except ImportError:
        raise UsageError(
            "--dask needs the package distributed.", "Install it: pip install 'cnn-workbook[cluster]'."
        ) from None
    connect: Any = distributed.Client
    with ExitStack() as stack:
        if address.startswith("local:"):
            security = made_for_the_run()
            address = stack.enter_context(_local(address, security))
        else:
            security = credentials(address, tls)
        try:
            client = connect(address, timeout=CONNECT_SECONDS, set_as_default=False, security=security)
        except (OSError, ValueError, TimeoutError) as error:
            raise UsageError(
                f"No dask scheduler answers at {address}: {str(error) or type(error).__name__}.",
                "Pass an address such as tls://host:8786, or local:4 to start a cluster here.",
            ) from None
        stack.callback(_close, client)
        try:
            client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        except TimeoutError:
            raise UsageError(f"The dask cluster at {address} has no workers.", "Start some, then try again.") from None
        yield client


@contextmanager
def _local(address: str, security: Security) -> Iterator[str]:
    import dask
    import distributed

    start: Any = distributed.LocalCluster
    before = set(multiprocessing.active_children())
    match = re.fullmatch(r"local:([1-9]\d{0,3})", address)
    if match is None:
        raise UsageError(f"{address!r} names no number of processes.", "Pass for example --dask local:4.")
    with (
        tempfile.TemporaryDirectory(prefix="course-dask-", ignore_cleanup_errors=True) as folder,
        dask.config.set(_NO_PAGES),
    ):
        cluster = start(
            n_workers=int(match[1]),
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            protocol="tls://",
            security=security,
            **_QUIET,
            memory_limit=0,  # the sandbox bounds memory
            local_directory=folder,
            env={"TMPDIR": folder},  # what a killed worker leaves there goes with the folder
            silence_logs=logging.CRITICAL,
        )
        cluster.shutdown_on_close = False  # closed here; at exit it would be waited for once more
        try:
            yield str(cluster.scheduler_address)
        finally:
            _close(cluster)
            for process in set(multiprocessing.active_children()) - before:
                process.kill()  # one that did not end in time
                process.join(0.5)


class _Closable(Protocol):
    def close(self, *, timeout: float) -> object: ...


def _close(closable: _Closable) -> None:
    """Close a client or a cluster, soon; after Ctrl-C or a crash there may be little left to close."""
    with suppress(Exception):
        closable.close(timeout=CLOSE_SECONDS)


@contextmanager
def _serving(
    client: Client, seed: str | int, how: tuple[bool, bool], here: bool
) -> Iterator[Callable[[Task, str], Done]]:
    """Give every worker, also one that joins later, warm graders for this class; take them away at the end."""
    from distributed import WorkerPlugin, get_worker

    name = f"course-grade-{time.time_ns()}"  # a name is logged: nothing of the secret

    class Graders(WorkerPlugin):
        """A station for every worker, closed with it."""

        station: Station

        def setup(self, worker: Worker) -> None:
            self.station = Station(seed, *how)
            if here:  # Ctrl-C in the terminal is for the command alone; SIG_IGN would pass on to student code
                signal.signal(signal.SIGINT, lambda number, frame: None)

        def teardown(self, worker: Worker) -> None:
            self.station.close()

    def grade(task: Task, expected: str) -> Done:
        graders: Any = get_worker().plugins[name]
        done: Done = graders.station.grade(task, expected)
        return done

    try:
        client.register_plugin(Graders(), name=name)
    except ImportError as error:
        raise UsageError(
            f"The cluster's workers cannot load this program: {error}.", "Install the same cnn-workbook on them."
        ) from None
    try:
        yield grade
    finally:
        if not here:
            with suppress(Exception):  # a worker or scheduler that is gone has nothing to take away
                unregister: Any = client.unregister_worker_plugin
                unregister(name)


class Station:
    """A worker's graders: one per thread, with warm processes that serve the whole class."""

    def __init__(self, seed: str | int, isolate: bool, locate: bool = True) -> None:
        self._oracles, self._isolate, self._locate = Oracles(seed), isolate, locate
        self._own = threading.local()
        self._serials: list[Serial] = []

    def grade(self, task: Task, expected: str) -> Done:
        """Grade one task; raises CourseError when this machine's version is not the `expected` one."""
        if version(task.notebook) != expected:
            raise CourseError(
                f"A worker has another version of the exercises of {task.notebook}.",
                "Install the same cnn-workbook on all machines.",
            )
        if not hasattr(self._own, "serial"):
            self._own.serial = Serial(self._oracles, self._isolate, locate=self._locate)
            self._serials.append(self._own.serial)
        done: Done = self._own.serial.grade(task)
        # The task stays where it came from: its text need not travel twice.
        return replace(done, task=task.without_content(), results=tuple(map(without_arrays, done.results)))

    def close(self) -> None:
        for serial in self._serials:
            serial.close()


def without_arrays(result: Result) -> Result:
    """The result with texts only: arrays serve pictures in the student's notebook, not the gradebook."""
    if result.report is None:
        return result
    return replace(result, report=replace(result.report, outcomes=tuple(map(_plain, result.report.outcomes))))


def _plain(outcome: CaseOutcome) -> CaseOutcome:
    if outcome.difference is None:
        return outcome
    return replace(outcome, difference=replace(outcome.difference, wrong=None))

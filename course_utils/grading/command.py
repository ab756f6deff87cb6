"""`course grade`: from a folder of submissions to the gradebook, the tables and the reports."""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.errors import UsageError
from course_utils.exercises import registry
from course_utils.grading.course.folder import database, keep_rules, load_rules, open_book
from course_utils.grading.course.values import Course
from course_utils.grading.course.writing import make_folder, tell_faults, write_class
from course_utils.grading.executors import Executor, Oracles, Serial, Threads
from course_utils.grading.faults import LOG, Faults
from course_utils.grading.intake.collect import Submission, collect
from course_utils.grading.intake.reading import Reader, Task
from course_utils.grading.oracle import profile_of
from course_utils.grading.questions import asked
from course_utils.grading.roster.hand_ins import HandIns, named, require_times
from course_utils.grading.roster.lists import Listed, read_list
from course_utils.grading.sandbox import layers
from course_utils.grading.sandbox.client import Sandbox
from course_utils.grading.secret import Secret, kept_secret

if TYPE_CHECKING:
    from course_utils.grading.gradebook.book import Gradebook
    from course_utils.grading.pipeline import Tally

_LOOKED_AT = 20  # submissions, for the cohort that the class is, and for which notebook to warm up


@dataclass(frozen=True)
class Options:
    """What the command line says; None means the default."""

    seed: str | None = None
    workers: int | None = None
    isolation: bool = True
    notebook: str | None = None
    db: str | None = None
    policy: Path | None = None
    dask: str | None = None
    dask_tls: Path | None = None
    require: tuple[str, ...] = ()
    locate: bool = True
    times: Path | None = None
    trust_zip_times: bool = False


def grade_folder(source: Path, out: Path, options: Options) -> int:
    """Grade `source` into `out`; 0, or 1 when something could not be checked.

    Raises UsageError for a folder without submissions or an `out` that cannot be written.
    """
    require_notebook(options.notebook)
    rules = load_rules(out, options.policy)
    with ExitStack() as stack:
        run = grade_into(source, out, options, rules, stack)
        write_class(run.book, out, rules, run.faults, options.workers)
        keep_rules(out)
        _tell_people(run.hand_ins, rules)
        unchecked = _show(run, rules)
    print(f"Report: {out / 'index.html'}")
    tell_faults(run.faults)
    return 1 if unchecked or run.faults.count else 0


@dataclass(frozen=True)
class Run:
    """A class graded into a gradebook, before anything is written of it."""

    book: Gradebook
    hand_ins: HandIns
    faults: Faults
    tally: Tally


def require_notebook(name: str | None) -> None:
    """Raise CourseError for a notebook that the course does not have."""
    if name is not None:
        asked.require(name)


def grade_into(source: Path, out: Path, options: Options, rules: Course, stack: ExitStack) -> Run:
    """Grade `source` by `rules` into the gradebook of `out`, which `stack` closes; raises as `grade_folder`."""
    submissions = list(collect(source, _zip_zone(options, rules), rules.zone))
    reader = Reader()
    sample = reader.sample(submissions, _LOOKED_AT)
    code = [task for task in sample if not asked.is_quiz(task.notebook)]
    times = _times(options, rules)
    guard = _Guard(options, source, out)
    if code:
        guard.lock()
    make_folder(out)
    if options.policy is not None:
        keep_rules(out, options.policy)  # at once, for a run that is ended and goes on without them
    secret = kept_secret(out, options.seed)
    faults = Faults(out / LOG)
    fresh = not _has_file(database(out, options.db))  # else there may be nothing to do
    count = min(max(_workers(options), 1), len(submissions)) if fresh and options.dask is None else 0
    begun = [stack.enter_context(sandbox) for sandbox in _begun(options, code[:1], count)]
    executor = _executor(options, secret, begun)
    # Gradebook and pages load while the sandboxes warm up.
    from course_utils.grading.pipeline import ClassRun
    from course_utils.grading.report.terminal import progress

    book = stack.enter_context(open_book(out, options.db))
    book.keep("isolation", guard.said)
    hand_ins = _hand_ins(book, submissions, times)
    gc.freeze()  # what is loaded stays: nobody looks for cycles in it after each submission
    with progress(len(hand_ins.submissions)) as advance:
        mark = asked.majority(Counter(task.cohort for task in sample))
        cohort = rules.questions.cohort or mark or book.cohort()
        only, before = options.notebook, partial(guard.lock, book)
        run = ClassRun(book, Secret(secret).fingerprint, executor, advance, faults, only, cohort, reader, before)
        return Run(book, hand_ins, faults, run.grade(hand_ins.submissions))


class _Guard:
    """Locks student code in, before the first of it is run; a class that hands in quizzes alone needs no lock."""

    def __init__(self, options: Options, source: Path, out: Path) -> None:
        self._options, self._source, self._out, self._is_locked = options, source, out, False
        self.said = "No code of a student was run."

    def lock(self, book: Gradebook | None = None) -> None:
        """Look for the layers, once, and note them in `book`.

        Raises UsageError where they are not what is required, or leave the class open.
        """
        if self._is_locked:
            return
        locked = _layers(self._options)
        make_folder(self._out)
        if locked is not None:
            layers.require_closed(locked, [self._source, self._out])
        self.said, self._is_locked = _isolation(self._options, locked), True
        if book is not None:
            book.keep("isolation", self.said)


def _has_file(target: str | Path) -> bool:
    return isinstance(target, Path) and target.exists()


def _show(run: Run, rules: Course) -> int:
    """The class on the terminal; returns how many results are our own fault."""
    from course_utils.grading.report.terminal import show_class

    return show_class(run.book, rules, run.tally.graded, run.tally.kept)


def _hand_ins(book: Gradebook, submissions: Sequence[Submission], times: Sequence[Listed]) -> HandIns:
    """The submissions under the names of the class's students."""
    from course_utils.grading.gradebook.people import People

    people = People(book)
    hand_ins = named(submissions, people.all(), people.seen(), times)
    people.remember(hand_ins.numbers)
    return hand_ins


def _begun(options: Options, first: Sequence[Task], count: int) -> Iterator[Sandbox]:
    """A sandbox for each of so many workers, warming up for the `first` notebook whose code is run, where one is."""
    for task in first:
        profile = profile_of(registry.exercise_set(task.notebook).profile, task.cells)
        for _ in range(count):
            sandbox = Sandbox(profile, options.isolation)
            sandbox.begin()
            yield sandbox


def _layers(options: Options) -> layers.Layers | None:
    """Those that lock student code in here; None where it runs unlocked, or elsewhere."""
    if options.isolation and not _is_elsewhere(options):  # workers elsewhere look for themselves
        return layers.require(options.require)
    if options.require:
        reason = "--require looks at this machine" if options.isolation else "--no-isolation needs no layer"
        raise UsageError(f"{reason}, so the two do not go together.", "Leave one of them out.")
    return None


def _is_elsewhere(options: Options) -> bool:
    return "://" in (options.dask or "")


def _isolation(options: Options, locked: layers.Layers | None) -> str:
    """The line about it in terminal and report."""
    if locked is not None:
        return f"Student code was locked in by {locked.on()}."
    if _is_elsewhere(options) and options.isolation:
        return "Student code was locked in by what each machine of the cluster has."
    return "Student code ran without the sandbox."


def _tell_people(hand_ins: HandIns, rules: Course) -> None:
    """Who is not on the roster, and whose time is not known where that could cost points."""
    if hand_ins.unknown:
        named = ", ".join(hand_ins.unknown[:5]) + (", …" if len(hand_ins.unknown) > 5 else "")
        print(f"{len(hand_ins.unknown)} not on the roster: {named}. `course class add` takes a list that names them.")
    timeless = sum(submission.modified is None for submission in hand_ins.submissions)
    if timeless and rules.due:
        print(f"When {timeless} files were handed in nothing tells: no penalty. --times takes a list that does.")


def _zip_zone(options: Options, rules: Course) -> tzinfo | None:
    """The zone of a zip's times, where they are to count."""
    if options.trust_zip_times and rules.zone is None:
        help = 'Set time_zone = "Europe/Berlin" in course.toml.'
        raise UsageError("A zip's times are those of a wall clock, and nothing says in which zone.", help)
    return rules.zone if options.trust_zip_times else None


def _times(options: Options, rules: Course) -> list[Listed]:
    """Hand-in times by a list of another system, where one is given."""
    if options.times is None:
        return []
    times = read_list(options.times, zone=rules.zone)
    require_times(options.times, times)
    return times


def _executor(options: Options, secret: str, begun: Sequence[Sandbox]) -> Executor:
    if options.dask is not None:
        from course_utils.grading.cluster import DaskExecutor

        return DaskExecutor(options.dask, secret, options.isolation, options.dask_tls, options.locate)
    oracles, workers = Oracles(secret), _workers(options)
    if workers:
        return Threads(oracles, workers, options.isolation, begun, options.locate)
    return Serial(oracles, options.isolation, begun, options.locate)


def _workers(options: Options) -> int:
    workers = os.cpu_count() or 1 if options.workers is None else options.workers
    if workers < 0:
        raise UsageError(f"--workers must be 0 or more; received {workers}.")
    return workers

"""Grade a class: collect, recognise, skip what is done, grade side by side, record one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from course_utils.exercises import registry
from course_utils.grading.executors import Done, Executor, unread
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.records import Graded
from course_utils.grading.intake.collect import Submission
from course_utils.grading.intake.reading import Task, Unreadable, read
from course_utils.grading.version import version

Progress = Callable[[Graded | None], None]


@dataclass
class Tally:
    """What one run did: submissions graded now, and kept from an earlier run; `students` have a notebook of ours."""

    graded: int = 0
    kept: int = 0
    notebooks: Counter[str] = field(default_factory=Counter)
    students: set[str] = field(default_factory=set)
    unreadable: list[Unreadable] = field(default_factory=list)


class ClassRun:
    """One run over a class with one gradebook, seed and executor.

    `progress` is called once per submission, with None for one whose grade was kept: the
    gradebook has it under the same bytes, exercises and seed.
    """

    def __init__(
        self, book: Gradebook, seed: int, executor: Executor, progress: Progress, only: str | None = None
    ) -> None:
        self._book, self._seed, self._executor, self._only = book, seed, executor, only
        self._progress = progress
        self._tally = Tally()

    def grade(self, submissions: Iterable[Submission]) -> Tally:
        """Grade every submission; each one's grade is recorded before the next is taken up."""
        with closing(self._executor.run(self._tasks(submissions))) as finished:  # Ctrl-C ends the workers now
            for done in finished:
                self._record(_graded(done, self._seed))
        for bad in self._tally.unreadable:
            self._grade_unreadable(bad)
        return self._tally

    def _tasks(self, submissions: Iterable[Submission]) -> Iterator[Task]:
        for submission in submissions:
            task = read(submission, self._only)
            if isinstance(task, Unreadable):
                self._tally.unreadable.append(task)
                continue
            self._tally.notebooks[task.notebook] += 1
            self._tally.students.add(task.student)
            if not self._is_kept(task):
                yield task

    def _is_kept(self, task: Task) -> bool:
        kept = self._book.has(task.student, task.notebook, task.sha256, _version(task), self._seed)
        if kept:
            self._tally.kept += 1
            self._progress(None)
        return kept

    def _record(self, graded: Graded) -> None:
        self._book.record(graded)
        self._tally.graded += 1
        self._progress(graded)

    def _grade_unreadable(self, bad: Unreadable) -> None:
        task = bad.task(self._notebook_of(bad.submission))
        if not self._is_kept(task):
            self._record(_graded(unread(task, bad.status, bad.message), self._seed))

    def _notebook_of(self, submission: Submission) -> str:
        """Which notebook an unreadable file should be, "" where that is a guess.

        By its name; else, of a student without any notebook, the one that makes up more than half of the class's.
        So a stray empty notebook beside good ones is nobody's last attempt.
        """
        if self._only:
            return self._only
        stem = PurePosixPath(submission.file).stem.lower()
        named = [name for name in registry.notebooks() if name.split("/")[1] in stem]
        if named or submission.student in self._tally.students:
            return next(iter(named), "")
        counts = self._tally.notebooks
        return next((name for name, count in counts.most_common(1) if 2 * count > counts.total()), "")


def _graded(done: Done, seed: int) -> Graded:
    task = done.task
    return Graded(
        student=task.student,
        notebook=task.notebook,
        file=task.file,
        sha256=task.sha256,
        version=_version(task),
        seed=seed,
        results=done.results,
        message=" ".join(done.notes),
        seconds=done.seconds,
        submitted_at=task.submitted_at,
        cohort=task.cohort,
    )


def _version(task: Task) -> str:
    return version(task.notebook) if task.notebook else ""

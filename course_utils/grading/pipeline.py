"""Grade a class: collect, recognise, skip what is done, grade side by side, record one by one."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from course_utils.checks.notebook import cohort_of, read_cells, recognise
from course_utils.checks.report import CaseOutcome, Report, Status
from course_utils.errors import NotebookError
from course_utils.exercises import registry
from course_utils.grading.executors import Done, Executor, Task
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.records import Graded
from course_utils.grading.intake.collect import NotOpened, Submission
from course_utils.grading.oracle import result
from course_utils.grading.version import version

Progress = Callable[[Graded | None], None]


@dataclass(frozen=True)
class Unreadable:
    """A file that is no notebook of the course; only the class can tell which one it should be."""

    submission: Submission
    sha256: str
    message: str
    status: Status = "error"


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
            sha256 = ""
            try:
                data = submission.read()
                sha256 = hashlib.sha256(data).hexdigest()
                cells = read_cells(data)
                notebook = recognise(submission.file, cells)
                if self._only not in (None, notebook):
                    raise NotebookError(f"This is {notebook}, not {self._only}.")
            except NotebookError as error:
                status: Status = "unchecked" if isinstance(error, NotOpened) else "error"
                self._tally.unreadable.append(Unreadable(submission, sha256, str(error), status))
                continue
            self._tally.notebooks[notebook] += 1
            self._tally.students.add(submission.student)
            student, file = submission.student, submission.file
            task = Task(student, notebook, file, sha256, cells, submission.modified, cohort_of(data))
            if self._is_kept(student, notebook, sha256):
                self._progress(None)
            else:
                yield task

    def _is_kept(self, student: str, notebook: str, sha256: str) -> bool:
        kept = self._book.has(student, notebook, sha256, version(notebook) if notebook else "", self._seed)
        self._tally.kept += kept
        return kept

    def _record(self, graded: Graded) -> None:
        self._book.record(graded)
        self._tally.graded += 1
        self._progress(graded)

    def _grade_unreadable(self, bad: Unreadable) -> None:
        notebook = self._notebook_of(bad.submission)
        if self._is_kept(bad.submission.student, notebook, bad.sha256):
            self._progress(None)
            return
        exercises = registry.exercise_set(notebook).exercises if notebook else ()
        results = []
        for exercise in exercises:
            outcome = CaseOutcome("the notebook can be read", bad.status, bad.message)
            results.append(result(exercise, Report(exercise.name, bad.status, (outcome,), bad.message), 0.0))
        task = Task(bad.submission.student, notebook, bad.submission.file, bad.sha256, (), bad.submission.modified)
        self._record(_graded(Done(task, tuple(results), (bad.message,), 0.0), self._seed))

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
        found = self._tally.notebooks
        return next((name for name, count in found.most_common(1) if 2 * count > found.total()), "")


def _graded(done: Done, seed: int) -> Graded:
    task = done.task
    return Graded(
        student=task.student,
        notebook=task.notebook,
        file=task.file,
        sha256=task.sha256,
        version=version(task.notebook) if task.notebook else "",
        seed=seed,
        results=done.results,
        message=" ".join(done.notes),
        seconds=done.seconds,
        submitted_at=task.submitted_at,
        cohort=task.cohort,
    )

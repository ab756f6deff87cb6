"""Grade a class: collect, recognise, skip what is done, grade side by side, record one by one."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace

from course_utils.checks.report import Result
from course_utils.exercises import registry
from course_utils.grading.executors import Done, Executor, failed, unread
from course_utils.grading.faults import Faults, cause, ends_the_run, record
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.gradebook.hand_ins import HandIn
from course_utils.grading.gradebook.records import Graded
from course_utils.grading.intake.collect import Submission
from course_utils.grading.intake.reading import Reader, Task, Unreadable
from course_utils.grading.own_code.recognise import copies
from course_utils.grading.questions import answers, asked
from course_utils.grading.version import FOR_CLASS, version

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
    gradebook has it under the same bytes, exercises and seed. `cohort` is the class's own: it decides where a notebook
    lost its mark. `reader` may have looked at some already; `before_code` is called whenever code of a student is
    about to be run. Whatever goes wrong with one submission makes it `unchecked` and stands in `faults`; the run goes
    on.
    """

    def __init__(
        self,
        book: Gradebook,
        seed: int,
        executor: Executor,
        progress: Progress,
        faults: Faults,
        only: str | None = None,
        cohort: str = "",
        reader: Reader | None = None,
        before_code: Callable[[], None] = lambda: None,
    ) -> None:
        self._book, self._seed, self._executor, self._only = book, seed, executor, only
        self._cohort, self._reader, self._before_code = cohort, reader or Reader(), before_code
        self._progress, self._faults = progress, faults
        self._tally = Tally()

    def grade(self, submissions: Iterable[Submission]) -> Tally:
        """Grade every submission; each one's grade is recorded before the next is taken up."""
        with closing(self._executor.run(self._tasks(submissions))) as finished:  # Ctrl-C ends the workers now
            for done in finished:
                self._record(done)
        for bad in self._tally.unreadable:
            self._grade_unreadable(bad)
        return self._tally

    def _tasks(self, submissions: Iterable[Submission]) -> Iterator[Task]:
        for submission in submissions:
            try:
                task = self._task(submission)
            except Exception as error:
                self._tally.unreadable.append(self._failed_to_read(submission, error))
                continue
            if task is not None and asked.is_quiz(task.notebook):
                self._record(Done(task, (), (), 0.0))  # nothing of it is run
            elif task is not None:
                self._before_code()
                yield task

    def _task(self, submission: Submission) -> Task | None:
        """What is to be graded of a submission: nothing where it is unreadable, or its grade is kept."""
        task = self._reader.read(submission, self._only)
        if isinstance(task, Unreadable):
            self._tally.unreadable.append(task)
            return None
        self._tally.notebooks[task.notebook] += 1
        self._tally.students.add(task.student)
        return None if self._is_kept(task) else task

    def _failed_to_read(self, submission: Submission, error: Exception) -> Unreadable:
        if ends_the_run(error):
            raise error
        self._faults.add(submission.student, submission.file, record(error))
        return Unreadable(submission, "", cause(error), "unchecked")

    def _is_kept(self, task: Task) -> bool:
        place = task.student, task.notebook, task.sha256, task.file
        new = HandIn(*place, task.submitted_at, task.is_listed)
        kept = self._book.hand_in(new, _version(task, self._cohort), self._seed)
        if kept:
            self._tally.kept += 1
            self._progress(None)
        return kept

    def _record(self, done: Done) -> None:
        if done.fault:
            self._faults.add(done.task.student, done.task.file, done.fault)
        try:
            graded: Graded | None = self._keep(done)
        except Exception as error:
            graded = self._keep_failure(done.task, error)
        self._tally.graded += 1
        self._progress(graded)

    def _keep(self, done: Done) -> Graded:
        graded = graded_from(done, self._seed, self._cohort)
        self._book.record(graded)
        return graded

    def _keep_failure(self, task: Task, error: Exception) -> Graded | None:
        """Record as unchecked, and without what came from the file, a grade that the gradebook did not take.

        None when that fails as well; raises what the gradebook raises once more where it is itself at fault.
        """
        self._faults.add(task.student, task.file, record(error))
        try:
            return self._keep(failed(replace(task, cohort="", submitted_at=None), error))
        except Exception as again:
            if ends_the_run(again):
                raise
            self._faults.add(task.student, task.file, record(again))
            return None

    def _grade_unreadable(self, bad: Unreadable) -> None:
        notebook = self._notebook_of(bad.submission)
        if self._only and not notebook:
            self._progress(None)  # beside the one notebook that is wanted: a whole repository was handed in
            return
        try:
            kept = self._is_kept(bad.task(notebook))
        except Exception as error:
            bad, kept = self._failed_to_read(bad.submission, error), False
        if not kept:
            self._record(unread(bad.task(notebook), bad.status, bad.message))

    def _notebook_of(self, submission: Submission) -> str:
        """Which notebook an unreadable file should be, "" where that is a guess.

        By its name; else, of a student without any notebook, the one that makes up more than half of the class's.
        So a stray empty notebook beside good ones is nobody's last attempt.
        """
        wanted = (self._only,) if self._only else asked.notebooks()
        named = [name for name in wanted if asked.is_named(name, submission.file)]
        if named or submission.student in self._tally.students:
            return next(iter(named), "")
        if self._only:
            return self._only
        return asked.majority(self._tally.notebooks)


def graded_from(done: Done, seed: int, cohort: str = "") -> Graded:
    """What the gradebook keeps of a finished submission: its questions too, and what copies the course's own code."""
    task = done.task
    results = (*done.results, *questions_of(done, cohort))
    own_code = copies(task.cells, _written(done)) if done.results else {}
    return Graded(
        student=task.student,
        notebook=task.notebook,
        file=task.file,
        sha256=task.sha256,
        version=_version(task, cohort),
        seed=seed,
        results=results,
        message=" ".join(filter(None, (*done.notes, task.note))),
        seconds=done.seconds,
        submitted_at=task.submitted_at,
        cohort=task.cohort,
        own_code=tuple(own_code.items()),
    )


def _written(done: Done) -> Iterator[str]:
    """The exercises whose answer should be the student's own: a project may begin with the baseline that it gives."""
    given = {each.name for each in registry.exercise_set(done.task.notebook).exercises if each.project}
    return (result.exercise for result in done.results if result.exercise not in given)


def questions_of(done: Done, cohort: str = "") -> tuple[Result, ...]:
    """The results of a submission's questions, whatever became of its exercises; of a file not read, that it was not.

    Of that its exercises say why, or of a quiz its note. `cohort` is the class's own.
    """
    task = done.task
    if not task.notebook:
        return ()
    if task.cells:
        return answers.answered(task.notebook, task.cells, answers.whose(task.cohort, cohort))
    first = next(iter(done.results), None)
    status, message = (first.status, first.message) if first else ("error", " ".join(done.notes))
    return answers.unread(task.notebook, "unchecked" if status == "unchecked" or done.fault else "error", message)


def _version(task: Task, cohort: str) -> str:
    """That of the notebook's cases; and for which class it was judged, where its own mark does not say."""
    if not task.notebook:
        return ""
    others = answers.whose(task.cohort, cohort)[1:]
    return version(task.notebook) + (f"{FOR_CLASS}{zlib.crc32(cohort.encode()):08x}" if others else "")

"""From a submitted file to cells of a notebook of the course, or to the reason why it is none."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from course_utils.checks.recognise import recognise
from course_utils.checks.report import Status
from course_utils.errors import NotebookError
from course_utils.exercises import registry
from course_utils.grading.intake.beside import NONE, Weights, weights_of
from course_utils.grading.intake.collect import Submission
from course_utils.grading.intake.entry import NotOpened
from course_utils.grading.intake.reader import read_suspiciously
from course_utils.grading.questions.asked import recognise_quiz
from course_utils.notebooks.cell import Cell


@dataclass(frozen=True)
class Task:
    """A recognised submission: plain values only, so that it can travel.

    `sha256` is of the file's bytes, of a project of those and the weights': a grade is valid for both.
    """

    student: str
    notebook: str
    file: str
    sha256: str
    cells: tuple[Cell, ...]
    submitted_at: datetime | None = None
    cohort: str = ""
    note: str = ""
    is_listed: bool = False
    weights: Weights = NONE

    def without_content(self) -> Task:
        """What is left when it is graded: whose it is, and of what."""
        return replace(self, cells=(), weights=NONE)


@dataclass(frozen=True)
class Unreadable:
    """A file that is no notebook of the course; only the class can tell which one it should be."""

    submission: Submission
    sha256: str
    message: str
    status: Status = "error"

    def task(self, notebook: str) -> Task:
        """The same file as an empty submission of `notebook`."""
        file = self.submission
        place = file.student, notebook, file.file, self.sha256
        return Task(*place, (), file.modified, note=file.note, is_listed=file.is_listed)


class Reader:
    """Reads each file once, also one that was looked at before its turn."""

    def __init__(self) -> None:
        self._looked_at: dict[str, Task] = {}

    def sample(self, submissions: Sequence[Submission], most: int) -> list[Task]:
        """At most so many of a class, from the first to the last; what cannot be read waits for its turn."""
        for submission in submissions[:: -(-len(submissions) // most) or 1]:
            try:
                task = read(submission)
            except Exception:  # the run itself meets it again, and tells
                continue
            if isinstance(task, Task):
                self._looked_at[task.file] = task
        return list(self._looked_at.values())

    def read(self, submission: Submission, only: str | None = None) -> Task | Unreadable:
        """As `read`; the student and the time are those that `submission` has by now."""
        task = self._looked_at.pop(submission.file, None)
        if task is None or only not in (None, task.notebook):
            return read(submission, only)
        named = replace(task, student=submission.student, submitted_at=submission.modified)
        return replace(named, note=submission.note, is_listed=submission.is_listed)


def read(submission: Submission, only: str | None = None) -> Task | Unreadable:
    """Read and recognise one file; with `only`, another notebook than this counts as unreadable."""
    sha256 = ""
    try:
        data = submission.read()
        sha256 = hashlib.sha256(data).hexdigest()
        code = read_suspiciously(data)
        notebook = recognise_quiz(submission.file, code.cells) or recognise(submission.file, code.cells)
        if only not in (None, notebook):
            raise NotebookError(f"This is {notebook}, not {only}.")
    except NotebookError as error:
        status: Status = "unchecked" if isinstance(error, NotOpened) else "error"
        return Unreadable(submission, sha256, str(error), status)
    student, file = submission.student, submission.file
    time, note, weights = submission.modified, submission.note, NONE
    if notebook in registry.projects():
        weights = weights_of(file, notebook, submission.beside)
        both = sha256 + hashlib.sha256(weights.data).hexdigest()
        sha256 = hashlib.sha256(both.encode()).hexdigest() if weights.data else sha256
    return Task(student, notebook, file, sha256, code.cells, time, code.cohort, note, submission.is_listed, weights)

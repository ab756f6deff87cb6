"""A look at one notebook before it is handed in: whole, run, answered, and right as it was saved?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from course_utils.checks import progress
from course_utils.checks.local import check_notebook, find_notebook, is_outside
from course_utils.checks.questions.reading import given
from course_utils.checks.report import Status
from course_utils.errors import CourseError, NotebookError
from course_utils.exercises import registry
from course_utils.exercises.questions import registry as questions
from course_utils.exercises.questions.quizzes import QUIZZES
from course_utils.exercises.variant import installed
from course_utils.notebooks.cell import UNFINISHED, Cell
from course_utils.notebooks.file import MAX_NOTEBOOK_BYTES, read_notebook
from course_utils.notebooks.weights import SUFFIX, read_weights
from course_utils.student.changes import just_saved, read_bytes

_SHOWN = 4  # names in a warning; more are counted


@dataclass(frozen=True)
class Look:
    """What a look at one notebook found.

    `content` are the bytes looked at; `problem` is why the grader could not read them, with `remedy`. `statuses` tells
    of each graded function how its check ended, `open_questions` which questions have no answer yet. `weights` are
    the bytes of a project's file beside it.
    """

    notebook: str
    content: bytes
    statuses: tuple[tuple[str, Status], ...] = ()
    asked: tuple[str, ...] = ()
    open_questions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    problem: str = ""
    remedy: str = ""
    weights: bytes | None = None

    @property
    def files(self) -> dict[str, bytes]:
        """What is handed in of it, by name below the workbook."""
        beside = {f"{self.notebook}{SUFFIX}": self.weights} if self.weights is not None else {}
        return {f"{self.notebook}.ipynb": self.content, **beside}

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def is_complete(self) -> bool:
        """Whether everything passes and is answered, and nothing is to be warned of."""
        return not (self.problem or self.warnings or self.open_questions or self.unfinished)

    @property
    def unfinished(self) -> tuple[str, ...]:
        """The functions that do not pass."""
        return tuple(name for name, status in self.statuses if status != "passed")

    def counted(self) -> str:
        """As "7 of 8 functions pass, 9 of 9 questions answered"."""
        passed, answered = len(self.statuses) - len(self.unfinished), len(self.asked) - len(self.open_questions)
        parts = [f"{passed} of {len(self.statuses)} functions pass"] * bool(self.statuses)
        return ", ".join([*parts, *[f"{answered} of {len(self.asked)} questions answered"] * bool(self.asked)])

    def sentences(self) -> list[str]:
        """Everything to look at, one sentence each."""
        if self.problem:
            return [f"{self.problem} {self.remedy}".strip()]
        lines = [f"Not right yet: {_listed(self.unfinished)}."] * bool(self.unfinished)
        lines += [f"Not answered yet: {_listed(self.open_questions)}."] * bool(self.open_questions)
        return [*lines, *self.warnings]


def begun(workbook: Path) -> Iterator[str]:
    """The notebooks and quizzes that hold an answer of a student's, or are damaged, in the order of the course."""
    for name in questions.lessons():
        content = read_bytes(workbook / f"{name}.ipynb")
        if content is None:
            continue
        try:
            cells = read_notebook(content).cells
        except NotebookError:  # somebody worked on it, and shall hear of it
            yield name
            continue
        if any(map(_is_written, cells)) or len(_unanswered(name, cells)) < len(questions.asked(name)):
            yield name


def _is_written(cell: Cell) -> bool:
    """Whether a graded cell holds an answer, right or wrong."""
    return bool(cell.title) and UNFINISHED not in cell.source


def _unanswered(notebook: str, cells: Iterable[Cell]) -> tuple[str, ...]:
    answers = given(cells)
    return tuple(id for id in questions.asked(notebook) if id not in answers or answers[id].answer is ...)


def look(workbook: Path, notebook: str) -> Look:
    """Look at one notebook as it is saved; its functions are checked as `course check` does: its code runs.

    Raises:
        NotebookError: there is no such file.
        CourseError: it was saved while it was looked at.
    """
    path = find_notebook(str(workbook / f"{notebook}.ipynb"))
    if is_outside(path, workbook):
        return Look(notebook, b"", problem="The file is a link out of the workbook.", remedy="Copy the notebook there.")
    content = path.read_bytes()
    if len(content) > MAX_NOTEBOOK_BYTES:
        size = f"{len(content) / 2**20:.0f} MB, and the grader reads {MAX_NOTEBOOK_BYTES // 2**20} MB"
        remedy = "Choose Edit → Clear Outputs of All Cells, and save it."
        return Look(notebook, content, problem=f"The file has {size}.", remedy=remedy)
    before, statuses = progress.read(), tuple[tuple[str, Status], ...]()
    try:
        saved = read_notebook(content)
        if notebook not in QUIZZES:
            statuses = tuple((report.exercise, report.status) for report, _ in check_notebook(path, agreed=True))
    except NotebookError as error:
        return Look(notebook, content, problem=error.message, remedy=error.help)
    if read_bytes(path) != content:
        raise just_saved(f"workbook/{notebook}.ipynb")
    unsaved = [name for name, status in statuses if status != "passed" and _was_right(before, name)]
    names = () if notebook in QUIZZES else tuple(name for name, _ in statuses)
    warnings, weights = [*_of_another_cohort(saved.cohort), *_warnings(saved.cells, names, unsaved)], None
    if notebook in registry.projects():
        beside = path.with_suffix(SUFFIX)
        weights = read_bytes(beside)
        warnings += _of_weights(beside.name, weights)
    ids, unanswered = questions.asked(notebook), _unanswered(notebook, saved.cells)
    return Look(notebook, content, statuses, ids, unanswered, tuple(warnings), weights=weights)


def _of_weights(name: str, weights: bytes | None) -> Iterator[str]:
    """What is wrong with the file of weights that a project needs."""
    if weights is None:
        yield f"There is no {name} beside it: train, then save_for_grading(network)."
        return
    try:
        read_weights(weights)
    except NotebookError as error:
        yield f"{name}: {error}"


def _was_right(before: dict[str, progress.Record], name: str) -> bool:
    return name in before and before[name].status == "passed"


def _of_another_cohort(mark: str) -> Iterator[str]:
    """What to say of a notebook whose `mark` is not that of the course installed here: its numbers are others."""
    variant = installed()
    here = variant.cohort if variant else ""
    if mark and mark != here:
        whose = f"for {here!r}" if here else "for no cohort"
        remedy = "Open it in the folder that it came with."
        yield f"It is of the course for {mark!r}, and the course here is {whose}. {remedy}"


def _warnings(cells: Iterable[Cell], names: Iterable[str], unsaved: list[str]) -> Iterator[str]:
    written = [cell for cell in cells if cell.title]
    titles = [cell.title for cell in written]
    if unsaved:
        yield f"Passed its check in the notebook, but not as it is saved: {_listed(unsaved)}. Save the notebook."
    lost = [name for name in names if name not in titles]
    if lost:
        yield f"The cell is gone: {_listed(lost)}. `course reset NOTEBOOK --exercise NAME` brings it back."
    twice = sorted({title for title in titles if titles.count(title) > 1})
    if twice:
        yield f"Two cells define it, and the last one counts: {_listed(twice)}. Keep one."
    never = [cell.title for cell in written if _is_written(cell) and cell.fields.get("execution_count") is None]
    if never:
        yield f"Never run since it was written: {_listed(never)}. Run it once, and save."


def _listed(names: Iterable[str]) -> str:
    every = list(names)
    rest = len(every) - _SHOWN
    return ", ".join(every[:_SHOWN]) + (f" and {rest} more" if rest > 0 else "")


def require_whole(looks: Iterable[Look]) -> None:
    """Raise CourseError for the first notebook that no grader could read."""
    bad = next((each for each in looks if each.problem), None)
    if bad is not None:
        raise CourseError(f"{bad.notebook} cannot be handed in: {bad.problem}", bad.remedy)

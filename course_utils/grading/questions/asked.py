"""Which questions each notebook asks, and which notebooks do nothing else: read off the course's own notebooks.

A notebook with exercises is known by its exercise file; one that only asks, a quiz, by standing in `workbook/weekN/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path, PurePath

import course_utils
from course_utils.checks.questions.reading import given
from course_utils.data.paths import course_root
from course_utils.errors import CourseError, DataError, NotebookError
from course_utils.exercises import registry
from course_utils.exercises.questions import registry as questions
from course_utils.exercises.questions.question import Question
from course_utils.notebooks.cell import Cell
from course_utils.notebooks.file import read_cells, read_notebook

_CALL = re.compile(r"""\bpredict\(\s*(?:id\s*=\s*)?["']([\w-]+)["']""")
_HEADING = re.compile(r"^#\s+(.+)$", re.MULTILINE)


def notebooks() -> tuple[str, ...]:
    """All that a class can hand in, in the course's order: a week's quizzes stand after its other notebooks."""
    return _notebooks(_workbook())


def asked(notebook: str) -> tuple[Question, ...]:
    """The questions of a notebook in its order; none where it asks nothing, or where this grader has no notebooks."""
    return _asked(path(notebook))


def path(notebook: str) -> Path:
    """Where the course's own copy of a notebook lies, if it is here."""
    return _workbook() / f"{notebook}.ipynb"


def places(id: str) -> list[str]:
    """The notebooks that ask a question."""
    return [name for name in notebooks() if any(question.id == id for question in asked(name))]


def is_quiz(notebook: str) -> bool:
    """Whether a notebook of the course only asks questions: no student's code of it is ever run."""
    if notebook in registry.notebooks():
        return not registry.exercise_set(notebook).exercises
    return notebook in notebooks()


def title(notebook: str) -> str:
    """Its title.

    Raises:
        CourseError: the course has no such notebook.
    """
    if notebook in registry.notebooks():
        return registry.exercise_set(notebook).title
    require(notebook)
    return _heading(path(notebook)) or notebook


def require(notebook: str) -> None:
    """Raise CourseError for a notebook that the course does not have."""
    if notebook not in notebooks():
        raise CourseError(f"There is no notebook named {notebook!r}.", f"Known notebooks: {', '.join(notebooks())}.")


def recognise_quiz(file: str, cells: Iterable[Cell]) -> str:
    """Which quiz a file without graded functions is: the one most of whose questions it asks, then by its path.

    Empty where it is none: neither a graded function nor another notebook's questions make a quiz of it.
    """
    cells = list(cells)
    if any(cell.title for cell in cells):
        return ""
    ids = {id for cell in cells for id in _CALL.findall(cell.source)}

    def score(name: str) -> tuple[int, bool]:
        return len(ids & {question.id for question in asked(name)}), is_named(name, file)

    best = max(notebooks(), key=score, default="")
    return best if best and score(best)[0] and is_quiz(best) else ""


def is_named(notebook: str, file: str) -> bool:
    """Whether a file has the notebook's name; of a quiz, which each week has, its path names the week as well."""
    week, name = notebook.lower().split("/", 1)
    path = PurePath(file.lower())
    return name in path.stem and (not is_quiz(notebook) or week in path.as_posix())


def _workbook() -> Path:
    """The folder of notebooks; in an autograder's container it lies beside the package, without the course's data."""
    try:
        return course_root() / "workbook"
    except DataError:
        return Path(course_utils.__file__).parents[1] / "workbook"


@cache
def _notebooks(workbook: Path) -> tuple[str, ...]:
    names = registry.notebooks()
    files = sorted(workbook.glob("week*/*.ipynb"))
    present = [f"{path.parent.name}/{path.stem}" for path in files]
    quizzes = [name for name, path in zip(present, files) if name not in names and _asked(path)]
    weeks = list(dict.fromkeys(name.split("/")[0] for name in names))
    late = [name for name in quizzes if name.split("/")[0] not in weeks]
    by_week = [[name for name in (*names, *quizzes) if name.split("/")[0] == week] for week in weeks]
    return (*(name for group in by_week for name in group), *late)


@cache
def _asked(path: Path) -> tuple[Question, ...]:
    try:
        cells = read_cells(path.read_bytes())
    except (OSError, NotebookError):
        return ()
    return tuple(questions.find(id) for id in given(cells))


@cache
def _heading(path: Path) -> str:
    texts = (cell.source for cell in read_notebook(path.read_bytes()).cells if cell.kind == "markdown")
    return next((match[1].strip() for match in map(_HEADING.search, texts) if match), "")

"""Which questions each notebook asks, and which notebooks do nothing else: the course's registries, for grading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import PurePath

from course_utils.errors import CourseError
from course_utils.exercises import registry
from course_utils.exercises.questions import registry as questions
from course_utils.exercises.questions.question import Question
from course_utils.exercises.questions.quizzes import QUIZZES
from course_utils.notebooks.cell import Cell

_CALL = re.compile(r"""\bpredict\(\s*(?:id\s*=\s*)?["']([\w-]+)["']""")


def notebooks() -> tuple[str, ...]:
    """All that a class can hand in, in the course's order: a week's quiz stands after its other notebooks."""
    return questions.lessons()


@cache
def asked(notebook: str) -> tuple[Question, ...]:
    """The questions of a notebook in its order; none where it asks nothing."""
    return tuple(questions.find(id) for id in questions.asked(notebook))


def places(id: str) -> list[str]:
    """The notebooks that ask a question."""
    return [name for name in notebooks() if id in questions.asked(name)]


def is_quiz(notebook: str) -> bool:
    """Whether a notebook of the course only asks questions: no student's code of it is ever run."""
    return notebook in QUIZZES


def title(notebook: str) -> str:
    """Its title.

    Raises:
        CourseError: the course has no such notebook.
    """
    return questions.title(notebook) if is_quiz(notebook) else registry.exercise_set(notebook).title


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
        return len(ids.intersection(questions.asked(name))), is_named(name, file)

    best = max(notebooks(), key=score, default="")
    return best if best and score(best)[0] and is_quiz(best) else ""


def majority(counts: Counter[str]) -> str:
    """What more than half of a class have, as its notebook or its cohort's mark; "" where nothing is so common."""
    return next((name for name, count in counts.most_common(1) if 2 * count > counts.total()), "")


def is_named(notebook: str, file: str) -> bool:
    """Whether a file has the notebook's name; of a quiz, which each week has, its path names the week as well."""
    week, name = notebook.lower().split("/", 1)
    path = PurePath(file.lower())
    return name in path.stem and (not is_quiz(notebook) or week in path.as_posix())

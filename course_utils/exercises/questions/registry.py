"""Find questions by their id or notebook: `QUESTIONS` of weekN.py, which notebooks ask, and of weekN_pool.py.

A question is looked up in the files' text, so that only its own week is imported.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from course_utils.errors import CourseError
from course_utils.exercises import registry as exercises
from course_utils.exercises.questions.drawn import ask
from course_utils.exercises.questions.question import Question
from course_utils.exercises.questions.quizzes import QUIZZES, TITLE

_FOLDER = Path(__file__).parent
_ID = re.compile(r"""\b(?:Question|parsons|find_the_bug)\(\s*["']([\w-]+)["']""")


@cache
def _ids(stem: str) -> tuple[str, ...]:
    return tuple(_ID.findall((_FOLDER / f"{stem}.py").read_text("utf-8")))


def _stems() -> list[str]:
    return sorted(path.stem for path in _FOLDER.glob("week*.py"))


@cache
def of_file(stem: str) -> tuple[Question, ...]:
    """The questions of `weekN`, in their order."""
    questions: tuple[Question, ...] = import_module(f"{__package__}.{stem}").QUESTIONS
    return questions


def every() -> Iterator[Question]:
    """All questions of the course; of its notebooks, where a class uses some of them."""
    kept = exercises.notebooks()
    weeks = {name.split("/")[0] for name in kept}
    for stem in _stems():
        if stem.split("_")[0] in weeks:
            yield from (question for question in of_file(stem) if question.notebook in kept)


def quizzes(notebooks: Collection[str] | None = None) -> tuple[str, ...]:
    """Notebooks that only ask, where all their facts stand in `notebooks` (default: those of the course)."""
    kept = exercises.notebooks() if notebooks is None else notebooks
    known = {question.id for question in every() if question.notebook in kept}
    return tuple(name for name, ids in QUIZZES.items() if known.issuperset(ids))


def title(quiz: str) -> str:
    """The title of a quiz."""
    return TITLE.format(quiz.split("/")[0].removeprefix("week"))


def asked(notebook: str) -> tuple[str, ...]:
    """Ids of the questions that a notebook or a quiz asks, in their order."""
    if notebook in QUIZZES:
        return QUIZZES[notebook]
    week = notebook.split("/")[0]
    questions = of_file(week) if week in _stems() else ()
    return tuple(question.id for question in questions if question.notebook == notebook)


def lessons() -> tuple[str, ...]:
    """Notebooks and quizzes in the order of the course: a week's quiz after the last notebook of the week."""
    order = list(exercises.notebooks())
    for quiz in quizzes():
        week = quiz.split("/")[0]
        last = max(place for place, name in enumerate(order) if name.split("/")[0] == week)
        order.insert(last + 1, quiz)
    return tuple(order)


def literal(id: str) -> Any:
    """The right answer to the variant that counts, as a student writes it."""
    return ask(find(id)).literal


def find(id: str) -> Question:
    """The question of an id.

    Raises:
        CourseError: there is none; the nearest id is named.
    """
    for stem in _stems():
        if id in _ids(stem):
            return next(question for question in of_file(stem) if question.id == id)
    known = [name for stem in _stems() for name in _ids(stem)]
    (near,) = difflib.get_close_matches(str(id), known, 1) or [""]
    raise CourseError(f"There is no question named {id!r}.", f'Did you mean predict("{near}", ...)?' if near else
                      "Its name stands in the cell as the course gave it: reset the cell.")  # fmt: skip

"""Find questions by their id or notebook. `questions/weekN.py` holds them as `QUESTIONS`.

A question is looked up in the files' text, so that only its own week is imported.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from course_utils.errors import CourseError
from course_utils.exercises.questions.drawn import ask
from course_utils.exercises.questions.question import Question

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
    """All questions of the course."""
    for stem in _stems():
        yield from of_file(stem)


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

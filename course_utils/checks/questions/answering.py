"""What is typed as an answer, as a literal; and the call that holds it in a cell."""

from __future__ import annotations

import ast
from typing import Any

from course_utils.exercises.questions.drawn import Posed
from course_utils.exercises.questions.kinds import Choice, Order


def literal(text: str, posed: Posed) -> Any:
    """What was written in the field as a literal: letters stand without quotes there; what is none stays a text."""
    plain = text.strip().replace("−", "-")
    if isinstance(posed.question.kind, Choice | Order):
        return plain.strip("\"'")
    try:
        return ast.literal_eval(plain)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return text


def written(posed: Posed, answer: Any) -> str:
    """The call that holds an answer, as a cell has it.

    >>> from course_utils.exercises.questions import registry
    >>> from course_utils.exercises.questions.drawn import ask
    >>> written(ask(registry.find("same-pad"), 3), 2)
    'predict("same-pad", 2, variant=3)'
    """
    shown = f'"{answer}"' if isinstance(answer, str) else repr(answer)
    again = f", variant={posed.variant}" if posed.variant else ""
    return f'predict("{posed.question.id}", {shown}{again})'

"""`predict(id, answer)`: a question in a cell, and the verdict on the answer that is written there."""

from __future__ import annotations

from typing import Any

from course_utils.checks import progress
from course_utils.checks.feedback import progress_bar, render
from course_utils.checks.questions import page
from course_utils.exercises.questions import registry
from course_utils.exercises.questions.drawn import Posed, ask


def predict(id: str, answer: Any = ..., variant: int = 0) -> None:
    """Ask the question `id`, or judge `answer`, a literal: a number, a shape, letters in quotes.

    `variant` 0 is the one that counts; others have numbers of their own, for practice.

    Raises:
        CourseError: there is no such question, or no such variant.

    >>> predict("same-pad")  # doctest: +ELLIPSIS
    ? A filter has ... rows and columns. Which border keeps the size of the image...
    """
    posed = ask(registry.find(id), variant)
    if answer is ...:
        pose(posed)
    else:
        render.display(*judge(posed, answer))


def pose(posed: Posed, from_cell: bool = True) -> None:
    """Show a question, and where the front end can, a form to answer in; `from_cell`: a call in a cell keeps it."""
    render.display(page.question_as_text(posed), page.question_as_html(posed))
    if render.in_notebook():
        from IPython.display import display

        from course_utils.checks.questions.form import QuestionForm  # terminals need no widgets

        display(QuestionForm(posed, judge, from_cell))  # type: ignore[no-untyped-call]


def judge(posed: Posed, answer: Any) -> tuple[str, str]:
    """What is said of an answer, as text and as markup; where it can be judged, it is noted."""
    fault = posed.fault(answer)
    if fault:
        text = f"{fault[0].upper()}{fault[1:]}; received {answer!r}. {page.how(posed)}"
        return text, render.note(text)
    verdict = posed.verdict(answer)
    progress.record_answer(posed.question.id, verdict.is_right, posed.variant)
    progress_bar.refresh()
    return page.verdict_as_text(posed, answer, verdict), page.verdict_as_html(posed, answer, verdict)

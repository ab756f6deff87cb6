"""`predict(id, answer)`: a question in a cell, and the verdict on the answer that is written there."""

from __future__ import annotations

from typing import Any

from course_utils.checks import progress
from course_utils.checks.feedback import progress_bar, render
from course_utils.checks.questions import page
from course_utils.exercises.questions import registry
from course_utils.exercises.questions.drawn import ask


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
        render.display(page.question_as_text(posed), page.question_as_html(posed))
        return
    fault = posed.fault(answer)
    if fault:
        render.show_note(f"{fault[0].upper()}{fault[1:]}; received {answer!r}. {page.how(posed)}")
        return
    verdict = posed.verdict(answer)
    render.display(page.verdict_as_text(posed, answer, verdict), page.verdict_as_html(posed, answer, verdict))
    progress.record_answer(id, verdict.is_right, variant)
    progress_bar.refresh()

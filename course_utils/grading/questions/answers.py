"""A notebook's answers to its questions, judged without running anything of the student's.

An answer is a literal in a cell. It is read and judged by a disposable process: an input that shows a bug is given to
functions of ours, and may be as large as the student likes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TypeAlias

from course_utils.checks.questions.reading import given
from course_utils.checks.report import Answer, Report, Result, Status
from course_utils.exercises.questions import registry
from course_utils.exercises.questions.drawn import Posed, ask
from course_utils.exercises.questions.question import Question
from course_utils.grading.intake.disposable import Disposable, Lost, serve
from course_utils.grading.questions.asked import asked
from course_utils.notebooks.cell import Cell

SECONDS = 5  # of the processor, for all answers of a notebook; then each answer has them for itself
MAX_TEXT = 300  # letters kept of an answer
NOT_GIVEN = "Not answered."
TOO_LONG = "The answer takes too long to be judged, or too much memory. Give a smaller one."
Row: TypeAlias = tuple[Status, str, str, str]  # the status, the answer, what is said of it, the misconception
_JUDGE = Disposable("course_utils.grading.questions.answers")


def answered(notebook: str, cells: Sequence[Cell], cohort: str) -> tuple[Result, ...]:
    """A result for each question of a notebook: its variant 0 with the numbers of the `cohort` that it was made for.

    Points are those of the question itself; the class's course file may give others.
    """
    questions = asked(notebook)
    if not questions:
        return ()
    said = [[cell.number, cell.source] for cell in cells if cell.kind == "code" and "predict" in cell.source]
    rows = _judged([question.id for question in questions], said, cohort)
    return tuple(_result(question, cohort, *row) for question, row in zip(questions, rows, strict=True))


def unread(notebook: str, status: Status, message: str) -> tuple[Result, ...]:
    """The same of a file that could not be read."""
    return tuple(_result(question, "", status, "", message, "") for question in asked(notebook))


def _judged(ids: list[str], cells: list[list[Any]], cohort: str) -> list[Row]:
    try:
        rows: list[Row] = json.loads(_JUDGE.ask(json.dumps([ids, cells, cohort]).encode()))
    except Lost:
        if len(ids) > 1:
            return [row for id in ids for row in _judged([id], cells, cohort)]
        return [("timeout", "", TOO_LONG, "")]
    return rows


def _result(question: Question, cohort: str, status: Status, text: str, message: str, mistake: str) -> Result:
    answer = Answer(text, cohort)
    share = float(status == "passed")
    report = Report(question.id, status, (), message, mistake, share=share, answer=answer)
    return Result(question.id, status, share * question.points, question.points, message, mistake, 0.0, report)


def _answer(data: bytes) -> bytes:
    ids, cells, cohort = json.loads(data)
    found = given(Cell(number, source) for number, source in cells)
    return json.dumps([_row(id, found[id].answer if id in found else ..., cohort) for id in ids]).encode()


def _row(id: str, answer: Any, cohort: str) -> Row:
    """Status, the answer as a text, what is said of it, and the misconception behind it."""
    if answer is ...:
        return "missing", "", NOT_GIVEN, ""
    posed = ask(registry.find(id), 0, cohort)
    text = repr(answer)
    short = text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]} …"
    fault = posed.fault(answer)
    if fault:
        return "error", short, f"{fault[0].upper()}{fault[1:]}.", ""
    verdict = posed.verdict(answer)
    if verdict.is_right:
        return "passed", short, "", ""
    return "failed", short, verdict.sentence, verdict.sentence if _is_known(posed, verdict.sentence) else ""


def _is_known(posed: Posed, sentence: str) -> bool:
    """Whether a sentence is of the question's misconceptions alone, not of how much is missing."""
    return bool(sentence) and any(why and why in sentence for why, _ in posed.misconceptions)


if __name__ == "__main__":
    serve(_answer, SECONDS)

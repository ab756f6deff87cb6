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
ELSEWHERE = (
    "This is right with the numbers of another copy of the course. Open the notebook in the folder that it came with."
)
NOT_GIVEN = "Not answered."
TOO_LONG = "The answer takes too long to be judged, or too much memory. Give a smaller one."
Row: TypeAlias = tuple[Status, str, str, str, str]  # status, answer, what is said of it, misconception, cohort
_JUDGE = Disposable("course_utils.grading.questions.answers")


def whose(mark: str, own: str) -> tuple[str, ...]:
    """The cohorts whose numbers a student may have been shown, likeliest first: by the notebook's mark, and the class.

    A mark is easily lost: a cell is copied, an editor drops it. Such a notebook is most likely of the class's bundle;
    but one without a cohort shows the unmarked numbers, and nobody loses points for what they were shown.
    """
    if not own or mark == own:
        return (mark,)
    return (mark, own) if mark else (own, "")


def answered(notebook: str, cells: Sequence[Cell], cohorts: Sequence[str]) -> tuple[Result, ...]:
    """A result for each question of a notebook: its variant 0 with the numbers of one of the `cohorts`.

    An answer that is right by any of them is right; else what is said of it is by the numbers of the first. Points are
    those of the question itself; the class's course file may give others.
    """
    questions = asked(notebook)
    if not questions:
        return ()
    said = [[cell.number, cell.source] for cell in cells if cell.kind == "code" and "predict" in cell.source]
    rows = _judged([question.id for question in questions], said, list(cohorts))
    return tuple(_result(question, *row) for question, row in zip(questions, rows, strict=True))


def unread(notebook: str, status: Status, message: str) -> tuple[Result, ...]:
    """The same of a file that could not be read."""
    return tuple(_result(question, status, "", message, "", "") for question in asked(notebook))


def _judged(ids: list[str], cells: list[list[Any]], cohorts: list[str]) -> list[Row]:
    try:
        rows: list[Row] = json.loads(_JUDGE.ask(json.dumps([ids, cells, cohorts]).encode()))
    except Lost:
        if len(ids) > 1:
            return [row for id in ids for row in _judged([id], cells, cohorts)]
        return [("timeout", "", TOO_LONG, "", cohorts[0])]
    return rows


def _result(question: Question, status: Status, text: str, message: str, mistake: str, cohort: str) -> Result:
    answer = Answer(text, cohort)
    share = float(status == "passed")
    report = Report(question.id, status, (), message, mistake, share=share, answer=answer)
    return Result(question.id, status, share * question.points, question.points, message, mistake, 0.0, report)


def _answer(data: bytes) -> bytes:
    ids, cells, cohorts = json.loads(data)
    found = given(Cell(number, source) for number, source in cells)
    return json.dumps([_best(id, found[id].answer if id in found else ..., cohorts) for id in ids]).encode()


def _best(id: str, answer: Any, cohorts: Sequence[str]) -> Row:
    """The row of the first cohort by whose numbers the answer is right; of the first, where it is by none.

    A marked notebook may have been run with the course's unmarked package, and shown its numbers: they stand in the
    course itself, so an answer that is right by them alone is not right, and is told.
    """
    rows = [_row(id, answer, cohorts[0])]
    if rows[0][0] in ("failed", "error"):
        rows += [_row(id, answer, cohort) for cohort in cohorts[1:]]
        if all(cohorts) and all(row[0] != "passed" for row in rows) and _row(id, answer, "")[0] == "passed":
            return "failed", rows[0][1], ELSEWHERE, ELSEWHERE, ""
    return next((row for row in rows if row[0] == "passed"), rows[0])


def _row(id: str, answer: Any, cohort: str) -> Row:
    """Status, the answer as a text, what is said of it, the misconception behind it, and the cohort."""
    if answer is ...:
        return "missing", "", NOT_GIVEN, "", cohort
    posed = ask(registry.find(id), 0, cohort)
    text = repr(answer)
    short = text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]} …"
    fault = posed.fault(answer)
    if fault:
        return "error", short, f"{fault[0].upper()}{fault[1:]}.", "", cohort
    verdict = posed.verdict(answer)
    if verdict.is_right:
        return "passed", short, "", "", cohort
    known = verdict.sentence if _is_known(posed, verdict.sentence) else ""
    return "failed", short, verdict.sentence, known, cohort


def _is_known(posed: Posed, sentence: str) -> bool:
    """Whether a sentence is of the question's misconceptions alone, not of how much is missing."""
    return bool(sentence) and any(why and why in sentence for why, _ in posed.misconceptions)


if __name__ == "__main__":
    serve(_answer, SECONDS)

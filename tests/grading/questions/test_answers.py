"""A notebook's answers are read and judged without running anything of the student's."""

from __future__ import annotations

from pathlib import Path

import pytest

from course_utils.checks.report import Result
from course_utils.exercises.questions import registry
from course_utils.exercises.questions.drawn import ask
from course_utils.grading.questions import answers, asked
from course_utils.grading.questions.answers import answered
from course_utils.grading.questions.shown import shown
from course_utils.grading.version import _said
from course_utils.notebooks.cell import Cell
from course_utils.notebooks.file import read_cells

ROOT = Path(__file__).parents[3]
EDGES = "week1/1_edges_padding_strides"


def judged(*sources: str, cohort: str = "") -> dict[str, tuple[str, str, str]]:
    """Status, answer and misconception by question of the first notebook with these cells."""
    cells = [Cell(number, source) for number, source in enumerate(sources, start=1)]
    return {each.exercise: (each.status, each.answer.text, each.mistake) for each in answered(EDGES, cells, (cohort,)) if each.answer}


@pytest.mark.parametrize("notebook", asked.notebooks())
def test_every_answer_of_a_solved_notebook_is_right(notebook: str) -> None:
    results = answered(notebook, read_cells((ROOT / "workbook" / "solutions" / f"{notebook}.ipynb").read_bytes()), ("",))
    assert {result.exercise: result.status for result in results} == {each.id: "passed" for each in asked.asked(notebook)}
    assert results


def test_a_wrong_answer_says_which_misconception_it_is() -> None:
    posed = ask(registry.find("edge-sign"), 0, "")
    why, wrong = posed.misconceptions[0]
    assert judged(f'predict("edge-sign", {wrong!r})')["edge-sign"] == ("failed", repr(wrong), why)


def test_numbers_are_those_of_the_cohort_whose_bundle_it_was() -> None:
    question = registry.find("edge-sign")
    right = {cohort: ask(question, 0, cohort).literal for cohort in ("", "2027 spring", "2027 autumn", "2028")}
    other = next(cohort for cohort, literal in right.items() if literal != right[""])
    cell = f'predict("edge-sign", {right[other]!r})'
    assert judged(cell, cohort=other)["edge-sign"][0] == "passed"
    assert judged(cell)["edge-sign"][0] == "failed"


def test_what_another_package_has_shown_is_told_and_gives_nothing() -> None:
    question = registry.find("edge-sign")
    other = next(cohort for cohort in ("2027 spring", "2027 autumn", "2028") if ask(question, 0, cohort).literal != ask(question, 0, "").literal)
    cells = [Cell(1, f'predict("edge-sign", {ask(question, 0, "").literal!r})')]
    row = next(each for each in answered(EDGES, cells, (other,)) if each.exercise == "edge-sign")
    assert (row.status, row.message, row.answer and row.answer.cohort) == ("failed", answers.ELSEWHERE, "")
    lost = next(each for each in answered(EDGES, cells, (other, "")) if each.exercise == "edge-sign")
    assert lost.status == "passed", "a notebook that lost its mark may be of a bundle without one"


@pytest.mark.parametrize(
    ("mark", "own", "cohorts"),
    [("spring", "", ("spring",)), ("spring", "spring", ("spring",)), ("", "", ("",)),
     ("", "spring", ("spring", "")), ("autumn", "spring", ("autumn", "spring"))],
)  # fmt: skip
def test_a_lost_or_foreign_mark_leaves_the_class_s_numbers_beside_those_of_the_notebook(
    mark: str, own: str, cohorts: tuple[str, ...]
) -> None:
    assert answers.whose(mark, own) == cohorts


def test_an_answer_is_right_by_the_numbers_that_the_student_was_shown_and_told_by_the_class_s() -> None:
    question = registry.find("edge-sign")
    of_class, unmarked = (ask(question, 0, cohort) for cohort in ("2027 spring", ""))
    assert of_class.literal != unmarked.literal

    def result(answer: object) -> Result:
        cells = [Cell(1, f'predict("edge-sign", {answer!r})')]
        return next(each for each in answered(EDGES, cells, ("2027 spring", "")) if each.exercise == "edge-sign")

    for posed in (of_class, unmarked):
        each = result(posed.literal)
        assert each.status == "passed"
        assert each.answer is not None
        assert shown("edge-sign", each.answer).prompt == posed.prompt.split("\n")[0], "the page shows the numbers it was right by"
    why, wrong = of_class.misconceptions[0]
    assert (result(wrong).status, result(wrong).mistake) == ("failed", why)
    assert result("b").status == "error"


def test_only_a_literal_of_the_variant_that_counts_is_an_answer_and_the_last_cell_decides() -> None:
    right = ask(registry.find("edge-sign"), 0, "").literal
    assert judged('predict("edge-sign", 3 * 4 + len("a"))')["edge-sign"][0] == "missing"
    assert judged(f'predict("edge-sign", {right!r}, variant=1)')["edge-sign"][0] == "missing"
    assert judged(f'predict("edge-sign", {right!r})', 'predict("edge-sign", "b")')["edge-sign"][0] == "error"
    assert judged('predict("edge-sign", "b")', f'predict(id="edge-sign", answer={right!r})')["edge-sign"][0] == "passed"
    assert judged("predict(", f'predict("edge-sign", {right!r})')["edge-sign"][0] == "passed"


@pytest.mark.slow
def test_what_kills_our_reader_costs_that_question_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    right = ask(registry.find("edge-sign"), 0, "").literal
    endless = 'predict("bug-convolve2d", {"image": ' + "[" * 90 + "1" + "]" * 90 + '})'
    huge = 'predict("places", ' + "-" * 200_000 + "1)"
    statuses = judged(endless, huge, f'predict("edge-sign", {right!r})')
    assert statuses["edge-sign"][0] == "passed"
    assert statuses["places"][0] in ("missing", "timeout")
    assert statuses["bug-convolve2d"][0] in ("failed", "timeout", "error", "missing")


def test_an_input_too_large_to_judge_is_told_kindly(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(data: bytes) -> bytes:
        if b"bug-convolve2d" in data.split(b"]")[0]:
            raise answers.Lost("it ended")
        return answers._answer(data)

    monkeypatch.setattr(answers._JUDGE, "ask", lost)
    results = {each.exercise: each for each in answered(EDGES, [Cell(1, 'predict("bug-convolve2d", {"n": 9})')], ("",))}
    assert (results["bug-convolve2d"].status, results["bug-convolve2d"].message) == ("timeout", answers.TOO_LONG)
    assert {each.status for name, each in results.items() if name != "bug-convolve2d"} == {"missing"}


def test_a_page_shows_the_text_of_letters_and_what_the_course_has_no_longer() -> None:
    question = next(each for each in registry.every() if ask(each, 0, "").options and not ask(each, 0, "").is_of_code)
    posed = ask(question, 0, "")
    (option,) = [each for each in posed.options if each.letter == posed.literal[0]][:1]
    said = shown(question.id, answers.Answer(repr(posed.literal)))
    assert said.right == said.given
    assert option.text in said.right
    assert said.why
    assert shown("no-such-question", answers.Answer("3")).given == "3"


def test_a_question_says_all_that_a_verdict_depends_on() -> None:
    said = {each.id: _said(each) for each in registry.every()}
    assert len({*said.values()}) == len(said)
    assert said["edge-sign"] == _said(registry.find("edge-sign"))
    assert " at 0x" not in "".join(said.values()), "an address differs from run to run"


@pytest.mark.parametrize(
    ("file", "sources", "quiz"),
    [
        ("Ada/QUIZ.ipynb", ['predict("edge-sign", 3)'], ""),
        ("Ada/notes.ipynb", ["import numpy"], ""),
        ("Ada/1_edges_padding_strides.ipynb", ["# GRADED FUNCTION: conv_output_size\ndef conv_output_size(n): ..."], ""),
    ],
)
def test_questions_of_a_notebook_with_exercises_make_no_quiz(file: str, sources: list[str], quiz: str) -> None:
    assert asked.recognise_quiz(file, [Cell(1, source) for source in sources]) == quiz

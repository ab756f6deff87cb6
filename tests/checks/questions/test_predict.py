"""`predict` in a cell: the question, the verdict, the misconception; and the answers read off a notebook."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from course_utils.checks import progress
from course_utils.checks.questions import page
from course_utils.checks.questions.predict import predict
from course_utils.checks.questions.reading import given
from course_utils.errors import CourseError
from course_utils.exercises.questions import registry
from course_utils.exercises.questions.drawn import Posed, ask
from course_utils.exercises.questions.kinds import Bug, Choice, Layer, Number, Order, Place, Shape
from course_utils.exercises.questions.question import Question
from course_utils.notebooks.cell import Cell


@pytest.fixture(autouse=True)
def own_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(progress.PATH_VARIABLE, str(tmp_path / "progress.json"))


def posed(id: str, variant: int = 0) -> Posed:
    return ask(registry.find(id), variant)


def test_three_dots_show_the_question_and_how_to_answer(capsys: pytest.CaptureFixture[str]) -> None:
    predict("volume-shape", ...)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"? {posed('volume-shape').prompt}"
    assert lines[-1] == 'Write a shape: predict("volume-shape", (4, 4, 2)).'


def test_a_right_answer_is_explained_and_noted(capsys: pytest.CaptureFixture[str]) -> None:
    predict("same-pad", posed("same-pad").expected)
    assert capsys.readouterr().out.startswith("✓ Right.\nThe filter takes ")
    assert [answer.is_right for answer in progress.answers()["same-pad"]] == [True]


def test_a_wrong_answer_reads_its_misconception_and_gets_other_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    question = posed("same-pad")
    predict("same-pad", question.values["f"] - 1)
    out = capsys.readouterr().out
    assert out.startswith(f"✗ Not {question.values['f'] - 1} pixels.\nf − 1 is the width of both sides together.")
    assert "Read again: Edges, padding and strides (week1/1_edges_padding_strides), section “3. Padding" in out
    assert out.rstrip().endswith('Try it with other numbers: predict("same-pad", ..., variant=1).')
    assert [answer.is_right for answer in progress.answers()["same-pad"]] == [False]


def test_practice_is_noted_with_its_variant_and_the_same_outcome_once() -> None:
    for _ in range(2):
        predict("same-pad", posed("same-pad", 4).expected, variant=4)
    predict("same-pad", -1)
    assert [(row.is_right, row.variant) for row in progress.answers()["same-pad"]] == [(True, 4), (False, 0)]


def test_answers_stand_beside_the_functions_in_the_one_file() -> None:
    progress.record([("zero_pad", "passed")])
    predict("cat-moves", posed("cat-moves").expected)
    content = json.loads(progress.path().read_text("utf-8"))
    assert content["functions"]["zero_pad"]["status"] == "passed"
    assert content["questions"]["cat-moves"][0][1] is True
    assert progress.read()["zero_pad"].done


@pytest.mark.parametrize(
    ("id", "answer", "wanted"),
    [
        ("same-pad", "two", "A number is wanted, in pixels; received 'two'."),
        ("same-pad", True, "A number is wanted, in pixels; received True."),
        ("volume-shape", 3, "A shape is wanted, whole numbers in brackets; received 3."),
        ("cat-moves", "x", "One letter is wanted, in quotes, among a, b, c, d; received 'x'."),
        ("cat-moves", "ab", "One letter is wanted, in quotes, among a, b, c, d; received 'ab'."),
        ("order-iou", "aab", "Letters are wanted, in quotes, each at most once, among "),
        ("which-cell", (1, 2, 3), "A cell is wanted, (row, column), counted from 0; received (1, 2, 3)."),
        ("bug-convolve2d", "line 3", "The number of a line, or an input as a dictionary is wanted; received 'line 3'."),
    ],
)
def test_an_answer_of_another_form_is_no_wrong_answer(
    id: str, answer: object, wanted: str, capsys: pytest.CaptureFixture[str]
) -> None:
    predict(id, answer)
    assert capsys.readouterr().out.startswith(wanted)
    assert id not in progress.answers()


@pytest.mark.slow
@pytest.mark.parametrize("question", list(registry.every()), ids=lambda question: question.id)
def test_any_wrong_answer_of_the_wanted_form_is_judged(question: Question, capsys: pytest.CaptureFixture[str]) -> None:
    shown = ask(question)
    answers = {Number: -987.5, Shape: (9, 8, 7, 6, 5), Place: (987, 986), Layer: 987, Bug: 987, Choice: "a", Order: "ba"}
    answer = answers[type(question.kind)]
    if isinstance(question.kind, Choice):
        answer = next(letter for letter in "ab" if letter != shown.expected)
    predict(question.id, answer)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("✗ Not ")
    assert any(line.startswith("Read again: ") for line in lines)


def test_an_unknown_question_names_the_nearest() -> None:
    with pytest.raises(CourseError, match=r"no question named 'same-pat'. Did you mean predict\(\"same-pad\", ...\)\?"):
        predict("same-pat")
    with pytest.raises(CourseError, match="A variant is a whole number from 0; received -1"):
        predict("same-pad", 1, variant=-1)


def test_choices_are_a_lettered_list_and_the_right_one_is_not_marked() -> None:
    question = posed("cat-moves")
    markup = page.question_as_html(question)
    assert markup.count("<li") == len(question.options) == 4
    assert all(f"<strong>{option.letter})</strong> {option.text}" in markup for option in question.options)
    assert "<ol" not in markup, "JupyterLab would number it"
    assert markup.startswith('<div role="status"')
    (right,) = (option for option in question.options if not option.why)
    assert markup.count(right.text) == 1


def test_lines_of_code_keep_their_blanks() -> None:
    assert '<pre tabindex="0"' in page.question_as_html(posed("bug-nms"))
    assert "white-space:pre-wrap" in page.question_as_html(posed("order-iou"))


def test_several_choices_say_how_many_are_missing(capsys: pytest.CaptureFixture[str]) -> None:
    question = posed("label-survives")
    assert isinstance(question.question.kind, Choice)
    assert len(question.expected) == 3
    predict("label-survives", question.expected[:2])
    assert "All that you chose is right; 1 more is." in capsys.readouterr().out


def test_another_order_of_the_lines_that_works_is_right() -> None:
    question = posed("order-iou")
    letter_of = {option.text: option.letter for option in question.options}
    ours = question.expected
    width, height = (letter_of[next(text for text in letter_of if text.startswith(name))] for name in ("width", "height ="))
    swapped = ours.translate(str.maketrans({width: height, height: width}))
    assert swapped != ours
    assert question.verdict(swapped).is_right
    assert not question.verdict(ours[::-1]).is_right
    assert not question.verdict(ours[:-1]).is_right


def test_a_bug_is_shown_by_an_input_as_well() -> None:
    question = next(q for q in (posed("bug-convolve2d", n) for n in range(40)) if "turned by 180" in q.values["bug"].sentence)
    image, even = [[1.0, 2, 3], [4, 5, 6], [7, 8, 9]], [[1.0, 1], [1, 1]]
    assert question.verdict({"image": image, "kernel": [[1.0, 0], [0, 2]]}).is_right
    assert not question.verdict({"image": image, "kernel": even}).is_right, "a turned square of ones is the same"
    assert not question.verdict({"nonsense": 1}).is_right


def test_answers_are_read_without_running_anything() -> None:
    sources = [
        'predict("same-pad", 2)',
        'predict("places", answer=7)\npredict("places", 9, variant=1)',
        'predict(id="cat-moves", answer="B")',
        'predict("edge-sign", ...)',
        'predict("pool-value", open("/etc/passwd").read())',
        'predict("broken", ',
        '!ls\nprint("predict")',
    ]
    rows = given(Cell(number, source) for number, source in enumerate(sources, start=1))
    assert {name: row.answer for name, row in rows.items()} == {
        "same-pad": 2, "places": 7, "cat-moves": "B", "edge-sign": ..., "pool-value": ...,
    }  # fmt: skip
    assert rows["places"].cell == 2


def test_the_last_cell_of_a_question_decides() -> None:
    cells = [Cell(1, 'predict("same-pad", 2)'), Cell(2, 'predict("same-pad", 3)')]
    assert given(cells)["same-pad"].answer == 3


@pytest.mark.parametrize(
    ("id", "answer", "said"),
    [("bug-nms", 3, "✗ Not line 3."), ("bug-nms", {"boxes": []}, "✗ Not shown by this input."), ("cat-moves", "wrong", "✗ Not choice {}."),
     ("order-iou", "ab", "✗ Not this order: ab."), ("which-cell", (0, 0), "✗ Not cell (0, 0)."), ("numeric-slope", -99, "✗ Not −99.")],
)  # fmt: skip
def test_a_refused_answer_is_named_as_one_would_say_it(id: str, answer: Any, said: str) -> None:
    posed = ask(registry.find(id))
    given = posed.misconceptions[0][1] if answer == "wrong" else answer
    assert page.verdict_as_text(posed, given, posed.verdict(given)).split("\n")[0] == said.format(given)


def test_stressed_words_are_stressed_in_a_page_and_plain_elsewhere() -> None:
    posed = ask(registry.find("smiles-found"))
    assert "What is the <em>recall</em>?" in page.question_as_html(posed)
    assert "What is the recall?" in page.question_as_text(posed)
    assert page.plain("h * stride and 2 * 3 * 4") == "h * stride and 2 * 3 * 4"

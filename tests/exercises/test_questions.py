"""Every question has one right answer and wrong ones that differ, whatever numbers are drawn."""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from course_utils.exercises.questions import registry
from course_utils.exercises.questions.drawn import ask
from course_utils.exercises.questions.kinds import Choice, Number
from course_utils.exercises.questions.question import Question, Wrong, says
from course_utils.exercises.questions.quizzes import QUIZZES

sys.path.insert(0, str(Path(__file__).parent))

import question_faults
from question_faults import faults, patterns

SOURCES = Path(__file__).parents[2] / "workbook" / "source"
EVERY = {question.id: question for question in registry.every()}
# Variants that are drawn, and of how many of them the wrong answers are judged: by day, and by night.
VARIANTS = [pytest.param(100, 40, id="some"), pytest.param(1000, 200, id="many", marks=pytest.mark.nightly)]
WEEK1 = "week1/1_edges_padding_strides"


def test_ids_are_unique_and_found_in_the_text_of_the_files() -> None:
    names = Counter(question.id for question in registry.every())
    assert [name for name, count in names.items() if count > 1] == []
    assert all(registry.find(name) is question for name, question in EVERY.items())


@pytest.mark.slow
@pytest.mark.parametrize("id", EVERY)
@pytest.mark.parametrize(("drawn", "judged"), VARIANTS)
def test_every_variant_has_one_right_answer_and_wrong_ones_that_differ(id: str, drawn: int, judged: int) -> None:
    shown = set()
    for number in range(drawn):
        posed = ask(EVERY[id], number)  # draws until right and wrong answers differ, and fails when they never do
        shown.add((posed.prompt, posed.picture, posed.options))
        if number < judged:
            assert not any(posed.verdict(answer).is_right for _, answer in posed.misconceptions), number
        if number < 20:
            assert posed.fault(posed.literal) == ""
            assert posed.verdict(posed.literal).is_right
            assert not re.search(r"[{}]", posed.verdict(posed.literal).explanation)
    assert len(shown) >= 3 or not posed.varies, "too few variants to practise with"


@pytest.mark.parametrize("id", EVERY)
def test_every_wrong_answer_is_refused_with_its_misconception(id: str) -> None:
    posed = ask(EVERY[id])
    for why, answer in posed.misconceptions:
        verdict = posed.verdict(answer)
        assert not verdict.is_right
        assert why in verdict.sentence


@pytest.mark.parametrize("id", EVERY)
def test_every_question_explains_and_names_the_cell_where_its_fact_stands(id: str) -> None:
    question = EVERY[id]
    notebook, cell = question.source.split("#")
    assert f'id="{cell}"' in (SOURCES / f"{notebook}.py").read_text("utf-8")
    assert list(faults(question)) == []
    assert question.prompt.split("\n")[0].rstrip().endswith(("?", ".", ")")), question.prompt


def test_every_notebook_asks_its_own_questions_each_once() -> None:
    for path in sorted(SOURCES.glob("week*/*.py")):
        notebook = path.relative_to(SOURCES).with_suffix("").as_posix()
        posed = re.findall(r'^predict\("([\w-]+)", \.\.\.\)$', path.read_text("utf-8"), re.MULTILINE)
        assert sorted(posed) == sorted(registry.asked(notebook))
        assert len(posed) >= 4, f"{notebook} asks too little"


def test_nothing_gives_the_answers_away_together() -> None:
    assert list(patterns(list(EVERY.values()))) == []
    for week in range(1, 5):
        assert list(patterns([question for question in EVERY.values() if question.source.startswith(f"week{week}/")])) == []


def test_every_week_has_a_pool_to_draw_on() -> None:
    pools = Counter(question.source.split("/")[0] for question in EVERY.values())
    assert min(pools.values()) >= 25
    assert sum(pools.values()) >= 100
    assert len(pools) == 4


@pytest.mark.parametrize("quiz", QUIZZES)
def test_a_quiz_asks_ten_new_questions_half_of_them_of_earlier_weeks(quiz: str) -> None:
    ids, week = QUIZZES[quiz], int(quiz[4])
    others = {id for lesson in registry.lessons() if lesson != quiz for id in registry.asked(lesson)}
    assert len(set(ids) - others) == len(ids) == 10
    weeks = [int(EVERY[id].source[4]) for id in ids]
    assert sum(number < week for number in weeks) == (0 if week == 1 else 5)
    assert max(weeks) == week
    assert len({type(EVERY[id].kind) for id in ids}) >= 3, "kinds are mixed"


def made(**changes: Any) -> Question:
    """A good question, with changes."""
    good = Question(
        "made", "Which is right?", Choice(), says("it grows by two"), "It grows: two are added each time.", f"{WEEK1}#strides",
        (Wrong("Nothing is taken away here.", says("it shrinks by two")), Wrong("Something is added each time.", says("it stays"))),
    )  # fmt: skip
    return replace(good, **changes)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, []),
        ({"explain": "It is {answer}."}, ["it does not explain"]),
        ({"wrong": (Wrong("No.", says("it shrinks by two")), Wrong("Something is added.", says("it stays")))},
         ["a wrong answer has no sentence that says what is wrong"]),
        ({"answer": says("it grows by two, as always when something is added")}, ["the right choice is by far the longest"]),
        ({"answer": says("it grows by two!"), "wrong": (Wrong("Not by so much, I think.", says("It grows by two.")),
          Wrong("Something is added each time.", says("it stays where it is")))}, ["a wrong choice says what the right one says"]),
        ({"wrong": (Wrong("Something is added each time.", says("it stays as it was")),)}, ["it has fewer than three choices"]),
    ],
    ids=["good", "explains nothing", "no sentence", "longest", "ambiguous", "two choices"],
)  # fmt: skip
def test_a_bad_question_is_refused(changes: dict[str, Any], why: list[str]) -> None:
    assert list(faults(made(**changes))) == why


def test_a_number_that_passes_for_the_right_one_is_never_drawn() -> None:
    near = Question(
        "near", "How many?", Number(tolerance=0.02), lambda n: 100, "There are a hundred of them.", f"{WEEK1}#strides",
        (Wrong("One too many was counted.", lambda n: 100 + n),), lambda rng: {"n": int(rng.integers(1, 6))},
    )  # fmt: skip
    assert all(ask(near, number).values["n"] > 2 for number in range(50))


def test_a_pattern_over_many_questions_is_found() -> None:
    longer = [made(id=f"longer-{number}", answer=says("it grows by two each time")) for number in range(4)]
    assert list(patterns(longer)) == ["the right choice is the longest one in most questions"]


def test_the_same_letter_in_most_questions_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(question_faults, "ask", lambda question, number=0: replace(ask(question, number), shuffle=()))
    shorter = [made(id=f"same-{number}", answer=says("it grows")) for number in range(4)]
    assert list(patterns(shorter)) == ["the right choice has the same letter in most questions"]

"""Every question has one right answer and wrong ones that differ, whatever numbers are drawn."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from course_utils.exercises.questions import registry
from course_utils.exercises.questions.drawn import ask
from course_utils.exercises.questions.kinds import Choice

SOURCES = Path(__file__).parents[2] / "workbook" / "source"
EVERY = {question.id: question for question in registry.every()}
VARIANTS = 1000
LONGER = 1.35  # the right choice may be this many times as long as the longest wrong one


def test_ids_are_unique_and_found_in_the_text_of_the_files() -> None:
    names = Counter(question.id for question in registry.every())
    assert [name for name, count in names.items() if count > 1] == []
    assert all(registry.find(name) is question for name, question in EVERY.items())


@pytest.mark.parametrize("id", EVERY)
def test_every_variant_has_one_right_answer_and_wrong_ones_that_differ(id: str) -> None:
    shown = set()
    for number in range(VARIANTS):
        posed = ask(EVERY[id], number)  # draws until right and wrong answers differ, and fails when they never do
        shown.add((posed.prompt, posed.picture, posed.options))
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
    assert len(question.explain) >= 15
    assert question.prompt.split("\n")[0].rstrip().endswith(("?", ".", ")")), question.prompt


def test_every_notebook_asks_its_own_questions_each_once() -> None:
    for path in sorted(SOURCES.glob("week*/*.py")):
        notebook = path.relative_to(SOURCES).with_suffix("").as_posix()
        posed = re.findall(r'^predict\("([\w-]+)", \.\.\.\)$', path.read_text("utf-8"), re.MULTILINE)
        own = [question.id for question in EVERY.values() if question.notebook == notebook]
        assert sorted(posed) == sorted(own)
        assert len(posed) >= 4, f"{notebook} asks too little"


def test_the_right_choice_is_not_known_by_its_length_or_letter() -> None:
    choices = [question for question in EVERY.values() if isinstance(question.kind, Choice) and not question.kind.several]
    longest = []
    for question in choices:
        posed = ask(question)
        texts = {option.letter == posed.expected: len(option.text) for option in posed.options}
        wrong = max(len(option.text) for option in posed.options if option.letter != posed.expected)
        right = next(len(option.text) for option in posed.options if option.letter == posed.expected)
        assert right <= LONGER * wrong, f"{question.id}: the longest choice is the right one ({texts})"
        longest.append(right > wrong)
    assert sum(longest) <= len(longest) / 2
    letters = Counter(ask(question, number).expected for question in choices for number in range(40))
    assert max(letters.values()) <= 0.5 * sum(letters.values())

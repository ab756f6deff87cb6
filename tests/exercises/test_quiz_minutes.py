"""Ten questions in fifteen minutes: reading, working out and answering, estimated for each quiz and several variants."""

from __future__ import annotations

import re
import statistics

import pytest

from course_utils.exercises.questions import registry
from course_utils.exercises.questions.drawn import Posed, ask
from course_utils.exercises.questions.kinds import Bug, Choice, Layer, Number, Order, Place, Shape
from course_utils.exercises.questions.quizzes import QUIZZES

# A slow reader of technical prose in a second language; adults read easy prose at about 240 (M. Brysbaert, 2019).
WORDS_A_MINUTE = 150
LINE = 4.0  # seconds to read a line of code, of a table, or of lines to be put in order
# Seconds to decide, and to write the answer down: for a form two clicks, for lines in order one letter each.
DECIDE = {Choice: 25, Number: 45, Shape: 40, Place: 30, Layer: 40, Bug: 45, Order: 75}
ANSWER, RUN = 8, 4


def effort(posed: Posed) -> float:
    """Estimated seconds of a student who knows the week for one question, with the verdict read afterwards."""
    title, *header = posed.prompt.split("\n")
    said = [title, posed.verdict(posed.literal).explanation]
    lines = [*header, *posed.picture.splitlines()]
    if posed.is_of_code:
        lines += [option.text for option in posed.options]
    else:
        said += [option.text for option in posed.options]
    words = sum(len(re.findall(r"\S+", text)) for text in said)
    return 60 * words / WORDS_A_MINUTE + LINE * len(lines) + DECIDE[type(posed.question.kind)] + ANSWER + RUN


@pytest.mark.parametrize("quiz", QUIZZES)
def test_a_quiz_takes_at_most_fifteen_minutes(quiz: str) -> None:
    questions = [registry.find(id) for id in QUIZZES[quiz]]
    minutes = [sum(effort(ask(question, number)) for question in questions) / 60 for number in range(5)]
    assert statistics.mean(minutes) <= 15
    assert max(minutes) <= 16


def test_no_question_is_long() -> None:
    posed = {question.id: ask(question) for question in registry.every()}
    assert [id for id, each in posed.items() if effort(each) > 180] == []
    assert [id for id, each in posed.items() if len(each.prompt.split("\n")[0].split()) > 40] == []

"""What makes a question a bad one: it explains nothing, its answer can be guessed, or a wrong choice is nearly right."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from course_utils.exercises.questions.drawn import Posed, ask
from course_utils.exercises.questions.kinds import Choice
from course_utils.exercises.questions.question import Question

LONGER = 1.35  # the right choice may be this many times as long as the longest wrong one
ALIKE = 0.93  # texts that agree more than this cannot be told apart
SHORTEST, SHORTEST_WRONG = 15, 12  # letters of an explanation, and of what is said of a wrong answer
SEVERAL = 30


def is_single(question: Question) -> bool:
    return isinstance(question.kind, Choice) and not question.kind.several


def right_and_wrong(posed: Posed) -> tuple[list[str], list[str]]:
    """Texts of the right choices and of the wrong ones."""
    right = [option.text for option in posed.options if not option.why]
    return right, [option.text for option in posed.options if option.why]


def faults(question: Question) -> Iterator[str]:
    """What is wrong with one question, a sentence each."""
    posed = ask(question)
    explained = posed.verdict(posed.literal).explanation.replace(question.kind.text(posed.expected), "")
    if len(explained.strip(" .:")) < SHORTEST:
        yield "it does not explain"
    if any(len(wrong.sentence.strip(" .")) < SHORTEST_WRONG for wrong in question.wrong):
        yield "a wrong answer has no sentence that says what is wrong"
    if isinstance(question.kind, Choice):
        yield from _of_choices(question)


def _of_choices(question: Question) -> Iterator[str]:
    if len(ask(question).options) < 3:
        yield "it has fewer than three choices"
    shown = [right_and_wrong(ask(question, number)) for number in range(8)]
    if is_single(question) and all(len(right[0]) > LONGER * max(map(len, wrong)) for right, wrong in shown):
        yield "the right choice is by far the longest"
    if any(alike(good, other) for right, wrong in shown for good in right for other in wrong):
        yield "a wrong choice says what the right one says"


def alike(text: str, other: str) -> bool:
    """Whether two choices say the same in nearly the same letters; numbers in them have to agree, too."""
    plain = [" ".join(re.findall(r"\w+", text.lower())) for text in (text, other)]
    numbers = [re.findall(r"\d+(?:\.\d+)?", text) for text in (text, other)]
    return numbers[0] == numbers[1] and difflib.SequenceMatcher(None, *plain).ratio() > ALIKE


def patterns(questions: Sequence[Question]) -> Iterator[str]:
    """What gives the answers of many questions away together."""
    single = [question for question in questions if is_single(question)]
    longest = 0
    for question in single:
        right, wrong = right_and_wrong(ask(question))
        longest += len(right[0]) > max(map(len, wrong))
    if len(single) >= 4 and longest > len(single) / 2:
        yield "the right choice is the longest one in most questions"
    letters = Counter(ask(question, number).expected for question in single for number in range(SEVERAL))
    if len(single) >= 4 and max(letters.values()) > 0.5 * sum(letters.values()):
        yield "the right choice has the same letter in most questions"

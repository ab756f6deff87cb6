"""The review: what is due and when, with fresh numbers; in a terminal, from a student's own file, without a network."""

from __future__ import annotations

import builtins
import json
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parent))

from simulated import compared

from course_utils.checks import progress
from course_utils.checks.progress import Answer
from course_utils.checks.questions.answering import literal, written
from course_utils.cli.app import app
from course_utils.errors import CourseError
from course_utils.exercises.questions import registry
from course_utils.exercises.questions.drawn import ask
from course_utils.exercises.questions.quizzes import QUIZZES
from course_utils.student import review, schedule

TODAY = date(2027, 3, 1)


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(progress.PATH_VARIABLE, str(tmp_path / "progress.json"))
    return tmp_path / "progress.json"


def on(days_ago: int, is_right: bool, variant: int = 0) -> Answer:
    return Answer((TODAY - timedelta(days=days_ago)).isoformat(), is_right, variant)


def due_day(*answers: Answer) -> date:
    card = schedule.memory(answers)
    assert card is not None
    return card.due.date()


def test_a_wrong_answer_comes_back_sooner_than_a_right_one() -> None:
    wrong, right = due_day(on(0, False)), due_day(on(0, True))
    assert TODAY < wrong < right
    assert due_day(on(5, True), on(0, True, 1)) > right + timedelta(days=3), "the second time later still"


def test_a_cell_that_runs_again_is_no_recall() -> None:
    once = due_day(on(9, False))
    assert due_day(on(9, False), on(9, True), on(5, True)) == once, "the same numbers, with the explanation read"
    assert due_day(on(9, False), on(5, True, 1)) > once


def test_a_day_that_was_written_by_hand_and_is_none_is_passed_over() -> None:
    assert schedule.memory([Answer("yesterday", True)]) is None
    assert due_day(Answer("yesterday", True), on(0, False, 1)) == due_day(on(0, False))


def test_at_most_five_come_the_most_nearly_forgotten_first_with_numbers_not_met_before() -> None:
    ids = [question.id for question in registry.every()][:8]
    given = {id: [on(4 + 2 * place, True), on(3 + 2 * place, False, 3)] for place, id in enumerate(ids)}
    rows = review.due(TODAY, given)
    assert [row.posed.question.id for row in rows] == ids[:2:-1]
    assert {row.posed.variant for row in rows} == {4}
    assert all(row.was_wrong for row in rows)
    place = rows[0].posed.question.source.split("#")[0]
    assert place in rows[0].advice()
    assert "section “" in rows[0].advice()


def test_new_questions_are_of_notebooks_that_were_read_and_of_no_quiz() -> None:
    own = registry.asked("week1/2_step_by_step")
    assert review.due(TODAY, {own[0]: [on(0, True)]}) == [], "its later sections may not have been read yet"
    rows = review.due(TODAY, {id: [on(0, True)] for id in own[:-1]})
    assert rows
    assert {row.posed.question.notebook for row in rows} == {"week1/2_step_by_step"}
    elsewhere = {id for lesson in registry.lessons() for id in registry.asked(lesson)}
    assert elsewhere.isdisjoint(row.posed.question.id for row in rows)
    assert set(QUIZZES) <= set(registry.lessons())
    assert review.due(TODAY, {}) == []


def test_the_opening_says_what_is_due_or_when_something_will_be() -> None:
    assert review.opening(TODAY, {}, []).startswith("Nothing to review yet.")
    assert review.opening(TODAY, {"which-cell": [on(0, False)]}, []) == (
        "Nothing is due today. The next question is on Tuesday, 2027-03-02."
    )
    rows = review.due(TODAY, {"same-pad": [on(9, False)]}, most=1)
    assert review.opening(TODAY, {}, rows).startswith("One question is due for review.")


def test_a_terminal_asks_judges_and_notes(file: Path) -> None:
    before = (date.today() - timedelta(days=9)).isoformat()
    file.write_text(json.dumps({"functions": {}, "questions": {"same-pad": [[before, False]]}}))
    right = ask(registry.find("same-pad"), 1).right
    said = CliRunner().invoke(app, ["review"], input=f"abc\n{right}\n" + "\n" * 9)
    assert said.exit_code == 0, said.output
    assert "Read again: Edges, padding and strides (week1/1_edges_padding_strides), section “" in said.output
    assert "A number is wanted, in pixels; received abc. Try again." in said.output
    assert "✓ Right." in said.output
    kept = progress.answers()["same-pad"]
    assert (kept[0].is_right, kept[1].is_right, kept[1].variant) == (False, True, 1)
    listed = CliRunner().invoke(app, ["review", "--list"])
    assert "A filter has" not in listed.output, "it is not due again today"


def test_in_a_terminal_the_page_prints_what_is_due(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (date.today() - timedelta(days=9)).isoformat()
    file.write_text(json.dumps({"functions": {}, "questions": {"same-pad": [[before, False]]}}))
    review.show_review()
    out = capsys.readouterr().out
    assert "due for review" in out
    assert 'predict("same-pad", 3, variant=1)' in out


@pytest.mark.parametrize(
    ("id", "text", "value"),
    [("same-pad", "2", 2), ("same-pad", "−2", -2), ("volume-shape", "4, 4, 2", (4, 4, 2)), ("cat-moves", '"b"', "b"),
     ("cat-moves", " b ", "b"), ("order-iou", "cab", "cab"), ("same-pad", "two", "two"), ("bug-nms", "{'a': [1]}", {"a": [1]})],
)  # fmt: skip
def test_what_is_typed_becomes_a_literal(id: str, text: str, value: object) -> None:
    posed = ask(registry.find(id))
    assert literal(text, posed) == value
    assert literal(str(value), posed) == value
    assert written(posed, "b") == f'predict("{id}", "b")'


def test_without_the_library_the_review_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "fsrs":
            raise ModuleNotFoundError(name)
        return real(name, *rest)

    schedule.scheduler.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(CourseError, match="The review needs the package fsrs"):
        schedule.scheduler()


def test_thirty_days_of_review_leave_more_than_as_many_questions_in_turn() -> None:
    planned, fixed, none = zip(*(compared(seed) for seed in range(6)))
    assert sum(planned) / 6 > sum(fixed) / 6 + 0.02
    assert min(planned) > max(none) + 0.2

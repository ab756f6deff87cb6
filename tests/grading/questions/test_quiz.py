"""A quiz, from the hand-in to the exports: the course's own `week1/QUIZ` where there is one, else one made here.

Nothing of a student's is run for it, so that it is graded where no sandbox is.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from course_utils.errors import IsolationError, UsageError
from course_utils.exercises.questions import registry
from course_utils.exercises.questions.drawn import ask
from course_utils.grading import version
from course_utils.grading.command import Options, grade_folder
from course_utils.grading.course import decide, template
from course_utils.grading.course.file import load
from course_utils.grading.course.preview import Change, preview_report
from course_utils.grading.course.writing import rewrite_reports
from course_utils.grading.exports import gradescope_run
from course_utils.grading.exports.formats import Request, export_grades
from course_utils.grading.gradebook.book import Gradebook
from course_utils.grading.questions import asked
from course_utils.grading.sandbox import layers

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
QUIZ, EDGES = "week1/QUIZ", "week1/1_edges_padding_strides"
IDS = ("places", "edge-sign", "same-pad", "volume-shape", "corner-pixel")
ALL = Options(workers=0)


def notebook(*sources: str) -> str:
    cells = [{"cell_type": "markdown", "metadata": {}, "source": "# Week 1 quiz\n\nTen minutes."}]
    cells += [{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": each} for each in sources]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def ids(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions of the quiz; no student code could be run here."""

    def refuse(*arguments: object, **named: object) -> None:
        raise IsolationError("Nothing here keeps student code from your files.", "Use another machine.")

    monkeypatch.setattr(layers, "require", refuse)
    return [question.id for question in asked.asked(QUIZ)]


@pytest.fixture
def folder(ids: list[str], tmp_path: Path) -> Path:
    """Ada has all right, Bo one wrong, Cleo nothing answered, and a file of Dan's is damaged; the quiz is out of 10."""
    right = {question.id: ask(question, 0, "").literal for question in asked.asked(QUIZ)}
    all_right = [f'predict("{id}", {answer!r})' for id, answer in right.items()]
    files = {
        "Ada": notebook(*all_right),
        "Bo": notebook(*all_right[1:], f'predict("{ids[0]}", {wrong(ids[0])!r})'),
        "Cleo": notebook(*(f'predict("{id}", ...)' for id in ids)),
        "Dan": notebook(*all_right)[:-30],
    }
    for name, text in files.items():
        (tmp_path / "in" / name / "week1").mkdir(parents=True)
        (tmp_path / "in" / name / "week1" / "QUIZ.ipynb").write_text(text)
    out = tmp_path / "class"
    out.mkdir()
    (out / "course.toml").write_text(f'[notebooks."{QUIZ}"]\npoints = 10\n')
    assert grade_folder(tmp_path / "in", out, ALL) == 0
    return out


def marked(text: str, cohort: str) -> str:
    return json.dumps(json.loads(text) | {"metadata": {"course": {"cohort": cohort}}})


@pytest.mark.parametrize("named", [True, False])
def test_a_notebook_that_lost_its_mark_is_judged_by_the_numbers_of_its_class(
    named: bool, ids: list[str], tmp_path: Path
) -> None:
    cohort, out = "2027 spring", tmp_path / "class"
    said = {each: [f'predict("{id}", {ask(registry.find(id), 0, each).literal!r})' for id in ids] for each in (cohort, "")}
    assert said[cohort] != said[""]
    files = {"Ada": marked(notebook(*said[cohort]), cohort), "Bo": marked(notebook(*said[cohort][:-1]), cohort),
             "Eve": marked(notebook(*said[cohort], "# Eve"), cohort), "Cleo": notebook(*said[cohort]), "Dan": notebook(*said[""], "# the plain edition")}  # fmt: skip
    out.mkdir()
    rule = f'[questions]\ncohort = "{cohort}"\n' if named else ""
    (out / "course.toml").write_text(f'[notebooks."{QUIZ}"]\npoints = 10\n{rule}')
    handed = ["Cleo", "Dan"] if named else list(files)  # where none has its mark the course file says it
    for name in handed:
        (tmp_path / "in" / name / "week1").mkdir(parents=True)
        (tmp_path / "in" / name / "week1" / "QUIZ.ipynb").write_text(files[name])
    assert grade_folder(tmp_path / "in", out, ALL) == 0
    points = {row["student"]: row["points"] for row in json.loads((out / "results.json").read_text())["totals"]}
    assert points == {name: 10 - (name == "Bo") for name in handed}


def test_gradescope_sees_one_notebook_and_goes_by_the_cohort_of_the_course_file(ids: list[str], tmp_path: Path) -> None:
    cohort = "2027 spring"
    said = [f'predict("{id}", {ask(registry.find(id), 0, cohort).literal!r})' for id in ids]
    for name in ("source", "submission", "results"):
        (tmp_path / name).mkdir()
    (tmp_path / "source" / gradescope_run.CONFIG).write_text(json.dumps({"notebook": QUIZ, "seed": 1}))
    (tmp_path / "submission" / "QUIZ.ipynb").write_text(notebook(*said))
    rules = tmp_path / "source" / "course.toml"
    for line, whole in (("", False), (f'cohort = "{cohort}"', True)):
        rules.write_text(f'[notebooks."{QUIZ}"]\npoints = 10\n[questions]\n{line}\n')
        gradescope_run.run(tmp_path)
        score = json.loads((tmp_path / "results" / "results.json").read_text("utf-8"))["score"]
        assert (score == 10) is whole


def wrong(id: str) -> object:
    posed = ask(next(question for question in asked.asked(QUIZ) if question.id == id), 0, "")
    return posed.misconceptions[0][1] if posed.misconceptions else 0


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_quiz_is_graded_end_to_end_without_a_sandbox(folder: Path, ids: list[str]) -> None:
    each, bo = 10 / len(ids), round(10 - 10 / len(ids), 2)
    results = json.loads((folder / "results.json").read_text("utf-8"))
    assert {row["student"]: row["points"] for row in results["totals"]} == {"Ada": 10, "Bo": bo, "Cleo": 0, "Dan": 0}
    assert results["max_points"] == 10
    (of_bo,) = [row for row in results["submissions"] if row["student"] == "Bo"]
    assert of_bo["exercises"] == []
    first = next(row for row in of_bo["questions"] if row["id"] == ids[0])
    assert (first["status"], first["points"], first["max_points"]) == ("failed", 0, pytest.approx(each))
    graded = rows(folder / "grades.csv")
    assert {row["kind"] for row in graded} == {"question"}
    assert sum(float(row["points"]) for row in graded if row["student"] == "Bo") == pytest.approx(bo, abs=0.01)
    assert [row["status"] for row in graded if row["student"] == "Cleo"] == ["missing"] * len(ids)
    items = {row["exercise"]: row for row in rows(folder / "items.csv")}
    assert (items[ids[0]]["kind"], items[ids[0]]["difficulty"], items[ids[0]]["answers"]) == ("question", "0.25", "4")
    with Gradebook.open(folder / "gradebook.sqlite") as book:
        assert book.kept("isolation") == "No code of a student was run."


def test_pages_tell_each_question_and_the_class_its_misconceptions(folder: Path, ids: list[str]) -> None:
    page = (folder / "feedback" / "Bo" / "week1" / "QUIZ.html").read_text("utf-8")
    assert f'id="{ids[0]}"' in page
    assert f"{len(ids) - 1} of {len(ids)} questions" in page
    question = next(each for each in asked.asked(QUIZ) if each.id == ids[0])
    posed = ask(question, 0, "")
    said = posed.verdict(wrong(ids[0])).sentence
    assert ">right</dt>" in page
    index = (folder / "index.html").read_text("utf-8")
    assert "Question</th>" in index
    if said:
        assert said.split("`")[0][:40].replace("'", "&#39;") in page
        assert said.split("`")[0][:40].replace("'", "&#39;") in index
    assert "1 Quiz" in index


def test_hidden_answers_stay_hidden(folder: Path, ids: list[str]) -> None:
    with (folder / "course.toml").open("a") as file:
        file.write('[questions]\nanswers = "hidden"\n')
    rewrite_reports(folder, None, None)
    page = (folder / "feedback" / "Bo" / "week1" / "QUIZ.html").read_text("utf-8")
    question = next(each for each in asked.asked(QUIZ) if each.id == ids[0])
    why = ask(question, 0, "").verdict(ask(question, 0, "").literal).explanation
    assert ">right</dt>" not in page
    assert why.split("`")[0][:40] not in page


def test_every_export_has_the_points_of_the_quiz(folder: Path, ids: list[str]) -> None:
    bo = f"{round(10 - 10 / len(ids), 2):g}"
    for name, place in (("csv", 1), ("canvas", 5), ("moodle", 4)):
        with export_grades(name, Request(folder)).open(encoding="utf-8", newline="") as file:
            table = list(csv.reader(file))
        assert QUIZ in table[0][place]
        assert [row[place] for row in table if "Ada" in row[:2] or "Bo" in row[:2]] == ["10", bo], name
    everything = rows(export_grades("everything", Request(folder)))
    assert [(row["notebook"], row["points"], row["max_points"]) for row in everything][:2] == [(QUIZ, "10", "10"), (QUIZ, bo, "10")]


def test_other_points_are_previewed_and_single_questions_weigh_more(folder: Path, ids: list[str]) -> None:
    text = f'[notebooks."{QUIZ}"]\n[questions.points]\n"{QUIZ}" = 1\n"{ids[0]}" = 5\n'
    (folder / "course.toml").write_text(text)
    most = len(ids) + 4
    changes = [line for line in preview_report(folder, None, None) if isinstance(line, Change) and line.notebook]
    assert {change.student: (change.before, change.after) for change in changes if change.student in ("Ada", "Bo")} == {
        "Ada": (10, most), "Bo": (round(10 - 10 / len(ids), 2), len(ids) - 1),
    }  # fmt: skip
    rewrite_reports(folder, None, None)
    assert json.loads((folder / "results.json").read_text("utf-8"))["max_points"] == most


def test_a_question_can_be_decided_by_hand_and_withdrawn(folder: Path, ids: list[str]) -> None:
    each = round(10 / len(ids), 2)
    decision = decide.Decision("Bo", ids[0], "Prof. X", "a fair reading")
    assert "counts" in decide.override_points(folder, None, decision, each)
    rewrite_reports(folder, None, None)
    points = {row["student"]: float(row["points"]) for row in rows(folder / "totals.csv")}
    assert points["Bo"] == pytest.approx(10, abs=0.02)
    with pytest.raises(UsageError, match="gives"):
        decide.override_points(folder, None, decision, 9)
    decide.withdraw_override(folder, None, decision)
    rewrite_reports(folder, None, None)
    points = {row["student"]: float(row["points"]) for row in rows(folder / "totals.csv")}
    assert points["Bo"] == pytest.approx(10 - 10 / len(ids), abs=0.01)


def test_a_quiz_without_points_is_practice(folder: Path, ids: list[str]) -> None:
    (folder / "course.toml").write_text(f'[notebooks."{QUIZ}"]\npoints = 0\n')
    rewrite_reports(folder, None, None)
    assert {row["points"] for row in rows(folder / "totals.csv")} == {"0"}
    assert "practice" in (folder / "feedback" / "Bo" / "week1" / "QUIZ.html").read_text("utf-8")
    assert "practice" in (folder / "feedback" / "Bo" / "index.html").read_text("utf-8")
    with pytest.raises(UsageError, match="practice"):
        decide.override_points(folder, None, decide.Decision("Bo", ids[0], "X", "y"), 1)


def test_practice_that_nobody_answered_is_not_listed(ids: list[str], tmp_path: Path) -> None:
    for name, answer in (("Bo", wrong(ids[0])), ("Cleo", ...)):
        (tmp_path / "in" / name / "week1").mkdir(parents=True)
        text = "..." if answer is ... else repr(answer)
        (tmp_path / "in" / name / "week1" / "QUIZ.ipynb").write_text(notebook(f'predict("{ids[0]}", {text})'))
    assert grade_folder(tmp_path / "in", tmp_path / "class", ALL) == 0
    pages = {name: (tmp_path / "class" / "feedback" / name / "week1" / "QUIZ.html").read_text("utf-8") for name in ("Bo", "Cleo")}
    assert f'id="{ids[0]}"' in pages["Bo"]
    assert "practice" in pages["Bo"]
    assert f'id="{ids[0]}"' not in pages["Cleo"]


def test_questions_that_weigh_more_are_said_once_in_a_preview(folder: Path, ids: list[str]) -> None:
    (folder / "course.toml").write_text(f'[notebooks."{QUIZ}"]\npoints = 10\n[questions.points]\n"{QUIZ}" = 1\n"{ids[0]}" = 5\n')
    (of_bo,) = [line for line in preview_report(folder, None, None) if isinstance(line, Change) and (line.student, line.notebook) == ("Bo", QUIZ)]
    assert of_bo.reasons == ("its exercises and questions weigh otherwise",)


def test_the_course_file_knows_the_quiz_and_names_the_nearest_question(ids: list[str], tmp_path: Path) -> None:
    path = tmp_path / "course.toml"
    path.write_text(template.text())
    assert load(path).notebooks[QUIZ].points == 0
    assert load(path).questions.answers == "shown"
    wrong_id = f"{ids[0]}x"
    path.write_text(f'[questions.points]\n"{wrong_id}" = 1\n')
    with pytest.raises(UsageError, match="not a known key") as error:
        load(path)
    assert f"Did you mean {ids[0]}?" in error.value.help


def test_the_same_files_are_kept_and_a_changed_quiz_regrades_it_alone(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    grade_folder(tmp_path / "in", folder, ALL)
    assert "Graded 0, kept 4" in capsys.readouterr().out
    before = {name: version.version(name) for name in (QUIZ, EDGES)}
    own, said = asked.asked(QUIZ), version._said
    version.version.cache_clear()
    monkeypatch.setattr(version, "_said", lambda question: said(question) + "another explanation" * (question in own))
    assert version.version(QUIZ) != before[QUIZ]
    assert version.version(EDGES) == before[EDGES], "it asks none of them"

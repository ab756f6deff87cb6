"""`course learned`: the page of functions, questions, goals and a student's own pictures."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from course_utils.checks import progress
from course_utils.exercises import registry
from course_utils.exercises.questions import registry as questions
from course_utils.student.submit import learned

ROOT = Path(__file__).parents[3]
STYLE = "week4/2_style_transfer"


@pytest.fixture
def workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(progress.PATH_VARIABLE, str(tmp_path / "progress.json"))
    for name, source in {STYLE: "solutions/", "week1/1_edges_padding_strides": ""}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / "workbook" / f"{source}{name}.ipynb", tmp_path / f"{name}.ipynb")
    return tmp_path


def test_a_page_without_progress_says_how_to_begin(workbook: Path) -> None:
    text = learned.page(workbook, date(2026, 11, 30))
    assert "Write a first function" in text
    assert "<h2>" not in text


def test_it_tells_what_was_written_answered_and_made(workbook: Path) -> None:
    progress.record([(exercise.name, "passed") for exercise in registry.exercise_set(STYLE).exercises])
    progress.record([("convolve2d", "passed")])
    for id in questions.asked(STYLE):
        progress.record_answer(id, True)
    text = learned.write(workbook).read_text("utf-8")
    assert f"{len(registry.exercise_set(STYLE).exercises) + 1} of" in text
    assert f"<li><code>gram_matrix</code>, {date.today().isoformat()}</li>" in text
    assert text.count("<p>You can</p>") == 1, "goals of the notebook that is finished"
    assert "Your style transfer</figcaption>" in text
    assert "<script" not in text
    assert "src=\"http" not in text


def test_a_picture_that_was_never_made_leaves_no_hole(workbook: Path) -> None:
    path = workbook / f"{STYLE}.ipynb"
    content = json.loads(path.read_text("utf-8"))
    for cell in content["cells"]:
        if cell["id"] == "result":
            cell["outputs"] = []
    path.write_text(json.dumps(content), "utf-8")
    assert [title for title, _ in learned.keepsakes(workbook, STYLE)] == ["Of your own pictures"]
    assert list(learned.keepsakes(workbook, "week3/2_yolo_car_detection")) == []


def test_every_keepsake_is_a_cell_of_the_course_that_draws_a_picture() -> None:
    for notebook, rows in learned.KEEPSAKES.items():
        titles = [title for title, _ in learned.keepsakes(ROOT / "workbook" / "solutions", notebook)]
        assert titles == list(rows.values())

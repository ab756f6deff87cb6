"""`course submit`: what a look at a notebook notices, what the zip holds, and that the grader trusts the notebooks alone."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from course_utils.checks import progress
from course_utils.cli import submit as command
from course_utils.errors import CourseError, UsageError
from course_utils.exercises import registry
from course_utils.exercises.questions import registry as questions
from course_utils.exercises.variant import Variant
from course_utils.grading.intake.collect import collect
from course_utils.grading.intake.reading import Task, read
from course_utils.notebooks.file import MAX_NOTEBOOK_BYTES
from course_utils.student.submit import looked, page
from course_utils.student.submit.looked import begun, look
from course_utils.student.submit.packing import SUMMARY, hand_in, pack

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
EDGES, QUIZ = "week1/1_edges_padding_strides", "week1/QUIZ"
PROJECT = "week1/4_project_small_network"
NAMES = tuple(exercise.name for exercise in registry.exercise_set(EDGES).exercises)
MOMENT = datetime(2026, 11, 30, 9, 41, 7)


@pytest.fixture
def workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A student's workbook: one notebook solved and run, a quiz that nobody answered, another notebook untouched."""
    monkeypatch.setenv(progress.PATH_VARIABLE, str(tmp_path / "progress.json"))
    folder = tmp_path / "course" / "workbook"
    (folder / "week1").mkdir(parents=True)
    shutil.copy(ROOT / "workbook" / "solutions" / f"{EDGES}.ipynb", folder / f"{EDGES}.ipynb")
    for name in (QUIZ, "week1/2_step_by_step"):
        shutil.copy(ROOT / "workbook" / f"{name}.ipynb", folder / f"{name}.ipynb")
    return folder


def change(workbook: Path, how: Callable[[list[dict[str, Any]]], object], name: str = EDGES) -> None:
    path = workbook / f"{name}.ipynb"
    content = json.loads(path.read_text("utf-8"))
    how(content["cells"])
    path.write_text(json.dumps(content), "utf-8")


def graded(cells: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(cell for cell in cells if f"# GRADED FUNCTION: {name}\n" in "".join(cell["source"]))


def test_only_notebooks_with_an_answer_were_begun(workbook: Path) -> None:
    assert list(begun(workbook)) == [EDGES]
    first = questions.asked(QUIZ)[0]

    def answered(cells: list[dict[str, Any]]) -> None:
        cell = next(cell for cell in cells if first in "".join(cell["source"]))
        cell["source"] = f'predict("{first}", 1)'

    change(workbook, answered, QUIZ)
    (workbook / "week1" / "2_step_by_step.ipynb").write_text("{ damaged")
    assert list(begun(workbook)) == [EDGES, "week1/2_step_by_step", QUIZ]


@pytest.mark.parametrize(
    ("mark", "here", "said"),
    [("2027 spring", "", "for no cohort"), ("2027 spring", "2026 autumn", "for '2026 autumn'"), ("2027 spring", "2027 spring", ""), ("", "2026 autumn", "")],
)
def test_a_notebook_of_another_cohort_s_course_is_noticed(
    workbook: Path, monkeypatch: pytest.MonkeyPatch, mark: str, here: str, said: str
) -> None:
    monkeypatch.setattr(looked, "installed", lambda: Variant(here, {}) if here else None)
    path = workbook / f"{QUIZ}.ipynb"
    content = json.loads(path.read_text("utf-8"))
    content["metadata"].setdefault("course", {})["cohort"] = mark
    path.write_text(json.dumps(content), "utf-8")
    assert [line for line in look(workbook, QUIZ).warnings if "course for" in line] == (
        [f"It is of the course for '2027 spring', and the course here is {said}. Open it in the folder that it came with."] if said else []
    )


def test_a_finished_notebook_is_complete_and_its_progress_noted(workbook: Path) -> None:
    seen = look(workbook, EDGES)
    count = len(questions.asked(EDGES))
    assert seen.is_complete, seen.sentences()
    assert seen.counted() == f"{len(NAMES)} of {len(NAMES)} functions pass, {count} of {count} questions answered"
    assert seen.sha256 == hashlib.sha256((workbook / f"{EDGES}.ipynb").read_bytes()).hexdigest()
    assert progress.read()[NAMES[0]].status == "passed"


def test_what_was_not_saved_not_run_lost_or_written_twice_is_said(workbook: Path) -> None:
    progress.record([(NAMES[1], "passed")])
    question = questions.asked(EDGES)[0]

    def spoiled(cells: list[dict[str, Any]]) -> None:
        cells.remove(graded(cells, NAMES[0]))
        graded(cells, NAMES[1])["source"] = f"# GRADED FUNCTION: {NAMES[1]}\ndef {NAMES[1]}(*given):\n    return 0"
        graded(cells, NAMES[2])["execution_count"] = None
        cells.append(dict(graded(cells, NAMES[3]), id="again"))
        posed = next(cell for cell in cells if f'predict("{question}"' in "".join(cell["source"]))
        posed["source"] = f'predict("{question}", ...)'

    change(workbook, spoiled)
    said = "\n".join(look(workbook, EDGES).sentences())
    assert f"not as it is saved: {NAMES[1]}. Save the notebook." in said
    assert f"The cell is gone: {NAMES[0]}." in said
    assert f"Never run since it was written: {NAMES[2]}." in said
    assert f"the last one counts: {NAMES[3]}. Keep one." in said
    assert f"Not answered yet: {question}." in said


def test_what_no_grader_could_read_is_refused_and_nothing_written(workbook: Path) -> None:
    path = workbook / f"{EDGES}.ipynb"
    path.write_bytes(b" " * (MAX_NOTEBOOK_BYTES + 1))
    with pytest.raises(CourseError, match="cannot be handed in: The file has 50 MB") as large:
        hand_in(workbook, print)
    assert "Clear Outputs" in large.value.help
    path.write_text("{ damaged")
    with pytest.raises(CourseError, match="cannot be handed in"):
        hand_in(workbook, print)
    with pytest.raises(UsageError, match="nothing to hand in"):
        pack(workbook, [], MOMENT)
    with pytest.raises(UsageError, match="cannot be a part"):
        hand_in(workbook, print, [QUIZ], name="../Ada")
    assert not (workbook / "hand-ins").exists()


def test_a_link_out_of_the_workbook_is_not_run(workbook: Path, tmp_path: Path) -> None:
    path = workbook / f"{EDGES}.ipynb"
    path.rename(tmp_path / "elsewhere.ipynb")
    path.symlink_to(tmp_path / "elsewhere.ipynb")
    assert look(workbook, EDGES).problem == "The file is a link out of the workbook."


def test_a_notebook_that_is_saved_meanwhile_is_not_packed(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def saving(path: Path, agreed: bool) -> Any:
        path.write_bytes(path.read_bytes() + b"\n")
        return iter(())

    monkeypatch.setattr("course_utils.student.submit.looked.check_notebook", saving)
    with pytest.raises(CourseError, match="was saved by another program just now"):
        look(workbook, EDGES)


def test_the_zip_holds_the_bytes_and_a_summary_and_is_never_written_over(workbook: Path) -> None:
    looks = [look(workbook, QUIZ)]
    first, second = (pack(workbook, looks, MOMENT, "Ada Lovelace") for _ in range(2))
    assert (first.path.name, second.path.name) == ("Ada_Lovelace_2026-11-30_09-41-07.zip", "Ada_Lovelace_2026-11-30_09-41-07-2.zip")
    assert first.sha256 == hashlib.sha256(first.path.read_bytes()).hexdigest()
    with zipfile.ZipFile(first.path) as archive:
        assert archive.namelist() == [f"{QUIZ}.ipynb", SUMMARY]
        assert archive.read(f"{QUIZ}.ipynb") == (workbook / f"{QUIZ}.ipynb").read_bytes()
        text = archive.read(SUMMARY).decode()
    assert "By: Ada Lovelace" in text
    assert f"{QUIZ}.ipynb: 0 of 10 questions answered" in text
    assert looks[0].sha256 in text
    assert first.sha256 in first.receipt.read_text()


@pytest.mark.parametrize("place", ["Ada Lovelace/work.zip", "lovelaceada_LATE_123_456_work.zip"])
def test_the_grader_reads_the_notebooks_of_the_zip_and_nothing_of_its_summary(workbook: Path, tmp_path: Path, place: str) -> None:
    made = pack(workbook, [look(workbook, QUIZ), look(workbook, EDGES)], MOMENT)
    lying = tmp_path / "class" / place
    lying.parent.mkdir(parents=True)
    with zipfile.ZipFile(made.path) as honest, zipfile.ZipFile(lying, "w") as archive:
        for name in honest.namelist():
            archive.writestr(name, "all 100 of 100 points" if name == SUMMARY else honest.read(name))
    handed = [read(submission) for submission in collect(tmp_path / "class")]
    assert sorted(task.notebook for task in handed if isinstance(task, Task)) == [EDGES, QUIZ]
    assert len(handed) == 2


def test_the_command_prints_what_to_hand_in(
    workbook: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("course_utils.data.paths.course_root", lambda: workbook.parent)
    command.submit([QUIZ], "")
    said = capsys.readouterr().out
    (made,) = (workbook / "hand-ins").glob("*.zip")
    assert f"Hand in this file: {made}" in said
    assert f"! {QUIZ}: 0 of 10 questions answered" in said
    with pytest.raises(UsageError, match="no notebook of the course"):
        command.submit(["week9/nothing"], "")
    with pytest.raises(UsageError, match="one of several") as several:
        command.submit(["QUIZ"], "")
    assert several.value.help.startswith("Write one of: week1/QUIZ, week2/QUIZ")


def test_the_button_makes_the_same_and_says_what_went_wrong(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "course_root", lambda: workbook.parent)
    shown = page.show_hand_in()
    assert "course submit" in shown._repr_mimebundle_()["text/html"]
    button, said = shown.children[1:]
    button.click()
    (made,) = (workbook / "hand-ins").glob("*.zip")
    assert f'href="hand-ins/{made.name}"' in said.value
    assert f"✓ {EDGES}" in said.value
    (workbook / f"{EDGES}.ipynb").write_text("{ damaged")
    button.click()
    assert 'role="alert"' in said.value
    assert not button.disabled


@pytest.mark.tf
def test_the_weights_of_a_project_are_handed_in_with_it(workbook: Path) -> None:
    for name in (f"{PROJECT}.ipynb", f"{PROJECT}.npz"):
        shutil.copy(ROOT / "workbook" / "solutions" / name, workbook / name)
    looked = look(workbook, PROJECT)
    assert looked.unfinished == ()
    assert looked.warnings == ()
    done = pack(workbook, [looked], MOMENT, "Ada")
    with zipfile.ZipFile(done.path) as archive:
        assert archive.namelist() == [f"{PROJECT}.ipynb", f"{PROJECT}.npz", SUMMARY]
        assert hashlib.sha256(archive.read(f"{PROJECT}.npz")).hexdigest() in archive.read(SUMMARY).decode()
    (done.path.parent / "class").mkdir()
    (task,) = map(read, collect(done.path.rename(done.path.parent / "class" / "ada.zip").parent))
    assert isinstance(task, Task)
    assert task.weights.data == (workbook / f"{PROJECT}.npz").read_bytes()


@pytest.mark.tf
def test_missing_and_damaged_weights_are_warned_of(workbook: Path) -> None:
    shutil.copy(ROOT / "workbook" / "solutions" / f"{PROJECT}.ipynb", workbook / f"{PROJECT}.ipynb")
    assert any("There is no 4_project_small_network.npz beside it" in text for text in look(workbook, PROJECT).warnings)
    (workbook / f"{PROJECT}.npz").write_bytes(b"PK, but no zip")
    assert any("damaged" in text for text in look(workbook, PROJECT).warnings)

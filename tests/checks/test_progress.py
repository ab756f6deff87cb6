"""The file of a student's progress, the bar that shows it, and that nothing loses it."""

import json
import multiprocessing
import subprocess
import sys

import pytest

from course_utils.checks import progress, run
from course_utils.checks.feedback import progress_bar
from course_utils.checks.progress import Record
from course_utils.errors import CourseError
from course_utils.exercises import registry

NOTEBOOK = "week1/2_step_by_step"


@pytest.fixture(autouse=True)
def file(tmp_path, monkeypatch):
    monkeypatch.setenv(progress.PATH_VARIABLE, str(tmp_path / "home" / "progress.json"))
    return tmp_path / "home" / "progress.json"


def test_without_a_file_nothing_is_done_and_the_first_function_is_next():
    now = progress.of_notebook(NOTEBOOK)
    assert (now.done, now.points, now.max_points, now.next) == ((), 0, 100, "zero_pad")
    assert now.sentence() == "0 of 14 functions pass, 0 of 100 points, 0 of 9 questions answered. Next: zero_pad."


def test_a_check_writes_its_outcome_and_a_new_kernel_reads_it(file):
    run.check(registry.find("zero_pad")[1].reference)
    code = "from course_utils.checks import progress; print(*progress.of_notebook('week1/2_step_by_step').done)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "zero_pad\n"
    assert json.loads(file.read_text())["functions"]["zero_pad"]["status"] == "passed"


def test_the_file_is_small_and_says_what_it_is(file):
    progress.record((one.name, "passed") for group in registry.all_sets() for one in group.exercises)
    assert file.read_text().startswith('{\n "about": "Your progress in the CNN Workbook. It stays on this computer')
    assert file.stat().st_size < 12_000
    assert [one.next for one in progress.of_course() if not one.is_quiz] == [""] * len(registry.notebooks())


def test_a_wrong_answer_after_a_right_one_counts_no_longer_but_a_new_download_does():
    progress.record([("zero_pad", "passed"), ("conv_forward", "passed")])
    progress.record([("zero_pad", "failed"), ("conv_forward", "missing")])
    assert progress.of_notebook(NOTEBOOK).done == ("conv_forward",)
    progress.record([("zero_pad", "passed")])
    assert progress.of_notebook(NOTEBOOK).done == ("zero_pad", "conv_forward")


def test_points_are_those_of_the_functions_that_pass():
    progress.record([("zero_pad", "passed"), ("pool_forward", "error")])
    now = progress.of_notebook(NOTEBOOK)
    assert now.points == registry.find("zero_pad")[1].points
    assert now.next == "conv_single_step"


def test_answered_questions_count_for_their_notebook_and_the_last_answer_decides():
    progress.record_answer("single-step", False)
    progress.record_answer("single-step", True)
    progress.record_answer("pool-value", True, variant=3)
    now = progress.of_notebook(NOTEBOOK)
    assert (now.answered, now.right) == (("single-step",), ("single-step",))
    assert now.sentence().startswith("0 of 14 functions pass, 0 of 100 points, 1 of 9 questions answered, 1 right. Next")
    assert [(answer.is_right, answer.variant) for answer in progress.answers()["pool-value"]] == [(True, 3)]


def test_a_quiz_has_questions_and_nothing_else():
    now = progress.of_notebook("week1/QUIZ")
    assert now.is_quiz
    assert now.sentence() == "0 of 10 questions answered. Next: turn-left-out."
    for id in now.questions:
        progress.record_answer(id, id != "fewer-weights")
    assert progress.of_notebook("week1/QUIZ").sentence() == "10 of 10 questions answered, 9 right. All done."
    assert [row.notebook for row in progress.of_course() if row.notebook.startswith("week1/")][-1] == "week1/QUIZ"


def test_a_file_of_an_older_edition_has_answers_without_variants(file):
    file.parent.mkdir()
    file.write_text('{"functions": {}, "questions": {"single-step": [["2027-01-04", true]]}}')
    assert progress.of_notebook(NOTEBOOK).right == ("single-step",)


@pytest.mark.parametrize("text", ["", "{", '{"functions": [1]}', '["functions"]', '{"functions": {"zero_pad": 3}}'])
def test_a_damaged_file_is_set_aside_and_said(file, capsys, text):
    file.parent.mkdir()
    file.write_text(text)
    assert progress.read() == {}
    progress.record([("zero_pad", "passed")])
    assert progress.read() == {"zero_pad": Record("passed", progress.read()["zero_pad"].passed_on)}
    kept = next(file.parent.glob("progress-damaged-*.json"))
    assert kept.read_text() == text
    assert f"it is kept as {kept.name}" in capsys.readouterr().out


def test_a_folder_that_cannot_be_written_is_said_and_the_check_goes_on(tmp_path, monkeypatch, capsys):
    (tmp_path / "closed").write_text("a file, no folder")
    monkeypatch.setenv(progress.PATH_VARIABLE, str(tmp_path / "closed" / "progress.json"))
    run.check(registry.find("zero_pad")[1].reference)
    said = capsys.readouterr().out
    assert "zero_pad: all" in said
    assert "could not be written" in said


def note(name):
    progress.record([(name, "passed")])


@pytest.mark.slow
def test_two_kernels_that_write_at_once_lose_nothing():
    names = [one.name for one in registry.exercise_set(NOTEBOOK).exercises]
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        pool.map(note, names, chunksize=1)
    assert progress.of_notebook(NOTEBOOK).done == tuple(names)


def test_a_lock_left_by_a_killed_kernel_is_taken_over(file, monkeypatch):
    monkeypatch.setattr(progress, "_PATIENCE", 0.05)
    file.parent.mkdir()
    file.with_suffix(".lock").touch()
    progress.record([("zero_pad", "passed")])
    assert progress.of_notebook(NOTEBOOK).done == ("zero_pad",)


def test_the_bar_tells_done_from_open_without_colours():
    progress.record([("zero_pad", "passed")])
    shown = progress_bar.as_html(progress.of_notebook(NOTEBOOK))
    assert 'aria-label="zero_pad: passes"' in shown
    assert "✓ zero_pad" in shown
    assert 'aria-label="conv_forward: not yet"' in shown
    assert "○ conv_forward" in shown


def test_in_a_terminal_the_bar_is_a_line(capsys):
    progress_bar.show_progress(NOTEBOOK)
    assert capsys.readouterr().out == "Your progress: 0 of 14 functions pass, 0 of 100 points, 0 of 9 questions answered. Next: zero_pad.\n"


def test_an_unknown_notebook_is_refused():
    with pytest.raises(CourseError, match="There is no notebook named 'week9/1'"):
        progress_bar.show_progress("week9/1")


@pytest.mark.slow
def test_a_check_brings_the_bar_on_top_of_the_notebook_up_to_date(tmp_path):
    """In a real kernel: the output of the first cell changes when the check below it passes."""
    import nbformat
    from nbclient import NotebookClient

    cells = [
        f'from course_utils.start import show_progress\nshow_progress("{NOTEBOOK}")',
        "from course_utils.checks.run import check\nfrom course_utils.exercises import registry\n"
        'check(registry.find("zero_pad")[1].reference)',
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in cells])
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    (bar,) = notebook.cells[0].outputs
    counts = "1 of 14 functions pass, 10 of 100 points, 0 of 9 questions answered"
    assert bar.data["text/plain"] == f"Your progress: {counts}. Next: conv_single_step."
    assert "✓ zero_pad" in bar.data["text/html"]

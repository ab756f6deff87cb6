"""`course check` and `course status`: the same feedback without a kernel."""

import subprocess
import sys
from pathlib import Path

import pytest

from course_utils.checks import local, progress
from course_utils.checks.local import check_course, check_notebook, find_notebook
from course_utils.data.paths import course_root
from course_utils.errors import NotebookError

SUBMISSIONS = Path(__file__).parents[1] / "submissions"
sys.path.insert(0, str(SUBMISSIONS))

from corpus import Behaviour  # noqa: E402
from sample_behaviours import SAMPLE  # noqa: E402


def written(tmp_path, behaviour):
    path = tmp_path / "2_step_by_step.ipynb"
    path.write_bytes(behaviour.content())
    return path


def course(*arguments):
    command = [sys.executable, "-m", "course_utils", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", ["ada", "dora", "fatima", "hana", "noor"])
def test_the_terminal_and_the_grader_agree(tmp_path, name):
    behaviour = next(row for row in SAMPLE if row.name == name)
    reports = check_notebook(written(tmp_path, behaviour))
    assert {report.exercise: report.status for report, _ in reports} == behaviour.expected()


def test_the_command_prints_the_check_and_exits_with_1_while_something_is_wrong(tmp_path):
    done = course("check", written(tmp_path, next(row for row in SAMPLE if row.name == "dora")))
    assert done.returncode == 1
    assert "Your border repeats the image's edge." in done.stdout
    assert "values differ (×)" in done.stdout
    assert done.stdout.endswith("6 of 8 functions pass.\n")


def test_a_finished_notebook_exits_with_0(tmp_path):
    assert course("check", written(tmp_path, Behaviour("x"))).returncode == 0


def late_after_the_first_report(command, timeout, **options):
    """Stands for subprocess.run: the time is over when the first report has come, however fast the machine is."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    first = next(line for line in process.stdout if b"course-check" in line)
    process.kill()
    process.communicate()
    raise subprocess.TimeoutExpired(command, timeout, output=first)


def test_a_loop_without_an_end_is_named_and_what_came_before_it_stays(tmp_path, monkeypatch):
    loop = Behaviour("x", {"conv_single_step": "def conv_single_step(a, W, b):\n    while True:\n        pass"})
    monkeypatch.setattr(local.subprocess, "run", late_after_the_first_report)
    reports = check_notebook(written(tmp_path, loop))
    assert [report.status for report, _ in reports] == ["passed", "timeout"]
    assert reports[-1][1].startswith("✗ conv_single_step did not finish")


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "There is no notebook named"), (b"{", "The file is not a notebook."), (b'{"cells": []}', "no graded function")],
)
def test_bad_files_get_a_clear_message(tmp_path, content, message):
    path = tmp_path / "x.ipynb"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(NotebookError, match=message):
        check_notebook(find_notebook(str(path)))
    done = course("check", path)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert "Traceback" not in done.stderr


def test_a_notebook_is_found_by_its_name_or_by_any_path(tmp_path):
    own = course_root() / "workbook/week1/2_step_by_step.ipynb"
    for name in ("week1/2_step_by_step", "2_step_by_step", "week1/2_step_by_step.ipynb", "workbook/week1/2_step_by_step"):
        assert find_notebook(name) == own
    elsewhere = tmp_path / "Übung eins.ipynb"
    elsewhere.touch()
    assert find_notebook(str(elsewhere)) == elsewhere


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "There is no notebook named ''."),
        ("week1/9_nothing", "There is no notebook named 'week1/9_nothing'."),
        (str(SUBMISSIONS), f"{SUBMISSIONS} is a folder, not a notebook."),
    ],
)
def test_what_names_no_notebook_is_said_with_what_to_pass(text, message):
    with pytest.raises(NotebookError) as caught:
        find_notebook(text)
    assert caught.value.message == message
    assert "week1/2_step_by_step" in caught.value.help


def test_a_notebook_that_may_not_be_read_is_named_with_the_reason(tmp_path, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(NotebookError, match=r"closed\.ipynb cannot be read: Permission denied"):
        check_notebook(tmp_path / "closed.ipynb")


def test_an_unfinished_function_is_named_without_a_word_about_cells_above(tmp_path):
    reports = check_notebook(course_root() / "workbook/week1/2_step_by_step.ipynb")
    assert reports[0][1] == "… zero_pad is not finished yet."


def test_checking_the_course_counts_what_passes_in_every_notebook(tmp_path, monkeypatch):
    monkeypatch.setenv(progress.PATH_VARIABLE, str(tmp_path / "progress.json"))
    (tmp_path / "week1").mkdir()
    written(tmp_path / "week1", next(item for item in SAMPLE if item.name == "fatima"))
    rows = {row.notebook: row for row in check_course(tmp_path)}
    row = rows["week1/2_step_by_step"]
    assert (len(row.done), len(row.names), row.points, row.max_points) == (4, 8, 55, 100)
    others = [item for name, item in rows.items() if name != "week1/2_step_by_step"]
    assert all(item.note == "not in this workbook" for item in others)
    assert progress.of_notebook("week1/2_step_by_step") == row


def test_the_untouched_student_notebook_has_everything_missing():
    reports = check_notebook(course_root() / "workbook/week1/2_step_by_step.ipynb")
    assert {report.status for report, _ in reports} == {"missing"}


def test_the_solution_notebook_passes():
    reports = check_notebook(course_root() / "workbook/solutions/week1/2_step_by_step.ipynb")
    assert {report.status for report, _ in reports} == {"passed"}

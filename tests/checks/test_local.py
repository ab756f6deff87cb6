"""`course check` and `course status`: the same feedback without a kernel."""

import subprocess
import sys
from pathlib import Path

import pytest

from course_utils.checks import progress
from course_utils.checks.local import check_course, check_notebook
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
    behaviour = next(one for one in SAMPLE if one.name == name)
    reports = check_notebook(written(tmp_path, behaviour))
    assert {report.exercise: report.status for report, _ in reports} == behaviour.expected()


def test_the_command_prints_the_check_and_exits_with_1_while_something_is_wrong(tmp_path):
    done = course("check", written(tmp_path, next(one for one in SAMPLE if one.name == "dora")))
    assert done.returncode == 1
    assert "Your border repeats the image's edge." in done.stdout
    assert "values differ (×)" in done.stdout
    assert done.stdout.endswith("6 of 8 functions pass.\n")


def test_a_finished_notebook_exits_with_0(tmp_path):
    assert course("check", written(tmp_path, Behaviour("x"))).returncode == 0


def test_a_loop_without_an_end_is_named_and_costs_seconds_only(tmp_path):
    loop = Behaviour("x", {"conv_single_step": "def conv_single_step(a, W, b):\n    while True:\n        pass"})
    reports = check_notebook(written(tmp_path, loop), seconds=8)
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
        check_notebook(path)
    done = course("check", path)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert "Traceback" not in done.stderr


def test_checking_the_course_counts_what_passes_in_every_notebook(tmp_path, monkeypatch):
    monkeypatch.setenv(progress.PATH_VARIABLE, str(tmp_path / "progress.json"))
    (tmp_path / "week1").mkdir()
    written(tmp_path / "week1", next(one for one in SAMPLE if one.name == "fatima"))
    rows = {row.notebook: row for row in check_course(tmp_path)}
    row = rows["week1/2_step_by_step"]
    assert (len(row.done), len(row.names), row.points, row.max_points) == (4, 8, 55, 100)
    others = [one for name, one in rows.items() if name != "week1/2_step_by_step"]
    assert all(one.note == "not in this workbook" for one in others)
    assert progress.of_notebook("week1/2_step_by_step") == row


def test_the_untouched_student_notebook_has_everything_missing():
    reports = check_notebook(course_root() / "workbook/week1/2_step_by_step.ipynb")
    assert {report.status for report, _ in reports} == {"missing"}


def test_the_solution_notebook_passes():
    reports = check_notebook(course_root() / "workbook/solutions/week1/2_step_by_step.ipynb")
    assert {report.status for report, _ in reports} == {"passed"}

"""From a submitted file to a task, or to a reason."""

import hashlib
import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from course_utils.grading.intake.collect import Submission
from course_utils.grading.intake.entry import NotOpened
from course_utils.grading.intake.folders import walk
from course_utils.grading.intake.reading import Reader, Task, Unreadable, read

sys.path.insert(0, str(Path(__file__).parents[2] / "submissions"))

from corpus import Behaviour, notebook

STEP = "week1/2_step_by_step"
WHEN = datetime(2026, 3, 1, tzinfo=UTC)


def handed_in(content, file="ada/x.ipynb"):
    return Submission("ada", file, lambda: content, WHEN)


def test_a_notebook_of_the_course_becomes_a_task_of_plain_values():
    content = json.loads(Behaviour("x").content())
    content["metadata"]["course"] = {"cohort": "spring"}
    data = json.dumps(content).encode()
    task = read(handed_in(data))
    assert isinstance(task, Task)
    assert (task.student, task.notebook, task.file, task.cohort) == ("ada", STEP, "ada/x.ipynb", "spring")
    assert (task.sha256, task.submitted_at) == (hashlib.sha256(data).hexdigest(), WHEN)
    assert any("def conv_forward" in cell.source for cell in task.cells)


def test_a_file_that_was_looked_at_is_not_read_again_and_is_whose_it_is_by_then():
    files = [f"s{number}/x.ipynb" for number in range(45)]
    opened = []

    def of(file, student=""):
        return Submission(student or file, file, lambda: opened.append(file) or Behaviour("x").content())

    reader = Reader()
    sample = reader.sample([of(file) for file in files], most=20)
    assert [task.file for task in sample] == files[::3], "at most twenty, from the whole class"
    tasks = [reader.read(replace(of(file, f"Student {file}"), modified=WHEN, note="n")) for file in files]
    assert sorted(opened) == sorted(files), "each once"
    assert {(task.student, task.submitted_at, task.note) for task in tasks} == {(f"Student {file}", WHEN, "n") for file in files}
    assert isinstance(reader.read(of(files[0]), only="week1/1_edges_padding_strides"), Unreadable)
    assert reader.sample([], most=20) == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"a poem", "not a notebook"), (notebook(["x = 1"]), "no graded function"), (Behaviour("x").content()[:500], "damaged")],
)
def test_what_is_no_notebook_of_the_course_costs_points_and_says_why(content, reason):
    bad = read(handed_in(content))
    assert isinstance(bad, Unreadable)
    assert bad.status == "error"
    assert reason in bad.message
    assert bad.sha256 == hashlib.sha256(content).hexdigest()


def test_another_notebook_than_the_one_asked_for_is_unreadable():
    submission = handed_in(Behaviour("x").content())
    assert isinstance(read(submission, STEP), Task)
    bad = read(submission, "week1/1_edges_padding_strides")
    assert isinstance(bad, Unreadable)
    assert bad.message == f"This is {STEP}, not week1/1_edges_padding_strides."


def test_what_the_system_does_not_let_us_read_is_our_own_fault():
    def refuse():
        raise NotOpened("The grader cannot open the file.")

    bad = read(Submission("ada", "x.ipynb", refuse))
    assert (bad.status, bad.sha256) == ("unchecked", "")


def test_an_unreadable_file_can_stand_for_a_notebook():
    task = read(handed_in(b"a poem")).task(STEP)
    assert (task.student, task.notebook, task.file, task.cells) == ("ada", STEP, "ada/x.ipynb", ())
    assert (task.submitted_at, len(task.sha256)) == (WHEN, 64)


def in_folder(path, folder):
    entry = next(entry for entry in walk(folder) if entry.path.name == path.name)
    return Submission("bo", str(entry.path), entry.read, entry.modified)


def test_one_file_is_a_submission_by_its_place_and_a_link_is_none(tmp_path):
    path = tmp_path / "deep" / "x.ipynb"
    path.parent.mkdir()
    path.write_bytes(Behaviour("x").content())
    submission = in_folder(path, tmp_path)
    assert (submission.student, submission.file) == ("bo", "deep/x.ipynb")
    assert read(submission).notebook == STEP
    (tmp_path / "link.ipynb").symlink_to(path)
    assert "is a link" in read(in_folder(tmp_path / "link.ipynb", tmp_path)).message

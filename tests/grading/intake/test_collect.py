"""Submissions as classes hand them in."""

import os
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from course_utils.errors import NotebookError, UsageError
from course_utils.grading.intake.collect import collect


def make(folder, *files):
    for name in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return folder


def found(source):
    return [(submission.student, submission.file) for submission in collect(source)]


def test_a_folder_per_student(tmp_path):
    make(tmp_path, "ada/a.ipynb", "ada/data.csv", "陈 伟/b.ipynb")
    assert found(tmp_path) == [("ada", "ada/a.ipynb"), ("陈 伟", "陈 伟/b.ipynb")]


def test_flat_notebooks_are_named_by_student(tmp_path):
    make(tmp_path, "ada lovelace.ipynb", "bo.ipynb")
    assert found(tmp_path) == [("ada lovelace", "ada lovelace.ipynb"), ("bo", "bo.ipynb")]


def test_a_student_without_a_notebook_hears_about_it(tmp_path):
    assert found(make(tmp_path, "ada/essay.docx")) == [("ada", "ada/essay.docx")]


def test_checkpoints_and_hidden_files_are_left_out(tmp_path):
    make(tmp_path, "ada/a.ipynb", "ada/.ipynb_checkpoints/a-checkpoint.ipynb", ".DS_Store", "__MACOSX/ada/a.ipynb")
    assert found(tmp_path) == [("ada", "ada/a.ipynb")]


def zipped(tmp_path, *names):
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, name)
    return path


def test_a_zip_with_one_folder_around_everything(tmp_path):
    source = zipped(tmp_path, "class/ada/a.ipynb", "class/bo/b.ipynb")
    assert found(source) == [("ada", "ada/a.ipynb"), ("bo", "bo/b.ipynb")]
    assert next(collect(source)).read() == b"class/ada/a.ipynb"


def test_a_zip_of_flat_notebooks_in_a_folder_of_its_name(tmp_path):
    assert found(zipped(tmp_path, "class/ada.ipynb", "class/bo.ipynb")) == [("ada", "ada.ipynb"), ("bo", "bo.ipynb")]


def test_a_zip_of_one_students_folder(tmp_path):
    assert found(zipped(tmp_path, "ada/a.ipynb")) == [("ada", "ada/a.ipynb")]


def test_the_tree_of_nbgrader(tmp_path):
    make(tmp_path, "submitted/ada/week1/2_step_by_step.ipynb", "submitted/bo/week1/2_step_by_step.ipynb")
    assert [student for student, _ in found(tmp_path)] == ["ada", "bo"]


def test_the_names_of_canvas(tmp_path):
    make(tmp_path, "lovelaceada_1234_567890_homework.ipynb", "hopper_LATE_1235_567891_homework-2.ipynb")
    assert [student for student, _ in found(tmp_path)] == ["hopper", "lovelaceada"]


def test_the_names_of_moodle(tmp_path):
    make(tmp_path, "Ada Lovelace_12345_assignsubmission_file_/a.ipynb", "Bo_99_assignsubmission_file_b.ipynb")
    assert [student for student, _ in found(tmp_path)] == ["Ada Lovelace", "Bo"]


@pytest.mark.parametrize("make_source", [lambda p: p / "absent", lambda p: p, lambda p: zipped(p)])
def test_nothing_to_grade_is_a_usage_error(tmp_path, make_source):
    with pytest.raises(UsageError):
        list(collect(make_source(tmp_path)))


def test_a_file_that_is_no_zip_is_a_usage_error(tmp_path):
    path = tmp_path / "class.zip"
    path.write_text("no zip")
    with pytest.raises(UsageError, match="no folder and no zip file"):
        list(collect(path))


def test_a_link_to_someone_elses_work_is_not_followed(tmp_path):
    make(tmp_path, "ada/a.ipynb")
    (tmp_path / "bo").mkdir()
    (tmp_path / "bo/a.ipynb").symlink_to(tmp_path / "ada/a.ipynb")
    with pytest.raises(NotebookError, match="is a link"):
        [submission.read() for submission in collect(tmp_path)]


def times(source, **options):
    return {submission.file: submission.modified for submission in collect(source, **options)}


def test_the_time_of_a_download_is_not_the_time_of_a_hand_in(tmp_path):
    source = zipped(tmp_path, "Ada Lovelace_12345_assignsubmission_file_/a.ipynb", "Bo_9_assignsubmission_file_/a.ipynb")
    assert set(times(source).values()) == {None}
    unpacked = make(tmp_path / "unpacked", "lovelaceada_1234_567890_a.ipynb", "hopper_1235_567891_a.ipynb")
    assert set(times(unpacked).values()) == {None}
    assert None not in times(make(tmp_path / "plain", "ada/a.ipynb")).values()


def test_a_zips_times_count_in_a_zone_only(tmp_path):
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("ada/a.ipynb", (2026, 3, 1, 12, 0, 0)), "x")
        in_utc = zipfile.ZipInfo("bo/b.ipynb", (2026, 3, 1, 12, 0, 0))
        in_utc.extra = b"UT\x05\x00\x01" + int(datetime(2026, 3, 1, 10, tzinfo=UTC).timestamp()).to_bytes(4, "little")
        archive.writestr(in_utc, "x")
    assert set(times(path).values()) == {None}
    known = times(path, zip_zone=ZoneInfo("Europe/Berlin"))
    assert known["ada/a.ipynb"] == datetime(2026, 3, 1, 11, tzinfo=UTC)
    assert known["bo/b.ipynb"] == datetime(2026, 3, 1, 10, tzinfo=UTC)


def test_nbgrader_keeps_the_time_beside_the_notebook(tmp_path):
    folder = make(tmp_path, "submitted/ada/ps1/a.ipynb", "submitted/ada/ps1/timestamp.txt", "release/ps1/a.ipynb")
    (folder / "submitted/ada/ps1/timestamp.txt").write_text("2026-03-01 10:00:00.5 UTC")
    at = datetime(2026, 3, 1, 10, 0, 0, 500_000, tzinfo=UTC)
    assert found(folder) == [("ada", "ada/ps1/a.ipynb")]
    assert times(folder) == times(folder / "submitted") == {"ada/ps1/a.ipynb": at}


def test_gradescope_tells_everybody_of_a_group_and_the_time(tmp_path):
    folder = make(tmp_path / "assignment_9_export", "submission_1/a.ipynb", "submission_2/a.ipynb")
    (folder / "submission_metadata.yml").write_text(
        """
submission_1:
  :submitters:
  - :name: Ada Lovelace
    :sid: u1
    :email: ada@example.org
  - :name: Grace Hopper
    :sid: u2
    :email: grace@example.org
  :created_at: 2026-03-01 10:00:00.000000000 Z
  :results: !ruby/hash:ActiveSupport::HashWithIndifferentAccess
    score: 1
submission_2:
  :submitters:
  - :name: Ada Lovelace
    :email: other@example.org
  :created_at: !ruby/object:DateTime 2026-03-02 10:00:00 +01:00
"""
    )
    assert found(folder) == [
        ("Ada Lovelace (other@example.org)", "submission_2/a.ipynb"),
        ("Ada Lovelace (u1)", "submission_1/a.ipynb"),
        ("Grace Hopper", "submission_1/a.ipynb"),
    ]
    assert set(times(folder).values()) == {
        datetime(2026, 3, 1, 10, tzinfo=UTC),
        datetime(2026, 3, 2, 9, tzinfo=UTC),
    }


def test_an_export_whose_names_are_damaged_is_refused(tmp_path):
    folder = make(tmp_path, "submission_1/a.ipynb")
    (folder / "submission_metadata.yml").write_text("submission_1: [")
    with pytest.raises(UsageError, match="not as Gradescope writes it"):
        list(collect(folder))


def test_a_clone_is_its_logins_and_has_the_time_of_its_commit(tmp_path):
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")
    folder = make(tmp_path / "lab1-submissions", "lab1-ada-l/a.ipynb", "lab1-bo/a.ipynb")
    for name, day in (("lab1-ada-l", 1), ("lab1-bo", 2)):
        said = f"2026-03-0{day}T10:00:00+01:00"
        run = {"check": True, "cwd": folder / name, "env": {**os.environ, "GIT_COMMITTER_DATE": said}}
        own = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        for command in (["init", "-q"], ["add", "."], [*own, "commit", "-qm", "work"], ["gc", "-q"]):
            subprocess.run([git, *command], **run)
        (folder / name / ".git" / "config").write_text("[core]\n\tfsmonitor = touch obeyed\n\tpager = touch obeyed\n")
    assert [student for student, _ in found(folder)] == ["ada-l", "bo"]
    assert list(times(folder).values()) == [datetime(2026, 3, day, 9, tzinfo=UTC) for day in (1, 2)]
    assert not list(folder.rglob("obeyed"))


def test_a_folder_called_as_a_clone_without_a_readable_commit_has_no_time(tmp_path):
    folder = make(tmp_path / "lab1-submissions", "lab1-ada/a.ipynb", "lab1-ada/.git/HEAD")
    assert times(folder) == {"lab1-ada/a.ipynb": None}

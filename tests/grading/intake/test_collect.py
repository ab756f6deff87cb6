"""Submissions as classes hand them in."""

import zipfile

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

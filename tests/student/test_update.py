"""`course update` on toy courses: what moves in, what stays, what is refused, and nothing by halves."""

from __future__ import annotations

import contextlib
import copy
import errno
import os
import shutil
import zipfile
from pathlib import Path

import pytest

from course_utils.errors import CourseError, UsageError
from course_utils.student import changes as changes_room
from course_utils.student import plan as plan_room
from course_utils.student.update import update


@pytest.fixture
def root(tmp_path, toy) -> Path:
    """A student's course folder, version 0.1.0, with one answer in it."""
    root = toy.bundle(tmp_path / "course", week1__1_a=toy.small(), week1__2_b=toy.small(name="week1/2_b"))
    mine = toy.small()
    mine["cells"][2] = toy.graded("double", "return 2 * x")
    toy.write(root, mine)
    return root


@pytest.fixture
def newer(tmp_path, toy) -> Path:
    """Version 0.2.0: new words in both notebooks, and a new notebook."""
    a, b, c = toy.small("!"), toy.small("!", "week1/2_b"), toy.small("", "week2/1_c")
    return toy.bundle(tmp_path / "newer", "0.2.0", week1__1_a=a, week1__2_b=b, week2__1_c=c)


def rows(done):
    return {row.name: (row.updated, row.kept, row.conflicts, row.note) for row in done.rows}


def test_the_new_course_moves_in_around_the_answer(root, newer, toy):
    (root / "workbook" / "notes.txt").write_text("mine")
    (root / "datasets" / "fetched.h5").write_text("photographs")
    done = update(root, newer)
    assert rows(done) == {
        "week1/1_a": (2, 1, (), ""), "week1/2_b": (2, 0, (), ""), "week2/1_c": (0, 0, (), "new"),
    }  # fmt: skip
    assert (done.old, done.new, done.needs_setup) == ("0.1.0", "0.2.0", False)
    outcome = toy.texts(toy.read(root))
    assert outcome == [text.replace("raise NotImplementedError", "return 2 * x") for text in toy.texts(toy.small("!"))]
    now, wanted = toy.files(root), toy.files(newer)
    own = {name: now.pop(name) for name in ["workbook/week1/1_a.ipynb", "workbook/notes.txt", "datasets/fetched.h5"]}
    del wanted["workbook/week1/1_a.ipynb"]
    assert now == wanted
    assert list(own.values())[1:] == [b"mine", b"photographs"]
    with zipfile.ZipFile(done.backup.path) as archive:
        assert sorted(archive.namelist()) == ["workbook/notes.txt", "workbook/week1/1_a.ipynb", "workbook/week1/2_b.ipynb"]
        assert b"return 2 * x" in archive.read("workbook/week1/1_a.ipynb")


@pytest.mark.skipif(os.name != "posix", reason="permissions of this kind are POSIX's")
def test_a_private_notebook_stays_private(root, newer):
    path = root / "workbook/week1/1_a.ipynb"
    path.chmod(0o600)
    before = path.read_bytes()
    update(root, newer)
    assert path.read_bytes() != before
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_same_update_again_changes_no_notebook(root, newer, toy):
    update(root, newer)
    before = toy.files(root)
    assert rows(update(root, newer))["week1/1_a"] == (0, 1, (), "")
    assert toy.files(root) == before


def test_a_dry_run_says_the_same_and_touches_nothing(root, newer, toy):
    before = toy.files(root)
    planned = update(root, newer, dry_run=True)
    assert toy.files(root) == before
    assert not (root / "backups").exists()
    assert planned.backup is None
    assert planned.rows == update(root, newer).rows


def test_a_zip_is_as_good_as_a_folder(root, newer, toy, tmp_path):
    path = Path(shutil.make_archive(str(tmp_path / "handed out"), "zip", newer.parent, newer.name))
    update(root, path)
    assert (root / "course_utils/new_in_0_2_0.py").is_file()
    assert not (root / "course_utils/new_in_0_1_0.py").exists()


def test_the_untouched_notebooks_of_a_used_bundle_are_what_counts(root, newer, toy):
    used = toy.small("!")
    used["cells"][0]["source"] = "Somebody's heading"
    toy.write(newer, used)
    update(root, newer)
    assert toy.texts(toy.read(root))[0] == "# Title!"


def test_other_requirements_are_said(root, newer):
    (newer / "pyproject.toml").write_text('[project]\nname = "cnn-workbook"\ndependencies = []\n')
    assert update(root, newer).needs_setup


def test_a_conflict_is_named(root, newer, toy):
    new = toy.small("!")
    new["cells"][2] = toy.graded("double", '"""Now with words."""\n    raise NotImplementedError')
    toy.write(newer, new)
    toy.write(newer, new, ".originals/week1/1_a")
    assert rows(update(root, newer))["week1/1_a"] == (2, 1, ("double",), "")


def test_a_renamed_notebook_is_brought_up_to_date_under_its_new_name(root, newer, toy):
    folder = root / "workbook" / "week1"
    (folder / "1_a.ipynb").rename(folder / "my homework.ipynb")
    assert rows(update(root, newer))["week1/my homework"] == (2, 1, (), "")
    assert not (folder / "1_a.ipynb").exists()
    assert toy.texts(toy.read(root, "week1/my homework"))[0] == "# Title!"


def test_several_copies_are_left_alone_and_named(root, newer, toy):
    folder = root / "workbook" / "week1"
    shutil.copy(folder / "1_a.ipynb", folder / "one.ipynb")
    (folder / "1_a.ipynb").rename(folder / "two.ipynb")
    before = (folder / "one.ipynb").read_bytes()
    note = "several copies under other names, left as they are: one.ipynb, two.ipynb"
    assert rows(update(root, newer))["week1/1_a"][3] == note
    assert (folder / "one.ipynb").read_bytes() == (folder / "two.ipynb").read_bytes() == before
    assert toy.read(root) == toy.small("!")


def test_a_deleted_notebook_comes_back_new(root, newer, toy):
    (root / "workbook/week1/1_a.ipynb").unlink()
    assert rows(update(root, newer))["week1/1_a"][3] == "was missing; here again"
    assert toy.read(root) == toy.small("!")


@pytest.mark.parametrize(
    ("content", "why"),
    [(b'{"cells": [{"cell_type"', "damaged or cut off"), (b'{"nbformat": 3, "worksheets": []}', "has format 3")],
)
def test_a_notebook_that_cannot_be_read_is_said_and_left_alone(root, newer, toy, content, why):
    path = root / "workbook/week1/1_a.ipynb"
    path.write_bytes(content)
    done = update(root, newer)
    note = rows(done)["week1/1_a"][3]
    assert note.startswith("left as it is: ")
    assert why in note
    assert path.read_bytes() == content
    assert toy.read(root, "week1/2_b") == toy.small("!", "week1/2_b")


def test_a_notebook_too_large_for_a_backup_is_left_alone(root, newer, monkeypatch):
    limit = 2000
    path = root / "workbook/week1/1_a.ipynb"
    path.write_bytes(path.read_bytes() + b" " * limit)
    before = path.read_bytes()
    monkeypatch.setattr(plan_room, "MAX_NOTEBOOK_BYTES", limit)
    monkeypatch.setattr("course_utils.student.backup.MAX_NOTEBOOK_BYTES", limit)
    done = update(root, newer)
    assert "left as it is; clear its outputs" in rows(done)["week1/1_a"][3]
    assert path.read_bytes() == before
    assert done.backup.left_out == ("workbook/week1/1_a.ipynb",)


def test_a_notebook_the_course_gave_up_goes_untouched_and_stays_with_answers(root, newer, toy, tmp_path):
    update(root, newer)
    later = toy.bundle(tmp_path / "later", "0.3.0", week2__1_c=toy.small("", "week2/1_c"))
    outcome = rows(update(root, later))
    assert outcome["week1/1_a"][3] == "no longer part of the course: yours stays"
    assert outcome["week1/2_b"][3] == "no longer part of the course: taken away"
    assert "return 2 * x" in "".join(toy.texts(toy.read(root)))
    assert not (root / "workbook/week1/2_b.ipynb").exists()


def test_a_students_own_file_under_a_new_notebooks_name_gets_another_name(root, newer, toy):
    own = toy.notebook(toy.cell("a", "my own plan"))
    toy.write(root, own, "week2/1_c")
    update(root, newer)
    assert toy.read(root, "week2/1_c") == toy.small("", "week2/1_c")
    assert toy.read(root, "week2/1_c (yours)") == own


def test_another_file_of_the_course_is_renewed_unless_the_student_changed_it(root, newer):
    for folder, text in ((root, "old"), (newer, "new")):
        for place in (folder / "workbook", folder / "workbook/.originals"):
            (place / "a.txt").write_text(text)
            (place / "b.txt").write_text(text)
    (root / "workbook/b.txt").write_text("mine")
    assert rows(update(root, newer))["b.txt"][3] == "you changed it: yours stays"
    assert (root / "workbook/a.txt").read_text() == "new"
    assert (root / "workbook/b.txt").read_text() == "mine"


# What is refused.


def refuse(root, newer, message, error=UsageError):
    with pytest.raises(error, match=message):
        update(root, newer)


def test_a_git_working_copy_is_refused(root, newer):
    (root / ".git").mkdir()
    refuse(root, newer, "is a git working copy. Run `git pull` instead")


def test_the_instructors_edition_is_refused(root, newer):
    shutil.rmtree(root / "workbook/.originals")
    refuse(root, newer, "untouched notebooks are missing: there is no folder workbook/.originals", CourseError)
    (root / "workbook/source").mkdir()
    refuse(root, newer, "This is the instructors' edition")


def test_what_is_no_newer_bundle_of_this_course_is_refused(root, newer, toy, tmp_path):
    refuse(root, root, "lies in this course folder")
    refuse(root, tmp_path / "nothing", "neither a folder nor a zip")
    refuse(newer, root, r"is version 0.1.0; you have the newer version 0.2.0")
    (tmp_path / "x.zip").write_bytes(b"PK no")
    refuse(root, tmp_path / "x.zip", "no zip file, or it is damaged")
    inside = shutil.copytree(newer, root / "workbook" / "newer")
    refuse(root, inside, "lies in this course folder")
    (newer / "pyproject.toml").write_text('[project]\nname = "another"\n')
    refuse(root, newer, "is not this course")
    shutil.rmtree(inside / "workbook/.originals")
    refuse(root, inside, "no student bundle with untouched notebooks")


def test_another_cohorts_bundle_is_refused(root, newer):
    (newer / "course_utils/exercises").mkdir()
    (newer / "course_utils/exercises/variant.json").write_text('{"cohort": "2027", "seeds": {}}')
    refuse(root, newer, "newer is for cohort 2027; your course is for no cohort")


def test_a_zip_with_a_file_outside_its_folder_is_refused(root, toy, tmp_path):
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as archive:
        archive.writestr("../outside.txt", "x")
    refuse(root, tmp_path / "bad.zip", "holds a file outside its folder")
    assert not (tmp_path / "outside.txt").exists()


def test_a_damaged_original_of_the_course_is_named(root, newer, toy):
    (newer / "workbook/.originals/week1/1_a.ipynb").write_bytes(b"{")
    before = toy.files(root)
    refuse(root, newer, "untouched week1/1_a is damaged", CourseError)
    assert toy.files(root) == before


def test_a_second_change_at_the_same_time_is_refused(root, newer, toy):
    with changes_room.changes(root):
        refuse(root, newer, "is running in this course folder. Wait until", CourseError)


def test_a_notebook_saved_meanwhile_stops_the_update(root, newer, toy, monkeypatch):
    path = root / "workbook/week1/2_b.ipynb"
    late = toy.data(toy.notebook(toy.cell("x", "saved late")))
    before = {**toy.files(root), "workbook/week1/2_b.ipynb": late}
    commit = changes_room.Changes.commit
    monkeypatch.setattr(changes_room.Changes, "commit", lambda self: (path.write_bytes(late), commit(self)))
    refuse(root, newer, "2_b.ipynb was saved by another program just now. Nothing was changed", CourseError)
    assert toy.files(root) == before


# Nothing by halves.


def no_space():
    return OSError(errno.ENOSPC, "No space left on device")


def may_not():
    return PermissionError(errno.EACCES, "Permission denied", "1_a.ipynb")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("error", "after", "raised", "message"),
    [
        (no_space, False, CourseError, "The disk is full. Nothing was changed"),
        (may_not, False, CourseError, "1_a.ipynb: Permission denied. Nothing was changed"),
        (KeyboardInterrupt, False, KeyboardInterrupt, ""),
        (KeyboardInterrupt, True, KeyboardInterrupt, ""),
    ],
    ids=["disk full", "no permission", "interrupted before", "interrupted after"],
)
def test_whichever_step_fails_everything_is_as_before(root, newer, toy, tmp_path, error, after, raised, message):
    before, failed = toy.files(root), list[str]()
    for step in range(1, 1000):
        here = shutil.copytree(root, tmp_path / f"failed {step}")
        said = None
        with toy.failing(step, error, after) as calls:
            try:
                update(here, newer)
            except raised as found:
                said = str(found)
        if step > len(calls):
            break
        if said is None:  # a folder that was there already
            assert toy.texts(toy.read(here))[0] == "# Title!"
            continue
        failed.append(calls[step - 1])
        assert message in said
        assert toy.files(here) == before, f"after step {step}, {failed[-1]}"
    assert {"rename", "replace", "mkdir", "fsync", "writestr", "copy2"} <= set(failed)


@pytest.mark.slow
def test_a_machine_that_stops_at_any_step_loses_nothing_and_the_same_update_finishes(root, newer, toy, tmp_path):
    class Stopped(BaseException):
        """The machine stops: nothing after it runs."""

    finished = shutil.copytree(root, tmp_path / "finished")
    update(finished, newer)
    answer, done, stopped = "return 2 * x", toy.files(finished), 0
    for step in range(1, 1000):
        here = shutil.copytree(root, tmp_path / f"stopped {step}")
        with pytest.MonkeyPatch.context() as patch, toy.failing(step, Stopped, after=True) as calls:
            patch.setattr(changes_room.Changes, "_undo", lambda self: setattr(self, "stuck", True))
            with contextlib.suppress(Stopped):
                update(here, newer)
        if step > len(calls):
            break
        stopped += 1
        assert answer in toy.everything(here)
        if (here / "course_utils").exists():  # else there is no command to run: the old one lies in the stage
            update(here, newer)
            assert toy.files(here) == done, f"step {step}, {calls[step - 1]}"
            assert answer in toy.everything(here)
    assert stopped > 20


def test_when_even_the_putting_back_fails_it_is_said_where_things_are(root, newer, toy):
    real, count = os.rename, 0

    def rename(source, target):
        nonlocal count
        count += ".course-changes" in str(source) + str(target)
        if count > 3:
            raise OSError(errno.EIO, "Input/output error", str(source))
        real(source, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "rename", rename)
        refuse(root, newer, r"could not be put back: Input/output error. Run the command again", CourseError)
    update(root, newer)
    assert toy.texts(toy.read(root))[2].endswith("return 2 * x")


def test_notebooks_without_ids_keep_their_answers(root, newer, toy):
    mine = toy.without_ids(toy.read(root))
    toy.write(root, copy.deepcopy(mine))
    assert rows(update(root, newer))["week1/1_a"] == (2, 1, (), "")
    toy.validate(toy.read(root))

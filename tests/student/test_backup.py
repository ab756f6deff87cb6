"""`course backup`, `course restore` and `course reset` on a toy course."""

from __future__ import annotations

import copy
import errno
import itertools
import shutil
import zipfile
from pathlib import Path

import pytest

from course_utils.cli import student as command
from course_utils.errors import CourseError, NotebookError, UsageError
from course_utils.student import backup as room
from course_utils.student import originals
from course_utils.student.backup import backup, backups, restore
from course_utils.student.reset import reset

ANSWER = "return 2 * x"


@pytest.fixture
def root(tmp_path, toy) -> Path:
    root = toy.bundle(tmp_path / "course", week1__1_a=toy.small(), week1__2_b=toy.small(name="week1/2_b"))
    mine = toy.small()
    mine["cells"][2] = toy.graded("double", ANSWER)
    toy.write(root, mine)
    return root


def names(made):
    with zipfile.ZipFile(made.path) as archive:
        return sorted(archive.namelist())


def test_a_backup_has_the_students_files_and_nothing_of_the_courses(root):
    workbook = root / "workbook"
    for path in ("notes.txt", "week1/helper.py", "week1/.ipynb_checkpoints/1_a-checkpoint.ipynb",
                 "week1/__pycache__/helper.pyc", "source/mine.py"):  # fmt: skip
        (workbook / path).parent.mkdir(exist_ok=True)
        (workbook / path).write_text("x")
    made = backup(root)
    own = ["notes.txt", "source/mine.py", "week1/1_a.ipynb", "week1/2_b.ipynb", "week1/helper.py"]
    assert names(made) == sorted(made.files) == [f"workbook/{name}" for name in own]
    assert made.path.parent == root / "backups"


def test_sources_and_solutions_of_a_working_copy_are_no_students_files(root):
    shutil.rmtree(root / "workbook/.originals")
    for folder in ("source", "solutions"):
        (root / "workbook" / folder).mkdir()
        (root / "workbook" / folder / "x.py").write_text("x")
    assert names(backup(root)) == ["workbook/week1/1_a.ipynb", "workbook/week1/2_b.ipynb"]


def test_two_backups_in_one_second_have_two_names_and_are_listed_in_order(root):
    made = [backup(root) for _ in range(3)]
    assert len({saved.path for saved in made}) == 3
    (root / "backups" / "0-damaged.zip").write_bytes(b"PK")
    assert [saved.path for saved in backups(root)] == [root / "backups/0-damaged.zip", *sorted(saved.path for saved in made)]
    assert [bool(saved.files) for saved in backups(root)] == [False, True, True, True]


def test_large_files_are_left_out_and_named(root, monkeypatch):
    (root / "workbook" / "film.mp4").write_bytes(bytes(3000))
    monkeypatch.setattr(room, "MAX_NOTEBOOK_BYTES", 2999)
    made = backup(root)
    assert made.left_out == ("workbook/film.mp4",)
    assert "workbook/film.mp4" not in names(made)


def test_a_backup_that_reads_back_differently_does_not_get_a_name(root, monkeypatch):
    sums = itertools.count()
    monkeypatch.setattr(room.zlib, "crc32", lambda content: next(sums))
    with pytest.raises(CourseError, match="reads back differently"):
        backup(root)
    assert list((root / "backups").iterdir()) == []


def test_every_step_of_a_backup_may_fail_and_leaves_no_half_zip(root, toy):
    for step in range(1, 100):
        with toy.failing(step, lambda: OSError(errno.ENOSPC, "full")) as calls:
            try:
                backup(root)
            except CourseError as error:
                said = error.message
            else:
                said = ""
        if step > len(calls):
            break
        assert said == "The disk is full. Nothing was changed."
        assert not list((root / "backups").glob("*.part"))
    assert step > 4
    assert len(backups(root)) == 1


def test_restore_puts_all_back_and_keeps_what_was_there_in_another_backup(root, toy):
    made, before = backup(root), toy.files(root)
    toy.write(root, toy.notebook(toy.cell("a", "newer work")))
    (root / "workbook/week1/2_b.ipynb").unlink()
    (root / "workbook/extra.txt").write_text("stays")
    safety, changed = restore(root, made.name)
    assert changed == ["workbook/week1/1_a.ipynb", "workbook/week1/2_b.ipynb"]
    assert toy.files(root) == {**before, "workbook/extra.txt": b"stays"}
    assert "newer work" in toy.everything(root)
    restore(root, safety.path.name)
    assert toy.texts(toy.read(root)) == ["newer work"]


def test_restore_puts_only_the_named_notebook_back(root, toy):
    made = backup(root)
    for name in ("week1/1_a", "week1/2_b"):
        toy.write(root, toy.notebook(toy.cell("a", "newer work")), name)
    assert restore(root, str(made.path), ["1_a"])[1] == ["workbook/week1/1_a.ipynb"]
    assert toy.texts(toy.read(root, "week1/2_b")) == ["newer work"]
    assert restore(root, made.name, ["workbook/week1/1_a.ipynb"])[1] == []


def test_restore_says_what_it_cannot_find_and_refuses_a_damaged_backup(root, toy):
    made, before = backup(root), toy.files(root)
    with pytest.raises(UsageError, match=f"There is no backup 'x'. Backups: {made.name}"):
        restore(root, "x")
    with pytest.raises(UsageError, match=r"holds no notebook 'week9/x'. It holds: week1/1_a, week1/2_b"):
        restore(root, made.name, ["week9/x"])
    data = bytearray(made.path.read_bytes())
    data[80:90] = bytes(10)
    made.path.write_bytes(data)
    toy.write(root, toy.notebook(toy.cell("a", "newer work")))
    with pytest.raises(CourseError, match="is damaged"):
        restore(root, made.name)
    assert toy.texts(toy.read(root)) == ["newer work"]
    assert toy.files(root) == {**before, "workbook/week1/1_a.ipynb": toy.files(root)["workbook/week1/1_a.ipynb"]}


def test_restore_writes_nothing_outside_the_workbook(root, toy):
    path = root / "backups" / "foreign.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("workbook/../../evil.txt", "x")
        archive.writestr("course_utils/__init__.py", "x")
    with pytest.raises(UsageError, match="holds no file of a workbook"):
        restore(root, "foreign")
    assert not (root.parent / "evil.txt").exists()


@pytest.mark.parametrize("command", ["restore", "reset"])
def test_whichever_step_of_a_restore_or_a_reset_fails_everything_is_as_before(root, toy, tmp_path, command):
    made = backup(root)
    toy.write(root, toy.notebook(toy.cell("a", "newer work")))
    before = toy.files(root)
    for step in range(1, 100):
        here = shutil.copytree(root, tmp_path / f"failed {step}")
        failed = False
        with toy.failing(step, lambda: OSError(errno.ENOSPC, "full")) as calls:
            try:
                restore(here, made.name) if command == "restore" else reset(here, "week1/1_a")
            except CourseError as error:
                failed = error.message == "The disk is full. Nothing was changed."
        if step > len(calls):
            break
        assert (toy.files(here) == before) == failed, f"step {step}, {calls[step - 1]}"
    assert step > 10
    assert toy.files(here) != before


# Reset.


def test_a_notebook_is_reset_and_the_students_lies_in_the_backup(root, toy):
    reset(root, "week1/1_a")
    assert toy.read(root) == toy.small()
    assert ANSWER in toy.everything(root)


def test_one_exercise_is_reset_and_all_else_stays(root, toy):
    mine = toy.read(root)
    mine["cells"][1]["source"] = "import numpy as my_np"
    mine["cells"][2]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "4"}]
    toy.write(root, mine)
    reset(root, "week1/1_a", "double")
    mine["cells"][2] = toy.small()["cells"][2]
    assert toy.read(root) == mine


@pytest.mark.parametrize("ids", [True, False], ids=["with ids", "without ids"])
def test_a_lost_exercise_comes_back_to_its_place(root, toy, ids):
    mine = copy.deepcopy(toy.small())
    del mine["cells"][2]
    toy.write(root, mine if ids else toy.without_ids(mine))
    reset(root, "week1/1_a", "double")
    assert toy.read(root) == (toy.small() if ids else toy.without_ids(toy.small()))


def test_a_damaged_or_missing_notebook_can_be_reset_but_not_one_exercise_of_it(root, toy):
    path = root / "workbook/week1/1_a.ipynb"
    path.write_bytes(b'{"cells": [')
    with pytest.raises(NotebookError, match=r"damaged or cut off.*Put all of it back: course reset week1/1_a"):
        reset(root, "week1/1_a", "double")
    reset(root, "week1/1_a")
    assert toy.read(root) == toy.small()
    path.unlink()
    with pytest.raises(CourseError, match=r"is not there. Put all of it back"):
        reset(root, "week1/1_a", "double")
    reset(root, "week1/1_a")
    assert toy.read(root) == toy.small()


def test_an_unknown_exercise_is_refused_with_the_known_ones(root, toy):
    before = toy.files(root)
    with pytest.raises(UsageError, match=r"has no exercise 'triple'. Its exercises: double"):
        reset(root, "week1/1_a", "triple")
    assert toy.files(root) == before


def test_a_notebook_too_large_for_a_backup_is_not_reset(root, toy, monkeypatch):
    monkeypatch.setattr(room, "MAX_NOTEBOOK_BYTES", 10)
    before = toy.files(root)
    with pytest.raises(CourseError, match=r"1_a\.ipynb is too large for a backup"):
        reset(root, "week1/1_a")
    assert toy.files(root) == before


def test_a_notebook_is_named_in_many_ways(root, monkeypatch):
    monkeypatch.chdir(root / "workbook" / "week1")
    path = root / "workbook" / "week1" / "1_a.ipynb"
    for text in ("week1/1_a", "1_a", "1_a.ipynb", "week1\\1_a.ipynb", "workbook/week1/1_a.ipynb", str(path)):
        assert originals.find_name(root, text) == "week1/1_a"
    with pytest.raises(UsageError, match=r"'3_c' is no notebook of the course. Its notebooks: week1/1_a, week1/2_b"):
        originals.find_name(root, "3_c")


def test_without_originals_and_sources_it_is_said_where_to_get_them(root):
    shutil.rmtree(root / "workbook/.originals")
    with pytest.raises(CourseError, match=r"untouched notebooks are missing.*Unpack the course as you got it"):
        originals.names(root)


def test_in_a_working_copy_the_originals_are_made_from_the_sources(project_root):
    maker = command.originals_maker()
    assert originals.find_name(project_root, "2_step_by_step", maker) == "week1/2_step_by_step"
    made = originals.original(project_root, "week1/2_step_by_step", maker)
    assert b"raise NotImplementedError" in made
    assert b"BEGIN SOLUTION" not in made

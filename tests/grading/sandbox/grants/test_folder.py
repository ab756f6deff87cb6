"""A fresh folder per child: whatever the last one left, nothing of it is there for the next."""

import os
import stat
import sys

import pytest

from course_utils.grading.sandbox.grants.folder import Folders, remove_below

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes and links are of Unix")


def nest(folder, depth):
    """`depth` folders, each in the one before; only relative names reach that far."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    with open("bottom", "w", opener=lambda name, flags: os.open(name, flags, 0o600, dir_fd=here)) as file:
        file.write("x")
    os.close(here)


@pytest.mark.slow
def test_three_thousand_folders_within_each_other_are_removed(tmp_path):
    nest(tmp_path, 3000)
    remove_below(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("mode", [0, 0o111, 0o222, 0o333, 0o444])
def test_no_mode_keeps_a_folder(tmp_path, mode):
    inner = tmp_path / "outer" / "inner"
    inner.mkdir(parents=True)
    (inner / "file").write_text("x")
    inner.chmod(mode)
    inner.parent.chmod(mode)
    remove_below(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", [b"\xff\xfe", b"a\nb", b"-rf", b"*", "é".encode(), b"n" * 255])
def test_no_name_keeps_a_file_or_folder(tmp_path, name):
    folder = tmp_path / os.fsdecode(name)
    folder.mkdir()
    (folder / os.fsdecode(name)).touch()
    remove_below(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_link_is_removed_and_not_followed(tmp_path):
    kept, folder = tmp_path / "kept", tmp_path / "folder"
    for path in (kept, folder):
        path.mkdir()
    (kept / "file").write_text("x")
    (folder / "link").symlink_to(kept)
    (folder / "nowhere").symlink_to("/nonexistent")
    (folder / "inner").mkdir()
    (folder / "inner" / "link").symlink_to(kept / "file")
    remove_below(folder)
    assert list(folder.iterdir()) == []
    assert (kept / "file").read_text() == "x"


def test_each_child_finds_an_empty_folder_that_nobody_knew(tmp_path):
    folders, seen = Folders(tmp_path), set()
    for _ in range(3):
        folder = folders.fresh()
        seen.add(folder.name)
        assert list(folder.iterdir()) == []
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert not stat.S_IMODE(folders.room.stat().st_mode) & 0o222, "nothing is made beside it"
        (folder / "left").write_text("x")
        (folder / "closed").mkdir(mode=0)
        folders.clear()
        assert list(folders.room.iterdir()) == list((tmp_path / "gone").iterdir()) == []
    assert len(seen) == 3


def test_what_was_made_beside_a_folder_goes_too(tmp_path):
    folders = Folders(tmp_path)
    folders.fresh()
    folders.room.chmod(0o700)
    (folders.room / "planted").mkdir()
    (folders.room / "file").write_text("x")
    folders.clear()
    assert list(folders.room.iterdir()) == []

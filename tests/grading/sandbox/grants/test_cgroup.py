"""Control groups, before a folder of plain files that looks like the kernel's: no machine of ours delegates one."""

import os
import sys

import pytest

from course_utils.grading.sandbox import limits
from course_utils.grading.sandbox.grants import cgroup

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="control groups are Linux's")
OWN = "0::/user.slice/run.scope\n"


@pytest.fixture
def scope(tmp_path):
    """A delegated group with a process in it."""
    folder = tmp_path / "user.slice" / "run.scope"
    folder.mkdir(parents=True)
    texts = {"cgroup.controllers": "cpu io memory pids", "cgroup.subtree_control": "", "cgroup.procs": "17\n18\n"}
    for name, text in texts.items():
        (folder / name).write_text(text)
    os.setxattr(folder, "user.delegate", b"1")
    return folder


def mounts(root):
    return f"22 27 0:21 / /proc rw - proc proc rw\n41 31 0:38 / {root} rw,relatime - cgroup2 cgroup2 rw\n"


def test_the_own_group_is_found_where_it_is_mounted(scope, tmp_path):
    assert cgroup.delegated(mounts(tmp_path), OWN) == scope


def test_a_later_run_finds_the_same_group(scope, tmp_path):
    (scope / "course-grader").mkdir()
    assert cgroup.delegated(mounts(tmp_path), "0::/user.slice/run.scope/course-grader\n") == scope


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda scope: (scope / "cgroup.controllers").write_text("cpu memory"), "no controller for pids"),
        (lambda scope: os.removexattr(scope, "user.delegate"), "is not delegated"),
        (lambda scope: (scope / "cgroup.subtree_control").unlink(), "is not delegated"),
    ],
)
@pytest.mark.skipif(os.geteuid() != 0, reason="a mark is needed of root only")
def test_what_is_not_delegated_is_said(scope, tmp_path, change, reason):
    change(scope)
    with pytest.raises(OSError, match=reason):
        cgroup.delegated(mounts(tmp_path), OWN)


def test_a_machine_of_version_1_has_none(tmp_path):
    with pytest.raises(OSError, match="no control groups of version 2"):
        cgroup.delegated("22 27 0:21 / /proc rw - proc proc rw\n", "4:memory:/\n")


def test_a_leaf_is_bounded_before_anybody_enters(scope):
    leaf = cgroup.new_leaf(scope, "worker")
    bounds = {path.name: path.read_text() for path in leaf.folder.iterdir()}
    assert bounds == {
        "memory.max": str(limits.GROUP_BYTES),
        "memory.swap.max": "0",
        "pids.max": str(limits.GROUP_THREADS),
        "cpu.max": f"{limits.GROUP_CORES * 100_000} 100000",
    }


def test_the_graders_own_processes_move_aside_so_that_the_group_can_hand_down(scope):
    cgroup.new_leaf(scope, "worker")
    assert (scope / "cgroup.subtree_control").read_text() == "+memory +pids +cpu"
    assert (scope / "course-grader" / "cgroup.procs").read_text() == "18", "the last that was moved"


def test_a_group_that_hands_down_already_is_left_alone(scope):
    (scope / "cgroup.subtree_control").write_text("memory pids")
    cgroup.new_leaf(scope, "worker")
    assert not (scope / "course-grader").exists()


def test_a_worker_enters_its_leaf_and_the_end_kills_all_in_it(scope):
    leaf = cgroup.new_leaf(scope, "worker")
    leaf.enter()
    assert (leaf.folder / "cgroup.procs").read_text() == "0", "the kernel takes 0 for the writer"
    leaf.remove()
    assert (leaf.folder / "cgroup.kill").read_text() == "1"


def test_the_words_say_that_it_is_unproved():
    assert "Unproved" in cgroup.__doc__

"""A control group for each worker, where one is delegated (cgroup v2).

Unproved: no machine that this was written on delegates one, so only a folder of plain files
that looks like the kernel's has been tested. `course doctor` says the same.

Source: Linux, Documentation/admin-guide/cgroup-v2.rst, "Delegation".
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from course_utils.grading.sandbox import limits

_CONTROLLERS = ("memory", "pids")
_WISHED = (*_CONTROLLERS, "cpu")
_MARKS = ("user.delegate", "trusted.delegate")
_GRADER = "course-grader"
_PERIOD = 100_000  # microseconds; cpu.max gives a share of each


@dataclass(frozen=True)
class Leaf:
    """One worker's group. Made by `new_leaf`, ended by `remove`."""

    folder: Path

    def enter(self) -> None:
        """Move this process, and so all that it will fork, into the group."""
        (self.folder / "cgroup.procs").write_text("0")

    def remove(self) -> None:
        """Kill whoever is left in it; the kernel lets an empty group go. Nothing is raised."""
        with suppress(OSError):
            (self.folder / "cgroup.kill").write_text("1")
        with suppress(OSError):
            self.folder.rmdir()


def delegated(mounts: str, own: str) -> Path:
    """The folder of this process's group, from /proc/self/mountinfo and /proc/self/cgroup.

    Raises OSError, with the reason, where groups cannot be made in it.
    """
    folder = _own_folder(mounts, own)
    offered = (folder / "cgroup.controllers").read_text().split()
    lacking = [name for name in _CONTROLLERS if name not in offered]
    if lacking:
        raise OSError(f"{folder} has no controller for {' and '.join(lacking)}")
    files = (".", "cgroup.procs", "cgroup.subtree_control")
    if not all(os.access(folder / name, os.W_OK) for name in files) or not _is_given_away(folder):
        raise OSError(f"{folder} is not delegated to this user")
    return folder


def _is_given_away(folder: Path) -> bool:
    """Root may write to every group; systemd marks those that it leaves alone."""
    if os.geteuid() != 0:
        return True
    marks = set()
    for name in _MARKS:
        with suppress(OSError):
            marks.add(os.getxattr(folder, name))
    return b"1" in marks


def _own_folder(mounts: str, own: str) -> Path:
    group = next((line[3:] for line in own.splitlines() if line.startswith("0::")), None)
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        root, point = before.split()[3:5]
        if after.startswith("cgroup2 ") and group is not None and Path(group).is_relative_to(root):
            folder = Path(point) / Path(group).relative_to(root)
            return folder.parent if folder.name == _GRADER else folder
    raise OSError("no control groups of version 2 are mounted")


def _hand_down(folder: Path) -> None:
    """Let groups below `folder` be bounded. Raises OSError.

    The kernel wants a group that hands down to hold no process itself: ours moves into a group beside the workers'.
    """
    control = folder / "cgroup.subtree_control"
    offered = (folder / "cgroup.controllers").read_text().split()
    wanted = " ".join(f"+{name}" for name in _WISHED if name in offered)
    if set(_CONTROLLERS) <= set(control.read_text().split()):
        return
    (folder / _GRADER).mkdir(exist_ok=True)
    for process in (folder / "cgroup.procs").read_text().split():
        with suppress(ProcessLookupError):
            (folder / _GRADER / "cgroup.procs").write_text(process)
    control.write_text(wanted)


def new_leaf(folder: Path, name: str) -> Leaf:
    """A bounded group below `folder`, a delegated one. Raises OSError."""
    _hand_down(folder)
    leaf = Leaf(folder / name)
    leaf.folder.mkdir()
    (leaf.folder / "memory.max").write_text(str(limits.GROUP_BYTES))
    (leaf.folder / "pids.max").write_text(str(limits.GROUP_THREADS))
    with suppress(OSError):  # not offered everywhere; the others hold without them
        (leaf.folder / "memory.swap.max").write_text("0")
        (leaf.folder / "cpu.max").write_text(f"{limits.GROUP_CORES * _PERIOD} {_PERIOD}")
    return leaf

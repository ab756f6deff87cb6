"""Lock a process down before any student byte runs (Linux: Landlock, seccomp, rlimits).

The warm parent prepares what can be prepared; each child enters it, which gives it a Landlock domain of
its own, and closes the system calls by which a process reaches beyond itself.
"""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.grading.sandbox import landlock, limits

if TYPE_CHECKING:
    from course_utils.grading.sandbox.calls import CallFilter

NOT_LOCKED = 70  # the exit code of a child that could not lock itself down
_CAPABILITY_VERSION_3 = 0x20080522
_LIBC = ctypes.CDLL(None, use_errno=True)


def close_child(
    seconds: float, memory: int, rules: CallFilter | None, version: int, readable: tuple[Path, ...]
) -> None:
    """All of a child's own locks, in an order in which none needs what an earlier took away.

    Without `rules`, which a run without isolation has not, only the limits. `version` is Landlock's for one more
    domain, in which nothing but `readable` is read where there is any; 0 for none.
    """
    limits.limit(seconds, memory)
    if rules is not None:
        if version:
            landlock.own_domain(readable, version)
        drop_capabilities()
        rules.load()


def drop_capabilities() -> None:
    """Give up every privilege of root but its name, in all of the kernel's capability sets."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    none = (ctypes.c_uint32 * 6)()
    if _LIBC.capset(header, none) != 0:
        raise OSError(ctypes.get_errno(), "capset")

"""The system calls by which rooms are made; Python's `os` offers them late or never."""

from __future__ import annotations

import ctypes
import os
import platform
from pathlib import Path

_LIBC = ctypes.CDLL(None, use_errno=True)
# Numbers are those of the kernel's common table; x86-64 has an older one of its own.
_PIVOT_ROOT = 155 if platform.machine() == "x86_64" else 41
_MOUNT_SETATTR = 442
_AT_FDCWD, _AT_RECURSIVE = -100, 0x8000
_BIND, _RECURSIVE, _PRIVATE, _DETACH = 4096, 16384, 1 << 18, 2
READ_ONLY, NO_SETUID, NO_DEVICES, NO_PROGRAMS = 1, 2, 4, 8  # of a mount, in mount and in mount_setattr
_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36


class _MountAttributes(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "user_namespace")]


def _checked(result: int, name: str) -> None:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")


def unshare(flags: int) -> None:
    """Leave the namespaces of `flags` for new ones; raises OSError."""
    _checked(_LIBC.unshare(flags), "unshare")


def mount(kind: str, target: Path, flags: int, options: str) -> None:
    """Mount a file system that has no device, as a tmpfs; raises OSError."""
    _checked(_LIBC.mount(kind.encode(), bytes(target), kind.encode(), flags, options.encode()), f"mount of a {kind}")


def bind(source: Path, target: Path) -> None:
    """Show `source`, and what is mounted below it, at `target` too; raises OSError."""
    _checked(_LIBC.mount(bytes(source), bytes(target), None, _BIND | _RECURSIVE, None), f"mount of {source}")


def keep_mounts_private() -> None:
    """No mount of this namespace is seen in another one from now on; raises OSError."""
    _checked(_LIBC.mount(b"none", b"/", None, _RECURSIVE | _PRIVATE, None), "mount of /")


def restrict_mounts(target: Path, attributes: int) -> None:
    """Add attributes to the mount at `target` and to all below it; raises OSError (Linux 5.12)."""
    change = _MountAttributes(set=attributes)
    arguments = (_AT_FDCWD, bytes(target), _AT_RECURSIVE, ctypes.byref(change), ctypes.sizeof(change))
    _checked(_LIBC.syscall(_MOUNT_SETATTR, *arguments), "mount_setattr")


def unmount(target: Path) -> None:
    """Take a mount away at once, whoever still uses it; raises OSError."""
    _checked(_LIBC.umount2(bytes(target), _DETACH), f"umount of {target}")


def change_root(new: Path) -> None:
    """Make the mount at `new` the root; nothing of the old one can be reached any more. Raises OSError.

    Source: pivot_root(2), "pivot_root(".", ".")".
    """
    os.chdir(new)
    _checked(_LIBC.syscall(_PIVOT_ROOT, b".", b"."), "pivot_root")
    unmount(Path())
    os.chdir("/")


def die_with_parent(signal: int, parent: int) -> None:
    """Have the kernel send `signal` to this process when its parent ends. A change of user undoes this.

    Raises OSError where the parent, which was the process of that number, has ended already.
    """
    _checked(_LIBC.prctl(_PR_SET_PDEATHSIG, signal), "prctl")
    if os.getppid() != parent:
        raise OSError("the parent has ended")


def adopt_orphans() -> None:
    """Be the parent of every descendant whose own parent ends."""
    _checked(_LIBC.prctl(_PR_SET_CHILD_SUBREAPER, 1), "prctl")

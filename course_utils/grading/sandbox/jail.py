"""Lock a process down before any student byte runs (Linux: Landlock, seccomp, rlimits).

The warm parent closes the file system once; its children inherit that, add a Landlock domain of
their own, and close the system calls by which a process reaches beyond itself.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import resource
import site
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.errors import IsolationError

if TYPE_CHECKING:
    import pyseccomp as seccomp
    from py_landlock import AccessFs, RulesetFd

MEMORY_BEYOND_OWN = 2 * 2**30
FILE_BYTES = 16 * 2**20
OPEN_FILES = 256
NOT_LOCKED = 70  # the exit code of a child that could not lock itself down
# Everything by which a process makes another, reaches one, or reaches the network. A denied call
# answers EACCES, so Python raises PermissionError and the exercise becomes `blocked`.
_CLOSED_CALLS = (
    "socket socketpair connect bind listen accept accept4 sendto sendmsg sendmmsg execve execveat "
    "fork vfork ptrace process_vm_readv process_vm_writev pidfd_open pidfd_getfd pidfd_send_signal kcmp "
    "unshare setns mount umount2 pivot_root chroot bpf perf_event_open userfaultfd keyctl add_key "
    "request_key io_uring_setup io_uring_enter io_uring_register memfd_secret init_module finit_module "
    "kexec_load reboot swapon swapoff setsid setpgid tkill setrlimit shmget shmat msgget semget mq_open "
    "rt_sigqueueinfo rt_tgsigqueueinfo open_by_handle_at name_to_handle_at quotactl syslog "
    "sched_setscheduler setpriority ioprio_set personality"
).split()
_PACKAGE_FOLDERS = ("site-packages", "dist-packages")
_OURS = ("course_utils", "cnn_workbook", "__editable__", "_editable_impl_cnn_workbook")
_CLONE_THREAD = 0x00010000
_CAPABILITY_VERSION_3 = 0x20080522


def require() -> None:
    """Raise IsolationError, with what to do, where student code cannot be isolated."""
    help = "Grade on Linux 6.12 or newer (WSL 2 and containers too), or pass --no-isolation at your own risk."
    if not sys.platform.startswith("linux"):
        raise IsolationError("Student code is isolated on Linux only.", help)
    try:
        import py_landlock
        import pyseccomp  # noqa: F401
    except (ImportError, OSError, RuntimeError) as error:
        raise IsolationError(
            f"The sandbox needs py-landlock, pyseccomp and libseccomp: {error}.", "Run `course doctor`."
        ) from None
    try:
        abi = py_landlock.get_abi_version()
    except py_landlock.LandlockError as error:
        raise IsolationError(f"This kernel offers no Landlock: {error}.", help) from None
    if abi < 6:
        raise IsolationError(f"This kernel's Landlock is version {int(abi)}; 6 is needed.", help)


def close_files(writable: Path, readable: tuple[Path, ...] = ()) -> None:
    """Leave this process the Python installation to read and `writable` to write, and no more.

    The course package itself, with the answers, is not among what can be read.
    """
    from py_landlock import AccessFs, Landlock

    read = AccessFs.READ_FILE | AccessFs.READ_DIR
    everything_below = (
        read | AccessFs.WRITE_FILE | AccessFs.TRUNCATE | AccessFs.MAKE_REG | AccessFs.MAKE_DIR
        | AccessFs.REMOVE_FILE | AccessFs.REMOVE_DIR
    )  # fmt: skip
    lock = Landlock()
    for path in (*_python_parts(), *_system_parts(), *readable):
        if path.exists():
            lock.add_path_rule(path, access=read if path.is_dir() else AccessFs.READ_FILE)
    lock.add_path_rule(Path("/dev/null"), access=AccessFs.READ_FILE | AccessFs.WRITE_FILE)
    lock.add_path_rule(writable, access=everything_below)
    lock.apply()


def _python_parts() -> Iterator[Path]:
    """Everything of the installation but our own package: stdlib and site-packages, entry by entry."""
    libraries = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    folders = {Path(name) for name in {*libraries, *site.getsitepackages(), *sys.path} if name}
    own = Path(__file__).resolve().parents[3]
    for folder in sorted(folder for folder in folders if folder.is_dir() and folder.resolve() != own):
        for entry in sorted(folder.iterdir()):
            if entry.name not in _PACKAGE_FOLDERS and not entry.name.startswith(_OURS):
                yield entry


def _system_parts() -> Iterator[Path]:
    names = (
        "/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/share/zoneinfo", "/usr/share/fonts",
        "/etc/ld.so.cache", "/etc/localtime", "/dev/zero", "/dev/urandom", "/dev/random",
        "/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu",
    )  # fmt: skip
    for name in names:
        path = Path(name)
        if path.name != "lib" or not path.is_dir():
            yield path
            continue
        yield from (entry for entry in sorted(path.iterdir()) if entry.name not in _PACKAGE_FOLDERS)


def call_filter() -> seccomp.SyscallFilter:
    """The filter that every child loads: no process, no program, no socket, no raised limit."""
    import pyseccomp as seccomp

    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    deny = seccomp.ERRNO(errno.EACCES)
    for name in _CLOSED_CALLS:
        _add_rule(rules, deny, name)
    # glibc falls back from clone3, whose flags a filter cannot read, to clone, whose flags it can.
    _add_rule(rules, seccomp.ERRNO(errno.ENOSYS), "clone3")
    _add_rule(rules, deny, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, _CLONE_THREAD, 0))
    _add_rule(rules, deny, "prlimit64", seccomp.Arg(2, seccomp.NE, 0))
    return rules


def signal_filter() -> seccomp.SyscallFilter:
    """The filter that lets this very process signal itself and nobody else."""
    import pyseccomp as seccomp

    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    for name in ("kill", "tgkill"):
        _add_rule(rules, seccomp.ERRNO(errno.EACCES), name, seccomp.Arg(0, seccomp.NE, os.getpid()))
    return rules


def drop_capabilities() -> None:
    """Give up every privilege of root but its name, in all of the kernel's capability sets."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    none = (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(header, none) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def _add_rule(rules: seccomp.SyscallFilter, action: int, name: str, *arguments: seccomp.Arg) -> None:
    # A name that this machine's libseccomp does not know is no call of this machine's kernel.
    import pyseccomp as seccomp

    with contextlib.suppress(OSError, ValueError):
        rules.add_rule(action, seccomp.resolve_syscall(seccomp.Arch.NATIVE, name), *arguments)


def own_domain(readable: tuple[Path, ...] = ()) -> None:
    """A Landlock domain for this child alone: it cannot trace or signal its own parent.

    With `readable` it reads these only, of what the parent left open.
    """
    from py_landlock import AccessFs, RulesetAttr, Scope, create_ruleset, restrict_self

    scopes = Scope.SIGNAL | Scope.ABSTRACT_UNIX_SOCKET
    read = AccessFs.READ_FILE | AccessFs.READ_DIR
    ruleset = create_ruleset(RulesetAttr(handled_access_fs=read if readable else 0, scoped=scopes))
    try:
        for path in readable:
            _open_path(ruleset, path, read)
        restrict_self(ruleset, None)
    finally:
        os.close(ruleset)


def own_command_line() -> tuple[Path, ...]:
    """All that a child of TensorFlow's may read where the parent left /proc open.

    TensorFlow ends a process that cannot read its own command line, and no rule of the parent's
    can name the file of a child that is not there yet. Call before `close_files`.
    """
    beside = (path for path in Path("/").iterdir() if path.name != "proc" and path.exists())
    return (*beside, *map(Path, ("/proc/cpuinfo", "/proc/meminfo", "/proc/self/cmdline")))


def _open_path(ruleset: RulesetFd, path: Path, access: AccessFs) -> None:
    from py_landlock import AccessFs, PathBeneathAttr, add_rule

    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        allowed = access if path.is_dir() else AccessFs.READ_FILE
        add_rule(ruleset, PathBeneathAttr(allowed_access=allowed, parent_fd=descriptor))
    finally:
        os.close(descriptor)


def own_memory() -> int:
    """The address space of this process, in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def limit(seconds: float, memory: int) -> None:
    """Bound address space (bytes), processor time, files and core dumps of this process for good."""
    bounds = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: int(seconds) + 1,
        resource.RLIMIT_FSIZE: FILE_BYTES,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    for name, value in bounds.items():
        resource.setrlimit(name, (value, value))

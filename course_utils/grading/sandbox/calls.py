"""System calls that a locked process may make (seccomp): those that honest work needs, and no others.

A call that no row allows answers EACCES, so Python raises PermissionError and the exercise becomes
`blocked`. A call newer than this list answers ENOSYS, as on an older kernel, and libraries fall back.
`python tests/quality/record_calls.py` shows what honest work calls, what a list lacks and has too much.

Source: Linux, Documentation/userspace-api/seccomp_filter.rst.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_LIBC = ctypes.CDLL(None, use_errno=True)
ALLOW = 0x7FFF0000
_ERRNO = 0x00050000
REFUSED = _ERRNO | errno.EACCES
ABSENT = _ERRNO | errno.ENOSYS
NEWEST = 450  # set_mempolicy_home_node (Linux 5.17): no call beyond it is needed
_WORD, _LONG = 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF  # what the kernel reads of an int, of a long or pointer


class Condition(NamedTuple):
    """Holds where the call's argument number `argument`, masked, is `value`."""

    argument: int
    mask: int
    value: int


Case = tuple[Condition, ...]


@dataclass(frozen=True)
class Row:
    """Calls by name, and why they are here. A call whose arguments fit none of the cases is refused.

    `writes` marks calls that change the file system. Names that this machine's kernel lacks are skipped.
    """

    names: str
    reason: str
    cases: tuple[Case, ...] = ((),)
    answer: int = ALLOW
    writes: bool = False


def _values(argument: int, *values: int) -> tuple[Case, ...]:
    return tuple((Condition(argument, _WORD, value),) for value in values)


def _opens(flags: int) -> tuple[Case, ...]:
    """For reading only, neither created nor emptied; `flags` is the number of the argument.

    Landlock before version 3 lets O_RDONLY | O_TRUNC empty whatever can be read.
    """
    harmless = os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_LARGEFILE
    return ((Condition(flags, _WORD & ~harmless, os.O_RDONLY),),)


def _opens_to_write(flags: int) -> tuple[Case, ...]:
    """As wished, but with no set-uid, set-gid or sticky bit in the mode of a new file."""
    usual = os.O_CREAT | os.O_EXCL | os.O_TRUNC | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_LARGEFILE
    writing = os.O_TMPFILE | os.O_NOCTTY | os.O_NONBLOCK | usual
    modes = (os.O_WRONLY, os.O_RDWR)
    return tuple((Condition(flags, _WORD & ~writing, mode), Condition(flags + 1, 0o7000, 0)) for mode in modes)


_THREAD, _CLONE_DETACHED = 0x003D0F00, 0x00400000  # pthread_create of glibc; musl adds the latter
_MAP_LOCKED_OR_HUGE = 0x00042000
_ADVICE = (0, 1, 2, 3, 4, 8, 14, 15, 16, 17)  # access patterns, DONTNEED, FREE, (NO)HUGEPAGE, (DO|DONT)DUMP
_DESCRIPTORS = (0, 1, 2, 3, 1030)  # F_DUPFD F_GETFD F_SETFD F_GETFL F_DUPFD_CLOEXEC
_QUESTIONS = (0x5401, 0x5413, 0x5451)  # TCGETS TIOCGWINSZ FIOCLEX
_NAMES = (15, 16, 0x53564D41)  # PR_SET_NAME PR_GET_NAME PR_SET_VMA
_CLOCKS: tuple[Case, ...] = ((Condition(0, _WORD & ~0xF, 0),),)  # others' numbers hold the process
_RENAME_NOREPLACE = 1
_NO_SPECIAL_BITS = 0o7000

# Recorded: each name is called by honest work on Linux x86-64 with glibc.
_RECORDED = (
    Row("read write pread64 pwrite64 close lseek", "the channel; files"),
    Row("futex set_robust_list rseq gettid exit", "threads"),
    Row("clone", "threads, and nothing but threads", ((Condition(0, _LONG & ~_CLONE_DETACHED, _THREAD),),)),
    Row("clone3", "the libc falls back to clone, whose flags a filter can read", answer=ABSENT),
    Row("exit_group", "the process ends"),
    Row("brk munmap mprotect mremap", "memory"),
    Row("mmap", "memory, neither locked nor of reserved huge pages", ((Condition(3, _MAP_LOCKED_OR_HUGE, 0),),)),
    Row("madvise", "memory given back; huge pages where there are any", _values(2, *_ADVICE)),
    Row("fstat lstat newfstatat access", "imports, open, os.path"),
    Row("getdents64 getcwd", "imports, os.listdir, os.path"),
    Row("openat", "files to read", _opens(2)),
    Row("openat", "files of its own folder", _opens_to_write(2), writes=True),
    Row("mkdir", "its own folder", ((Condition(1, _NO_SPECIAL_BITS, 0),),), writes=True),
    Row("rmdir unlink unlinkat rename", "its own folder", writes=True),
    Row("ftruncate fsync msync", "files of tempfile, numpy and HDF5 in its own folder", writes=True),
    Row("fcntl", "os.dup, np.fromfile, fdopen", _values(1, *_DESCRIPTORS)),
    Row(
        "ioctl", "isatty; the width of a line; open goes on with fcntl", _values(1, *_QUESTIONS), _ERRNO | errno.ENOTTY
    ),
    Row("flock", "HDF5 goes on as where a file system has no locks", answer=ABSENT),
    Row("mbind", "OpenBLAS goes on without a place for its memory", answer=ABSENT),
    Row("sendfile", "shutil goes on with read and write", answer=ABSENT),
    Row("socket", "os.path.expanduser without HOME: the libc goes on without its cache of names", answer=REFUSED),
    Row("times getrusage", "processor time"),
    Row("clock_gettime", "the machine's clocks and its own, not other processes'", _CLOCKS),
    Row("clock_nanosleep", "time.sleep", _CLOCKS),
    Row("alarm setitimer", "a time limit of the student's own"),
    Row("getrandom", "seeds, hashes, names of temporary files"),
    Row("rt_sigaction rt_sigprocmask rt_sigreturn", "handlers; every new thread"),
    Row("getpid getppid", "os.getpid, os.getppid"),
    Row("uname sysinfo", "how much memory; the system's name"),
    Row("sched_getaffinity", "how many processors", _values(0, 0)),
    Row("prlimit64", "limits, read: the size of a thread's stack", ((Condition(0, _WORD, 0), Condition(2, _LONG, 0)),)),
)
# Not called where the lists were recorded, but by another version of the libc or of a library, or under load.
MARGIN = (
    Row("open", "musl: files to read", _opens(1)),
    Row("open", "musl: files of its own folder", _opens_to_write(1), writes=True),
    Row("statx faccessat readlinkat", "newer libcs, and ARM, where some older calls are missing"),
    Row("mkdirat", "ARM: mkdir", ((Condition(2, _NO_SPECIAL_BITS, 0),),), writes=True),
    Row("renameat", "ARM: rename", writes=True),
    Row("renameat2", "ARM: rename; RENAME_WHITEOUT would make a device", _values(4, 0, _RENAME_NOREPLACE), writes=True),
    Row("stat", "older libcs: os.stat"),
    Row("readlink", "an installation with symbolic links"),
    Row("readv writev", "musl: all of its buffered files"),
    Row("nanosleep getrlimit", "older libcs: time.sleep, the size of a thread's stack"),
    Row("gettimeofday time getcpu", "time and processor, where the kernel's page of them is off"),
    Row("clock_getres", "time.get_clock_info, where that page is off", _CLOCKS),
    Row("sched_yield", "OpenBLAS and std::thread: a wait under load"),
    Row("restart_syscall", "an interrupted sleep goes on"),
    Row("sigaltstack", "threads of libraries in Rust; faulthandler"),
    Row("getuid geteuid getgid getegid", "os.getuid and its like; os.path.expanduser"),
    Row("prctl", "names of threads (TensorFlow, Python 3.14) and of memory (glibc 2.38)", _values(0, *_NAMES)),
    Row(
        "openat2 faccessat2 epoll_pwait2 close_range membarrier", "the libc falls back to an older call", answer=ABSENT
    ),
)
_TENSORFLOW = (Row("sched_getparam sched_getscheduler", "TensorFlow leaves its threads as they are", answer=ABSENT),)
PROFILES: dict[str, tuple[Row, ...]] = {
    "numpy": (*_RECORDED, *MARGIN),
    "tensorflow": (*_RECORDED, *_TENSORFLOW, *MARGIN),
}


def available() -> bool:
    """Whether this kernel filters calls and libseccomp, which knows their numbers, is there.

    Looking for libseccomp runs a program: ask before the process is locked.
    """
    try:
        number = _number("seccomp")
    except (ImportError, OSError, RuntimeError):
        return False
    action = ctypes.c_uint32(_ERRNO)
    answer: int = _LIBC.syscall(number, _SECCOMP_GET_ACTION_AVAIL, 0, ctypes.byref(action))
    return answer == 0


class CallFilter:
    """The filter of one profile, built once by the warm parent, before it locks itself; each child loads it.

    Without `writing` nothing is opened for writing, made, renamed or removed, in its own folder neither:
    for a machine where only the file system's owners and modes close it, and /tmp is open to all.
    `refused` is what a call that no row allows returns; the recorder listens for these.
    """

    def __init__(self, profile: str, writing: bool = True, refused: int = REFUSED) -> None:
        import pyseccomp

        self._refused = refused
        self._signals = [_number("kill"), _number("tgkill")]
        self._arch = pyseccomp.system_arch()
        self._body = b"".join(self._blocks([row for row in PROFILES[profile] if writing or not row.writes]))

    def load(self) -> None:
        """Lock this very process; raises OSError where the kernel refuses. What it starts inherits the filter."""
        code = ctypes.create_string_buffer(self.code(os.getpid()))
        program = _Program(len(code) // _INSTRUCTION.size, ctypes.addressof(code))
        for option, value, pointer in ((_PR_SET_NO_NEW_PRIVS, 1, None), (_PR_SET_SECCOMP, 2, ctypes.byref(program))):
            if _LIBC.prctl(option, ctypes.c_ulong(value), pointer, None, None) != 0:
                raise OSError(ctypes.get_errno(), "prctl")

    def code(self, process: int) -> bytes:
        """The program in classic BPF for the process of that number, which may signal itself only.

        32-bit calls have another architecture and x32's have numbers beyond all others: none has a row.
        """
        own = self._block([((Condition(0, _WORD, process),), ALLOW)])
        head = [
            _load(_ARCH), _jump(_EQUAL, self._arch, 1, 0), _answer(self._refused), _load(_NUMBER),
            *(_jump(_EQUAL, number, 0, len(own) // _INSTRUCTION.size) + own for number in self._signals),
        ]  # fmt: skip
        tail = [_jump(_GREATER, NEWEST, 0, 1), _answer(ABSENT), _answer(self._refused)]
        return b"".join([*head, self._body, *tail])

    def _blocks(self, rows: Sequence[Row]) -> Iterator[bytes]:
        """For each call: if it is this number, its cases one after another, else on to the next call."""
        answers: dict[int, list[tuple[Case, int]]] = {}
        for row in rows:
            for number in filter(lambda number: number >= 0, map(_number, row.names.split())):
                answers.setdefault(number, []).extend((case, row.answer) for case in row.cases)
        for number, cases in answers.items():
            block = self._block(cases)
            yield _jump(_EQUAL, number, 0, len(block) // _INSTRUCTION.size) + block

    def _block(self, cases: Sequence[tuple[Case, int]]) -> bytes:
        parts = []
        for case, answer in cases:
            checks = _answer(answer)
            for condition in reversed(case):
                checks = _check(condition, len(checks) // _INSTRUCTION.size) + checks
            parts.append(checks)
        return b"".join([*parts, _answer(self._refused)])


class _Program(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))


# Classic BPF: struct sock_filter, its instructions, and where struct seccomp_data holds what.
_INSTRUCTION = struct.Struct("=HBBI")
_LOAD, _EQUAL, _GREATER, _AND, _RETURN = 0x20, 0x15, 0x25, 0x54, 0x06
_NUMBER, _ARCH, _ARGUMENTS = 0, 4, 16
_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _SECCOMP_GET_ACTION_AVAIL = 22, 38, 2


def _load(offset: int) -> bytes:
    return _INSTRUCTION.pack(_LOAD, 0, 0, offset)


def _jump(test: int, value: int, yes: int, no: int) -> bytes:
    return _INSTRUCTION.pack(test, yes, no, value)


def _answer(action: int) -> bytes:
    return _INSTRUCTION.pack(_RETURN, 0, 0, action)


def _check(condition: Condition, rest: int) -> bytes:
    """Jump over the `rest` of the case unless the condition holds; both halves of a long, little end first."""
    checks = b""
    for half in (1, 0):
        mask, value = (condition.mask >> 32 * half) & _WORD, (condition.value >> 32 * half) & _WORD
        if mask:
            offset = _ARGUMENTS + 8 * condition.argument + 4 * half
            skip = rest + len(checks) // _INSTRUCTION.size
            narrow = _INSTRUCTION.pack(_AND, 0, 0, mask)
            checks = _load(offset) + narrow + _jump(_EQUAL, value, 0, skip) + checks
    return checks


def _number(name: str) -> int:
    """The call's number on this machine, negative where it has none of that name."""
    import pyseccomp

    number: int = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name)
    return number

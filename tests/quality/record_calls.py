"""What system calls honest work makes, against the lists of `course_utils/grading/sandbox/calls.py`.

`python tests/quality/record_calls.py numpy` runs the works of `honest_work.py` in forked processes, every call of
which the kernel holds until it is counted here (seccomp's user notification), and prints

- what the list lacks: a call, with its arguments, that a locked child would have been refused;
- what it has too much: names of recorded rows that no work has called. `calls.MARGIN` is exempt.

It ends with 1 where there is either. `--sample` leaves the notebooks out, and lets the kernel hold only what the
list refuses: seconds instead of minutes. Further words name the works to do. No setting of anybody's widens a list:
a row is added there, with its reason, in a commit.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import select
import struct
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pyseccomp

sys.path.insert(0, str(Path(__file__).parent))

from honest_work import works

from course_utils.grading.sandbox import calls, zygote

NOTIFY = 0x7FC00000
_RECEIVE, _SEND, _CONTINUE = 0xC0502100, 0xC0182101, 1
_NOTIFICATION, _RESPONSE = struct.Struct("=QIIiIQ6Q"), struct.Struct("=QqiI")
_SET_MODE_FILTER, _NEW_LISTENER = 1, 8
PATIENCE = 600
Call = tuple[int, tuple[int, ...]]


def record(work: Callable[[], object], code: bytes, profile: str) -> Counter[Call]:
    """The calls that `code` hands to a listener while a forked process does the work.

    Each gets the answer of its row; what the list refuses is let through. Raises RuntimeError where the work fails.
    """
    process = os.fork()
    if process == 0:
        _do(work, code)
    listener = _listener(process)
    counted = Counter() if listener is None else _listen(listener, profile)
    _, status = os.waitpid(process, 0)
    if status:
        raise RuntimeError(f"the work ended with {os.waitstatus_to_exitcode(status)}")
    return counted


def _do(work: Callable[[], object], code: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            tempfile.tempdir = folder
            os.chdir(folder)
            os.environ.clear()
            null = os.open(os.devnull, os.O_RDWR)
            os.dup2(null, 0), os.dup2(null, 1)
            _load(code)
            work()
            os._exit(0)
        except BaseException:
            sys.excepthook(*sys.exc_info())
            os._exit(1)


def _load(code: bytes) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(38, 1, 0, 0, 0)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("@HP", len(code) // 8, ctypes.addressof(buffer))
    if libc.syscall(number_of("seccomp"), _SET_MODE_FILTER, _NEW_LISTENER, program) < 0:
        raise OSError(ctypes.get_errno(), "seccomp")


def _listener(process: int) -> int | None:
    """A copy of the descriptor that the process got from loading its filter; None where it has ended already."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return None
        for path in Path(f"/proc/{process}/fd").iterdir():
            with suppress(OSError):
                if path.readlink().name == "anon_inode:seccomp notify":
                    return _taken(process, int(path.name))
        time.sleep(0.001)
    raise RuntimeError("the process loaded no filter")


def _taken(process: int, descriptor: int) -> int:
    handle = os.pidfd_open(process)
    libc = ctypes.CDLL(None, use_errno=True)
    copy: int = libc.syscall(number_of("pidfd_getfd"), handle, descriptor, 0)
    os.close(handle)
    if copy < 0:
        raise OSError(ctypes.get_errno(), "pidfd_getfd")
    return copy


def _listen(descriptor: int, profile: str) -> Counter[Call]:
    counted: Counter[Call] = Counter()
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    while not any(event & select.POLLHUP for _, event in poll.poll()):
        data = bytearray(_NOTIFICATION.size)
        with suppress(FileNotFoundError):  # the thread that called has ended
            fcntl.ioctl(descriptor, _RECEIVE, data)
            identity, _, _, number, _, _, *arguments = _NOTIFICATION.unpack(data)
            call = number, tuple(arguments)
            counted[call] += 1
            row = matching(profile, call)
            goes_on = row is None or row.answer == calls.ALLOW
            error, flags = (0, _CONTINUE) if goes_on else (row.answer & 0xFFFF, 0)
            fcntl.ioctl(descriptor, _SEND, _RESPONSE.pack(identity, 0, -error, flags))
    os.close(descriptor)
    return counted


def everything() -> bytes:
    """A program that hands every call to the listener."""
    return struct.pack("=HBBI", 0x06, 0, 0, NOTIFY)


def matching(profile: str, call: Call) -> calls.Row | None:
    """The row that answers a call, by the list itself and not by its program."""
    number, arguments = call
    for row in calls.PROFILES[profile]:
        fits = any(all(arguments[c.argument] & c.mask == c.value for c in case) for case in row.cases)
        if fits and _name(number) in row.names.split():
            return row
    return None


def _name(number: int) -> str:
    try:
        return pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, number).decode()
    except ValueError:
        return f"call {number}"


def number_of(name: str) -> int:
    return pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name)


def described(call: Call) -> str:
    return f"{_name(call[0])}({', '.join(f'{argument:#x}' for argument in call[1])})"


def lacking(profile: str, counted: Counter[Call]) -> list[str]:
    """The calls that the list refuses, but for signals to the process itself, one example per name."""
    refused = [call for call in counted if matching(profile, call) is None and call[0] <= calls.NEWEST]
    examples = {_name(call[0]): call for call in refused if _name(call[0]) not in ("kill", "tgkill")}
    return sorted(map(described, examples.values()))


def superfluous(profile: str, used: set[tuple[calls.Row, str]]) -> list[str]:
    """What no work has called, of the rows that are said to be recorded, and the reason that the row gives."""
    lines = []
    for row in calls.PROFILES[profile]:
        unused = [name for name in row.names.split() if (row, name) not in used and number_of(name) >= 0]
        if unused and row not in calls.MARGIN:
            lines.append(f"{' '.join(unused)} ({row.reason})")
    return lines


def main() -> int:
    profile, sample, only = sys.argv[1], "--sample" in sys.argv, {*sys.argv[2:]} - {"--sample"}
    os.environ["MPLBACKEND"] = "Agg"  # as the warm parent has it
    zygote._warm_up(profile)
    used: set[tuple[calls.Row, str]] = set()
    faults = 0
    for name, work in works(profile, notebooks=not sample):
        if only and name not in only:
            continue
        code = calls.CallFilter(profile, refused=NOTIFY).code(0) if sample else everything()
        counted = record(work, code, profile)
        lacks = lacking(profile, counted)
        faults += len(lacks)
        print(f"{name}: {counted.total()} calls", *(f"  lacks {line}" for line in lacks), sep="\n", flush=True)
        used |= {(row, _name(call[0])) for call in counted if (row := matching(profile, call))}
    if not sample and not only:
        unused = superfluous(profile, used)
        faults += len(unused)
        print("".join(f"never called: {line}\n" for line in unused), end="")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

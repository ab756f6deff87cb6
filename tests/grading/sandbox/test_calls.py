"""The filter of system calls: what is refused, what is let through, and how either answers."""

import ctypes
import errno
import fcntl
import mmap
import os
import resource
import signal
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from in_child import IS_X86, NOBODY, NUMBERS, call, in_child, outcomes_of
from refused_calls import REFUSED

from course_utils.grading.sandbox import calls
from course_utils.grading.sandbox.calls import ALLOW, PROFILES, Condition, Row

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only")


USERS = pytest.mark.parametrize(
    "user", [None, pytest.param(NOBODY, marks=pytest.mark.skipif(os.geteuid() != 0, reason="root only"))]
)
# uretprobe and uprobe: the kernel takes them past every filter, and ends a process that calls them by itself.
PROBES = {335, 336} if IS_X86 else set()


def a_thread():
    answers = []
    thread = threading.Thread(target=lambda: answers.append(1))
    thread.start()
    thread.join()
    return answers == [1]


def pages():
    memory = mmap.mmap(-1, 2**21)
    memory.madvise(mmap.MADV_DONTNEED)
    memory.close()
    return True


def files():
    Path("a").write_text("text")
    Path("a").rename("b")
    with Path("b").open("r+") as file:
        file.truncate(2)
        os.close(os.dup(file.fileno()))
    text, names = Path("b").read_text(), [path.name for path in Path().iterdir()]
    Path("b").unlink()
    Path("folder").mkdir()
    Path("folder").rmdir()
    return text == "te" and names == ["b"]


LET_THROUGH = {
    "a thread": a_thread,
    "memory": pages,
    "its own files": files,
    "reading": lambda: os.read(os.open("/dev/zero", os.O_RDONLY), 1) == b"\0",
    "a signal to itself": lambda: os.kill(os.getpid(), 0) is None,
    "a signal to a thread of its own": lambda: signal.pthread_kill(threading.get_ident(), 0) is None,
    "the time": lambda: time.sleep(0.001) is None and time.process_time() > 0,
    "an alarm": lambda: signal.alarm(0) == 0,
    "limits, read": lambda: len(resource.getrlimit(resource.RLIMIT_NOFILE)) == 2,
    "processors": lambda: len(os.sched_getaffinity(0)) > 0,
    "chance": lambda: len(os.urandom(8)) == 8,
    "no terminal": lambda: os.isatty(0) is False,
}


@pytest.fixture(scope="module")
def filters():
    return {(profile, writing): calls.CallFilter(profile, writing) for profile in PROFILES for writing in (True, False)}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    tmp_path.chmod(0o777)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@USERS
def test_a_call_that_no_row_allows_is_refused(filters, folder, user):
    outcomes = in_child(filters["tensorflow", True].load, lambda: outcomes_of(REFUSED), user)
    assert outcomes == dict.fromkeys(REFUSED, "EACCES")
    assert list(folder.iterdir()) == []


@USERS
@pytest.mark.parametrize("profile", PROFILES)
def test_what_honest_work_needs_is_let_through(filters, folder, profile, user):
    outcomes = in_child(filters[profile, True].load, lambda: outcomes_of(LET_THROUGH), user)
    assert outcomes == dict.fromkeys(LET_THROUGH, True)


def test_without_the_filter_most_of_it_goes_well_or_fails_for_another_reason(folder):
    drastic = ("fork", "clone", "thread", "exec", "kill", "seccomp", "chroot", "prctl")
    tries = {name: action for name, action in REFUSED.items() if not any(word in name for word in drastic)}
    outcomes = in_child(lambda: None, lambda: outcomes_of(tries), NOBODY if os.geteuid() == 0 else None)
    unlocked = {name for name, answer in outcomes.items() if answer == "EACCES"}
    assert unlocked <= {"setxattr", "removexattr", "fcntl F_SETLEASE"}, "of an owner only"


def test_every_number_without_a_row_is_refused(filters):
    rowed = {name for row in PROFILES["tensorflow"] for name in row.names.split()} | {"kill", "tgkill"}
    numbers = sorted({*range(calls.NEWEST + 1)} - PROBES - {NUMBERS[name] for name in rowed if name in NUMBERS})

    def refusals():
        for number in numbers:
            try:
                call(number)
            except PermissionError:
                continue
            except OSError as error:
                return [number, error.errno]
            return number
        return "all"

    assert len(numbers) > 250
    assert in_child(filters["tensorflow", True].load, refusals) == "all"


def test_what_libraries_do_without_is_absent(filters):
    names = ("clone3", "openat2", "faccessat2", "close_range", "flock", "sendfile", "mbind")
    tries = {name: partial(call, name) for name in names}
    assert in_child(filters["numpy", True].load, lambda: outcomes_of(tries)) == dict.fromkeys(names, "ENOSYS")


def test_numbers_beyond_the_list_and_those_of_x32_are_absent(filters):
    numbers = (*range(calls.NEWEST + 1, 600), 2**20, *range(2**30, 2**30 + 600), 2**31 - 1)
    tries = {str(number): partial(call, number) for number in numbers}
    assert in_child(filters["numpy", True].load, lambda: outcomes_of(tries)) == dict.fromkeys(tries, "ENOSYS")


def int80():
    """getpid by the gate of 32-bit programs: mov eax, 20; int 0x80; ret."""
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")
    return ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))() == os.getpid()


@pytest.mark.skipif(not IS_X86, reason="a gate of x86")
def test_the_gate_of_32_bit_programs_is_closed(filters):
    if in_child(lambda: None, int80) is not True:
        pytest.skip("this kernel runs no 32-bit programs")
    assert in_child(filters["numpy", True].load, int80) is False


def test_a_terminals_questions_get_its_absence(filters):
    assert in_child(filters["numpy", True].load, lambda: fcntl.ioctl(0, 0x5401, bytes(64))) == "ENOTTY"


def test_without_writing_nothing_is_written_anywhere(filters, folder):
    tries = {
        "create": lambda: os.open("file", os.O_CREAT | os.O_WRONLY),
        "write": lambda: os.open("/dev/null", os.O_WRONLY),
        "read and write": lambda: os.open("/dev/null", os.O_RDWR),
        "mkdir": lambda: Path("folder").mkdir(),
        "rmdir": lambda: Path("folder").rmdir(),
        "unlink": lambda: Path("file").unlink(),
        "rename": lambda: Path("a").rename("b"),
        "ftruncate": lambda: os.ftruncate(0, 0),
    }
    assert in_child(filters["numpy", False].load, lambda: outcomes_of(tries)) == dict.fromkeys(tries, "EACCES")
    assert in_child(filters["numpy", False].load, LET_THROUGH["reading"]) is True


def test_threads_inherit_the_filter(filters):
    def in_a_thread():
        answers = []
        thread = threading.Thread(target=lambda: answers.append(call("umask", 0)))
        sys.excepthook = threading.excepthook = lambda *_: None
        thread.start()
        thread.join()
        return answers

    assert in_child(filters["numpy", True].load, in_a_thread) == []


def test_a_second_filter_cannot_be_loaded(filters):
    def twice():
        filters["numpy", True].load()
        filters["numpy", True].load()

    assert in_child(lambda: None, twice) == "EACCES"


@pytest.mark.parametrize(
    ("value", "answer"), [(0, "EACCES"), (5, "ENOSYS"), (5 | 1 << 40, "EACCES"), (5 | 1 << 3, "ENOSYS"), (4, "EACCES")]
)
def test_both_halves_of_a_long_are_looked_at(monkeypatch, value, answer):
    """No bit but number 3 may differ from 5."""
    row = Row("umask", "for this test", ((Condition(0, 0xFFFFFFFFFFFFFFF7, 5),),), calls.ABSENT)
    monkeypatch.setitem(PROFILES, "numpy", (row, *PROFILES["numpy"]))
    lock = calls.CallFilter("numpy").load
    assert in_child(lock, lambda: call("umask", value)) == answer


def test_every_condition_of_a_case_counts_and_every_case(monkeypatch):
    cases = ((Condition(0, 0xFFFFFFFF, 1), Condition(5, 0xFF, 2)), (Condition(3, 0xFFFFFFFF, 7),))
    monkeypatch.setitem(PROFILES, "numpy", (Row("umask", "for this test", cases, calls.ABSENT), *PROFILES["numpy"]))
    lock = calls.CallFilter("numpy").load
    tries = {(1, 0, 0, 0, 0, 2): 38, (1,): 13, (0, 0, 0, 0, 0, 2): 13, (0, 0, 0, 7): 38, (1, 0, 0, 7, 0, 2): 38}

    def numbers():
        answers = []
        for arguments in tries:
            try:
                answers.append(call("umask", *arguments))
            except OSError as error:
                answers.append(error.errno)
        return answers

    assert in_child(lock, numbers) == list(tries.values())


def test_every_row_says_why_and_no_call_is_in_two_places_by_mistake():
    for profile, rows in PROFILES.items():
        names = [name for row in rows for name in row.names.split()]
        assert all(len(row.reason) >= 6 and row.names and row.cases for row in rows), profile
        twice = {name for name in names if names.count(name) > 1}
        assert twice == {"openat", "open"}, "reading and writing"
        assert {row.answer for row in rows} <= {ALLOW, calls.ABSENT, calls.REFUSED, 0x50000 | errno.ENOTTY}


def test_every_call_that_arm_lacks_has_another_there():
    import pyseccomp

    there = {name for name in NUMBERS if pyseccomp.resolve_syscall(pyseccomp.Arch.AARCH64, name) >= 0}
    instead = {
        "open": "openat", "stat": "newfstatat", "lstat": "newfstatat", "access": "faccessat", "readlink": "readlinkat",
        "mkdir": "mkdirat", "rmdir": "unlinkat", "unlink": "unlinkat", "rename": "renameat", "alarm": "setitimer",
        "time": "clock_gettime",
    }  # fmt: skip
    names = {name for row in PROFILES["tensorflow"] for name in row.names.split()}
    assert names - there == {*instead}
    assert {*instead.values()} <= names & there


def test_nothing_in_the_environment_widens_a_list():
    source = Path(calls.__file__).read_text()
    assert "environ" not in source
    assert "getenv" not in source


def test_it_is_known_whether_calls_can_be_filtered(monkeypatch):
    assert calls.available() is True

    def lacks_libseccomp(*_):
        raise RuntimeError("Unable to find libseccomp")

    monkeypatch.setattr(calls, "_number", lacks_libseccomp)
    assert calls.available() is False

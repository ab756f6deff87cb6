"""The file system closed by Landlock, as by kernels of every version, together with the filter of calls."""

import ctypes
import json
import os
import socket
import sys
import sysconfig
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from in_child import in_child, outcomes_of

from course_utils.grading.sandbox import calls, landlock

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only"),
    pytest.mark.skipif(sys.platform == "linux" and not landlock.abi(), reason="this kernel offers no Landlock"),
]
HERE = os.getpid()
VERSIONS = pytest.mark.parametrize("version", range(1, landlock.abi() + 1))
REFUSED = ("EACCES", "EXDEV")  # a move between folders is EXDEV: programs copy instead, and cannot


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """The child's own folder, and beside it what it must not reach."""
    own, canary = tmp_path / "own", tmp_path / "canary"
    for folder in (own, canary):
        folder.mkdir()
    (canary / "secret.txt").write_text("secret")
    monkeypatch.chdir(own)
    return own, canary


def lock(own, version, readable=()):
    """As the warm parent and its child do."""
    rules = calls.CallFilter("numpy")
    ruleset = landlock.prepare(own, (Path("/proc"),) if readable else (), version)

    def close():
        landlock.enter(ruleset)
        os.close(ruleset)
        landlock.own_domain(readable, version)
        rules.load()

    return close


@VERSIONS
def test_nothing_outside_is_read_or_changed(tree, version):
    own, canary = tree
    secret, source = canary / "secret.txt", Path(landlock.__file__)
    library = Path(json.__file__)
    before = (secret.read_bytes(), library.read_bytes(), library.stat(), sorted(canary.iterdir()))
    tries = {
        "read": lambda: os.open(secret, os.O_RDONLY),
        "list": lambda: [path.name for path in canary.iterdir()],
        "write": lambda: os.open(secret, os.O_WRONLY),
        "append": lambda: os.open(secret, os.O_WRONLY | os.O_APPEND),
        "create": lambda: os.open(canary / "new", os.O_WRONLY | os.O_CREAT),
        "nameless": lambda: os.open(canary, os.O_WRONLY | os.O_TMPFILE),
        "empty a library, reading": lambda: os.open(library, os.O_RDONLY | os.O_TRUNC),
        "empty a library, for nothing": lambda: os.open(library, 3 | os.O_TRUNC),
        "empty a library, by name": lambda: os.truncate(library, 0),
        "empty a library, writing": lambda: os.open(library, os.O_WRONLY | os.O_TRUNC),
        "remove": lambda: secret.unlink(),
        "remove a folder": lambda: canary.rmdir(),
        "make a folder": lambda: (canary / "folder").mkdir(),
        "move away": lambda: secret.rename("taken"),
        "move within": lambda: secret.rename(canary / "other"),
        "move into": lambda: Path("mine").rename(canary / "mine"),
        "link": lambda: os.link(secret, "linked"),
        "our package": lambda: os.open(source, os.O_RDONLY),
        "passwords": lambda: os.open("/etc/passwd", os.O_RDONLY),
        "processes": lambda: os.open(f"/proc/{HERE}/environ", os.O_RDONLY),
        "its own memory": lambda: os.open("/proc/self/mem", os.O_RDWR),
        "shared memory": lambda: os.open("/dev/shm/x", os.O_WRONLY | os.O_CREAT),
        "a device": lambda: os.open("/dev/full", os.O_RDONLY),
    }
    (own / "mine").touch()
    outcomes = in_child(lock(own, version), lambda: outcomes_of(tries))
    assert {name: answer for name, answer in outcomes.items() if answer not in REFUSED} == {}
    assert (secret.read_bytes(), library.read_bytes(), library.stat(), sorted(canary.iterdir())) == before
    assert [path.name for path in own.iterdir()] == ["mine"]


@VERSIONS
def test_its_own_folder_and_the_installation_are_open(tree, version):
    def work():
        Path("notes").write_text("a text")
        Path("notes").write_text("shorter")
        with Path("notes").open("r+") as file:
            file.truncate(5)
        Path("notes").rename("renamed")
        text = Path("renamed").read_text()
        Path("renamed").unlink()
        Path("folder").mkdir()
        Path("folder", "file").touch()
        Path("folder", "file").unlink()
        Path("folder").rmdir()
        Path("/dev/null").write_text("nothing")
        standard = sysconfig.get_path("stdlib")
        return (
            text,
            len(Path(standard, "json", "__init__.py").read_text()) > 0,
            [path.name for path in Path().iterdir()],
        )

    assert in_child(lock(tree[0], version), work) == ["short", True, []]


@VERSIONS
def test_a_child_of_tensorflow_reads_its_own_command_line_and_no_other(tree, version):
    readable = landlock.own_command_line()

    def work():
        others = {
            "the parent's": lambda: os.open(f"/proc/{HERE}/cmdline", os.O_RDONLY),
            "memory": lambda: os.open("/proc/self/mem", os.O_RDONLY),
            "maps": lambda: os.open("/proc/self/maps", os.O_RDONLY),
            "mounts": lambda: os.open("/proc/mounts", os.O_RDONLY),
            "processes": lambda: len(list(Path("/proc").iterdir())),
        }
        return len(Path("/proc/self/cmdline").read_bytes()) > 0, outcomes_of(others)

    close = lock(tree[0], version, readable)
    own, others = in_child(close, work)
    assert own is True
    assert others == dict.fromkeys(others, "EACCES")


@VERSIONS
def test_a_child_traces_nobody_and_signals_nobody_without_the_filter(tree, version):
    """The domain by itself; the network from version 4 on, signals from 6 on."""
    libc = ctypes.CDLL(None, use_errno=True)

    def attach():
        if libc.ptrace(16, HERE, None, None) < 0:  # PTRACE_ATTACH
            raise OSError(ctypes.get_errno(), "ptrace")

    def connect():
        with socket.socket() as plain:
            plain.connect(("127.0.0.1", 9))

    tries = {"trace": attach, "signal": lambda: os.kill(HERE, 0), "connect": connect}
    outcomes = in_child(lambda: landlock.own_domain((), version), lambda: outcomes_of(tries))
    assert outcomes.pop("trace") == "EPERM"
    assert outcomes == {
        "signal": "EPERM" if version >= 6 else None,
        "connect": "EACCES" if version >= 4 else "ECONNREFUSED",
    }


def test_a_mask_plays_an_older_kernel(monkeypatch):
    import py_landlock

    assert landlock.abi() == min(py_landlock.get_abi_version(), landlock.NEWEST)
    assert [landlock.abi(mask) for mask in (1, 3)] == [1, 3]
    monkeypatch.setattr(py_landlock, "get_abi_version", lambda: 12)
    assert landlock.abi() == landlock.NEWEST

    def is_missing():
        raise py_landlock.LandlockNotAvailableError("no such call")

    monkeypatch.setattr(py_landlock, "get_abi_version", is_missing)
    assert landlock.abi() == 0
    monkeypatch.setitem(sys.modules, "py_landlock", None)
    assert landlock.abi() == 0


def test_a_version_handles_the_rights_it_knows_and_no_others(monkeypatch, tree):
    """An older kernel answers EINVAL to a right it does not know."""
    import py_landlock

    handled = {}
    create = py_landlock.create_ruleset
    monkeypatch.setattr(
        py_landlock, "create_ruleset", lambda attributes: handled.update({version: attributes}) or create(attributes)
    )
    for version in range(1, landlock.abi() + 1):
        os.close(landlock.prepare(tree[0], (), version))
    rights = [attributes.handled_access_fs for attributes in handled.values()]
    assert rights[0] == 2**13 - 1
    assert rights == sorted(rights)
    assert [bool(attributes.scoped) for attributes in handled.values()] == [version >= 6 for version in handled]
    assert [bool(attributes.handled_access_net) for attributes in handled.values()] == [
        version >= 4 for version in handled
    ]

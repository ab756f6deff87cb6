"""The warm parent: what it loads, and that nobody is left when the grader goes."""

import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from course_utils.grading.sandbox import wire, zygote
from course_utils.grading.sandbox.channel import ChildLost
from course_utils.grading.sandbox.client import Sandbox, SandboxError
from course_utils.notebooks.cell import Cell

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only")
FRAME = wire.pack([{"x": 1.0}])
PATIENCE = 300


def children(pid):
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until_gone(pid):
    end = time.monotonic() + PATIENCE
    while is_running(pid) and time.monotonic() < end:
        time.sleep(0.05)
    return not is_running(pid)


def test_a_library_that_is_not_installed_is_left_out(monkeypatch):
    monkeypatch.setitem(zygote._PRELUDE, "small", {"m": "math", "missing": "no_such_library"})
    monkeypatch.setattr(zygote, "_WARM", ("another_missing_library",))
    assert {name: module.__name__ for name, module in zygote._warm_up("small").items()} == {"m": "math"}


def test_what_notebooks_import_is_loaded_before_the_fork():
    with Sandbox("numpy") as sandbox:
        child = sandbox.fork()
        child.load([Cell(1, "import sys\ndef f(x):\n    return sorted({'numpy', 'h5py', 'PIL.Image'} - set(sys.modules))")], [])
        assert child.ask(["f"], "plain", FRAME, 1, PATIENCE)[0].value == []
        child.close()


def test_one_child_after_another_and_how_each_ended():
    with Sandbox("numpy") as sandbox:
        for source, codes in (("return 1", {0, -9}), ("import os; os._exit(7)", {7})):  # it hears the end, or is killed
            child = sandbox.fork()
            (pid,) = children(sandbox._process.pid)
            child.load([Cell(1, f"def f(x):\n    {source}")], [])
            with suppress(ChildLost):
                assert child.ask(["f"], "plain", FRAME, 1, PATIENCE)[0].value == 1
            ended = child.close()
            assert ended.code in codes
            assert not is_running(pid)
            assert children(sandbox._process.pid) == []


def test_a_grader_that_goes_takes_the_warm_parent_and_its_child_along():
    with Sandbox("numpy") as sandbox:
        held = sandbox.fork()
        parent = sandbox._process.pid
        (child,) = children(parent)
        assert is_running(child)
        sandbox._control.close()
        assert wait_until_gone(child)
        assert wait_until_gone(parent)
        assert sandbox._process.wait(PATIENCE) == 0
        with pytest.raises(SandboxError):
            held.close()


def test_a_child_dies_with_its_warm_parent():
    with Sandbox("numpy") as sandbox:
        lost = sandbox.fork()
        (child,) = children(sandbox._process.pid)
        sandbox._process.kill()
        assert wait_until_gone(child)
        with pytest.raises(SandboxError):
            lost.close()


def test_a_child_has_no_descriptor_but_its_channel():
    with Sandbox("numpy") as sandbox:
        child = sandbox.fork()
        child.load([], [])  # answers once it has locked itself down
        (pid,) = children(sandbox._process.pid)
        names = {path.name: path.readlink().as_posix() for path in Path(f"/proc/{pid}/fd").iterdir()}
        assert names.pop("3").startswith("socket:")
        assert names == dict.fromkeys("012", "/dev/null")
        child.close()

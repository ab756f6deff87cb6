"""One locked child: what it can do, what it cannot, and what a lost one looks like."""

import sys

import numpy as np
import pytest

from course_utils.grading.sandbox import wire
from course_utils.grading.sandbox.channel import ChildLost
from course_utils.grading.sandbox.client import Sandbox, SandboxClosed, SandboxError
from course_utils.notebooks.cell import Cell

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only"),
]
CASES = [wire.pack({"x": np.eye(3)})]


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox("numpy") as found:
        yield found


def ask(sandbox, source, seconds=120.0, name="f"):
    child = sandbox.fork()
    try:
        child.load([Cell(1, source)], [])
        return child.ask([name], "plain", CASES, seconds)[0]
    finally:
        child.close()


def test_a_function_gets_its_inputs_and_returns_plain_values(sandbox):
    reply = ask(sandbox, "def f(x):\n    return x + 1, {'n': 3}")
    assert reply.status == "passed"
    assert np.array_equal(reply.value[0], np.eye(3) + 1)
    assert reply.value[1] == {"n": 3}


def test_numpy_needs_no_import(sandbox):
    assert ask(sandbox, "def f(x):\n    return np.sum(x)").value == 3


def test_the_course_package_offers_inert_names_only(sandbox):
    source = (
        "from course_utils.week1 import check, graded, hint, show_padding\n"
        "@graded\ndef f(x):\n    check(f); hint(f); show_padding(x).anything()\n    return 1"
    )
    assert ask(sandbox, source).value == 1


@pytest.mark.parametrize(
    "line",
    [
        "import course_utils.layers.convolution.conv",
        "from course_utils.exercises import registry",
        "import course_utils.exercises.hidden.week1_2_step_by_step",
        "open('/etc/passwd')",
        "import os; os.listdir('/')",
        "import os; os.fork()",
        "import socket; socket.socket()",
        "import os, signal; os.kill(os.getppid(), signal.SIGKILL)",
        "import resource; resource.setrlimit(resource.RLIMIT_CPU, (9, 9))",
        "open('/proc/self/maps')",
    ],
)
def test_what_reaches_beyond_the_process_is_blocked(sandbox, line):
    reply = ask(sandbox, f"def f(x):\n    {line}")
    assert reply.status == "blocked"
    assert reply.message.startswith("f asked for something that is closed while it is graded in cell 1, line 2")


def test_root_has_given_its_privileges_up(sandbox):
    source = "def f(x):\n    import os\n    try:\n        os.chroot('.')\n    except PermissionError:\n        return 1"
    assert ask(sandbox, source).value == 1


def test_the_environment_holds_only_what_matplotlib_asks_for(sandbox):
    words = ask(sandbox, "def f(x):\n    import os\n    return [dict(os.environ), os.getcwd()]").value
    assert words[0] == {"MPLBACKEND": "Agg", "MPLCONFIGDIR": words[1]}


def test_no_answer_is_in_the_childs_memory(sandbox):
    source = (
        "import gc, sys\ndef f(x):\n"
        "    names = {type(o).__name__ for o in gc.get_objects()} | set(sys.modules)\n"
        "    return sorted(n for n in names if n in ('Exercise', 'Case', 'Mistake') or 'exercises' in n or 'layers.conv' in n)"
    )
    assert ask(sandbox, source).value == []


def test_memory_is_bounded(sandbox):
    assert ask(sandbox, "def f(x):\n    return np.ones(2**33)").status == "memory"


def test_a_file_left_behind_is_gone_for_the_next_child(sandbox):
    assert ask(sandbox, "def f(x):\n    open('left', 'w').write('x')\n    return 1").value == 1
    assert ask(sandbox, "def f(x):\n    import os\n    return os.listdir('.')").value == []


def test_an_endless_loop_that_swallows_everything_is_stopped(sandbox):
    source = "def f(x):\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass"
    with pytest.raises(ChildLost) as lost:
        ask(sandbox, source, seconds=0.5)
    assert lost.value.status == "timeout"
    assert ask(sandbox, "def f(x):\n    return 1").value == 1


@pytest.mark.parametrize("line", ["import os; os._exit(0)", "import ctypes; ctypes.string_at(0)", "import os; os.abort()"])
def test_a_child_that_dies_is_told_as_crashed(sandbox, line):
    with pytest.raises(ChildLost) as lost:
        ask(sandbox, f"def f(x):\n    {line}")
    assert lost.value.status == "crashed"


def test_noise_on_every_descriptor_proves_nothing(sandbox):
    source = (
        "import os\ndef f(x):\n    for d in range(256):\n        try: os.write(d, b'noise' * 99)\n"
        "        except OSError: pass\n    return 1"
    )
    with pytest.raises(ChildLost, match="disturbed the channel"):
        ask(sandbox, source)


def test_an_unfinished_and_an_absent_function_are_missing(sandbox):
    assert ask(sandbox, "def f(x):\n    raise NotImplementedError").status == "missing"
    assert ask(sandbox, "A = 1").message == "The notebook does not define f."


def test_a_definition_that_hangs_is_named(sandbox):
    child = sandbox.fork()
    cells = [Cell(1, "A = 1\nclass B:\n    while True: pass\ndef f(x): return 1")]
    assert child.load(cells, [], 2.0) == ([], False)
    assert child.close().step == 2  # steps: the cell, A, B


def test_the_step_of_one_child_is_not_the_next_one_s(sandbox):
    steps = []
    for source in ("\n".join(f"A{number} = 1" for number in range(9)), ""):
        child = sandbox.fork()
        child.load([Cell(1, source)] if source else [], [])
        steps.append(child.close().step)
    assert steps == [9, 0]


def test_a_killed_warm_parent_is_replaced(sandbox):
    sandbox._process.kill()
    sandbox._process.wait()
    assert ask(sandbox, "def f(x):\n    return 1").value == 1


def test_a_closed_sandbox_starts_no_other_process():
    with Sandbox("numpy") as sandbox:
        child = sandbox.fork()
    with pytest.raises(SandboxError):
        child.close()
    with pytest.raises(SandboxClosed):
        sandbox.fork()


def test_a_warm_parent_that_was_begun_is_the_one_that_serves():
    with Sandbox("numpy") as begun:
        begun.begin()
        process = begun._process
        begun.begin()
        assert ask(begun, "def f(x):\n    return 1").value == 1
        assert begun._process is process


def test_a_warm_parent_that_nobody_needed_ends_with_its_sandbox():
    with Sandbox("numpy") as begun:
        begun.begin()
        process, folder = begun._process, begun._folder
    assert process.poll() is not None
    assert not folder.exists()


READ = [
    Cell(1, "import inspect\nclass Box:\n    pass\nKEPT = Box()"),
    Cell(2, "def f(x):\n    return type(KEPT).__name__, inspect.getsource(f), f.__code__.co_filename"),
]


def read_by(sandbox, cells, read=None):
    """What a child leaves of the cells, and what f answers there."""
    child = sandbox.fork()
    try:
        assert child.load(cells, [], read=read) == ([], True)
        return child.read, child.ask(["f"], "plain", CASES, 120.0)[0].value
    finally:
        child.close()


def test_what_one_child_read_the_next_one_executes_without_reading(sandbox):
    first, answer = read_by(sandbox, READ)
    assert first.dtype == np.uint8
    assert read_by(sandbox, READ, first)[1] == answer == ["Box", READ[1].source, "<cell 2>"]
    other = [Cell(1, "KEPT = 1"), Cell(2, "def f(x):\n    return KEPT")]
    assert read_by(sandbox, other, first)[1][0] == "Box", "the cells were read once more"


@pytest.mark.parametrize("cell", ["def f(x):\n    return 1\nreturn 5", "x = 1 +", "def g():\n  return 1\nclass A:\n    1 / 0"])
def test_of_a_notebook_with_a_fault_nothing_is_kept(sandbox, cell):
    child = sandbox.fork()
    child.load([Cell(1, cell), Cell(2, "def g():\n    ")], [])
    assert child.read is None
    child.close()


def test_bytes_that_no_child_would_leave_cost_that_load(sandbox):
    child = sandbox.fork()
    assert child.load(READ, [], read=np.arange(99, dtype=np.uint8)) == ([], False)
    child.close()

"""The warm parent: what it loads, and that nobody is left when the grader goes."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from course_utils.checks.classic import prelude
from course_utils.grading.sandbox import wire, zygote
from course_utils.grading.sandbox.channel import ChildLost
from course_utils.grading.sandbox.client import Sandbox, SandboxError
from course_utils.grading.sandbox.layers import granted
from course_utils.notebooks.cell import Cell

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only"),
]
CASES = [wire.pack({"x": 1.0})]
PATIENCE = 300
MASKS = [frozenset(), frozenset({"namespaces"}), frozenset({"namespaces", "landlock>3"}), frozenset({"landlock", "uid"})]


def children(pid):
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def the_child(sandbox):
    """The keeper has one child, the warm parent; and that has one, or none."""
    (parent,) = children(sandbox._process.pid)
    return next(iter(children(parent)), None)


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
    monkeypatch.setitem(prelude._NAMES, "small", {"m": "math", "missing": "no_such_library"})
    monkeypatch.setattr(zygote, "_WARM", ("another_missing_library",))
    assert {name: module.__name__ for name, module in zygote._warm_up("small").items()} == {"m": "math"}


def test_what_notebooks_import_is_loaded_before_the_fork():
    with Sandbox("numpy") as sandbox:
        child = sandbox.fork()
        child.load([Cell(1, "import sys\ndef f(x):\n    return sorted({'numpy', 'h5py', 'PIL.Image'} - set(sys.modules))")], [])
        assert child.ask(["f"], "plain", CASES, PATIENCE)[0].value == []
        child.close()


def test_a_signal_does_the_same_where_the_grader_runs_in_the_background():
    """`nohup course grade &` starts with signals ignored, and a shell without jobs ignores SIGINT for it."""
    code = (
        "import signal, sys\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\nimport test_zygote as t\n"
        "for number in (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):\n    signal.signal(number, signal.SIG_IGN)\n"
        "with t.Sandbox('numpy') as sandbox:\n    print(*(t.after_signal(sandbox, number) for number in (2, 1, 3)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.stdout.split() == ["error", "crashed", "crashed"], done.stderr


def after_signal(sandbox, number):
    child = sandbox.fork()
    child.load([Cell(1, f"import os\ndef f(x):\n    os.kill(os.getpid(), {number})\n    return 1")], [])
    try:
        return child.ask(["f"], "plain", CASES, PATIENCE)[0].status
    except ChildLost as lost:
        return lost.status
    finally:
        child.close()


def test_one_child_after_another_and_how_each_ended():
    with Sandbox("numpy") as sandbox:
        for source, codes in (("return 1", {0, -9}), ("import os; os._exit(7)", {7})):  # it hears the end, or is killed
            child = sandbox.fork()
            pid = the_child(sandbox)
            child.load([Cell(1, f"def f(x):\n    {source}")], [])
            with suppress(ChildLost):
                assert child.ask(["f"], "plain", CASES, PATIENCE)[0].value == 1
            ended = child.close()
            assert ended.code in codes
            assert not is_running(pid)
            assert the_child(sandbox) is None


def test_a_grader_that_goes_takes_the_warm_parent_and_its_child_along():
    with Sandbox("numpy") as sandbox:
        held = sandbox.fork()
        (parent,) = children(sandbox._process.pid)
        (child,) = children(parent)
        assert is_running(child)
        sandbox._control.close()
        assert wait_until_gone(child)
        assert wait_until_gone(parent)
        assert sandbox._process.wait(PATIENCE) == 0
        with pytest.raises(SandboxError):
            held.close()


@pytest.mark.parametrize("mask", MASKS, ids=str)
@pytest.mark.parametrize("whom", ["keeper", "warm parent"])
def test_a_child_dies_with_whoever_started_it(mask, whom):
    with Sandbox("numpy", mask=mask) as sandbox:
        lost = sandbox.fork()
        keeper = sandbox._process.pid
        (parent,) = children(keeper)
        (child,) = children(parent)
        os.kill(keeper if whom == "keeper" else parent, signal.SIGKILL)
        assert wait_until_gone(child)
        assert wait_until_gone(parent)
        assert wait_until_gone(keeper)
        with pytest.raises(SandboxError):
            lost.close()


@pytest.mark.parametrize("mask", MASKS, ids=str)
def test_a_killed_grader_leaves_no_process_behind(mask, tmp_path):
    code = (
        "import os, signal\nfrom course_utils.grading.sandbox.client import Sandbox\n"
        f"sandbox = Sandbox('numpy', mask={set(mask)!r})\nchild = sandbox.fork()\nchild.load([], [])\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, "TMPDIR": str(tmp_path)}, check=False)
    assert done.returncode == -signal.SIGKILL
    end = time.monotonic() + PATIENCE
    while left(tmp_path) and time.monotonic() < end:
        time.sleep(0.05)
    assert left(tmp_path) == []


def left(folder):
    """Processes of a sandbox whose folder is in `folder`."""
    lines = {}
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            lines[path.parent.name] = path.read_bytes()
    return [pid for pid, line in lines.items() if bytes(folder) in line]


def test_a_child_has_no_descriptor_but_its_channel():
    with Sandbox("numpy") as sandbox:
        child = sandbox.fork()
        child.load([], [])  # answers once it has locked itself down
        pid = the_child(sandbox)
        names = {path.name: path.readlink().as_posix() for path in Path(f"/proc/{pid}/fd").iterdir()}
        assert names.pop("3").startswith("socket:")
        assert names == dict.fromkeys("012", "/dev/null")
        child.close()


WHO = (
    "import os\ndef f(x):\n    own = [os.getuid(), os.geteuid(), os.getgid(), os.getegid(), os.getpid(), os.getppid()]\n"
    "    return own + [os.getcwd()]"
)


def answer(sandbox, source):
    child = sandbox.fork()
    try:
        child.load([Cell(1, source)], [])
        return child.ask(["f"], "plain", CASES, PATIENCE)[0]
    finally:
        child.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can change to another user")
@pytest.mark.skipif("uid" not in granted().names(), reason=granted().off())
def test_each_worker_has_a_user_of_its_own_and_root_none():
    with Sandbox("numpy") as here, Sandbox("numpy") as there:
        (first, *firsts), (second, *_) = answer(here, WHO).value[:4], answer(there, WHO).value[:4]
        assert first != second
        assert 0 not in (first, second)
        assert set(firsts) == {first}, "real, effective, user, group: all are the same number"
        groups = answer(here, "import os\ndef f(x):\n    return open('/proc/self/status').read()")
        assert groups.status == "blocked"


@pytest.mark.skipif(not granted().namespaces, reason=granted().off())
def test_in_namespaces_there_is_nobody_but_the_warm_parent():
    with Sandbox("numpy") as sandbox:
        *_, parent, folder = answer(sandbox, WHO).value
        assert (parent, folder) == (1, "/room/own")
    with Sandbox("numpy", mask={"namespaces"}) as sandbox:
        assert answer(sandbox, WHO).value[-2] > 1


def test_nothing_is_mounted_outside_and_no_folder_left(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = Path("/proc/self/mountinfo").read_text()
    with Sandbox("numpy") as sandbox:
        answer(sandbox, "def f(x):\n    open('a', 'w').write('x')")
        assert Path("/proc/self/mountinfo").read_text() == before
        assert [path.name for path in sandbox._folder.rglob("a")] == []
    assert Path("/proc/self/mountinfo").read_text() == before
    assert list(tmp_path.iterdir()) == []


def test_two_runs_at_once_have_folders_of_their_own():
    source = "import os\ndef f(x):\n    open('mine', 'x').close()\n    return os.listdir('.')"
    with Sandbox("numpy") as here, Sandbox("numpy", mask={"namespaces"}) as there:
        held = here.fork()
        held.load([Cell(1, source)], [])
        assert answer(there, source).value == ["mine"]
        assert held.ask(["f"], "plain", CASES, PATIENCE)[0].value == ["mine"]
        held.close()


# The page of the steps is shared with the warm parent; the number of a process goes up with every thread.
LEAVE = """import gc, os, threading
def f(x):
    pages = [each._memory for each in gc.get_objects() if type(each).__name__ in ("Step", "Latch")]
    seen = [bytes(page[8:]).count(7) for page in pages if not page.closed]
    for page in pages:
        if not page.closed:
            page[8:] = bytes([7]) * (len(page) - 8)
    for _ in range(30):
        thread = threading.Thread(target=int)
        thread.start()
        thread.join()
    return seen, NUMBER"""


def test_a_child_leaves_nothing_that_the_next_could_read():
    """Else one that sees hidden inputs would pass them on: to a second attempt, or to an accomplice."""
    number = "os.getpid()" if granted().namespaces else "0"  # elsewhere the whole machine counts its processes
    with Sandbox("numpy") as sandbox:
        answers = []
        for _ in range(2):
            child = sandbox.fork()
            child.load([Cell(1, LEAVE.replace("NUMBER", number))], [])
            answers.append(child.ask(["f"], "plain", CASES, PATIENCE)[0].value)
            child.close()
    assert answers[0] == answers[1]
    assert answers[0][0] == [0]  # one page is in reach at all


def test_only_a_child_that_came_to_student_code_is_locked():
    with Sandbox("numpy") as sandbox:
        child = sandbox.fork()
        assert child.load([Cell(1, "class Q:\n    import os\n    os._exit(70)")], []) == ([], False)
        assert child.close().locked


def test_a_child_whose_lock_fails_is_not_locked():
    pages = (wire.Step(), wire.Latch())
    process = os.fork()
    if process == 0:
        zygote._become_child(Path("/"), {}, lambda: 1 / 0, *pages)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 70
    assert pages[1].read() == 0

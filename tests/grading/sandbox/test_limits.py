"""Sums over threads, files and memory of one child, with every way in which they are held."""

import os
import resource
import sys
import threading
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import ordinary

from course_utils.grading.sandbox import limits, wire
from course_utils.grading.sandbox.channel import ChildLost
from course_utils.grading.sandbox.client import Sandbox
from course_utils.grading.sandbox.grants.folder import remove_below
from course_utils.notebooks.cell import Cell

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only")
CASES = [wire.pack({"x": 1.0})]
PATIENCE = 300
# Each thread waits; a small stack keeps the bound on address space out of it.
THREADS = (
    "import threading, time\ndef f(x):\n    threading.stack_size(65536)\n    count, end = 0, threading.Event()\n"
    "    try:\n        while count < 2000:\n            threading.Thread(target=end.wait, daemon=True).start()\n"
    "            count += 1\n    except RuntimeError:\n        return count\n    time.sleep(60)\n    return count"
)
FILES = (
    "import os\ndef f(x):\n    count = 0\n    try:\n        while count < 50_000:\n"
    "            os.mkdir(str(count))\n            count += 1\n    except OSError:\n        return count\n    import time\n"
    "    time.sleep(60)\n    return count"
)
BYTES = (
    "def f(x):\n    count = 0\n    try:\n        while count < 400:\n            with open(str(count), 'wb') as file:\n"
    "                file.write(bytes(2**20))\n            count += 1\n    except OSError:\n        return count\n"
    "    import time\n    time.sleep(60)\n    return count"
)
MASKS = [(), ("uid",), ("namespaces",), ("namespaces", "landlock>1")]


def ask(sandbox, source):
    """What the child answered, or "killed"."""
    child = sandbox.fork()
    try:
        child.load([Cell(1, source)], [])
        reply = child.ask(["f"], "plain", CASES, PATIENCE)[0]
        return reply.value if reply.status == "passed" else reply.message
    except ChildLost as lost:
        return "killed" if lost.status == "crashed" else lost.status
    finally:
        child.close()


@pytest.fixture(scope="module", params=MASKS, ids=str)
def sandbox(request):
    with Sandbox("numpy", mask=frozenset(request.param)) as opened:
        yield opened


def bounded(answer, most):
    return answer == "killed" or (isinstance(answer, int) and 0 < answer <= most)


@pytest.mark.slow
def test_threads_are_bounded_in_sum(sandbox):
    assert bounded(ask(sandbox, THREADS), limits.THREADS)


@pytest.mark.slow
def test_files_are_bounded_in_sum(sandbox):
    assert bounded(ask(sandbox, FILES), limits.FOLDER_FILES)


@pytest.mark.slow
def test_bytes_in_files_are_bounded_in_sum(sandbox):
    assert bounded(ask(sandbox, BYTES), limits.FOLDER_BYTES // 2**20)


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="starts as root to become an ordinary user")
@pytest.mark.parametrize("mask", [(), ("namespaces",)], ids=str)
def test_an_ordinary_users_children_are_bounded_too(mask):
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\nimport os, test_limits as t\n"
        "assert os.geteuid() != 0\n"
        f"with t.Sandbox('numpy', mask=frozenset({mask!r})) as sandbox:\n"
        "    print([t.ask(sandbox, source) for source in (t.THREADS, t.FILES, t.BYTES)])"
    )
    done = ordinary.run("-c", code)
    assert done.returncode == 0, done.stderr
    most = (limits.THREADS, limits.FOLDER_FILES, limits.FOLDER_BYTES // 2**20)
    assert all(map(bounded, eval(done.stdout), most)), done.stdout  # a list of numbers and words, printed above


def test_the_folder_is_measured_with_all_that_is_in_it(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "FOLDER_FILES", 3)
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (inner / "file").write_text("x")
    assert not limits.is_full(tmp_path)
    inner.chmod(0o300)
    (inner / "another").write_text("x")
    assert limits.is_full(tmp_path)


@pytest.mark.slow
def test_a_folder_too_deep_for_a_path_is_full(tmp_path):
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(2500):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    assert limits.is_full(tmp_path)
    remove_below(tmp_path)  # pytest's own way to remove it is recursive, and a later run would fail at its end


def test_threads_of_a_process_are_counted():
    end = threading.Event()
    before = limits.own_threads()
    for _ in range(3):
        threading.Thread(target=end.wait, daemon=True).start()
    processes = os.open("/proc", os.O_PATH)
    assert limits.own_threads() == limits.threads(os.getpid(), processes) == before + 3
    end.set()
    os.close(processes)
    assert resource.getrlimit(resource.RLIMIT_NPROC)[0] != limits.THREADS, "nothing was set here"

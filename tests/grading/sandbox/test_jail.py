"""All locks of a child together: what root keeps, and that honest work passes as it did."""

import inspect
import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2] / "quality"))

from honest_work import LIBRARIES
from in_child import NOBODY, in_child, outcomes_of

from course_utils.grading.sandbox import calls, jail, landlock, wire
from course_utils.grading.sandbox.client import Sandbox
from course_utils.notebooks.cell import Cell

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only")
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="root only")
CASES = [wire.pack({"x": 1.0})]
PATIENCE = 600.0


@AS_ROOT
def test_root_keeps_nothing_of_root_but_its_name():
    def work():
        status = Path("/proc/self/status").read_text().splitlines()
        sets = {line.split()[0]: int(line.split()[1], 16) for line in status if line.startswith("Cap")}
        return os.geteuid(), sets["CapEff:"], sets["CapPrm:"], sets["CapInh:"], sets["CapAmb:"]

    assert in_child(jail.drop_capabilities, work) == [0, 0, 0, 0, 0]


@pytest.mark.parametrize("user", [None, pytest.param(NOBODY, marks=AS_ROOT)])
@pytest.mark.parametrize("version", [0, 1, landlock.abi()])
def test_the_locks_close_in_an_order_in_which_each_can(user, version):
    rules = calls.CallFilter("numpy")

    def lock():
        jail.close_child(9.0, 2**40, rules, version, ())

    tries = {
        "fork": os.fork,
        "parent": lambda: os.kill(os.getppid(), 0),
        "program": lambda: os.execv("/bin/true", ["x"]),
    }
    assert in_child(lock, lambda: outcomes_of(tries), user) == dict.fromkeys(tries, "EACCES")


@pytest.fixture(scope="module", params=["numpy", pytest.param("tensorflow", marks=[pytest.mark.tf, pytest.mark.slow])])
def sandbox(request):
    with Sandbox(request.param) as opened:
        opened.profile = request.param
        yield opened


@pytest.mark.slow
def test_honest_work_passes_in_a_locked_child(sandbox):
    statuses = {}
    for work in LIBRARIES[sandbox.profile]:
        child = sandbox.fork()
        source = f"import io\nfrom pathlib import Path\nfrom contextlib import suppress\n{inspect.getsource(work)}"
        child.load([Cell(1, f"{source}\ndef f(x):\n    {work.__name__}()\n    return 1")], [])
        reply = child.ask(["f"], "plain", CASES, PATIENCE)[0]
        statuses[work.__name__] = (reply.status, reply.message)
        child.close()
    assert statuses == {work.__name__: ("passed", "") for work in LIBRARIES[sandbox.profile]}


BLOCKED = [
    "import os; os.chmod('.', 0o777)",
    "import os; os.utime('.', (1, 1))",
    "import os; os.setpriority(os.PRIO_PROCESS, 0, 19)",
    "import os; os.memfd_create('x')",
    "import os; os.symlink('/etc', 'x')",
    "import fcntl; fcntl.fcntl(3, fcntl.F_SETOWN, 1)",
]


@pytest.mark.slow
def test_a_refused_call_is_blocked(sandbox):
    statuses = {}
    for line in BLOCKED:
        child = sandbox.fork()
        child.load([Cell(1, f"def f(x):\n    {line}")], [])
        statuses[line] = child.ask(["f"], "plain", CASES, PATIENCE)[0].status
        child.close()
    assert statuses == dict.fromkeys(BLOCKED, "blocked")

"""Libraries that load at their first use: a child that uses none pays for none, and one that does finds all of it."""

import sys

import pytest

from course_utils.grading.sandbox import wire
from course_utils.grading.sandbox.client import Sandbox
from course_utils.notebooks import later
from course_utils.notebooks.cell import Cell

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only")
PATIENCE = 600
LOADED = "import sys\ndef f(x):\n    return sorted({'matplotlib.cbook', 'matplotlib.figure', 'h5py._hl'} & set(sys.modules))"


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox("numpy") as opened:
        yield opened


def answer(sandbox, *cells):
    child = sandbox.fork()
    try:
        notes, _ = child.load([Cell(number, source) for number, source in enumerate(cells, start=1)], [])
        reply = child.ask(["f"], "plain", [wire.pack({"x": 1.0})], PATIENCE)[0]
        return notes, reply.status, reply.value
    finally:
        child.close()


@pytest.mark.parametrize(
    "cell",
    [
        "import matplotlib.pyplot as plt\nplt.rcParams['figure.figsize'] = (5.0, 4.0)",
        "from matplotlib.pyplot import imshow, imread",
        "import h5py",
    ],
)
def test_an_import_and_the_usual_settings_load_nothing(sandbox, cell):
    assert answer(sandbox, cell, LOADED) == ([], "passed", [])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cell", "use", "value"),
    [
        ("import matplotlib.pyplot as plt", "plt.plot([1, 2]); plt.savefig('a.png'); return plt.get_fignums()", [1]),
        ("from matplotlib.pyplot import *", "figure(); return get_fignums()", [1]),
        ("from matplotlib.pyplot import imshow", "return type(imshow([[1.0]])).__name__", "AxesImage"),
        ("import matplotlib.pyplot as plt\nm = plt.cm.jet", "return m.name", "jet"),
        ("import h5py", "h5py.File('a', 'w')['n'] = 2; return int(h5py.File('a')['n'][()])", 2),
        ("import h5py._hl.files as files", "return files.__name__", "h5py._hl.files"),
        ("import matplotlib.pyplot as plt", "return hasattr(plt, '__no_such__')", False),
    ],
)
def test_whoever_uses_it_finds_all_of_it(sandbox, cell, use, value):
    assert answer(sandbox, cell, f"def f(x):\n    {use}") == ([], "passed", value)


@pytest.mark.slow
def test_a_library_that_is_not_installed_is_left_out(monkeypatch):
    monkeypatch.delitem(sys.modules, "matplotlib", raising=False)  # it stays as it is here
    before = dict(sys.modules)
    later.install((later.Late("no_such_library"), later.Late("no_such_package.part")))
    assert sys.modules == before


@pytest.mark.slow
def test_a_name_that_it_has_not_is_an_error_of_the_students(sandbox):
    _, status, _ = answer(sandbox, "import h5py", "def f(x):\n    return h5py.no_such_name")
    assert status == "error"

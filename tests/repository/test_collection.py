"""A file of which `-m` selects no test is not imported, and no other file is left out; workers keep no fault to themselves."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.workers import unit_of

ROOT = Path(__file__).parents[2]
BARE = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # each plugin imports for a while
WHOLE = "import pytest\npytestmark = [\n    pytest.mark.slow,\n    pytest.mark.skipif(False, reason='x'),\n]\nprint('imported')\ndef test(): pass\n"
PARTLY = "import pytest\npytestmark = pytest.mark.skipif(False, reason='x')\n@pytest.mark.slow\ndef test_slow(): pass\ndef test(): pass\n"
OUTCOMES = """
import pytest

@pytest.fixture
def broken(): raise OSError("before")

@pytest.fixture
def left(): yield; raise OSError("after")

def test_broken(broken): pass
def test_left(left): pass
def test_both(left): assert False
def test_fails(): print("words"); assert False
def test_skips(): pytest.skip("why")
@pytest.mark.skip(reason="mark")
def test_marked(): pass
@pytest.mark.xfail
def test_expected(): assert False
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path / "tests")
    (tmp_path / "tests" / "test_whole.py").write_text(WHOLE)
    (tmp_path / "tests" / "test_partly.py").write_text(PARTLY)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = slow: x\n")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("expression", "outcome", "imported"),
    [("not slow and not tf", "1 passed, 1 deselected", False), ("slow or not slow", "3 passed", True), ("slow", "2 passed, 1 deselected", True)],
)
def test_only_files_without_a_wanted_test_are_passed_over(project: Path, expression: str, outcome: str, imported: bool) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-m", expression, "tests"]
    said = subprocess.run(command, cwd=project, env=os.environ | BARE, capture_output=True, text=True, check=False).stdout
    assert said.splitlines()[-1].startswith(outcome)
    assert ("imported" in said) is imported


@pytest.mark.slow
def test_workers_report_what_one_process_reports(project: Path) -> None:
    shutil.copy(ROOT / "tests" / "workers.py", project / "tests")
    (project / "tests" / "test_whole.py").write_text(OUTCOMES)
    said = []
    for workers in ([], ["-n", "1", "--dist", "loadscope"]):
        command = [sys.executable, "-m", "pytest", "-q", "-p", "xdist", "-rA", "tests", *workers]
        done = subprocess.run(command, cwd=project, env=os.environ | BARE, capture_output=True, text=True, check=False).stdout
        said.append(sorted(line.partition(" in ")[0] for line in done.splitlines() if re.match(r"[A-Z]+ |\d", line)))
    assert said[0] == said[1]
    assert "2 failed, 3 passed, 2 skipped, 1 xfailed, 3 errors" in said[0]


@pytest.mark.slow
def test_a_test_that_ends_its_worker_fails_and_the_others_run(project: Path) -> None:
    shutil.copy(ROOT / "tests" / "workers.py", project / "tests")
    (project / "tests" / "test_whole.py").write_text("import os\ndef test(): pass\ndef test_end(): os._exit(3)\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "xdist", "-n", "1", "--dist", "loadscope", "--max-worker-restart", "0", "tests"]
    said = subprocess.run(command, cwd=project, env=os.environ | BARE, capture_output=True, text=True, check=False).stdout
    assert "FAILED tests/test_whole.py::test_end" in said
    assert "1 failed, 3 passed" in said


def test_all_that_look_into_jupyterlab_are_one_unit_of_work() -> None:
    modules = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py"))
    together = [module for module in modules if unit_of(f"{module}::test") == "JupyterLab"]
    looking = [module for module in modules if re.search(r"^def test_\w+\([^)]*\b(open_widget|open_page)\b", (ROOT / module).read_text("utf-8"), re.M)]
    assert set(looking) <= set(together)
    assert unit_of("tests/test_errors.py::test[a]") == "tests/test_errors.py"

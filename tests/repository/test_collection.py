"""A file of which `-m` selects no test is not imported, and no other file is left out."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BARE = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # each plugin imports for a while
WHOLE = "import pytest\npytestmark = [\n    pytest.mark.slow,\n    pytest.mark.skipif(False, reason='x'),\n]\nprint('imported')\ndef test(): pass\n"
PARTLY = "import pytest\npytestmark = pytest.mark.skipif(False, reason='x')\n@pytest.mark.slow\ndef test_slow(): pass\ndef test(): pass\n"


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


def test_all_that_look_into_jupyterlab_are_one_unit_of_work(request: pytest.FixtureRequest) -> None:
    conftest = request.config.pluginmanager.get_plugin(str(ROOT / "tests" / "conftest.py"))
    assert conftest is not None
    modules = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py"))
    together = [module for module in modules if conftest.unit_of(f"{module}::test") == "JupyterLab"]
    looking = [module for module in modules if re.search(r"^def test_\w+\([^)]*\b(open_widget|open_page)\b", (ROOT / module).read_text("utf-8"), re.M)]
    assert set(looking) <= set(together)
    assert conftest.unit_of("tests/test_errors.py::test[a]") == "tests/test_errors.py"

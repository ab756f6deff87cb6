"""A measured test is skipped only while all that it hangs on is as when it passed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BARE = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # each plugin imports for a while
TEST = """import pytest
@pytest.mark.measured("data")
def test_size(): assert len(open("data/numbers.txt").read()) < 5
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path / "tests")
    (tmp_path / "tests" / "test_it.py").write_text(TEST)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = measured: x\n")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "numbers.txt").write_text("123")
    return tmp_path


def outcome(project: Path, *options: str) -> str:
    command = [sys.executable, "-m", "pytest", "-q", "tests", *options]
    return subprocess.run(command, cwd=project, env=os.environ | BARE, capture_output=True, text=True, check=False).stdout.splitlines()[-1]


@pytest.mark.slow
def test_what_passed_is_measured_again_only_after_a_change(project: Path) -> None:
    assert outcome(project).startswith("1 passed")
    assert outcome(project).startswith("1 passed"), "only --measure notes it"
    assert outcome(project, "--measure").startswith("1 passed")
    assert outcome(project).startswith("1 skipped")
    (project / "data" / "numbers.txt").write_text("1234")
    assert outcome(project).startswith("1 passed")


@pytest.mark.slow
def test_what_fails_is_not_noted(project: Path) -> None:
    (project / "data" / "numbers.txt").write_text("12345")
    assert outcome(project, "--measure").startswith("1 failed")
    assert outcome(project).startswith("1 failed")


def test_every_note_is_of_a_test_that_exists() -> None:
    for name in json.loads((ROOT / "tests" / "measured.json").read_text("utf-8")):
        path, _, function = name.partition("::")
        assert f"def {function}(" in (ROOT / path).read_text("utf-8")

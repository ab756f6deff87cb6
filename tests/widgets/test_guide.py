"""The guide to explorers is followed as it stands: its files are written into a copy, its commands run there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "course_utils" / "widgets" / "README.md").read_text("utf-8")
FILE = re.compile(r"^```(?:python|js)\n(?:#|//) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMANDS = re.compile(r"^```bash\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TESTS = ("conftest.py", "javascript", "widgets/conftest.py")

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def copy(tmp_path: Path, bring_compiled: Callable[[Path], Path]) -> Path:
    """A copy of the course with the files of the guide."""
    skip = shutil.ignore_patterns("__pycache__", "node_modules")
    shutil.copytree(ROOT / "course_utils", tmp_path / "course_utils", ignore=skip)
    bring_compiled(tmp_path / "course_utils")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name in TESTS:
        source, target = ROOT / "tests" / name, tmp_path / "tests" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=skip)
        else:
            shutil.copy(source, target)
    (tmp_path / "datasets").symlink_to(ROOT / "datasets")
    for name, text in FILE.findall(GUIDE):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    own = {"PATH": path, "PYTHONPATH": str(folder), "COURSE_ROOT": str(folder), "PYTEST_ADDOPTS": "-p no:cacheprovider -n0"}
    return subprocess.run(
        ["bash", "-euc", command], cwd=folder, env=os.environ | own, capture_output=True, text=True, check=False
    )


def test_an_author_who_follows_the_guide_has_an_explorer(copy: Path) -> None:
    files = FILE.findall(GUIDE)
    assert len(files) == GUIDE.count("```python") + GUIDE.count("```js") == 4, "every file of the guide says where it goes"
    (commands,) = COMMANDS.findall(GUIDE)
    for command in commands.splitlines():
        done = run(command, copy)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    for name, text in files:
        assert (copy / name).read_text("utf-8") == text, f"{name} is not in its format in the guide"


def test_a_name_declared_twice_a_wrong_type_and_a_wrong_format_are_found(copy: Path) -> None:
    explorer = copy / "course_utils" / "widgets" / "explorers" / "relu_explorer.js"
    text = explorer.read_text("utf-8")
    faults = (
        ("const ROOM", "const SMALLEST_WITH_TEXT = 1;\nconst ROOM", "'SMALLEST_WITH_TEXT' has already been declared"),
        ("leak.update(s.leak,", "leak.update(s.laek,", "Property 'laek' does not exist"),
        ("const ROOM = 250;", "const ROOM = 250\n", "relu_explorer.js format"),
    )
    for right, wrong, _ in faults:
        assert text.count(right) == 1
        text = text.replace(right, wrong)
    explorer.write_text(text, encoding="utf-8")
    done = run("python tests/javascript/check.py", copy)
    assert done.returncode == 1
    for *_, reported in faults:
        assert reported in done.stdout + done.stderr

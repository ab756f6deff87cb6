"""The safety net as a student meets it: two real bundles, and the command in a process of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

NOTEBOOK = "week1/2_step_by_step"
ANSWER = """# GRADED FUNCTION: zero_pad
@graded
def zero_pad(X, pad):
    border = ((0, 0), (pad, pad), (pad, pad), (0, 0))
    return np.pad(X, border)"""
_NOT_THE_COURSES = (".*", "__pycache__", "tests", "report", "solutions", "backups")


def course(package: Path, *words: str | Path, root: Path | None = None, answer: str = "") -> str:
    """What the `course` command of a folder's own package prints; `root` is the course folder it is to work on."""
    environment = {name: value for name, value in os.environ.items() if name != "COURSE_ROOT"}
    environment |= {"PYTHONPATH": str(package), "COURSE_ROOT": str(root or package), "COLUMNS": "120"}
    command = [sys.executable, "-m", "course_utils", *map(str, words)]
    done = subprocess.run(command, cwd=package, env=environment, input=answer, capture_output=True, text=True, check=False)
    return f"{done.stdout}{done.stderr}\nexit {done.returncode}"


@pytest.fixture(scope="module")
def bundles(
    tmp_path_factory: pytest.TempPathFactory, project_root: Path, bring_compiled: Callable[[Path], Path]
) -> Path:
    """A folder with two releases: `first`, and `second.zip` of a course that went on."""
    folder = tmp_path_factory.mktemp("bundles")
    assert course(project_root, "release", folder / "first").endswith("exit 0")
    bring_compiled(folder / "first" / "course_utils")
    tree = folder / "tree"
    shutil.copytree(project_root, tree, ignore=shutil.ignore_patterns(*_NOT_THE_COURSES))
    source = tree / "workbook" / "source" / f"{NOTEBOOK}.py"
    text = source.read_text()
    for old, new in {
        "# ## 1. Zero padding": "# ## 1. Zero padding, in new words",
        '"""Surround every image': '"""Give every image a border: surround it',
        "# ## 2. One step of a convolution": "# ## 2. One step, in new words",
    }.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    source.write_text(text)
    version = tree / "course_utils" / "__init__.py"
    version.write_text(re.sub(r'__version__ = ".*"', '__version__ = "9.0.0"', version.read_text()))
    assert course(project_root, "release", folder / "second", "--zip", root=tree).endswith("exit 0")
    return folder


@pytest.fixture
def mine(bundles: Path, tmp_path: Path) -> Path:
    """A student's folder of the first release: an answer, a changed heading, an own cell, an own file."""
    folder = shutil.copytree(bundles / "first", tmp_path / "course")
    notebook = read(folder)
    cells = {cell["id"]: cell for cell in notebook["cells"]}
    cells["zero-pad"]["source"] = ANSWER.splitlines(keepends=True)
    cells["one-step"]["source"] = "My own heading"
    place = notebook["cells"].index(cells["check-zero-pad"])
    own = {"cell_type": "code", "id": "mine", "metadata": {}, "source": "zero_pad(small, 2)", "outputs": [], "execution_count": 1}
    notebook["cells"].insert(place + 1, own)
    (folder / "workbook" / f"{NOTEBOOK}.ipynb").write_text(json.dumps(notebook))
    (folder / "workbook" / "week1" / "notes.txt").write_text("what I learned")
    return folder


def read(folder: Path) -> dict[str, Any]:
    answers: dict[str, Any] = json.loads((folder / "workbook" / f"{NOTEBOOK}.ipynb").read_text("utf-8"))
    return answers


def texts(folder: Path) -> list[str]:
    return ["".join(cell["source"]) for cell in read(folder)["cells"]]


def snapshot(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_an_update_from_one_release_to_the_next(bundles, mine):
    before = snapshot(mine)
    newer = bundles / "second.zip"
    dry = course(mine, "update", newer, "--dry-run")
    assert "Nothing was changed: this was a dry run." in dry
    assert snapshot(mine) == before

    said = course(mine, "update", newer)
    assert said.endswith("exit 0"), said
    assert re.search(rf"│ {NOTEBOOK} +│ 1 +│ 3 +│ 2 +│ +│", said), said
    assert f"{NOTEBOOK}: you and the course both changed zero_pad, one-step. Yours stays" in said
    assert re.search(r"Version [\d.]+ → 9\.0\.0\.", said)
    assert re.search(r"Backup \S+: \d+ files in ", said)

    answers = texts(mine)
    place = answers.index(ANSWER)
    assert "Give every image a border" in answers[place + 1]
    assert answers[place + 2 : place + 4] == ["check(zero_pad)", "zero_pad(small, 2)"]
    assert any(text.startswith("## 1. Zero padding, in new words") for text in answers)
    heading = answers.index("My own heading")
    assert "```markdown\n## 2. One step, in new words" in answers[heading + 1]
    now, wanted = snapshot(mine), snapshot(bundles / "second")
    own = {f"workbook/{NOTEBOOK}.ipynb", "workbook/week1/notes.txt"}
    assert {name for name in now if now[name] != wanted.get(name) and not name.startswith("backups/")} == own
    assert wanted.keys() <= now.keys()

    checked = course(mine, "check", mine / "workbook" / f"{NOTEBOOK}.ipynb")
    assert "✓ zero_pad" in checked, "the new package reads the merged notebook"
    assert "is version" in course(mine, "update", bundles / "first")


def test_backup_reset_and_restore_in_turn(bundles, mine):
    before = snapshot(mine)
    saved = course(mine, "backup")
    assert "save the notebooks that are open in Jupyter first" in saved
    name = re.search(r"Backup (\S+):", saved)[1]
    listed = course(mine, "backup", "--list")
    assert re.search(rf"^{name}  \d+ files$", listed, re.MULTILINE)

    assert course(mine, "reset", "2_step_by_step", "--exercise", "zero_pad", answer="n\n").endswith("exit 1")
    assert texts(mine) == ["".join(cell["source"]) for cell in json.loads(before[f"workbook/{NOTEBOOK}.ipynb"])["cells"]]
    assert "zero_pad of week1/2_step_by_step is as it was" in course(
        mine, "reset", "2_step_by_step", "--exercise", "zero_pad", answer="y\n"
    )
    assert ANSWER not in texts(mine)
    assert "zero_pad(small, 2)" in texts(mine)
    assert course(mine, "reset", NOTEBOOK, "--yes").endswith("exit 0")
    assert texts(mine) == texts(bundles / "first")

    assert f"Put back: workbook/{NOTEBOOK}.ipynb" in course(mine, "restore", name, NOTEBOOK)
    now = {path: data for path, data in snapshot(mine).items() if not path.startswith("backups/")}
    assert now == before
    assert "Error: There is no backup 'x'." in course(mine, "restore", "x")


def test_a_working_copy_is_told_to_pull(bundles, project_root):
    if not (project_root / ".git").exists():
        pytest.skip("this is no git working copy")
    said = course(project_root, "update", bundles / "second.zip")
    assert "This course folder is a git working copy.\n       Run `git pull` instead." in said
    assert said.endswith("exit 2")


def test_reset_says_that_a_name_is_wrong_before_it_asks(bundles, mine):
    for words, what in ((["none"], "is no notebook of the course"), ([NOTEBOOK, "--exercise", "tripel"], "no exercise 'tripel'")):
        said = course(mine, "reset", *words)
        assert what in said
        assert "back as it was handed out?" not in said
        assert said.endswith("exit 2")

"""The wheel is the students' edition: installed with no course folder near, `course start` lays the workbook out."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from course_utils.authoring.release import LEFT_OUT_ROOMS
from course_utils.errors import UsageError
from course_utils.exercises import registry
from course_utils.student import start as module

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("hatchling", reason="the environment is older than requirements.lock: run make setup-dev")
    folder = tmp_path_factory.mktemp("wheel")
    words = ["wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run([sys.executable, "-m", "pip", *words], check=True, capture_output=True)
    (built,) = folder.glob("cnn_workbook-*.whl")
    return built


class Installed:
    """A fresh environment with the wheel; other packages are those of this one."""

    def __init__(self, folder: Path, wheel: Path, bring_compiled: Callable[[Path], Path]) -> None:
        self.folder = folder
        venv.create(folder / "env", with_pip=False)
        (place,) = (folder / "env").glob("lib/python*/site-packages")
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(place)
        bring_compiled(place / "course_utils")
        others = [path for path in sys.path if path.endswith("site-packages")]
        (place / "others.pth").write_text("\n".join(others) + "\n")

    def course(self, *words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith(("COURSE_", "PYTHONPATH"))}
        return subprocess.run(
            [self.folder / "env/bin/python", "-m", "course_utils", *words],
            cwd=cwd or self.folder, env={**own, "COURSE_PROGRESS": str(self.folder / "progress.json")},
            capture_output=True, text=True, check=False,
        )  # fmt: skip


@pytest.fixture(scope="module")
def installed(
    wheel: Path, tmp_path_factory: pytest.TempPathFactory, bring_compiled: Callable[[Path], Path]
) -> Installed:
    return Installed(tmp_path_factory.mktemp("installed"), wheel, bring_compiled)


@pytest.fixture(scope="module")
def started(installed: Installed) -> Path:
    folder = installed.folder / "my course"
    done = installed.course("start", "my course", "--no-lab")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"The workbook is in {folder / 'workbook'}.\nOpen it: cd 'my course' && course lab\n"
    return folder


def test_the_wheel_has_what_students_need_and_neither_grader_nor_hidden_case(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert [name for room in LEFT_OUT_ROOMS for name in names if name.startswith(f"course_utils/{room}")] == []
    assert not [name for name in names if "solutions" in name or "workbook/source" in name]
    assert {f"course_utils/edition/workbook/{name}.ipynb" for name in registry.notebooks()} <= names
    assert wheel.stat().st_size < 100e6


def test_the_workbook_is_that_of_the_clone_with_its_data(started: Path) -> None:
    for path in [*(ROOT / "workbook").glob("*.ipynb"), *(ROOT / "workbook").glob("week*/*.ipynb")]:
        name = path.relative_to(ROOT)
        assert (started / name).read_bytes() == path.read_bytes()
        assert (started / "workbook/.originals" / path.relative_to(ROOT / "workbook")).is_file()
    shipped = {path.relative_to(ROOT) for path in (ROOT / "datasets").rglob("*") if path.is_file()}
    assert {name for name in shipped if not (started / name).is_file()} == set()


def test_the_started_folder_is_a_course_folder(installed: Installed, started: Path) -> None:
    checked = installed.course("check", "week1/2_step_by_step", cwd=started)
    assert checked.returncode == 1
    assert checked.stdout.splitlines()[-1].startswith("0 of ")
    assert "For instructors" not in installed.course("--help", cwd=started).stdout
    done = installed.course("reset", "week1/2_step_by_step", "--exercise", "zero_pad", "--yes", cwd=started)
    assert "zero_pad of week1/2_step_by_step is as it was handed out" in done.stdout, done.stderr


def test_starting_again_changes_nothing_and_says_so(installed: Installed, started: Path) -> None:
    mine = started / "workbook" / "week1" / "mine.txt"
    mine.write_text("my notes")
    done = installed.course("start", "my course", "--no-lab")
    assert done.stdout.startswith("Your workbook stays as it is in ")
    assert mine.read_text() == "my notes"
    assert [path.name for path in installed.folder.iterdir() if path.name.startswith(".")] == []


def test_a_folder_with_something_else_is_refused(installed: Installed, started: Path) -> None:
    (installed.folder / "mine").mkdir(exist_ok=True)
    (installed.folder / "mine" / "a.txt").touch()
    done = installed.course("start", "mine", "--no-lab")
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, "Error: mine holds something else.")
    done = installed.course("update", str(installed.folder / "mine"), cwd=started)
    assert "belongs to an installed package" in done.stderr


def test_a_newer_package_moves_in_around_the_answers(installed: Installed, started: Path) -> None:
    """The folder is made one of an earlier edition: one cell read otherwise, and one notebook was not there."""
    notebook, missing = "week1/1_edges_padding_strides.ipynb", "week4/QUIZ.ipynb"
    for folder in (started / "workbook", started / "workbook/.originals"):
        earlier = (folder / notebook).read_text("utf-8")
        (folder / notebook).write_text(earlier.replace("Edges, padding and strides", "Edges and strides", 1), "utf-8")
        (folder / missing).unlink()
    mine = started / "workbook" / notebook
    unwritten, answer = r"raise NotImplementedError\n", r"size = (n + 2 * pad - f) // stride + 1\n"
    mine.write_text(mine.read_text("utf-8").replace(unwritten, answer, 1), "utf-8")

    again = installed.course("start", "my course", "--no-lab")
    assert "was started with another edition of the course" in again.stderr
    assert "cd 'my course' && course update" in again.stderr
    tried = installed.course("update", "--dry-run", cwd=started)
    assert tried.stdout.endswith("Nothing was changed: this was a dry run.\n")
    assert not (started / "workbook" / missing).exists()

    done = installed.course("update", cwd=started)
    assert done.returncode == 0, done.stderr
    assert (started / "workbook" / missing).read_bytes() == (ROOT / "workbook" / missing).read_bytes()
    text = mine.read_text("utf-8")
    assert "Edges, padding and strides" in text
    assert answer in text
    assert [path.name for path in (started / "backups").iterdir()] != []
    assert installed.course("start", "my course", "--no-lab").returncode == 0
    assert not (started / "course_utils").exists()


def test_a_clone_says_that_it_is_the_course_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="carries no second workbook"):
        module.start(tmp_path / "new")
    assert not (tmp_path / "new").exists()

"""The student bundle: complete, runnable on its own, and without an answer or a hidden case."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from course_utils.authoring import build, release, solutions
from course_utils.authoring.source import Source
from course_utils.errors import BuildError, UsageError
from course_utils.exercises import registry
from course_utils.notebooks.cell import Cell

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("release") / "for students"
    release.release(target, ROOT)
    return target


@pytest.fixture(scope="module")
def unpacked(bundle: Path, bring_compiled: Callable[[Path], Path]) -> Path:
    """A copy of the bundle that runs: with what Python compiled, which the bundle itself is without."""
    copy = Path(shutil.copytree(bundle, bundle.with_name("unpacked")))
    bring_compiled(copy / "course_utils")
    return copy


def course(bundle: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the bundle's own `course`, with the bundle's package before the installed one."""
    environment = {name: value for name, value in os.environ.items() if name != "COURSE_ROOT"}
    return subprocess.run(
        [sys.executable, *words],
        cwd=bundle.parent,
        env={**environment, "PYTHONPATH": str(bundle)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_bundle_holds_what_a_student_needs_and_nothing_of_the_graders(bundle: Path) -> None:
    assert sorted(path.name for path in bundle.iterdir()) == [
        "LICENSE", "Makefile", "NOTICE", "README.md", "course_utils", "datasets", "environment.yml", "install.mk",
        "pyproject.toml", "requirements.lock", "workbook",
    ]  # fmt: skip
    rooms = {path.name for path in (bundle / "course_utils").rglob("*")}
    assert not rooms & {"hidden", "grading", "authoring", "make", "sandbox", "__pycache__"}
    notebooks = {path for path in (bundle / "workbook").rglob("*") if path.is_file()}
    assert {path.suffix for path in notebooks} == {".ipynb"}


def test_the_bundle_has_every_notebook_that_has_a_source(bundle: Path) -> None:
    names = {f"{name}.ipynb" for name in build.find_sources(ROOT)}
    built = {path.relative_to(bundle / "workbook").as_posix() for path in bundle.glob("workbook/**/*.ipynb")}
    assert built == names | {f".originals/{name}" for name in names}
    for name in names:
        assert (bundle / "workbook" / name).read_bytes() == (bundle / "workbook/.originals" / name).read_bytes()


def test_no_solution_and_no_hidden_case_is_in_the_bundle(bundle: Path) -> None:
    sources = build.verified_sources(ROOT)
    assert any(solutions.secret_lines(source) for source in sources)
    assert list(release.leaks(bundle, sources)) == []
    for notebook in registry.notebooks():
        own = (ROOT / "course_utils/exercises/hidden" / f"{notebook.replace('/', '_', 1)}.py").read_text()
        secret = {line.strip() for line in own.splitlines() if "Case(" in line and len(line.strip()) > 25}
        for path in bundle.rglob("*.py"):
            assert not [line for line in secret if line in path.read_text()]


def test_our_own_weights_of_a_project_are_in_no_bundle(bundle: Path) -> None:
    solved = [f"{notebook}.npz" for notebook in registry.projects()]
    assert all((ROOT / "workbook" / "solutions" / name).is_file() for name in solved)
    assert [path for name in solved for path in bundle.rglob(Path(name).name)] == []


def test_a_solution_left_in_a_text_is_found(tmp_path: Path) -> None:
    solution = "answer = the_one   + and_only * line\nb = 1"
    text = f"# GRADED FUNCTION: f\n# BEGIN SOLUTION\n{solution}\n# END SOLUTION"
    source = Source("week1/x", "x.py", (Cell(1, text),), "")
    (tmp_path / "notes.md").write_text("Try\n    answer = the_one + and_only * line\n")
    (tmp_path / "course_utils" / "layers").mkdir(parents=True)
    (tmp_path / "course_utils" / "layers" / "f.py").write_text("answer = the_one + and_only * line\nb = 1\n")
    with pytest.raises(BuildError, match="2 lines of solutions would be in the bundle"):
        release._refuse_leaks(tmp_path, [source])


def test_the_review_asks_from_the_bundle(unpacked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "progress.json").write_text('{"functions": {}, "questions": {"same-pad": [["2026-01-05", false]]}}')
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "progress.json"))
    said = course(unpacked, "-m", "course_utils", "review", "--list").stdout
    assert "One question is due for review." in said
    assert "section “3. Padding: valid and same”" in said, "its notebooks are beside it"


def test_the_bundle_runs_on_its_own(unpacked: Path) -> None:
    where = course(unpacked, "-c", "import course_utils; print(course_utils.__file__)")
    assert Path(where.stdout.strip()).parent == unpacked / "course_utils"
    progress = course(unpacked, "-m", "course_utils", "status")
    assert progress.returncode == 0, progress.stderr
    assert "0 of " in progress.stdout


def profiles() -> list[object]:
    """Every notebook; those after the first of a profile import the same libraries and are checked by night."""
    groups = list(registry.all_sets())
    first = {group.profile: group.notebook for group in reversed(groups)}
    return [
        pytest.param(group.notebook, marks=[pytest.mark.nightly] * (group.notebook not in first.values()))
        for group in groups
    ]


@pytest.mark.parametrize("notebook", profiles())
def test_the_bundle_checks_its_own_notebooks(unpacked: Path, notebook: str) -> None:
    path = unpacked / "workbook" / f"{notebook}.ipynb"
    checked = course(unpacked, "-m", "course_utils", "check", str(path))
    assert checked.returncode == 1, checked.stderr
    assert "0 of " in checked.stdout.splitlines()[-1]
    assert "Traceback" not in checked.stderr


def test_a_damaged_data_set_of_the_bundle_is_mended_by_what_the_bundle_says(unpacked: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(unpacked, tmp_path / "copy")
    (copy / "datasets/signs/train_signs.h5").unlink()
    for words in (["data", "verify"], ["data", "make", "signs"]):
        said = course(copy, "-m", "course_utils", *words)
        assert said.returncode == (2 if "make" in words else 1)
        assert "Traceback" not in said.stderr
        assert "unpack the course bundle again" in said.stderr
        assert "course data make" not in said.stderr


def test_the_doctor_of_the_bundle_looks_at_no_sandbox(unpacked: Path) -> None:
    seen = course(unpacked, "-m", "course_utils", "doctor").stdout
    assert "course folder" in seen
    assert "sandbox" not in seen


@pytest.mark.parametrize("word", ["grade", "build", "release"])
def test_the_bundle_says_that_it_is_the_students_edition(unpacked: Path, word: str) -> None:
    arguments = {"grade": ["x", "--out", "y"], "build": [], "release": ["x"]}[word]
    refused = course(unpacked, "-m", "course_utils", word, *arguments)
    assert refused.returncode == 2
    assert "students' edition" in refused.stderr


def test_the_bundle_asks_for_what_it_needs_and_for_nothing_of_the_graders(bundle: Path) -> None:
    project = tomllib.loads((bundle / "pyproject.toml").read_text())["project"]
    full = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    left_out = [line for line in full if line not in project["dependencies"]]
    assert [line.split(">")[0] for line in left_out] == ["sqlalchemy", "jinja2", "pyyaml", "py-landlock", "pyseccomp"]
    conda = yaml.safe_load((bundle / "environment.yml").read_text())
    assert conda["dependencies"][-1]["pip"] == [*project["dependencies"], "-e ."]


def test_the_bundle_builds_as_a_package(bundle: Path, tmp_path: Path) -> None:
    shutil.copytree(bundle, tmp_path / "copy")
    where = ["--wheel-dir", str(tmp_path), str(tmp_path / "copy")]
    command = ["-m", "pip", "wheel", "--quiet", "--no-deps", *where]
    built = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False)
    if built.returncode and "No matching distribution found for hatchling" in built.stdout + built.stderr:
        pytest.skip("the build backend cannot be fetched here")
    assert built.returncode == 0, built.stderr
    assert list(tmp_path.glob("cnn_workbook-*.whl"))


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"is not empty. Name a new folder: nothing is overwritten"):
        release.release(tmp_path, ROOT)
    with pytest.raises(UsageError, match="is a file"):
        release.release(tmp_path / "notes.txt", ROOT)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]

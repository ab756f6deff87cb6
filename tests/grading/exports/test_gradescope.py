"""Gradescope's contract, run here: a root folder with source/, submission/, results/ and run_autograder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sysconfig
import venv
import zipfile
from pathlib import Path
from typing import Any

import pytest

from course_utils.checks.report import CaseOutcome, Report, Result
from course_utils.errors import CourseError, IsolationError, NotebookError, UsageError
from course_utils.exercises import registry
from course_utils.grading.executors import Done
from course_utils.grading.exports import gradescope_run
from course_utils.grading.exports.gradescope import export_autograder
from course_utils.grading.exports.gradescope_run import as_gradescope, find_notebook
from course_utils.grading.intake.reading import Task

SUBMISSIONS = Path(__file__).parents[2] / "submissions"
STEP = "week1/2_step_by_step"


@pytest.fixture(scope="module")
def autograder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A container's root: the zip unpacked with its permissions, and what setup.sh leaves behind.

    The environment has this one's packages but not the project: that comes from the zip alone.
    """
    root = tmp_path_factory.mktemp("autograder")
    target = export_autograder(root / "autograder.zip", STEP, seed=7)
    with zipfile.ZipFile(target) as archive:
        archive.extractall(root / "source")
        for info in archive.infolist():  # as unzip does
            (root / "source" / info.filename).chmod(info.external_attr >> 16 & 0o777)
    shutil.copy(root / "source" / "run_autograder", root / "run_autograder")
    venv.create(root / "venv", with_pip=False)
    packages = next((root / "venv" / "lib").glob("python*")) / "site-packages"
    (packages / "autograder.pth").write_text(f"{root / 'source'}\n{sysconfig.get_path('purelib')}\n")
    where = "import course_utils; print(course_utils.__file__)"
    python = [root / "venv" / "bin" / "python", "-I", "-c", where]
    output = subprocess.run(python, capture_output=True, text=True, check=True).stdout
    assert output.startswith(str(root / "source")), "the project must come from the zip"
    return root


def run(root: Path, *files: Path) -> dict[str, Any]:
    for name in ("submission", "results"):
        shutil.rmtree(root / name, ignore_errors=True)
        (root / name).mkdir()
    for file in files:
        shutil.copy(file, root / "submission")
    environment = {"PATH": os.environ["PATH"], "AUTOGRADER_ROOT": str(root)}
    done = subprocess.run([root / "run_autograder"], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    output: dict[str, Any] = json.loads((root / "results" / "results.json").read_text(encoding="utf-8"))
    return output


def points(output: dict[str, Any]) -> dict[str, tuple[float, str]]:
    return {
        test["name"].split(" ")[0]: (test["score"], test["status"]) for test in output["tests"] if test["visibility"] == "visible"
    }


@pytest.mark.slow
def test_a_right_notebook_gets_all_points(autograder: Path) -> None:
    output = run(autograder, SUBMISSIONS / "sample" / "ada" / "2_step_by_step.ipynb")
    group = registry.exercise_set(STEP)
    assert points(output) == {test.name: (float(test.points), "passed") for test in group.exercises}
    assert output["score"] == sum(test.points for test in group.exercises)
    assert sum(test["max_score"] for test in output["tests"]) == output["score"]


@pytest.mark.slow
def test_a_hostile_notebook_leaves_a_fair_result(autograder: Path) -> None:
    output = run(autograder, SUBMISSIONS / "hostile" / "os_exit" / "2_step_by_step.ipynb")
    assert "failed" in {status for _, status in points(output).values()}
    assert 0 < output["score"] < sum(test["max_score"] for test in output["tests"])


@pytest.mark.slow
def test_no_notebook_and_a_broken_one_get_zero_points_and_the_reason(autograder: Path, tmp_path: Path) -> None:
    assert "No notebook was handed in" in run(autograder)["output"]
    broken = tmp_path / "notes.ipynb"
    broken.write_text("a poem")
    output = run(autograder, broken)
    assert output["score"] == 0
    assert "notes.ipynb: The file is not a notebook." in output["output"]
    assert len(points(output)) == len(registry.exercise_set(STEP).exercises)


def test_the_zip_has_the_scripts_at_its_root_and_nothing_of_this_machine(tmp_path: Path) -> None:
    with zipfile.ZipFile(export_autograder(tmp_path / "a.zip", STEP)) as archive:
        names = archive.namelist()
        modes = {name: archive.getinfo(name).external_attr >> 16 & 0o777 for name in ("setup.sh", "run_autograder")}
        requirements = archive.read("requirements.txt").decode()
        scripts = [archive.read(name) for name in modes]
    assert modes == {"setup.sh": 0o755, "run_autograder": 0o755}
    assert {"course_utils/grading/exports/gradescope_run.py", "pyproject.toml", "autograder.json"} <= set(names)
    assert not [name for name in names if "__pycache__" in name or name.startswith(("/", "tests"))]
    assert "numpy" in requirements
    assert "tensorflow" not in requirements
    for script in scripts:
        assert subprocess.run(["bash", "-n"], input=script, check=False).returncode == 0


def test_two_exports_have_different_secrets(tmp_path: Path) -> None:
    seeds = set()
    for name in ("a.zip", "b.zip"):
        with zipfile.ZipFile(export_autograder(tmp_path / name, STEP)) as archive:
            seeds.add(json.loads(archive.read("autograder.json"))["seed"])
    assert len(seeds) == 2


def test_unknown_notebooks_and_unwritable_places_are_errors(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="no notebook named"):
        export_autograder(tmp_path / "a.zip", "week9/nothing")
    for taken in ("kept.zip", "README.md"):
        (tmp_path / taken).write_text("mine")
        with pytest.raises(UsageError, match="a new zip"):
            export_autograder(tmp_path / taken, STEP)
        assert (tmp_path / taken).read_text() == "mine"
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="cannot be written"):
        export_autograder(tmp_path / "file" / "a.zip", STEP)
    assert {path.name for path in tmp_path.iterdir()} == {"file", "kept.zip", "README.md"}


def test_hidden_cases_say_no_numbers_and_wait_for_publication() -> None:
    seen = CaseOutcome("zero_pad keeps the shape", "failed", "X_pad[0] differs: got 1, expected 2.")
    hidden = CaseOutcome("zero_pad works for pad 0", "failed", "A secret: 0.1234", hidden=True)
    report = Report("zero_pad", "failed", (seen, hidden), seen.message)
    done = Done(Task("s", STEP, "f", "", ()), (Result("zero_pad", "failed", 0.0, 5.0, seen.message, report=report),), (), 0.1)
    visible, after = as_gradescope(done)["tests"]
    assert "got 1, expected 2" in visible["output"]
    assert "pad 0" not in visible["output"]
    assert (after["visibility"], after["max_score"]) == ("after_published", 0.0)
    assert "0.1234" not in after["output"]


def test_a_kernel_without_a_sandbox_is_said_to_the_instructor_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse() -> None:
        raise IsolationError("This kernel offers no Landlock.")

    monkeypatch.setattr(gradescope_run.jail, "require", refuse)
    for name in ("source", "submission"):
        (tmp_path / name).mkdir()
    (tmp_path / "source" / "autograder.json").write_text(json.dumps({"notebook": STEP, "seed": 7}))
    shutil.copy(SUBMISSIONS / "sample" / "ada" / "2_step_by_step.ipynb", tmp_path / "submission")
    gradescope_run.run(tmp_path)
    output = json.loads((tmp_path / "results" / "results.json").read_text(encoding="utf-8"))
    assert output["score"] > 0
    assert output["stdout_visibility"] == "hidden"
    assert "without the sandbox" in capsys.readouterr().out


def test_two_notebooks_of_the_exercise_are_not_guessed_between(tmp_path: Path) -> None:
    for name in ("a.ipynb", "b.ipynb"):
        shutil.copy(SUBMISSIONS / "sample" / "ada" / "2_step_by_step.ipynb", tmp_path / name)
    with pytest.raises(NotebookError, match=r"2 notebooks of this exercise: a\.ipynb, b\.ipynb"):
        find_notebook(tmp_path, STEP)

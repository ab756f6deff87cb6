"""The workflow for GitHub Classroom that stands in the instructor's guide: its form, its command, and what it holds."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from course_utils.authoring.release import release

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "course_utils" / "grading" / "README.md").read_text("utf-8")
WORKFLOW = next(text for text in re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL) if "jobs:" in text)
STEP = "week1/2_step_by_step"
SAMPLE = ROOT / "tests" / "submissions" / "sample"
# Of the two actions' own descriptions: the inputs that they know.
GRADER, REPORTER = "classroom-resources/autograding-command-grader@v1", "classroom-resources/autograding-grading-reporter@v1"
INPUTS = {GRADER: {"test-name", "setup-command", "command", "timeout", "max-score"}, REPORTER: {"runners"}}


def steps() -> list[dict[str, Any]]:
    (job,) = yaml.safe_load(WORKFLOW)["jobs"].values()
    return list(job["steps"])


def test_the_graders_and_the_reporter_know_each_other() -> None:
    graders = [step for step in steps() if step.get("uses") == GRADER]
    (reporter,) = [step for step in steps() if step.get("uses") == REPORTER]
    assert steps()[-1] == reporter
    ids = [step["id"] for step in graders]
    assert reporter["with"]["runners"].split(",") == ids
    assert reporter["env"] == {f"{name.upper()}_RESULTS": f"${{{{ steps.{name}.outputs.result }}}}" for name in ids}
    for step in (*graders, reporter):
        assert set(step["with"]) <= INPUTS[step["uses"]]
    assert all(step["with"]["max-score"] > 0 and step["with"]["timeout"] >= 3 for step in graders)


def test_it_may_write_its_check_only_and_knows_no_secret() -> None:
    content = yaml.safe_load(WORKFLOW)
    assert content["permissions"] == {"checks": "write", "actions": "read", "contents": "read"}
    assert content[True] == ["push", "workflow_dispatch"], "YAML 1.1 reads `on` as true"
    assert "secrets." not in WORKFLOW
    assert "pull_request_target" not in WORKFLOW
    assert [step["uses"] for step in steps() if "uses" in step and not re.search(r"@v\d+$", step["uses"])] == []


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory, bring_compiled: Callable[[Path], Path]) -> Path:
    """A student's repository: the bundle, and the command where `make setup` puts it."""
    bundle = tmp_path_factory.mktemp("classroom") / "assignment-ada"
    release(bundle, ROOT)
    bring_compiled(bundle / "course_utils")
    course = bundle / ".venv" / "bin" / "course"
    course.parent.mkdir(parents=True)
    course.write_text(f'#!/bin/sh\nPYTHONPATH="{bundle}" exec "{sys.executable}" -m course_utils "$@"\n')
    course.chmod(0o755)
    return bundle


def checked(repository: Path) -> int:
    """The exit code of the workflow's own command, by which the action gives its points."""
    (command,) = [step["with"]["command"] for step in steps() if step.get("uses") == GRADER]
    environment = {name: value for name, value in os.environ.items() if name != "COURSE_ROOT"}
    return subprocess.run(command, shell=True, cwd=repository, env=environment, capture_output=True, check=False).returncode


@pytest.mark.slow
def test_its_command_fails_on_the_notebook_handed_out_and_passes_on_a_right_one(repository: Path) -> None:
    assert any(step.get("run") == "make setup" for step in steps())
    assert "setup:" in (repository / "Makefile").read_text("utf-8")
    assert checked(repository) == 1
    shutil.copy(SAMPLE / "ada" / "2_step_by_step.ipynb", repository / "workbook" / f"{STEP}.ipynb")
    assert checked(repository) == 0


@pytest.mark.slow
def test_a_students_repository_has_neither_hidden_cases_nor_the_grader(repository: Path) -> None:
    names = {path.relative_to(repository).as_posix() for path in repository.rglob("*")}
    assert f"workbook/{STEP}.ipynb" in names
    assert [name for name in names if name.startswith(("course_utils/exercises/hidden", "course_utils/grading", "workbook/solutions"))] == []


@pytest.mark.slow
def test_clones_of_the_class_are_graded_with_hidden_cases_by_the_command_of_the_guide(repository: Path, tmp_path: Path) -> None:
    (line,) = re.findall(r"^course grade NAME-submissions .*$", GUIDE, re.MULTILINE)
    for student in ("ada", "dora"):
        clone = shutil.copytree(repository, tmp_path / "class-submissions" / f"assignment-{student}")
        (clone / ".git").mkdir()
        (clone / ".git" / "config").write_text("[core]\n")
        shutil.copy(SAMPLE / student / "2_step_by_step.ipynb", clone / "workbook" / f"{STEP}.ipynb")
    command = [sys.executable, "-m", "course_utils", *line.replace("NAME", "class").split()[1:]]
    done = subprocess.run([*command, "--seed", "1"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    rows = list(csv.DictReader((tmp_path / "report" / "totals.csv").open(encoding="utf-8")))
    assert [(row["student"], row["notebook"]) for row in rows] == [(f"assignment-{name}", STEP) for name in ("ada", "dora")]
    assert float(rows[0]["points"]) == float(rows[0]["max_points"]) > float(rows[1]["points"])
    assert (rows[0]["attempts"], rows[0]["message"]) == ("1", "")

"""The requirements said twice are equal; `course lab` and `course doctor` say what they do."""

from __future__ import annotations

import json
import os
import re
import sys
import tomllib
from pathlib import Path
from unittest import mock

import pytest
import yaml

from course_utils import environment
from course_utils.authoring.execute import ENVIRONMENT
from course_utils.authoring.release import environment_yml
from course_utils.cli import student as command
from course_utils.errors import IsolationError, UsageError
from course_utils.grading.sandbox import layers

ROOT = Path(__file__).parents[1]


def project() -> dict[str, list[str]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def test_environment_yml_repeats_the_requirements_of_pyproject() -> None:
    conda = yaml.safe_load((ROOT / "environment.yml").read_text())
    *_, pip = conda["dependencies"]
    assert conda["dependencies"][:2] == ["python=3.11", "pip"]
    assert pip["pip"] == [*project()["dependencies"], "-e ."]


def test_environment_yml_is_what_the_release_would_write() -> None:
    assert (ROOT / "environment.yml").read_text() == environment_yml(project()["dependencies"])


def test_nbval_and_the_build_run_notebooks_under_the_same_variables() -> None:
    script = (ROOT / "tests" / "run_all.sh").read_text()
    exports = " ".join(re.findall(r"^export .*$", script, re.MULTILINE))
    exported = dict(re.findall(r" ([A-Z0-9_]+)=([\w-]+)", exports))
    assert ENVIRONMENT.items() <= exported.items()


def test_lab_asks_the_network_for_nothing_and_passes_its_options_through(tmp_path: Path) -> None:
    command = environment.lab_command(tmp_path, browser=False, port=9123, extra=["--debug"])
    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    assert {"--no-browser", "--port=9123", "--debug", f"--ServerApp.root_dir={tmp_path}"} <= set(command)
    assert {"--LabApp.news_url=None", "--LabApp.extension_manager=readonly"} <= set(command)


@pytest.mark.parametrize(("everything", "listed"), [(False, []), (True, ["solutions", "source"])])
def test_lab_lists_solutions_and_sources_when_asked_to(tmp_path: Path, everything: bool, listed: list[str]) -> None:
    from jupyter_server.services.contents.filemanager import FileContentsManager

    command = environment.lab_command(tmp_path, browser=False, port=None, everything=everything)
    begin = "--ContentsManager.hide_globs="
    hidden = [word.removeprefix(begin) for word in command if word.startswith(begin)]
    for name in ("week1", "source", "solutions", "__pycache__"):
        (tmp_path / name).mkdir()
    manager = FileContentsManager(root_dir=str(tmp_path), hide_globs=hidden)
    assert sorted(entry["name"] for entry in manager.get("")["content"]) == [*listed, "week1"]


def test_lab_opens_a_browser_unless_told_otherwise(tmp_path: Path) -> None:
    command = environment.lab_command(tmp_path, browser=True, port=None)
    assert not [word for word in command if word.startswith(("--no-browser", "--port"))]


def test_lab_settings_come_before_the_students_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/own")
    first, second = environment.lab_environment(tmp_path)["JUPYTER_CONFIG_PATH"].split(os.pathsep)
    assert (Path(first) / "labconfig" / "page_config.json").is_file()
    ours = json.loads((Path(first) / "labconfig" / "default_setting_overrides.json").read_text())
    assert ours["@jupyterlab/notebook-extension:tracker"]["codeCellConfig"] == {"lineWrap": True}
    assert second == "/own"


@pytest.mark.parametrize(
    ("folder", "port", "why"), [("gone", None, "no workbook"), ("", 70000, "is no port")]
)
def test_lab_refuses_what_it_cannot_open(tmp_path: Path, folder: str, port: int | None, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        environment.lab_command(tmp_path / folder, browser=True, port=port)


def test_doctor_finds_every_requirement_of_this_machine_with_its_version() -> None:
    own = environment.Finding("sandbox", False, "not here", "Grade on Linux.")
    findings = {finding.name: finding for finding in environment.doctor([lambda: own])}
    assert findings["sandbox"] is own
    assert {"Python", "numpy", "jupyterlab", "course folder", "memory", "free disk"} <= set(findings)
    assert findings["numpy"].ok
    assert findings["numpy"].detail[0].isdigit()


@pytest.mark.parametrize(
    ("error", "detail", "remedy"),
    [
        (None, "seccomp, limits, Landlock 3; no namespaces: refused; no foreign user: not root; no control group "
         "(unproved: no machine of ours has one): none", ""),
        (IsolationError("No Landlock.", "Use WSL 2."), "No Landlock.", "Use WSL 2."),
        (ImportError("No module named 'fcntl'"), "No module named 'fcntl'", "Grade on Linux."),
    ],
)
def test_the_command_looks_at_the_sandbox(
    error: Exception | None, detail: str, remedy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    granted = layers.Layers(landlock=3, why={"namespaces": "refused", "uid": "not root", "cgroup": "none"})
    monkeypatch.setattr(layers, "require", mock.Mock(side_effect=error, return_value=granted))
    assert command.sandbox() == environment.Finding("sandbox for grading", error is None, detail, remedy)


def test_doctor_says_how_to_get_what_is_missing_or_too_old() -> None:
    missing = environment._dependency("no-such-thing", ">=2")
    assert (missing.ok, missing.detail) == (False, "not installed")
    assert missing.remedy.startswith("Run `pip install 'no-such-thing>=2'`")
    old = environment._dependency("numpy", ">=99")
    assert not old.ok
    assert old.detail.endswith("needed: >=99")


def test_doctor_names_the_packages_of_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    findings = next(one for one in environment.doctor() if one.name.startswith("Chromium"))
    assert (findings.ok, findings.detail) == (False, "not found")
    assert "apt-get install chromium" in findings.remedy

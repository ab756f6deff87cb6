"""`make` finds a Python, installs by uv or pip, from the lock or the newest; the locks say what pyproject.toml asks for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "tests/requirements.lock")
SYSTEMS = [("linux", "x86_64"), ("linux", "aarch64"), ("darwin", "arm64"), ("win32", "AMD64")]
TOOLS = ("sh", "make", "touch", "dirname")


def locked(name: str) -> list[Requirement]:
    """The entries of a lock, each with its marker."""
    lines = (ROOT / name).read_text("utf-8").splitlines()
    return [Requirement(line.removesuffix(" \\")) for line in lines if re.match(r"[a-z0-9]", line)]


def asked_for() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras = project["project"]["optional-dependencies"]
    lines = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    every = map(Requirement, [*lines, *(line for extra in ("dev", "cluster", "postgresql") for line in extras[extra])])
    return [requirement for requirement in every if requirement.name != "cnn-workbook"]


@pytest.mark.parametrize("version", ["3.11.2", "3.12.3", "3.13.1"])
@pytest.mark.parametrize(("system", "machine"), SYSTEMS)
def test_the_locks_satisfy_what_pyproject_asks_for(system: str, machine: str, version: str) -> None:
    names = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}
    here = default_environment() | {
        "sys_platform": system, "platform_machine": machine, "platform_system": names[system], "extra": "",
        "python_full_version": version, "python_version": version.rpartition(".")[0],
    }  # fmt: skip
    entries = [entry for lock in LOCKS for entry in locked(lock) if not entry.marker or entry.marker.evaluate(here)]
    chosen = {entry.name: next(iter(entry.specifier)).version for entry in entries}
    assert len(chosen) == len(entries), "one version each"
    wanted = [requirement for requirement in asked_for() if not requirement.marker or requirement.marker.evaluate(here)]
    assert len(wanted) > 30
    assert {str(need) for need in wanted if not need.specifier.contains(chosen.get(need.name.lower(), "0"))} == set()


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_version_has_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "://" not in text
    assert "index" not in text
    for entry in re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]:
        assert re.match(r"[a-z0-9.-]+(\[\w+\])?==\S+", entry)
        assert "--hash=sha256:" in entry, entry


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A bundle's folder with nothing to install, and `bin/` with the few programs that make needs."""
    for name in ("Makefile", "install.mk"):
        shutil.copy(ROOT / "course_utils/authoring/bundle" / name, tmp_path)
    for name in ("pyproject.toml", "requirements.lock"):
        (tmp_path / name).touch()
    (tmp_path / "bin").mkdir()
    for name in TOOLS:
        (tmp_path / "bin" / name).symlink_to(shutil.which(name) or name)
    return tmp_path


def fake(folder: Path, *names: str) -> None:
    """Programs that only exist: `make -n` shows what would be run."""
    for name in names:
        program = folder / "bin" / name
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)


def make(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if name not in ("PYTHON", "UV", "VENV", "MAKEFLAGS", "MAKELEVEL")}
    return subprocess.run(
        ["make", *words], cwd=folder, env={**own, "PATH": str(folder / "bin")}, capture_output=True, text=True, check=False
    )


def shown(folder: Path, *words: str) -> str:
    done = make(folder, "-n", "setup", *words)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("there", "chosen"),
    [
        (("python3.13", "python3.12", "python3.11"), "python3.11"),
        (("python3.13", "python3.12", "python3.10"), "python3.12"),
        (("python3.13", "python3.14", "python3"), "python3.13"),
    ],
)
def test_make_takes_the_first_python_that_fits(folder: Path, there: tuple[str, ...], chosen: str) -> None:
    fake(folder, *there)
    assert f'"{folder / "bin" / chosen}" -m venv .venv' in shown(folder)
    assert '"/opt/mine" -m venv .venv' in shown(folder, "PYTHON=/opt/mine")


def test_without_a_python_one_sentence_says_what_to_install(folder: Path) -> None:
    fake(folder, "python3.10", "python3.14")
    done = make(folder, "setup")
    assert done.returncode != 0
    said = done.stderr.splitlines()[0]
    assert said == "There is no Python 3.11, 3.12 or 3.13 here: install one, or name yours with PYTHON=."
    assert not (folder / ".venv").exists()


def test_uv_makes_and_fills_the_environment_where_it_is_on_the_path(folder: Path) -> None:
    fake(folder, "python3.12")
    assert ".venv/bin/python -m pip install --quiet" in shown(folder)
    fake(folder, "uv")
    lines = shown(folder)
    assert f'uv venv --quiet --seed --python "{folder}/bin/python3.12" .venv' in lines
    assert "uv pip install --python .venv/bin/python --quiet" in lines
    assert "-m pip" not in lines


def test_the_lock_decides_unless_unlocked(folder: Path) -> None:
    fake(folder, "python3.11")
    lines = shown(folder)
    assert "--require-hashes -r requirements.lock" in lines
    assert "--no-deps --no-build-isolation --editable ." in lines
    lines = shown(folder, "UNLOCKED=1")
    assert '--editable "."' in lines
    assert "requirements.lock" not in lines


def test_wheels_are_used_when_they_are_there_and_the_internet_when_not(folder: Path) -> None:
    fake(folder, "python3.11")
    assert "--no-index" not in shown(folder)
    (folder / "wheels").mkdir()
    assert "--no-index" not in shown(folder)
    (folder / "wheels" / "numpy-2.0-py3-none-any.whl").touch()
    installs = [line for line in shown(folder).splitlines() if "pip install" in line]
    assert len(installs) == 2
    assert all("--no-index --find-links wheels" in line for line in installs)


def test_the_clone_installs_as_the_bundle_does_and_the_tests_packages_beside() -> None:
    shown = subprocess.run(
        ["make", "-n", "setup-dev", "VENV=nowhere", "UV="], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert "--require-hashes -r requirements.lock -r tests/requirements.lock" in shown

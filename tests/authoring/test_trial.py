"""A bundle proves that it installs without internet: from its own wheels, in a place with no network."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from course_utils.authoring import release, trial, wheelhouse
from course_utils.errors import BuildError

ROOT = Path(__file__).parents[2]
# The numpy notebook needs none of these; TensorFlow alone is half a gigabyte.
LARGE = ("tensorflow", "jupyterlab", "jupytext", "h5py")


@pytest.fixture(scope="module")
def light(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real bundle with fewer packages."""
    bundle = tmp_path_factory.mktemp("trial") / "light bundle"
    release.release(bundle, ROOT)
    lock = bundle / wheelhouse.LOCK
    entries = re.split(r"^(?=\S)", lock.read_text(), flags=re.MULTILINE)
    lock.write_text("".join(entry for entry in entries if not entry.startswith(LARGE)))
    return bundle


@pytest.fixture(scope="module")
def wheels(light: Path) -> Path:
    try:
        wheelhouse.fill(light)
    except BuildError as error:
        pytest.skip(f"no packages can be fetched here: {error.message}")
    return light / "wheels"


@pytest.mark.nightly  # beside `make check-release`, which does the same with all packages
@pytest.mark.slow
def test_a_bundle_with_wheels_installs_and_runs_without_a_network(light: Path, wheels: Path) -> None:
    before = sorted(light.rglob("*"))
    network, installed, ran, checked = trial.try_bundle(light, wheels)
    if trial._cut_off():
        assert network == "network cut off"
    assert installed == "installed in a new environment, from the wheels alone"
    assert ran == "week1/2_step_by_step runs from top to bottom"
    assert re.fullmatch(r"course check: 0 of 8 functions pass\.?", checked)
    assert sorted(light.rglob("*")) == before, "the trial leaves nothing in the bundle"


@pytest.mark.nightly
@pytest.mark.slow
def test_a_wheelhouse_says_for_what_machine_it_is_and_lacks_nothing(light: Path, wheels: Path) -> None:
    note = (wheels / "README.txt").read_text()
    assert f"Python {sys.version_info.major}.{sys.version_info.minor}" in note
    names = {path.name.split("-")[0].lower() for path in wheels.glob("*.whl")}
    assert {"numpy", "hatchling", "editables", "ipykernel"} <= names
    assert not names & set(LARGE)


PIP = """  error: subprocess-exited-with-error

  × pip subprocess to install build dependencies did not run successfully.
      ERROR: Could not find a version that satisfies the requirement hatchling>=1.25 (from versions: none)
      ERROR: No matching distribution found for hatchling>=1.25
      [end of output]
  note: This error originates from a subprocess, and is likely not a problem with pip.
error: subprocess-exited-with-error
make: *** [Makefile:13: .venv/.ready] Error 1
"""


@pytest.mark.parametrize(
    ("stderr", "stdout", "said"),
    [
        (PIP, "", "ERROR: No matching distribution found for hatchling>=1.25"),
        ("Traceback (most recent call last):\nRuntimeError: Kernel died\nAssertionError: \n", "", "RuntimeError: Kernel died"),
        ("", "one\n0 of 8\n", "0 of 8"),
        ("", "", "exit code 3"),
    ],
)
def test_of_a_step_that_failed_the_line_that_tells_is_said(
    stderr: str, stdout: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = subprocess.CompletedProcess(["make"], 3, stdout, stderr)
    monkeypatch.setattr(trial, "_run", lambda *words: failed)
    with pytest.raises(BuildError) as refused:
        trial._step("be installed", tmp_path, "make", "setup")
    assert refused.value.message == f"The bundle cannot be installed: {said}"


def test_a_download_that_fails_leaves_no_folder_and_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / wheelhouse.LOCK).write_text(f"numpy==2.4.6 --hash=sha256:{'0' * 64}\n")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(BuildError, match=r"The packages cannot be downloaded: ERROR: No matching distribution found for"):
        wheelhouse.fill(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [wheelhouse.LOCK]


def test_the_network_is_really_off_where_the_system_allows_it() -> None:
    prefix = trial._cut_off()
    if not prefix:
        pytest.skip("this system lets nobody make a network namespace")
    look = "import socket; print([name for _, name in socket.if_nameindex()])"
    done = subprocess.run([*prefix, sys.executable, "-c", look], capture_output=True, text=True, check=False)
    assert done.stdout == "['lo']\n", done.stderr

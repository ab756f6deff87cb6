"""`course release DIR --wheelhouse`: every package a bundle needs, in `DIR/wheels/`, for a class without internet."""

from __future__ import annotations

import platform
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from course_utils.errors import BuildError

FOLDER = "wheels"
LOCK = "requirements.lock"  # every package of the install and of its build, with hashes


@dataclass(frozen=True)
class Wheelhouse:
    """How many packages a wheelhouse has, and their size in bytes."""

    count: int
    size: int

    def __str__(self) -> str:
        return f"{self.count} packages, {self.size / 1e6:.0f} MB, for {_machine()}"


def fill(bundle: Path, wheels: Path | None = None) -> Wheelhouse:
    """Download into `wheels` (default: the bundle's own folder) what the bundle's install needs.

    The packages fit this machine's system and Python. The folder appears when it is complete.

    Raises:
        BuildError: pip cannot download one of them.
    """
    wheels = wheels or bundle / FOLDER
    with tempfile.TemporaryDirectory(dir=wheels.parent, prefix=f".{wheels.name}-") as folder:
        fresh = Path(folder) / FOLDER
        _download(bundle / LOCK, fresh)
        (fresh / "README.txt").write_text(_note(), "utf-8")
        fresh.rename(wheels)
    sizes = [path.stat().st_size for path in wheels.glob("*.whl")]
    return Wheelhouse(len(sizes), sum(sizes))


def _download(lock: Path, target: Path) -> None:
    options = ["--quiet", "--disable-pip-version-check", "--only-binary", ":all:", "--dest", str(target)]
    command = [sys.executable, "-m", "pip", "download", *options, "--require-hashes", "--requirement", str(lock)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or done.stderr.splitlines()
        raise BuildError(
            f"The packages cannot be downloaded: {said[-1] if said else 'pip gave no reason'}",
            "This needs the internet once. The bundle itself is written and whole; remove it before another try.",
        )


def _note() -> str:
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return (
        f"Packages for {_machine()}. While this folder is here, `make lab` uses it and no internet.\n"
        f"With another Python as default: make lab PYTHON={version}\n"
        "On another system, remove this folder: the packages then come from the internet.\n"
    )


def _machine() -> str:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return f"{platform.system()} {platform.machine()}, Python {version}"

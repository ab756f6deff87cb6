"""The student's machine: open JupyterLab in the workbook, and say what is missing."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from course_utils.data.paths import ROOT_VARIABLE, course_root
from course_utils.errors import CourseError, UsageError

DISTRIBUTION = "cnn-workbook"
START = "START_HERE.ipynb"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_GIB = 2**30
_MEMORY_GIB = 3.5
_DISK_GIB = 2.0
_CLUTTER = ("__pycache__", "*.pyc", "*.pyo", ".DS_Store", "*~")  # what JupyterLab leaves out by itself
_AUTHORS = ("source", "solutions")
_SETTINGS = Path(__file__).parent / "jupyter"
_INSTALL = "Run `make setup` in the course folder, or `pip install -e .`."


@dataclass(frozen=True)
class Finding:
    """One thing that `course doctor` looked at; `remedy` says how to get it when it is not ok."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""


def lab(
    workbook: Path, browser: bool = True, port: int | None = None, extra: Sequence[str] = (), everything: bool = False
) -> int:
    """Open JupyterLab in `workbook` and return its exit code once it ends.

    Raises:
        UsageError: there is no such folder, JupyterLab is not installed, or the port is none.
    """
    command = lab_command(workbook, browser, port, extra, everything)
    environment = lab_environment(workbook)
    if os.name == "posix":  # JupyterLab takes this process's place, so Ctrl-C reaches it alone
        os.execve(command[0], command, environment)
    return subprocess.call(command, env=environment)


def lab_command(
    workbook: Path, browser: bool, port: int | None, extra: Sequence[str] = (), everything: bool = False
) -> list[str]:
    """The command line: this Python's JupyterLab, which asks the network for nothing.

    Its list of files leaves out what students need not see, unless `everything` is asked for.
    """
    if not workbook.is_dir():
        raise UsageError(f"There is no workbook in {workbook.parent}.", "Run this in the course folder.")
    if find_spec("jupyterlab") is None:
        raise UsageError("JupyterLab is not installed.", _INSTALL)
    if port is not None and not 0 < port < 65536:
        raise UsageError(f"{port} is no port.", "Choose a number between 1024 and 65535.")
    command = [
        sys.executable, "-m", "jupyterlab",
        f"--ServerApp.root_dir={workbook.resolve()}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
        *(f"--ContentsManager.hide_globs={pattern}" for pattern in (*_CLUTTER, *(() if everything else _AUTHORS))),
        *([f"--LabApp.default_url=/lab/tree/{START}"] if (workbook / START).is_file() else []),
    ]  # fmt: skip
    if not browser:
        command.append("--no-browser")
    if port is not None:
        command.append(f"--port={port}")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # in a container there is often nobody else
    return [*command, *extra]


def lab_environment(workbook: Path) -> dict[str, str]:
    """This process's environment with the course's settings of JupyterLab in front."""
    paths = [str(_SETTINGS), *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    course = {ROOT_VARIABLE: str(workbook.resolve().parent), "JUPYTER_CONFIG_PATH": os.pathsep.join(paths)}
    return {"JUPYTER_PLATFORM_DIRS": "1", "TF_CPP_MIN_LOG_LEVEL": "3", **os.environ, **course}


def doctor(checks: Sequence[Callable[[], Finding]] = ()) -> list[Finding]:
    """Look at everything the course needs on this machine; nothing is changed.

    `checks` look at what only this edition has.
    """
    own = [check() for check in checks]
    return [_python(), *_dependencies(), _course(), *own, *_browser(), _memory(), _disk()]


def _python() -> Finding:
    fine = (3, 11) <= sys.version_info[:2] < (3, 14)
    remedy = "Install Python 3.11, 3.12 or 3.13 and make a new environment."
    return Finding("Python", fine, platform.python_version(), remedy)


def _dependencies() -> Iterator[Finding]:
    from packaging.requirements import Requirement

    try:
        lines = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        yield Finding(DISTRIBUTION, False, "not installed", _INSTALL)
        return
    for line in lines:
        wanted = Requirement(line)
        if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
            yield _dependency(wanted.name, str(wanted.specifier))


def _dependency(name: str, specifier: str) -> Finding:
    from packaging.specifiers import SpecifierSet

    remedy = f"Run `pip install '{name}{specifier}'`, or all at once: {_INSTALL[0].lower()}{_INSTALL[1:]}"
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Finding(name, False, "not installed", remedy)
    fine = SpecifierSet(specifier).contains(version, prereleases=True)
    return Finding(name, fine, version if fine else f"{version}, needed: {specifier}", remedy)


def _course() -> Finding:
    try:
        root = course_root()
    except CourseError as error:
        return Finding("course folder", False, error.message, error.help)
    notebooks = len(list((root / "workbook").glob("week*/*.ipynb")))
    remedy = "Copy the whole course folder again: workbook/ or datasets/ is incomplete."
    detail = f"{root}, {notebooks} notebook{'s' * (notebooks != 1)}"
    return Finding("course folder", notebooks > 0 and (root / "datasets").is_dir(), detail, remedy)


def _browser() -> Iterator[Finding]:
    """What authors test with, looked at where its package is installed."""
    if find_spec("playwright") is not None:
        path = chromium()
        remedy = "Install it: `apt-get install chromium`, or your system's package."
        yield Finding("Chromium, for browser tests", path is not None, path or "not found", remedy)


def chromium() -> str | None:
    """The path of a Chromium on this machine, or None."""
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def _memory() -> Finding:
    try:
        gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / _GIB
    except (AttributeError, ValueError, OSError):  # Windows has no sysconf
        return Finding("memory", True, "unknown")
    remedy = "Close other programs; weeks 2 to 4 train small networks."
    return Finding("memory", gib >= _MEMORY_GIB, f"{gib:.1f} GiB", remedy)


def _disk() -> Finding:
    gib = shutil.disk_usage(Path.cwd()).free / _GIB
    return Finding("free disk", gib >= _DISK_GIB, f"{gib:.1f} GiB", f"Free {_DISK_GIB:.0f} GiB.")

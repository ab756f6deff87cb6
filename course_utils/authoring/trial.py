"""`course release DIR --check`: install the bundle as a student does, without internet, and run a notebook of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from course_utils.authoring.wheelhouse import FOLDER
from course_utils.errors import BuildError, UsageError

NOTEBOOK = "week1/2_step_by_step"
_MINUTES = 20
# Variables that would lead pip to an index, or Python and make to something beside the bundle.
_FOREIGN = ("PIP_", "UV_", "PYTHON", "COURSE_", "VIRTUAL_ENV", "MAKE", "MFLAGS", "JUPYTER_", "IPYTHON")
_RUN = """
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(notebook, timeout=600, kernel_name="python3").execute(cwd=sys.argv[2])
"""
# In a place without network not even 127.0.0.1 is up, and a kernel talks to its notebook there.
_LOOPBACK = """
import fcntl, os, socket, struct, sys
with socket.socket() as any_socket:
    fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh", b"lo", 0x41))  # SIOCSIFFLAGS; IFF_UP and IFF_RUNNING
os.execvp(sys.argv[1], sys.argv[1:])
"""
_CONNECT = "import socket; socket.create_connection(('192.0.2.1', 9), timeout=5)"  # an address for documentation


def try_bundle(bundle: Path, wheels: Path) -> Iterator[str]:
    """Make a copy of `bundle`, install it from `wheels` alone, run one notebook and check it.

    Yields a line for each step that went well.

    Raises:
        UsageError: make is missing here.
        BuildError: a step failed; the message has its last line.
    """
    if shutil.which("make") is None:
        raise UsageError("make is not installed, and students start the bundle with it.", "Install make.")
    with tempfile.TemporaryDirectory(prefix="bundle-") as folder:
        copy = Path(folder) / "bundle"
        shutil.copytree(bundle, copy, ignore=shutil.ignore_patterns(FOLDER, ".venv"))
        (copy / FOLDER).symlink_to(wheels.resolve())
        yield _network(copy)
        _step("be installed", copy, "make", "--no-print-directory", "setup", f"PYTHON={sys.executable}")
        yield "installed in a new environment, from the wheels alone"
        notebook = _notebook(copy)
        python, path = ".venv/bin/python", f"workbook/{notebook}.ipynb"
        _step(f"run {notebook}", copy, python, "-c", _RUN, path, str(Path(path).parent))
        yield f"{notebook} runs from top to bottom"
        yield f"course check: {_checked(copy, path)}"


def _notebook(copy: Path) -> str:
    """The notebook that is run: another than the usual one where the class leaves that out."""
    there = sorted((copy / "workbook").glob("week*/*.ipynb"))
    names = [path.relative_to(copy / "workbook").with_suffix("").as_posix() for path in there]
    return NOTEBOOK if NOTEBOOK in names else names[0]


def _checked(copy: Path, path: str) -> str:
    """The last line of `course check` on the untouched notebook, which has no point yet."""
    done = _run(copy, ".venv/bin/course", "check", path)
    said = done.stdout.strip().splitlines()
    if done.returncode != 1 or not said or not said[-1].startswith("0 of "):
        raise BuildError(f"`course check` of the untouched notebook says: {_last_line(done)}", _KEPT)
    return said[-1]


def _network(copy: Path) -> str:
    """Say how far the network is off; a connection that succeeds in a cut-off place is a fault."""
    if not _cut_off():
        return "no index for pip (this system does not let us cut the network off)"
    if _run(copy, sys.executable, "-c", _CONNECT).returncode == 0:
        raise BuildError("The network answers although it was cut off.", _KEPT)
    return "network cut off"


@cache
def _cut_off() -> tuple[str, ...]:
    """The command that runs another without any network; empty where the system does not allow it."""
    command = ("unshare", "--net", "--map-root-user", sys.executable, "-c", _LOOPBACK)
    if shutil.which("unshare") is None:
        return ()
    tried = subprocess.run([*command, "true"], capture_output=True, check=False)
    return command if tried.returncode == 0 else ()


_KEPT = "The bundle is kept as it is: look at it, mend the course, and release it again."


def _step(what: str, folder: Path, *command: str) -> None:
    done = _run(folder, *command)
    if done.returncode:
        raise BuildError(f"The bundle cannot {what}: {_last_line(done)}", _KEPT)


def _run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
    offline = {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "PIP_ROOT_USER_ACTION": "ignore"}
    wrapped = [*_cut_off(), *command]
    limits = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"}
    try:
        return subprocess.run(
            wrapped, cwd=folder, env={**own, **offline, **limits}, text=True, encoding="utf-8",
            capture_output=True, timeout=60 * _MINUTES, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise BuildError(f"{command[0]} took more than {_MINUTES} minutes.", _KEPT) from None


def _last_line(done: subprocess.CompletedProcess[str]) -> str:
    said = (done.stderr.strip() or done.stdout.strip()).splitlines()
    # pip's own word first, then an exception's last line; what make and pip say after it tells no more.
    kinds = [[line for line in said if re.match(kind, line)] for kind in (r"\W*ERROR: ", r"[\w.]*Error: .")]
    return next((lines[-1] for lines in (*kinds, said) if lines), f"exit code {done.returncode}").strip()

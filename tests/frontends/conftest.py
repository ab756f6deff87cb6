"""A copy of the workbook behind `course lab`, and pages of Chromium that look into it."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True)
class Course:
    """A student's own copy of the course and the server that `course lab` started for it."""

    root: Path
    url: str
    token: str

    def address(self, path: str) -> str:
        return f"{self.url}/{path}?token={self.token}"

    def cells(self, notebook: str) -> list[Any]:
        import nbformat  # its schemas take a second, which only these tests shall wait for

        path, end = self.root / "workbook" / f"{notebook}.ipynb", time.monotonic() + 120
        while True:
            try:
                return list(nbformat.read(path, as_version=4).cells)
            except nbformat.reader.NotJSONError:  # Jupyter is writing it at this moment
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)

    def copy(self, notebook: str) -> str:
        """A copy to save in, beside the notebook, so that other tests find that one untouched."""
        folder = self.root / "workbook" / Path(notebook).parent
        shutil.copy(self.root / "workbook" / f"{notebook}.ipynb", folder / f"mine_{Path(notebook).name}.ipynb")
        return f"{Path(notebook).parent}/mine_{Path(notebook).name}"

    def sessions(self) -> list[dict[str, Any]]:
        with urllib.request.urlopen(self.address("api/sessions"), timeout=120) as answer:
            return list(json.load(answer))

    def wait_for_kernel(self, page: Any, notebook: str) -> None:
        """Wait until a page talks to the kernel: Jupyter drops cells that are run before, or asks for a kernel."""
        end = time.monotonic() + 300
        while time.monotonic() < end:
            kernels = [session["kernel"] for session in self.sessions() if session["path"] == f"{notebook}.ipynb"]
            if any(kernel["execution_state"] == "idle" and kernel["connections"] for kernel in kernels):
                break
            page.wait_for_timeout(300)
        page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", state="attached")
        page.wait_for_timeout(500)

    def end_kernels(self) -> None:
        """A kernel with TensorFlow holds half a gigabyte."""
        for session in self.sessions():
            address = self.address(f"api/sessions/{session['id']}")
            urllib.request.urlopen(urllib.request.Request(address, method="DELETE"), timeout=180).close()


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory, project_root: Path, chromium: str) -> Iterator[Course]:
    """`course lab --no-browser` on a copied workbook, with a home of its own, stopped at the end."""
    home = tmp_path_factory.mktemp("student")
    root = home / "course"
    hidden = shutil.ignore_patterns("source", "solutions", ".*")
    shutil.copytree(project_root / "workbook", root / "workbook", ignore=hidden)
    (root / "datasets").symlink_to(project_root / "datasets")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    started = Course(root, f"http://127.0.0.1:{port}", secrets.token_hex(16))
    command = [sys.executable, "-m", "course_utils", "lab", "--no-browser", "--port", str(port)]
    with (home / "log").open("w") as log:
        process = subprocess.Popen(command, env=_environment(home, started), cwd=root, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait(started, process, home / "log")
        yield started
    finally:
        process.terminate()
        process.wait(timeout=180)


def _environment(home: Path, course: Course) -> dict[str, str]:
    places = {
        "HOME": home, "JUPYTER_CONFIG_DIR": home / "config", "JUPYTER_DATA_DIR": home / "data",
        "JUPYTER_RUNTIME_DIR": home / "runtime", "IPYTHONDIR": home / "ipython", "COURSE_ROOT": course.root,
        "COURSE_PROGRESS": home / "progress.json",
        "JUPYTERLAB_SETTINGS_DIR": home / "settings", "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces",
    }  # fmt: skip
    words = {"JUPYTER_TOKEN": course.token, "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"}
    return os.environ | {name: str(path) for name, path in places.items()} | words


def _wait(course: Course, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 300
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(course.address("api/status"), timeout=120):
                return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError(f"`course lab` did not start:\n{log.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def visits(browser: Any) -> Iterator[Any]:
    """What all pages of the course's server share: JupyterLab's scripts are fetched and translated once."""
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    context.set_default_timeout(180_000)
    yield context
    context.close()


@pytest.fixture
def open_page(course: Course, visits: Any) -> Iterator[Callable[[str], Any]]:
    """A function: a page of the course's server, with patience for a machine that does other things too."""

    def show(path: str) -> Any:
        page = visits.new_page()
        page.goto(f"{course.address(path)}&reset")  # an empty workspace, whatever was open before
        return page

    yield show
    for page in visits.pages:
        page.close()
    course.end_kernels()

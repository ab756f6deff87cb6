"""One JupyterLab for every test that looks into one: `course lab` on a copied workbook, and one page of Chromium."""

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
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Tests call commands of the page; and nobody here writes Python with a language server, which looks for Node.js.
SETTINGS = {
    "jupyter_lab_config.json": {"LabApp": {"expose_app_in_browser": True}},
    "jupyter_server_config.json": {"LanguageServerManager": {"autodetect": False}},
}
READY = "window.jupyterapp?.commands.hasCommand('docmanager:open')"
OPEN = "path => jupyterapp.commands.execute('docmanager:open', {path}).then(() => null)"
THEME = "theme => jupyterapp.commands.execute('apputils:change-theme', {theme: `JupyterLab ${theme}`}).then(() => null)"
# Disposed of rather than closed: that would ask whether to save.
TIDY = """() => {
    [...jupyterapp.shell.widgets('main')].forEach((widget) => widget.dispose());
    return jupyterapp.commands.execute('filebrowser:go-to-path', { path: '/' }).then(() => null);
}"""


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

    def copy(self, notebook: str, before: str = "") -> str:
        """A copy to save in, beside the notebook, so that other tests find that one untouched.

        It ends before the cell whose id is `before`, where one is named.
        """
        mine = f"{Path(notebook).parent}/mine_{Path(notebook).name}"
        content = json.loads((self.root / "workbook" / f"{notebook}.ipynb").read_text("utf-8"))
        if before:
            content["cells"] = content["cells"][: [cell["id"] for cell in content["cells"]].index(before)]
        (self.root / "workbook" / f"{mine}.ipynb").write_text(json.dumps(content), "utf-8")
        return mine

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

    def client(self, notebook: str) -> Any:
        """A client of the kernel that runs a notebook."""
        from jupyter_client import BlockingKernelClient

        session = next(session for session in self.sessions() if session["path"] == f"{notebook}.ipynb")
        file = self.root.parent / "runtime" / f"kernel-{session['kernel']['id']}.json"
        client = BlockingKernelClient(connection_file=str(file))
        client.load_connection_file()
        client.start_channels()
        client.wait_for_ready(timeout=180)
        return client

    def tidy(self, page: Any) -> None:
        """A page as it was at first, and no kernel: one with TensorFlow holds half a gigabyte."""
        page.evaluate(TIDY)
        self.end_kernels()
        page.evaluate(THEME, "Light")

    def end_kernels(self) -> None:
        for session in self.sessions():
            address = self.address(f"api/sessions/{session['id']}")
            urllib.request.urlopen(urllib.request.Request(address, method="DELETE"), timeout=180).close()


@contextmanager
def course_lab(project: Path, home: Path) -> Iterator[Course]:
    """`course lab --no-browser` on a copied workbook, with a home of its own, stopped at the end."""
    root = home / "course"
    hidden = shutil.ignore_patterns("source", "solutions", ".*")
    shutil.copytree(project / "workbook", root / "workbook", ignore=hidden)
    (root / "datasets").symlink_to(project / "datasets")
    (home / "config").mkdir()
    for name, settings in SETTINGS.items():
        (home / "config" / name).write_text(json.dumps(settings))
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


def load(course: Course, page: Any, path: str) -> None:
    """Load an address of JupyterLab with an empty workspace, whatever was open before."""
    page.goto(f"{course.address(path)}&reset")
    page.wait_for_function(READY, timeout=180_000)
    page.evaluate("() => jupyterapp.restored.then(() => null)")

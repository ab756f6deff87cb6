"""A JupyterLab of the tests' own, pages of Chromium that look into it, and the course's JavaScript called by itself."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import pytest

import course_utils.widgets

SOURCES = Path(course_utils.widgets.__file__).parent
KERNEL = "jupyterapp.shell.currentWidget?.context?.sessionContext?.session?.kernel"


@dataclass
class Lab:
    """A running JupyterLab and the folder it serves."""

    folder: Path
    url: str
    token: str
    runtime: Path
    clients: list[Any] = field(default_factory=list)

    def ask(self, path: str) -> Any:
        """Return an answer of the server's REST interface."""
        with urllib.request.urlopen(f"{self.url}/{path}?token={self.token}", timeout=120) as answer:
            return json.load(answer)

    def end_kernels(self) -> None:
        """End every kernel, and the clients that talk to them."""
        for client in self.clients:
            client.stop_channels()
        self.clients.clear()
        for session in self.ask("api/sessions"):
            address = f"{self.url}/api/sessions/{session['id']}?token={self.token}"
            urllib.request.urlopen(urllib.request.Request(address, method="DELETE"), timeout=120).close()

    def write(self, name: str, *cells: str) -> None:
        """Save a notebook of code cells."""
        import nbformat  # its schemas take a second, which only these tests shall wait for

        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(notebook, self.folder / name)

    def kernel(self, name: str) -> Any:
        """Return a client of the kernel that runs the notebook `name`."""
        from jupyter_client import BlockingKernelClient

        session = next(s for s in self.ask("api/sessions") if s["path"] == name)
        file = self.runtime / f"kernel-{session['kernel']['id']}.json"
        client = BlockingKernelClient(connection_file=str(file))
        client.load_connection_file()
        client.start_channels()
        client.wait_for_ready(timeout=180)
        self.clients.append(client)
        return client


@dataclass
class OpenWidget:
    """A widget in a notebook: its page in the browser and its Python side in the kernel."""

    page: Any
    connect: Callable[[], Any]

    @cached_property
    def kernel(self) -> Any:
        """A client of the kernel, from the first question on: it waits until no cell runs."""
        return self.connect()

    def python(self, expression: str) -> Any:
        """Return the value of an expression in the kernel, by way of JSON."""
        printed: list[str] = []

        def listen(message: Any) -> None:
            if message["msg_type"] == "stream":
                printed.append(message["content"]["text"])
            if message["msg_type"] == "error":
                printed.append("\n".join(message["content"]["traceback"]))

        code = f"import json, numpy as np; print(json.dumps({expression}, default=lambda v: np.asarray(v).tolist()))"
        self.kernel.execute_interactive(code, timeout=180, output_hook=listen)
        return json.loads("".join(printed))

    def run(self, statement: str) -> None:
        """Run a statement in the kernel."""
        self.kernel.execute_interactive(statement, timeout=180, output_hook=lambda message: None)

    def settled(self, expression: str, wanted: Any, patience: float = 120.0) -> Any:
        """Wait until a Python expression has the wanted value, and return it in any case."""
        end = time.monotonic() + patience
        while (value := self.python(expression)) != wanted and time.monotonic() < end:
            time.sleep(0.1)
        return value

    def grid(self, label: str) -> list[list[float]]:
        """Return the numbers that a grid of the page shows; its label starts with `label`."""
        rows = self.page.locator(f'[role=grid][aria-label^="{label}"] [role=row]').evaluate_all(
            "rows => rows.map(row => [...row.children].map(cell => cell.textContent))"
        )
        return [[float(text.replace("−", "-")) for text in row] for row in rows]

    def follows(self, label: str, expression: str, patience: float = 120.0) -> None:
        """Wait until a grid of the page shows what a Python expression says; the page draws a frame later."""
        end = time.monotonic() + patience
        while True:
            shown, wanted = np.array(self.grid(label)), np.array(self.python(expression))
            if time.monotonic() > end or (shown.shape == wanted.shape and np.allclose(shown, wanted, atol=0.005)):
                return np.testing.assert_allclose(shown, wanted, atol=0.005)
            time.sleep(0.1)

    def slider(self, name: str) -> Any:
        """Return a control by its name."""
        return self.page.locator(f'.cu-explorer [name="{name}"]')


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[Lab]:
    """JupyterLab on a free port, with a home of its own, stopped at the end."""
    home = tmp_path_factory.mktemp("lab")
    folder, runtime = home / "notebooks", home / "runtime"
    folder.mkdir()
    _no_news(home / "settings")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(16)
    process = subprocess.Popen(
        _command(port, token, folder), env=_environment(home, runtime), cwd=folder,
        stdout=(home / "log").open("w"), stderr=subprocess.STDOUT,
    )  # fmt: skip
    server = Lab(folder, f"http://127.0.0.1:{port}", token, runtime)
    try:
        _wait(server, process, home / "log")
        yield server
    finally:
        process.terminate()
        process.wait(timeout=180)


def _command(port: int, token: str, folder: Path) -> list[str]:
    options = {
        "ServerApp.port": port, "ServerApp.port_retries": 0, "ServerApp.open_browser": False,
        "ServerApp.ip": "127.0.0.1",
        "IdentityProvider.token": token, "ServerApp.root_dir": folder, "ServerApp.allow_root": True,
        "LabApp.expose_app_in_browser": True, "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
    }  # fmt: skip
    return [sys.executable, "-m", "jupyterlab", *(f"--{name}={value}" for name, value in options.items())]


def _no_news(settings: Path) -> None:
    """Without this JupyterLab asks about news in a corner of every page."""
    folder = settings / "@jupyterlab" / "apputils-extension"
    folder.mkdir(parents=True)
    (folder / "notification.jupyterlab-settings").write_text('{"fetchNews": "false"}')


def _environment(home: Path, runtime: Path) -> dict[str, str]:
    places = {
        "HOME": home, "JUPYTER_CONFIG_DIR": home / "config", "JUPYTER_DATA_DIR": home / "data",
        "JUPYTER_RUNTIME_DIR": runtime, "JUPYTERLAB_SETTINGS_DIR": home / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces", "IPYTHONDIR": home / "ipython",
    }  # fmt: skip
    return os.environ | {name: str(path) for name, path in places.items()}


def _wait(server: Lab, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 300
    while time.monotonic() < end and process.poll() is None:
        try:
            server.ask("api/status")
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def lab_page(lab: Lab, browser: Any) -> Iterator[Any]:
    """One page of JupyterLab for every test's first notebook: loading it takes longer than most tests."""
    page = _new_page(lab, browser)
    yield page
    page.context.close()


def _new_page(lab: Lab, browser: Any) -> Any:
    context = browser.new_context(viewport={"width": 1340, "height": 900})
    context.set_default_timeout(120_000)
    page = context.new_page()
    page.goto(f"{lab.url}/lab?token={lab.token}&reset")
    page.wait_for_function("window.jupyterapp?.commands.hasCommand('docmanager:open')", timeout=180_000)
    page.evaluate("() => jupyterapp.restored.then(() => null)")
    return page


@pytest.fixture
def open_widget(lab: Lab, lab_page: Any, browser: Any) -> Iterator[Callable[..., OpenWidget]]:
    """Return a function that writes a notebook of the given cells, runs it and waits for the explorer, or what `wait` selects."""
    pages, opened = [lab_page], []

    def show(name: str, *cells: str, dark: bool = False, wait: str = ".cu-explorer") -> OpenWidget:
        lab.write(f"{name}.ipynb", *cells)
        page = pages.pop() if pages else _new_page(lab, browser)
        opened.append(page)
        page.evaluate("path => jupyterapp.commands.execute('docmanager:open', {path}).then(() => null)", f"{name}.ipynb")
        page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=180_000)
        page.wait_for_function(f"{KERNEL}?.status === 'idle'", timeout=180_000)
        theme = "JupyterLab Dark" if dark else "JupyterLab Light"  # set always: the server remembers the last
        page.evaluate("theme => jupyterapp.commands.execute('apputils:change-theme', {theme}).then(() => null)", theme)
        page.evaluate("void jupyterapp.commands.execute('notebook:run-all-cells')")
        page.wait_for_selector(wait, timeout=180_000)
        return OpenWidget(page, partial(lab.kernel, f"{name}.ipynb"))

    yield show
    # Disposed of rather than closed: that would ask whether to save.
    lab_page.evaluate("() => [...jupyterapp.shell.widgets('main')].forEach((widget) => widget.dispose())")
    lab.end_kernels()
    for page in opened[1:]:
        page.context.close()


@pytest.fixture(scope="module")
def maths(browser: Any) -> Iterator[Any]:
    """A function that calls an exported function of the course's JavaScript with Python values."""
    page = browser.new_page()
    page.route("http://course.test/**", _serve)
    page.goto("http://course.test/")

    def call(file: str, function: str, *arguments: Any) -> Any:
        script = "([path, name, values]) => import(path).then(module => module[name](...values))"
        (path,) = SOURCES.rglob(f"{file}.js")
        return page.evaluate(script, [f"/{path.relative_to(SOURCES).as_posix()}", function, [_plain(value) for value in arguments]])

    yield call
    page.close()


def _serve(route: Any) -> None:
    name = urlsplit(route.request.url).path.lstrip("/")
    if name:
        route.fulfill(body=(SOURCES / name).read_text("utf-8"), content_type="text/javascript")
    else:
        route.fulfill(body="<!doctype html>", content_type="text/html")


def _plain(value: Any) -> Any:
    return value.tolist() if isinstance(value, np.ndarray) else value


class Shown:
    """A display that keeps what it was shown."""

    def __init__(self, first: Any) -> None:
        self.shown = [first]

    def update(self, figure: Any) -> None:
        self.shown.append(figure)


class Shell:
    """What a notebook's front end would show: displays in their order, and the words beside the bar."""

    def __init__(self) -> None:
        self.displays: list[Shown] = []
        self.values: list[str] = []

    def display(self, first: Any, display_id: bool) -> Shown:
        self.displays.append(Shown(first))
        if hasattr(first, "children"):
            first.children[1].observe(lambda change: self.values.append(change["new"]), "value")
        return self.displays[-1]


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> Shell:
    from matplotlib import pyplot

    pyplot.switch_backend("agg")  # what the first plot does: it looks for a real shell
    front_end = Shell()
    monkeypatch.setattr("IPython.get_ipython", lambda: front_end)
    monkeypatch.setattr("IPython.display.display", front_end.display)
    return front_end

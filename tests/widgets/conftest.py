"""Explorers in the one JupyterLab of the tests, and the course's JavaScript called by itself."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import pytest

import course_utils.widgets

SOURCES = Path(course_utils.widgets.__file__).parent
NOTEBOOK = "explorers"
PANEL = "jupyterapp.shell.currentWidget"
KERNEL = f"{PANEL}?.context?.sessionContext?.session?.kernel"
# Nothing of the cells before stays, in the page or in the kernel.
FORGET = "import ipywidgets; ipywidgets.Widget.close_all(); get_ipython().reset()"
FILL = f"""async ([empty, code, wanted]) => {{
    const {{ model }} = {PANEL}.context;
    model.fromJSON(empty);
    await {KERNEL}.requestExecute({{ code, silent: true, store_history: false }}).done;
    model.fromJSON(wanted);
}}"""


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


@pytest.fixture
def open_widget(course: Any, lab_page: Any) -> Iterator[Callable[..., OpenWidget]]:
    """Return a function that runs the given cells in a notebook and waits for the explorer, or what `wait` selects.

    The notebook and its kernel are one for all tests, emptied in between: both take longer to start than most tests run.
    """
    from tests.lab import OPEN, THEME

    clients: list[Any] = []

    def connect() -> Any:
        clients.append(course.client(NOTEBOOK))
        return clients[-1]

    def show(*cells: str, dark: bool = False, wait: str = ".cu-explorer") -> OpenWidget:
        if not lab_page.evaluate(f"{PANEL}?.context?.path === '{NOTEBOOK}.ipynb'"):
            course.tidy(lab_page)
            (course.root / "workbook" / f"{NOTEBOOK}.ipynb").write_text(json.dumps(_notebook("pass")))
            lab_page.evaluate(OPEN, f"{NOTEBOOK}.ipynb")
            lab_page.wait_for_selector(".jp-Notebook .jp-CodeCell")
            lab_page.wait_for_function(f"{KERNEL}?.status === 'idle'")
        lab_page.set_viewport_size({"width": 1340, "height": 900})
        lab_page.evaluate(THEME, "Dark" if dark else "Light")
        lab_page.evaluate(FILL, [_notebook(), FORGET, _notebook(*cells)])
        lab_page.evaluate("void jupyterapp.commands.execute('notebook:run-all-cells')")
        lab_page.wait_for_selector(wait)
        return OpenWidget(lab_page, connect)

    yield show
    for client in clients:
        client.stop_channels()
    lab_page.mouse.move(0, 0)
    if lab_page.evaluate(f"{KERNEL}?.status !== 'idle'"):  # a test that failed may leave a cell that runs
        course.tidy(lab_page)


def _notebook(*cells: str) -> dict[str, Any]:
    empty = {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": []}
    return {
        "nbformat": 4, "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "cells": [empty | {"id": f"cell-{number}", "source": source} for number, source in enumerate(cells)],
    }  # fmt: skip


@pytest.fixture(scope="session")
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

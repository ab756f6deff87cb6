"""The pages that are held to rules: widgets alone, with the colours of a theme."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest

THEMES = Path(str(distribution("jupyterlab").locate_file(""))).parents[2] / "share" / "jupyter" / "lab" / "themes" / "@jupyterlab"
SHOW = """async ([code, state]) => {
    const { default: widget } = await import(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
    const model = {
        get: (name) => state[name], set: (name, value) => { state[name] = value; },
        on: () => {}, off: () => {}, save_changes: () => {}, send: () => {},
    };
    await widget.render({ model, el: document.querySelector("#place") });
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
}"""


def colours_of(theme: str) -> str:
    """The style sheet of a theme of JupyterLab, light or dark."""
    return (THEMES / f"theme-{theme}-extension" / "index.css").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def lab_colours() -> Callable[[str], str]:
    return colours_of


def draw_widget(page: Any, widget: Any, theme: str) -> None:
    """Show a widget alone on a page, with the colours of a theme of JupyterLab."""
    colours = colours_of(theme)
    state = {name: value for name, value in widget.get_state().items() if not name.startswith("_esm")}
    page.set_content(
        f"<!doctype html><html lang='en'><title>A widget</title><style>{colours}\n"
        f"body {{ background: var(--jp-layout-color1) }}\n{widget._css}</style>"
        "<main><h1 hidden>A widget</h1><div id='place'></div></main>"
    )
    page.evaluate(SHOW, [widget._esm, json.loads(json.dumps(state))])


@pytest.fixture(scope="module")
def show_widget(browser: Any) -> Iterator[Callable[..., Any]]:
    """A function that shows a widget on a bare page with the colours of a theme of JupyterLab."""
    context = browser.new_context(viewport={"width": 1100, "height": 900})
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))

    def show(widget: Any, theme: str) -> Any:
        draw_widget(page, widget, theme)
        assert problems == []
        return page

    yield show
    context.close()

"""What a page is held to: axe-core's rules and the contrast of every text; and the pages themselves."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

Audit = Callable[..., list[str]]
CONTRAST = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")
# The whole of WCAG 2.1 A and AA that a program can decide, and axe's advice beyond it.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
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


def _words(violation: dict[str, Any]) -> list[str]:
    def why(node: dict[str, Any]) -> str:
        return next((one["message"] for one in [*node["any"], *node["all"], *node["none"]]), violation["help"])

    return [f"{violation['id']}: {why(node)}: {node['html'][:160]}" for node in violation["nodes"][:5]]


@pytest.fixture(scope="session")
def audit() -> Audit:
    """A function: the faults of what `root` selects in a page, one line each; `rules` axe leaves out by name."""

    def look(page: Any, root: str = "body", without: tuple[str, ...] = ()) -> list[str]:
        page.evaluate(AXE_SCRIPT)
        script = "([root, options]) => axe.run({ include: [[root]] }, options)"
        off = {name: {"enabled": False} for name in without}
        report = page.evaluate(script, [root, {"runOnly": RULES, "rules": off}])
        assert report["passes"], "axe looked at nothing"
        undecided = [fault for fault in report["incomplete"] if fault["id"].startswith("aria-")]
        texts = page.evaluate(CONTRAST, root)
        assert texts["seen"], "no text was measured"
        return [line for fault in [*report["violations"], *undecided] for line in _words(fault)] + texts["faults"]

    return look


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

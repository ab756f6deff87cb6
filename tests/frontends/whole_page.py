"""axe's rules on a whole page of JupyterLab: what is ours breaks none; what JupyterLab itself breaks is listed.

The contrast of our texts is measured by contrast.js, which takes a tenth of axe's time for it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
# Rule and selector of what JupyterLab 4 draws itself, and why it is no fault of the course's.
CHROME = {
    ("aria-allowed-attr", "jp-button, .jp-DebuggerBugButton"): "buttons of the toolbar say that they are pressed",
    ("aria-input-field-name", ".jp-InputArea-editor *"): "CodeMirror gives the editors of cells no name",
    ("aria-required-children", ".jp-WindowedPanel-viewport"): "the list of cells has cells for children, not list items",
    ("button-name", ".jp-cell-toolbar *, .jp-InputArea *, .jp-Cell-inputWrapper *"): "the button that folds a cell has no name",
    ("region", ".jp-skiplink-wrapper"): "the link past the menus stands before every landmark",
}
OURS = ":is(.jp-OutputArea-output, .jp-RenderedMarkdown)"
CONTRAST = Path(__file__).parents[1] / "accessibility" / "contrast.js"
LOOK = """async ([rules, chrome]) => {
    const report = await axe.run(document, { runOnly: rules, rules: { "color-contrast": { enabled: false } }, resultTypes: ["violations"] });
    const listed = (rule, node) => chrome.some(([name, selector]) => name === rule && node?.matches(selector));
    return report.violations.flatMap(({ id, nodes }) => nodes.flatMap(({ target, html }) => {
        const node = document.querySelector([target[0]].flat()[0]);
        return listed(id, node) && !node.closest(".jp-OutputArea, .jp-RenderedMarkdown") ? [] : [`${id}: ${target}: ${html.slice(0, 160)}`];
    }));
}"""


def faults(page: Any) -> list[str]:
    """One line for each rule that a part of the page breaks, but for JupyterLab's own parts."""
    page.evaluate(AXE_SCRIPT)
    texts = page.evaluate(CONTRAST.read_text("utf-8"), OURS)
    assert texts["seen"], "no text was measured"
    return [*page.evaluate(LOOK, [RULES, [list(key) for key in CHROME]]), *texts["faults"]]

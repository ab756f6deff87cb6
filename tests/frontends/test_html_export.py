"""`jupyter nbconvert --to html` of a solved notebook a week: one file that opens without a network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

pytestmark = [pytest.mark.browser]

NOTEBOOKS = [
    "week2/4_transfer_and_augmentation",
    "week3/2_yolo_car_detection",
    *(pytest.param(name, marks=pytest.mark.nightly) for name in ("week1/1_edges_padding_strides", "week4/1_face_recognition")),
]
# nbconvert's template asks a server for these: formulas, old widgets, diagrams. Without an address it asks for nothing.
OFFLINE = {"mathjax_url": "", "require_js_url": "", "jquery_url": "", "mermaid_js_url": ""}
OURS = [[".jp-OutputArea-output"], [".jp-RenderedMarkdown"]]
TEXTS = ":is(.jp-OutputArea-output, .jp-RenderedMarkdown)"
CONTRAST = Path(__file__).parents[1] / "accessibility" / "contrast.js"
# Of the template: a sign behind each heading, and code that scrolls. What an output itself does wrong still counts.
TEMPLATE = [[".anchor-link"], ["pre"]]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
    "resultTypes": ["violations"],  # of what passes one place is named, not thousands
    "rules": {
        "link-in-text-block": {"enabled": False},  # the template draws links without a line
        "color-contrast": {"enabled": False},  # contrast.js measures it in a tenth of the time
    },
}
PICTURES = "[...document.querySelectorAll('.jp-OutputArea-output img')]"


def export(project_root: Path, notebook: str, folder: Path, **options: str) -> Path:
    from nbconvert import HTMLExporter

    text, _ = HTMLExporter(**options).from_filename(str(project_root / "workbook" / "solutions" / f"{notebook}.ipynb"))
    path = folder / f"{notebook.replace('/', '_')}.html"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_an_export_opens_offline_with_every_figure_and_breaks_no_rule(
    notebook: str, project_root: Path, tmp_path: Path, watched_page: Any, output_dir: Path
) -> None:
    page, requests, errors, printed = watched_page
    page.goto(export(project_root, notebook, tmp_path, **OFFLINE).as_uri())
    assert page.evaluate(f"{PICTURES}.length") > 5
    assert page.evaluate(f"{PICTURES}.filter((one) => !one.naturalWidth || !one.checkVisibility()).map((one) => one.alt)") == []
    assert page.locator("main h1").count() == 1
    page.screenshot(path=output_dir / f"export_{notebook.replace('/', '_')}.png")
    assert (requests, errors, printed) == ([], [], [])

    page.evaluate(AXE_SCRIPT)
    script = "([include, exclude, rules]) => axe.run({ include, exclude }, rules)"
    report = page.evaluate(script, [OURS, TEMPLATE, RULES])
    assert report["passes"]
    assert [f"{fault['id']}: {node['html'][:160]}" for fault in report["violations"] for node in fault["nodes"]] == []
    texts = page.evaluate(CONTRAST.read_text("utf-8"), TEXTS)
    assert texts["seen"] > 100
    assert texts["faults"] == []


def test_an_export_with_nbconvert_s_own_settings_asks_for_formulas_and_nothing_of_ours(
    project_root: Path, tmp_path: Path, watched_page: Any
) -> None:
    page, requests, *_ = watched_page
    page.goto(export(project_root, NOTEBOOKS[0], tmp_path).as_uri())
    assert page.evaluate(f"{PICTURES}.every((one) => one.naturalWidth > 0)")
    assert any("mathjax" in address.lower() for address in requests)
    assert [address for address in requests if not address.startswith("https://cdnjs.cloudflare.com/")] == []

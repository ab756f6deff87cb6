"""Untouched notebooks in a real JupyterLab 4 and a real Notebook 7, run from the menu."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WHAT_IT_SAYS = "document.querySelector('.cu-explorer').innerText"


def run_all(course: Any, page: Any, notebook: str) -> None:
    page.wait_for_selector(".jp-Notebook .jp-mod-active")
    course.wait_for_kernel(page, notebook)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()


def saved(course: Any, page: Any, notebook: str, patience: float = 300) -> list[Any]:
    """The code cells of the saved file once the last one has run."""
    end = time.monotonic() + patience
    while True:
        for _ in range(2):  # between two cells a kernel rests for a moment, and saving costs as much as a cell
            page.wait_for_timeout(300)
            page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", state="attached")
        page.keyboard.press("Control+s")
        page.wait_for_timeout(300)
        code = [cell for cell in course.cells(notebook) if cell.cell_type == "code"]
        if code[-1].execution_count or time.monotonic() > end:
            return code


def test_an_untouched_notebook_runs_from_top_to_bottom_in_jupyterlab(
    course: Any, open_page: Callable[[str], Any], output_dir: Path
) -> None:
    notebook = course.copy("week1/2_step_by_step")
    page = open_page(f"lab/tree/{notebook}.ipynb")
    run_all(course, page, notebook)
    cells = saved(course, page, notebook)
    page.screenshot(path=output_dir / "lab_untouched.png")
    assert [cell.id for cell in cells if not cell.execution_count] == []
    assert [cell.id for cell in cells for output in cell.outputs if output.output_type == "error"] == []
    assert [cell.id for cell in cells for output in cell.outputs if output.get("name") == "stderr"] == []
    checks = [cell for cell in cells if cell.id.startswith("check-")]
    assert len(checks) >= 8
    assert all("is not finished yet" in str(cell.outputs) for cell in checks)


def test_notebook_7_opens_an_untouched_notebook_checks_and_shows_an_explorer(
    course: Any, open_page: Callable[[str], Any], output_dir: Path
) -> None:
    # What follows trains for seconds, and shows nothing that the cells before it do not.
    notebook = course.copy("week1/1_edges_padding_strides", before="learn-filters")
    page = open_page(f"notebooks/{notebook}.ipynb")
    assert "/notebooks/" in page.url
    run_all(course, page, notebook)
    first = page.locator(".cu-explorer").first
    first.wait_for()
    first.locator("[name=pad]").focus()
    before = page.evaluate(WHAT_IT_SAYS)
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"before => {WHAT_IT_SAYS} !== before", arg=before)
    first.screenshot(path=output_dir / "notebook7_explorer.png")
    form = page.locator(".cu-question").first
    form.locator("input").fill("7")
    form.locator("input").press("Enter")
    page.locator(".cu-line", has_text="Written into the cell").wait_for()
    page.keyboard.press("Escape")  # from the form to the notebook's cell
    cells = saved(course, page, notebook)
    page.screenshot(path=output_dir / "notebook7.png")
    assert "is not finished yet" in str(next(cell for cell in cells if cell.id.startswith("check-")).outputs)
    assert [cell.id for cell in cells for output in cell.outputs if output.output_type == "error"] == []

"""A student without a mouse: from the file browser through the first check and the first explorer of each week."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# The cells of each walk after its title and the cell that gets ready: what its check and its explorer need, and nothing
# that trains.
WALKS = {
    "week1/1_edges_padding_strides": ("imports", "worked-example", "convolution-explorer", "conv-output-size", "check-conv-output-size"),
    "week2/4_transfer_and_augmentation": ("imports", "mirror", "check-mirror", "explorer"),
    "week3/2_yolo_car_detection": ("imports", "assign-anchor", "check-assign-anchor", "anchor-explorer"),
    "week4/1_face_recognition": ("imports", "triplet-explorer", "triplet-loss", "check-triplet-loss"),
}
# The way to every explorer is the same; week 1 does with numpy.
BY_NIGHT = ("week2/4_transfer_and_augmentation", "week3/2_yolo_car_detection", "week4/1_face_recognition")
IN_EXPLORER = "document.activeElement.closest('.cu-explorer') !== null"
SELECTED = "[...document.querySelectorAll('.jp-DirListing-item.jp-mod-selected .jp-DirListing-itemText')].map((one) => one.innerText)"
# Its own number, not its place: cells far from the screen are not in the page.
ACTIVE = "() => Number(document.querySelector('.jp-Notebook .jp-mod-active')?.dataset.windowedListIndex)"
WHAT_IT_SAYS = "document.querySelector('.cu-explorer').innerText"


def press_until(page: Any, key: str, condition: str, most: int = 80) -> None:
    """Press a key until the page is as wanted; a keyboard trap ends here."""
    for _ in range(most):
        if page.evaluate(condition):
            return
        page.keyboard.press(key)
    pytest.fail(f"{most} times {key}, and still not: {condition}")


def choose(page: Any, name: str) -> None:
    """Open what the file browser lists under `name`."""
    page.wait_for_selector(f".jp-DirListing-item:has-text('{name}')")
    press_until(page, "Tab", "document.activeElement.matches('.jp-DirListing-itemText')")
    press_until(page, "ArrowDown", f"{SELECTED}.join() === '{name}'")
    page.keyboard.press("Enter")


def last_of(cells: list[Any], wanted: tuple[str, ...]) -> int:
    """Where the last of the cells stands that are wanted."""
    assert {cell.id for cell in cells} >= set(wanted)
    return max(number for number, cell in enumerate(cells) if cell.id in wanted)


def run(page: Any, cells: list[Any], wanted: tuple[str, ...]) -> None:
    """Shift+Enter in the cells that are wanted, an arrow past the others."""
    for number, cell in enumerate(cells[: last_of(cells, wanted) + 1]):
        page.wait_for_function(f"({ACTIVE})() === {number}")
        page.keyboard.press("Shift+Enter" if cell.id in wanted else "ArrowDown")
        if cell.id in wanted and cell.id.startswith("check-"):  # far from the screen, outputs leave the page
            page.locator(".jp-OutputArea-output [role=status]").filter(has_text="is not finished yet").wait_for()


@pytest.mark.parametrize(
    "notebook", [pytest.param(each, marks=[pytest.mark.nightly] * (each in BY_NIGHT)) for each in WALKS]
)
def test_a_notebook_can_be_opened_run_and_explored_with_keys_alone(
    notebook: str, course: Any, open_page: Callable[[str], Any], output_dir: Path
) -> None:
    wanted, cells = ("title", "get-ready", *WALKS[notebook]), course.cells(notebook)
    # JupyterLab draws a notebook's every cell: those that the walk does not come to are left out.
    notebook = course.copy(notebook, before=cells[last_of(cells, wanted) + 3].id)
    page = open_page("lab")
    page.wait_for_selector(".jp-LauncherCard")
    week, name = notebook.split("/")
    choose(page, week)
    choose(page, f"{name}.ipynb")
    page.wait_for_selector(".jp-Notebook .jp-mod-active")
    course.wait_for_kernel(page, notebook)
    press_until(page, "Tab", "document.activeElement.matches('.jp-Notebook-cell')")
    run(page, cells, wanted)

    page.wait_for_selector(".cu-explorer")
    press_until(page, "ArrowUp", "document.activeElement.querySelector?.('.cu-explorer') != null")
    press_until(page, "Tab", f"{IN_EXPLORER} && document.activeElement.type === 'range'")
    before, words = page.evaluate(WHAT_IT_SAYS), page.locator(".cu-explorer [role=status]").first.inner_text()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"before => {WHAT_IT_SAYS} !== before", arg=before)
    page.wait_for_function("words => document.querySelector('.cu-explorer [role=status]').innerText !== words", arg=words)
    page.screenshot(path=output_dir / f"keyboard_{week}.png")

    press_until(page, "Tab", f"!({IN_EXPLORER})")
    press_until(page, "Shift+Tab", IN_EXPLORER)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.jp-Cell')"), "Escape goes back to the notebook's cell"
    here = page.evaluate(ACTIVE)
    page.keyboard.press("ArrowDown")
    page.wait_for_function(f"({ACTIVE})() === {here + 1}")

"""OcclusionExplorer in a real JupyterLab: what mouse, keyboard and the map do, seen in the page and in the kernel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Any]
CELL = "from course_utils.week4 import OcclusionExplorer\nw = OcclusionExplorer('coffee', size=80, row=4, col=6)\nw"


def test_the_square_follows_mouse_and_keyboard(open_widget: Open, output_dir: Path) -> None:
    w = open_widget(CELL)
    explorer, photo = w.page.locator(".cu-explorer"), w.page.locator(".cu-slice")
    assert explorer.locator(".cu-result").inner_text() == w.python("w.verdict()")
    explorer.screenshot(path=output_dir / "occlusion_light.png")

    photo.focus()
    w.page.keyboard.press("ArrowRight")
    w.page.keyboard.press("Shift+ArrowDown")
    assert w.settled("[w.row, w.col]", [8, 7]) == [8, 7]
    assert "rows 65–144, columns 57–136" in (photo.get_attribute("aria-label") or "")

    box = photo.bounding_box()
    w.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    w.page.mouse.down()
    w.page.mouse.move(box["x"] + 2, box["y"] + box["height"] - 2, steps=5)
    w.page.mouse.up()
    assert w.settled("[w.row, w.col]", [18, 0]) == [18, 0]
    assert explorer.locator(".cu-result").inner_text() == w.python("w.verdict()")

    explorer.locator("[data-name=size][value='32']").check()
    assert w.settled("w.size", 32) == 32
    assert explorer.locator("[role=gridcell]").count() == 625
    explorer.get_by_label("Map of the class").select_option("1")
    assert w.settled("w.focus", 1) == 1
    cell = explorer.locator("[role=gridcell]").nth(0)
    cell.focus()
    w.page.keyboard.press("ArrowDown")
    assert w.settled("[w.row, w.col]", [1, 0]) == [1, 0]


def test_it_is_looked_at_in_the_dark_and_in_a_narrow_window(open_widget: Open, output_dir: Path) -> None:
    w = open_widget(CELL.replace("'coffee', size=80, row=4, col=6", "'grace_hopper', size=32"), dark=True)
    explorer = w.page.locator(".cu-explorer")
    explorer.screenshot(path=output_dir / "occlusion_dark.png")
    w.page.set_viewport_size({"width": 1024, "height": 768})
    w.page.wait_for_timeout(300)
    explorer.screenshot(path=output_dir / "occlusion_1024.png")
    assert explorer.evaluate("node => node.scrollWidth <= node.clientWidth + 1")

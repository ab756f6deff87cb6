"""The explorers of detection in a real JupyterLab: what keyboard and mouse do, seen in the page and in the kernel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Any]


def cell(call: str) -> str:
    name = call.split("(")[0]
    return f"from course_utils.week3 import {name}\nw = {call}\nw"


def test_the_iou_explorer_follows_pointer_keyboard_and_typing(open_widget: Open, output_dir: Path) -> None:
    w = open_widget("iou", cell("IoUExplorer((2, 1, 4, 3), (1, 2, 3, 4))"))
    lines = w.page.locator(".cu-steps p")
    assert lines.all_inner_texts() == w.python("w.formula")
    w.page.locator(".cu-explorer").screenshot(path=output_dir / "iou_light.png")

    w.page.locator(".cu-movable").first.focus()
    w.page.keyboard.press("ArrowRight")
    w.page.keyboard.press("Shift+ArrowDown")
    assert w.settled("w.box1", [2.1, 1, 4.1, 3.1]) == [2.1, 1, 4.1, 3.1]
    assert lines.all_inner_texts() == w.python("w.formula")

    plane = w.page.locator(".cu-plane").bounding_box()
    spot = {axis: plane[axis] + plane["width"] * share for axis, share in (("x", 2.2 / 5), ("y", 3.7 / 5))}
    w.page.mouse.move(spot["x"], spot["y"])  # inside box 2
    w.page.mouse.down()
    w.page.mouse.move(spot["x"] + plane["width"] / 5, spot["y"] + 30, steps=4)
    w.page.mouse.up()
    assert w.settled("w.box2[[0, 2]]", [2, 4]) == [2, 4]
    assert lines.all_inner_texts() == w.python("w.formula")

    w.page.get_by_label("box 2 x2", exact=True).fill("1")
    assert "x2 = 1 is not used" in w.page.locator("[role=alert]").inner_text()
    w.page.get_by_label("box 2 x2", exact=True).fill("3.5")
    assert w.settled("w.box2[2]", 3.5) == 3.5
    assert not w.page.locator("[role=alert]").is_visible()


def test_the_iou_explorer_shows_the_false_intersection(open_widget: Open, output_dir: Path) -> None:
    w = open_widget("iou_apart", cell("IoUExplorer((20, 30, 180, 140), (210, 190, 390, 330))"), dark=True)
    assert not w.page.locator(".cu-false").count()
    w.page.locator("[data-name=clamped][value=false]").check()
    assert w.settled("w.clamped", False) is False
    assert w.page.locator(".cu-false").count() == 1
    assert w.page.locator(".cu-warning:visible").inner_text() == w.python("w.warning")
    w.page.locator(".cu-explorer").screenshot(path=output_dir / "iou_dark.png")
    w.run("w.box1 = (0, 0, 300, 300)")
    w.page.wait_for_function("!document.querySelector('.cu-false')")

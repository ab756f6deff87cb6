"""The triplet explorer in a real JupyterLab: what keyboard and mouse do, seen in the page and in the kernel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Any]
CELL = "from course_utils.widgets.explorers.triplet_explorer import TripletExplorer\nw = {}\nw"


def test_the_triplet_explorer_follows_keyboard_pointer_and_training(open_widget: Open, output_dir: Path) -> None:
    w = open_widget(CELL.format("TripletExplorer((2, 2), (3, 3), (2, 1), alpha=0.5)"))
    lines, point = w.page.locator(".cu-steps p"), w.page.locator(".cu-face-point")
    assert lines.all_text_contents() == w.python("w.formula")
    w.page.locator(".cu-explorer").screenshot(path=output_dir / "triplet_light.png")

    point.nth(1).focus()
    w.page.keyboard.press("ArrowUp")
    w.page.keyboard.press("Shift+ArrowLeft")
    assert w.settled("w.positive", [2.5, 3.1]) == [2.5, 3.1]
    assert "positive at 2.5, 3.1" in point.nth(1).get_attribute("aria-label")
    assert lines.all_text_contents() == w.python("w.formula")

    plane = w.page.locator(".cu-plane").bounding_box()
    x, y = plane["x"] + plane["width"] * 2 / 5, plane["y"] + plane["height"] * 4 / 5  # the negative
    w.page.mouse.move(x, y)
    w.page.mouse.down()
    w.page.mouse.move(x + plane["width"] / 5, y, steps=4)
    w.page.mouse.up()
    assert w.settled("w.negative", [3, 1]) == [3, 1]
    assert lines.all_text_contents() == w.python("w.formula")

    w.slider("alpha").focus()
    w.page.keyboard.press("ArrowRight")
    assert w.settled("round(w.alpha, 6)", 0.6) == 0.6
    before = w.python("w.loss")
    w.slider("descend").click()
    assert w.settled(f"w.loss < {before}", True) is True
    for _ in range(12):
        if w.slider("descend").is_enabled():
            w.slider("descend").click()
            w.page.wait_for_timeout(60)
    assert w.settled("w.kind", "easy") == "easy"
    assert w.slider("descend").is_disabled()
    assert w.page.locator(".cu-result").inner_text() == w.python("w.sentence")


def test_the_triplet_explorer_shows_in_the_dark_and_hears_the_kernel(open_widget: Open, output_dir: Path) -> None:
    w = open_widget(CELL.format("TripletExplorer()"), dark=True)
    w.page.locator(".cu-explorer").screenshot(path=output_dir / "triplet_dark.png")
    w.run("w.negative = (5, 5)")
    w.page.wait_for_function("document.querySelector('[name=descend]').disabled")


def test_every_control_of_the_triplet_explorer_has_a_name(open_widget: Open) -> None:
    w = open_widget(CELL.format("TripletExplorer()"))
    unnamed = w.page.evaluate("""() => [...document.querySelectorAll(
        '.cu-explorer :is(input, button, [role=application])')]
        .filter(node => !(node.ariaLabel || node.labels?.length || node.textContent.trim())).length""")
    assert unnamed == 0
    assert w.page.locator(".cu-explorer [role=status]").count() == 1

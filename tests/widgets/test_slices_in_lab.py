"""The slice explorer in a real JupyterLab: keys, pointer and sliders move the slices."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PIXELS = """() => [...document.querySelectorAll('.cu-slice canvas')].map((node) => [node.height, node.width,
  [...node.getContext('2d').getImageData(0, 0, node.width, node.height).data]])"""
UNNAMED = """() => [...document.querySelectorAll('.cu-explorer :is(input, select, button, [role=application])')]
  .filter(node => !(node.ariaLabel || node.labels?.length || node.textContent.trim())).length"""


def test_the_slice_explorer_follows_keys_pointer_and_sliders(open_widget: Callable[..., Any], output_dir: Path) -> None:
    code = ("from course_utils.data.sets.ct import make_ct\nfrom course_utils.widgets.explorers.slice_explorer import SliceExplorer\n"
            "s = make_ct(3)\nw = SliceExplorer(s.volume, s.lungs, low=-1000, high=500)\nw")  # fmt: skip
    w = open_widget(code)
    assert w.page.locator(".cu-result").inner_text() == w.python("w.words()")
    w.page.locator(".cu-explorer").screenshot(path=output_dir / "slices_light.png")
    w.page.locator(".cu-slice").nth(0).focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "PageDown"):
        w.page.keyboard.press(key)
    assert w.settled("w.place", [25, 23, 26]) == [25, 23, 26]
    box = w.page.locator(".cu-slice").nth(1).bounding_box()
    w.page.mouse.click(box["x"] + box["width"] * 10.5 / 48, box["y"] + box["height"] * 20.5 / 48)
    assert w.settled("w.place", [20, 23, 10]) == [20, 23, 10]
    w.page.locator("[data-name=overlay][value=no]").check()
    w.slider("y").focus()
    w.page.keyboard.press("ArrowLeft")
    assert w.settled("[w.overlay, w.y]", [False, 22]) == [False, 22]
    for (rows, columns, data), expected in zip(w.page.evaluate(PIXELS), w.python("w.output")):
        np.testing.assert_array_equal(np.array(data).reshape(rows, columns, 4)[..., :3], expected)
    w.slider("peak").click()
    peak = w.python("list(np.argwhere(w.prediction == 1)[0])")
    assert w.settled("w.place", peak) == peak
    assert w.page.locator(".cu-result").inner_text() == w.python("w.words()")
    assert w.page.evaluate(UNNAMED) == 0

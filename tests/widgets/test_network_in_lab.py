"""NetworkExplorer in a real JupyterLab: what pointer, keys and pen do, seen in the page and in the kernel."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.tf]
Open = Callable[..., Any]

CELL = f"""import sys; sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from course_utils.widgets.explorers.network_explorer import NetworkExplorer
from tests.widgets.explorers.network_models import built, drawn
w = NetworkExplorer(built("signs"), drawn(built("signs"), 4), [0, 1, 2, 3])
w"""
OUTLINED = """() => { const node = document.querySelector('.cu-net-over');
  const data = node.getContext('2d').getImageData(0, 0, node.width, node.height).data;
  let count = 0; for (let i = 3; i < data.length; i += 4) if (data[i]) count++; return count; }"""


def verdict(w: Any) -> str:
    return str(w.page.locator(".cu-net-verdict").inner_text())


def tile(w: Any, layer: int, number: int) -> Any:
    return w.page.locator(f'[data-layer="{layer}"][data-tile="{number}"]')


def test_pointer_keys_and_pen_reach_the_page_and_the_kernel(open_widget: Open, output_dir: Path) -> None:
    from playwright.sync_api import expect

    w = open_widget(CELL)
    assert verdict(w) == w.python("w.verdict()")
    w.page.locator(".cu-explorer").screenshot(path=output_dir / "network_light.png")

    # A click opens a map at the pixel; its arithmetic ends in Keras's own number.
    tile(w, 4, 9).click(position={"x": 12, "y": 20})
    assert w.settled("[w.layer, w.channel]", [4, 9]) == [4, 9]
    expect(w.page.locator(".cu-net-title").last).to_contain_text("conv 2×2, map 10 of 16")
    assert w.page.locator(".cu-net-card").count() == 8
    last = w.page.locator(".cu-net-formula p:visible").last
    wanted = w.python("[w.row, w.column, float(w.output[w.row, w.column, w.channel])]")
    assert written(last.inner_text()) == pytest.approx(wanted[2], abs=0.0006)

    # Pointing at another map only outlines what it was computed from.
    few = w.page.evaluate(OUTLINED)
    tile(w, 8, 3).scroll_into_view_if_needed()
    tile(w, 5, 2).hover(position={"x": 20, "y": 20})
    expect(w.page.locator(".cu-result")).to_contain_text("ReLU, map 3, row 3, column 3")
    assert w.page.evaluate(OUTLINED) != few
    assert w.python("w.layer") == 4

    # Keys: the tree of layers is one tab stop; Enter opens.
    w.page.locator('[role=tree] [tabindex="0"]').focus()
    for key in ("Home", "ArrowRight", "ArrowDown", "ArrowDown", "Enter"):
        w.page.keyboard.press(key)
    assert w.settled("[w.layer, w.channel]", [1, 1]) == [1, 1]
    assert "conv 4×4, map 2 of 8: largest" in w.page.evaluate("document.activeElement.ariaLabel")
    w.slider("row").focus()
    w.page.keyboard.press("Home")
    assert w.settled("w.row", 0) == 0

    # Another picture, then the pen: the scores follow in the page, and in the kernel.
    w.page.locator("[data-name=picture]").nth(2).check()
    assert w.settled("w.picture", 2) == 2
    expect(w.page.locator(".cu-net-verdict")).to_have_text(w.python("w.verdict()"))
    pad = w.page.locator(".cu-net-pad").bounding_box()
    w.page.mouse.move(pad["x"] + 20, pad["y"] + 30)
    w.page.mouse.down()
    w.page.mouse.move(pad["x"] + 120, pad["y"] + 90, steps=6)
    w.page.mouse.up()
    assert w.settled("w.own is not None and bool((w.own != w.pictures[2]).any())", True) is True
    assert verdict(w).startswith("Your own picture")
    expect(w.page.locator(".cu-net-verdict")).to_have_text(w.python("w.verdict()"))

    w.run("w.picture = 0; w.own = None")
    expect(w.page.locator(".cu-net-verdict")).to_have_text(w.python("w.verdict()"))


def written(line: str) -> float:
    return float(line.rsplit("=", 1)[1].replace("−", "-"))


def test_backward_shows_which_map_matters_and_a_file_is_read(open_widget: Open, output_dir: Path) -> None:
    from PIL import Image
    from playwright.sync_api import expect

    w = open_widget(CELL, dark=True)
    w.page.locator("[data-name=view][value=backward]").check()
    assert w.settled("w.view", "backward") == "backward"
    w.slider("target").select_option("1")
    assert w.settled("w.target", 1) == 1
    expect(w.page.locator(".cu-result")).to_contain_text("for the score of 1 before softmax: map")
    w.page.locator(".cu-explorer").screenshot(path=output_dir / "network_dark.png")

    buffer = io.BytesIO()
    Image.fromarray(np.full((40, 60, 3), (255, 0, 0), dtype=np.uint8)).save(buffer, "PNG")
    w.slider("file").set_input_files({"name": "red.png", "mimeType": "image/png", "buffer": buffer.getvalue()})
    assert w.settled("w.own is not None and w.own.mean(axis=(0, 1)).round(3).tolist()", [1, 0, 0]) == [1, 0, 0]
    expect(w.page.locator(".cu-net-verdict")).to_have_text(w.python("w.verdict()"))
    w.slider("file").set_input_files({"name": "notes.txt", "mimeType": "text/plain", "buffer": b"no picture"})
    expect(w.page.locator(".cu-warning")).to_have_text(
        "notes.txt is no picture that this browser can read. Take a JPEG or a PNG file."
    )

    # The pen without a pointer, on an empty sheet.
    w.slider("empty").click()
    assert w.settled("float(w.own.max())", 0.0) == 0.0
    w.page.locator(".cu-net-pad").focus()
    for key in ("ArrowDown", "ArrowRight", " "):
        w.page.keyboard.press(key)
    assert w.settled("float(w.own[1, 1].min())", 1.0) == 1.0
    w.page.locator("[data-name=picture]").first.check()
    assert w.settled("w.own is None", True) is True

"""GramExplorer in the browser: its arithmetic against Python's, and keyboard and mouse in a real JupyterLab."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course_utils.widgets.explorers.gram_explorer import GramExplorer, scattering

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
CELL = "from course_utils.week4 import GramExplorer\nw = GramExplorer({})\nw"


@pytest.mark.parametrize("seed", range(8))
def test_the_gram_matrix_in_javascript_equals_python_s(maths: Any, seed: int) -> None:
    draw = np.random.default_rng(seed)
    w = GramExplorer(maps=draw.normal(size=draw.integers(1, 7, size=3)), scattered=True)
    channels = [w.maps[:, :, c] for c in range(w.maps.shape[2])]
    w.second = len(channels) - 1
    np.testing.assert_allclose(maths("gram_explorer", "gramMatrix", [c.tolist() for c in channels]), w.gram, rtol=1e-12, atol=1e-12)
    first, second = (maths("gram_explorer", "scatter", channels[i]) for i in (w.first, w.second))
    assert first == w.shown[:, :, w.first].tolist()
    assert maths("gram_explorer", "multiply", first, second) == w.product.tolist()
    value = w.gram[w.first, w.second]
    assert maths("gram_explorer", "gramLines", [c.tolist() for c in channels], w.first, w.second, value) == w.formula


@pytest.mark.parametrize("count", [1, 2, 3, 4, 12, 100, 400, 441, 576])
def test_places_are_scattered_alike(maths: Any, count: int) -> None:
    assert maths("gram_explorer", "scattering", count) == scattering(count).tolist()


@pytest.mark.parametrize(("value", "colour"), [(0, "transparent"), (2, "rgba(230, 159, 0, 0.50)"), (-9, "rgba(0, 114, 178, 1.00)")])
def test_small_cells_have_colours_that_a_canvas_understands(maths: Any, value: float, colour: str) -> None:
    assert maths("shades", "signColour", value, 4, 1) == colour


@pytest.mark.slow
def test_the_gram_explorer_follows_sliders_and_arrow_keys(open_widget: Open, output_dir: Path) -> None:
    from playwright.sync_api import expect

    w = open_widget(CELL.format(""))
    lines, spoken = w.page.locator(".cu-steps p"), w.page.locator(".cu-result")
    assert lines.all_inner_texts() == w.python("w.formula")
    w.page.locator(".cu-explorer").screenshot(path=output_dir / "gram_light.png")

    w.slider("first").focus()
    w.page.keyboard.press("ArrowRight")
    assert w.settled("w.first", 1) == 1
    assert lines.all_inner_texts() == w.python("w.formula")

    grid = w.page.get_by_role("grid", name="Gram matrix")
    grid.locator("[role=gridcell]").nth(6 * 2 + 4).click()
    assert w.settled("[w.first, w.second]", [2, 4]) == [2, 4]
    w.page.keyboard.press("ArrowDown")
    w.page.keyboard.press("ArrowLeft")
    assert w.settled("[w.first, w.second]", [3, 3]) == [3, 3]
    expect(spoken).to_contain_text("How strong channel 3 (yellow) is, squared")
    assert lines.all_inner_texts() == w.python("w.formula")

    w.page.locator("[data-name=scattered][value=yes]").check()
    assert w.settled("w.scattered", True) is True
    expect(spoken).to_contain_text("the number is the same")
    assert lines.all_inner_texts() == w.python("w.formula")
    w.run("w.maps = [[[1, 2], [3, 4]]]")
    w.page.wait_for_function("document.querySelector('.cu-steps p').textContent.includes('shape (2, 1 · 2)')")
    assert lines.all_inner_texts() == w.python("w.formula")


@pytest.mark.slow
def test_the_gram_explorer_shows_in_the_dark_and_every_control_has_a_name(open_widget: Open, output_dir: Path) -> None:
    w = open_widget(CELL.format("first=2, second=5, scattered=True"), dark=True)
    w.page.locator(".cu-explorer").screenshot(path=output_dir / "gram_dark.png")
    unnamed = w.page.evaluate("""() => [...document.querySelectorAll('.cu-explorer :is(input, select, button, [role=grid])')]
        .filter(node => !(node.ariaLabel || node.labels?.length || node.textContent.trim())).length""")
    assert unnamed == 0
    assert w.page.locator(".cu-explorer [role=status]").count() == 1


def test_two_explorers_of_a_page_keep_their_own_choices(open_widget: Open) -> None:
    w = open_widget(CELL.format(""), "v = GramExplorer(scattered=True)\nv")
    w.page.wait_for_function("document.querySelectorAll('.cu-explorer').length === 2")
    first, second = (w.page.locator(".cu-explorer").nth(place).locator("[data-name=scattered]") for place in (0, 1))
    first.nth(1).check()
    assert w.settled("[w.scattered, v.scattered]", [True, True]) == [True, True]
    assert second.nth(1).is_checked()
    assert first.nth(0).get_attribute("name") != second.nth(0).get_attribute("name")

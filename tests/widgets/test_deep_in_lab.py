"""The explorers of week 2 in a real JupyterLab: what keyboard and mouse do, seen in the page and in the kernel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Any]

PIXELS = """() => {
  const node = [...document.querySelectorAll('.cu-photo canvas')].at(-1);
  return [node.height, node.width, [...node.getContext('2d').getImageData(0, 0, node.width, node.height).data]];
}"""
UNNAMED = """() => [...document.querySelectorAll('.cu-explorer :is(input, select, button, [role=img])')]
  .filter(node => !(node.ariaLabel || node.labels?.length || node.textContent.trim())).length"""


def cell(module: str, call: str) -> str:
    return f"from course_utils.widgets.explorers.{module} import {call.split('(')[0]}\nw = {call}\nw"


def shown(w: Any) -> Any:
    """The augmented photograph on the page, shape (rows, columns, 3)."""
    rows, columns, data = w.page.evaluate(PIXELS)
    return np.array(data).reshape(rows, columns, 4)[..., :3]


def press(w: Any, name: str, *keys: str) -> None:
    w.slider(name).focus()
    for key in keys:
        w.page.keyboard.press(key)


def sentence(w: Any) -> str:
    return str(w.page.locator(".cu-result").inner_text())


def test_the_augmentation_explorer_draws_what_python_computes(open_widget: Open, output_dir: Path) -> None:
    from playwright.sync_api import expect

    w = open_widget(cell("augmentation_explorer", "AugmentationExplorer()"))
    assert sentence(w) == w.python("w.words()") == "The photograph as it is."
    np.testing.assert_array_equal(shown(w), w.python("w.output"))
    assert w.slider("top").is_disabled()

    press(w, "rotation", "ArrowRight", "ArrowRight", "PageUp")
    press(w, "crop", "PageDown", "PageDown", "ArrowLeft")
    expect(w.slider("top")).to_be_enabled()  # the crop that was drawn leaves room now
    press(w, "top", "Home")
    press(w, "alpha1", "End")
    press(w, "green", "ArrowLeft")
    w.page.locator("[data-name=mirror][value=yes]").check()
    assert w.settled("w.mirror", True)
    assert w.python("[w.rotation > 2, w.crop < 90, w.top, w.alphas, w.channels]") == [True, True, 0, [2, 0, 0], [0, -1, 0]]
    assert sentence(w) == w.python("w.words()")
    assert np.abs(shown(w) - np.array(w.python("w.output"))).max() <= 1
    spoken = w.page.locator("[role=status]").first
    expect(spoken).to_have_text(w.python("w.words()"))  # it waits a moment, so that a slide is not read out step by step
    assert w.page.locator(".cu-photo canvas").last.get_attribute("aria-label") == w.python("w.words()")
    w.page.locator(".cu-explorer").screenshot(path=output_dir / "augmentation_light.png")

    w.run("w.rotation = -30; w.fill = 'black'")
    w.page.wait_for_function("document.querySelector('[name=rotation]').value === '-30'")
    w.page.wait_for_function("document.querySelector('[name=fill]').value === 'black'")
    assert np.abs(shown(w) - np.array(w.python("w.output"))).max() <= 1


def test_the_dice_change_everything_and_reset_takes_it_back(open_widget: Open, output_dir: Path) -> None:
    w = open_widget(cell("augmentation_explorer", "AugmentationExplorer(fill='reflect')"), dark=True)
    w.slider("roll").click()
    assert w.settled("w.brightness != 0 or w.rotation != 0 or w.crop != 100", True)
    w.page.wait_for_timeout(200)
    assert sentence(w) == w.python("w.words()") != "The photograph as it is."
    assert np.abs(shown(w) - np.array(w.python("w.output"))).max() <= 1
    w.page.locator(".cu-explorer").screenshot(path=output_dir / "augmentation_dark.png")
    w.slider("reset").click()
    assert w.settled("w.words()", "The photograph as it is.") == "The photograph as it is."
    assert w.python("w.fill") == "reflect"


def test_the_residual_explorer_shows_the_gradient_come_back(open_widget: Open, output_dir: Path) -> None:
    w = open_widget(cell("residual_explorer", "ResidualExplorer(depth=48)"))
    assert sentence(w) == w.python("w.verdict()")
    assert "It vanishes" in sentence(w)
    w.page.locator(".cu-explorer").screenshot(path=output_dir / "residual_light.png")
    w.slider("keep").click()
    w.page.locator("[data-name=shortcut][value=with]").check()
    assert w.settled("[w.shortcut, w.kept.get('shortcut')]", [True, False]) == [True, False]
    assert sentence(w).startswith(w.python("w.verdict()"))
    assert "It arrives" in sentence(w)
    assert w.page.locator(".cu-chart-kept").count() == 2

    press(w, "depth", "End")
    press(w, "scale", "ArrowRight")
    press(w, "layer", "ArrowRight", "ArrowRight")
    assert w.settled("[w.depth, w.layer]", [50, 3]) == [50, 3]
    assert w.python("w.scale") == pytest.approx(0.75)
    assert sentence(w).startswith(w.python("w.verdict()"))
    assert w.page.locator(".cu-reading").inner_text().startswith("Layer 3: activations")

    w.run("w.batch_norm = True; w.gradient = 'weights'")
    w.page.wait_for_selector("[data-name=batch_norm][value=with]:checked", state="attached")
    w.page.wait_for_selector("[data-name=gradient][value=weights]:checked", state="attached")
    assert sentence(w).startswith(w.python("w.verdict()"))
    w.slider("other").click()
    assert w.settled("w.seed", 2) == 2


def test_the_pointer_picks_a_layer(open_widget: Open, output_dir: Path) -> None:
    w = open_widget(cell("residual_explorer", "ResidualExplorer(shortcut=True, batch_norm=True)"), dark=True)
    box = w.page.locator(".cu-chart").last.bounding_box()
    w.page.mouse.move(box["x"] + box["width"] * 0.97, box["y"] + 60)
    assert w.settled("w.layer", 30) == 30
    w.page.locator(".cu-explorer").screenshot(path=output_dir / "residual_dark.png")


@pytest.mark.parametrize(
    ("module", "call", "wanted"),
    [
        ("augmentation_explorer", "AugmentationExplorer(crop=80)",
         "mirror fill roll reset rotation shear crop top left brightness red green blue alpha1 alpha2 alpha3"),
        ("residual_explorer", "ResidualExplorer()", "shortcut batch_norm gradient keep other depth scale layer"),
    ],
)  # fmt: skip
def test_every_control_has_a_name_and_can_be_reached_by_the_tab_key(
    open_widget: Open, module: str, call: str, wanted: str
) -> None:
    w = open_widget(cell(module, call))
    assert w.page.evaluate(UNNAMED) == 0
    w.page.locator(".cu-explorer input:checked").first.focus()
    reached = []
    for _ in wanted.split():
        reached.append(w.page.evaluate("document.activeElement.dataset.name || document.activeElement.name"))
        w.page.keyboard.press("Tab")
    assert reached == wanted.split()

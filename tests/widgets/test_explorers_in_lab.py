"""The explorers in a real JupyterLab: what keyboard and mouse do, seen in the page and in the kernel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course_utils.layers.convolution.plane import convolve2d

pytestmark = [pytest.mark.browser, pytest.mark.slow]

IMPORTS = {
    "ConvolutionExplorer": "convolution_explorer",
    "PaddingExplorer": "padding_explorer",
    "PoolingExplorer": "pooling_explorer",
    "ShapeCalculator": "shape_calculator",
}


def cell(call: str) -> str:
    name = call.split("(")[0]
    return f"from course_utils.widgets.explorers.{IMPORTS[name]} import {name}\nw = {call}\nw"


Open = Callable[..., Any]


def test_the_convolution_explorer_follows_keyboard_mouse_and_python(open_widget: Open, output_dir: Path) -> None:
    w = open_widget(cell("ConvolutionExplorer()"))
    w.follows("Output", "w.output")

    w.slider("pad").focus()
    w.page.keyboard.press("ArrowRight")
    w.slider("stride").focus()
    w.page.keyboard.press("ArrowRight")
    assert w.settled("[w.pad, w.stride]", [1, 2]) == [1, 2]
    image, kernel = (np.array(w.python(name)) for name in ("w.image", "w.kernel"))
    expected = convolve2d(image, kernel, pad=1, stride=2)
    np.testing.assert_allclose(w.grid("Output"), expected, atol=0.005)
    np.testing.assert_allclose(w.python("w.output"), expected)
    assert "⌊(6 + 2·1 − 3) / 2⌋ + 1 = 3" in w.page.locator(".cu-formula").inner_text().replace("\n", "")
    assert w.page.locator(".cu-dropped").count() == 8 + 7
    w.page.locator(".cu-explorer").screenshot(path=output_dir / "convolution_light.png")

    w.page.locator('[aria-label^="Output."] [role=gridcell]').nth(4).click()
    w.page.keyboard.press("ArrowDown")
    assert w.settled("[w.row, w.col]", [2, 1]) == [2, 1]
    w.follows("Products", "w.products")

    w.run("w.pad = 2; w.preset = 'sobel'")
    w.page.wait_for_function("document.querySelector('[name=pad]').value === '2'")
    w.page.wait_for_function("document.querySelector('[name=preset]').value === 'sobel'")
    w.follows("Output", "w.output")


def test_a_typed_number_reaches_input_and_kernel(open_widget: Open) -> None:
    from playwright.sync_api import expect

    w = open_widget(cell("ConvolutionExplorer()"))
    w.page.locator('[aria-label^="Input"] [role=gridcell]').first.click()
    w.page.keyboard.type("-7")
    w.page.keyboard.press("Enter")
    assert w.settled("w.image[0, 0]", -7) == -7
    w.page.locator('[aria-label^="Kernel"] [role=gridcell]').nth(4).dblclick()
    w.page.keyboard.type("2,5")
    w.page.keyboard.press("Enter")
    assert w.settled("w.kernel[1, 1]", 2.5) == 2.5
    assert w.python("w.preset") == "custom"
    w.follows("Output", "w.output")
    # the spoken result waits a moment, so that typing is not read out letter by letter
    expect(w.page.locator("[role=status]").first).to_contain_text("Output row 1, column 1")


def test_hovering_moves_the_window_and_size_and_dilation_stop_where_the_kernel_stops_fitting(
    open_widget: Open,
) -> None:
    w = open_widget(cell("ConvolutionExplorer()"))
    w.page.locator('[aria-label^="Input"] [role=gridcell]').nth(6 * 4 + 3).hover()
    assert w.settled("[w.row, w.col]", [3, 2]) == [3, 2]
    w.slider("dilation").focus()
    w.page.keyboard.press("End")
    assert w.settled("w.dilation", 2) == 2
    w.follows("Output", "w.output")


def test_the_photograph_and_the_dark_theme_show(open_widget: Open, output_dir: Path) -> None:
    w = open_widget(cell("ConvolutionExplorer(pad=1)"), dark=True)
    w.slider("source").select_option("photograph")
    w.slider("preset").select_option("scharr")
    assert w.settled("[w.source, w.preset]", ["photograph", "scharr"]) == ["photograph", "scharr"]
    w.page.locator('[aria-label^="Output."] [role=gridcell]').nth(45).click()
    spoken = w.page.evaluate("document.activeElement.ariaLabel")
    assert spoken == f"output row 3, column 6: {w.python('int(w.output[2, 5])')}".replace("-", "−")
    w.page.locator(".cu-explorer").screenshot(path=output_dir / "convolution_photograph_dark.png")


def test_the_padding_explorer_counts_as_python_does(open_widget: Open, output_dir: Path) -> None:
    w = open_widget(cell("PaddingExplorer()"))
    w.slider("kernel_size").focus()
    w.page.keyboard.press("ArrowRight")
    w.page.keyboard.press("ArrowRight")
    assert w.settled("[w.kernel_size, w.pad]", [5, 2]) == [5, 2]
    shown = np.array(w.grid("How often each pixel is used with padding"))
    np.testing.assert_array_equal(shown[2:-2, 2:-2], w.python("w.output"))
    np.testing.assert_array_equal(w.grid("How often each pixel is used without"), w.python("w.usage_without"))
    w.page.locator("[data-name=fill][value=reflect]").check()
    assert w.settled("w.fill", "reflect") == "reflect"
    np.testing.assert_array_equal(w.grid("The padded image"), w.python("w.padded"))
    w.page.locator(".cu-explorer").screenshot(path=output_dir / "padding_light.png")
    w.run("w.padding = 'valid'")
    w.page.wait_for_function("document.querySelector('[name=pad]').value === '0'")
    w.slider("pad").focus()
    w.page.keyboard.press("ArrowRight")
    assert w.settled("[w.padding, w.pad]", ["custom", 1]) == ["custom", 1]


def test_the_pooling_explorer_shows_where_the_gradient_goes(open_widget: Open, output_dir: Path) -> None:
    w = open_widget(cell("PoolingExplorer()"), dark=True)
    w.follows("Output", "w.output")
    w.slider("stride").focus()
    w.page.keyboard.press("ArrowLeft")
    w.page.locator("[data-name=view][value=backward]").check()
    assert w.settled("[w.stride, w.view, len(w.gradient)]", [1, "backward", 5]) == [1, "backward", 5]
    w.follows("Gradient of the input", "w.input_gradient")
    w.page.locator(".cu-explorer").screenshot(path=output_dir / "pooling_dark.png")
    w.run("w.mode = 'average'")
    w.page.wait_for_selector("[data-name=mode][value=average]:checked", state="attached")
    w.follows("Gradient of the input", "w.input_gradient")


def test_the_shape_calculator_adds_layers_and_warns_of_a_size_of_zero(open_widget: Open, output_dir: Path) -> None:
    w = open_widget(cell("ShapeCalculator()"))
    assert w.page.locator("tfoot td").nth(4).inner_text() == f"{w.python('w.parameters'):,}"
    w.page.locator(".cu-explorer").screenshot(path=output_dir / "shapes_light.png")
    field = w.page.get_by_label("layer 1 convolution f", exact=True)
    field.fill("3")
    assert w.settled("w.layers[0]['f']", 3) == 3
    assert w.page.locator("tbody tr").first.locator("td").nth(3).inner_text() == "30×30×6"
    assert w.page.locator("tfoot td").nth(4).inner_text() == f"{w.python('w.parameters'):,}"
    field.fill("15")
    w.page.get_by_label("layer 3 convolution f", exact=True).fill("15")
    w.page.wait_for_selector(".cu-warning")
    assert w.settled("bool(w.problem)", True)
    assert w.page.locator(".cu-warning").inner_text() == f"⚠ {w.python('w.problem')}".replace(
        "(conv)", "(convolution)"
    )
    w.page.get_by_label("remove: layer 3 convolution").click()
    w.slider("add-dense").click()
    kinds = ["conv", "pool", "pool", "flatten", "dense", "dense", "dense", "dense"]
    assert w.settled("[layer['kind'] for layer in w.layers]", kinds) == kinds
    w.run("w.preset = 'VGG-16'")
    w.page.wait_for_function("document.querySelector('[name=preset]').value === 'VGG-16'")
    w.page.wait_for_function("document.querySelectorAll('tfoot td')[4].innerText === '138,357,544'")


def test_every_control_has_a_name_and_can_be_reached_by_the_tab_key(open_widget: Open) -> None:
    w = open_widget(cell("ConvolutionExplorer(pad=1)"))
    unnamed = w.page.evaluate("""() => [...document.querySelectorAll('.cu-explorer :is(input, select, button, [role=grid])')]
        .filter(node => !(node.ariaLabel || node.labels?.length || node.textContent.trim())).length""")
    assert unnamed == 0
    w.slider("source").focus()
    reached = []
    for _ in range(12):
        reached.append(
            w.page.evaluate(
                "document.activeElement.name || document.activeElement.closest('[role=grid]')?.ariaLabel.split(/[ .]/)[0]"
            )
        )
        w.page.keyboard.press("Tab")
    wanted = [
        "source",
        "preset",
        "play",
        "reset",
        "kernel_size",
        "pad",
        "stride",
        "dilation",
        "Input",
        "Kernel",
        "Products",
        "Output",
    ]
    assert reached == wanted


def test_gradients_too_small_for_numbers_are_painted_in_their_colours(open_widget: Open) -> None:
    w = open_widget("import numpy as np", cell("PoolingExplorer(image=np.arange(576.0).reshape(24, 24), view='backward')"))
    w.page.wait_for_selector('canvas.cu-picture:not([hidden])')
    colours = w.page.locator("canvas.cu-picture:not([hidden])").evaluate_all(
        """all => all.map(one => {
            const data = one.getContext("2d").getImageData(0, 0, one.width, one.height).data, seen = [0, 0];
            for (let i = 0; i < data.length; i += 4) if (data[i + 3]) seen[data[i] + data[i + 1] + data[i + 2] ? 1 : 0]++;
            return seen;
        })"""
    )
    black, coloured = colours[-1]  # the gradient of the input
    assert coloured > 0
    assert black == 0

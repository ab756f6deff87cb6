"""ConvolutionExplorer's Python side: the layer's numbers, linked traits, clear refusals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import traitlets

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.plane import convolve2d
from course_utils.widgets.explorers.convolution_explorer import ConvolutionExplorer
from course_utils.widgets.inputs import grey, kernel_presets, learned_filter, sample_inputs


def test_the_worked_example_begins_with_minus_five() -> None:
    assert ConvolutionExplorer().output[0, 0] == -5


@pytest.mark.parametrize("seed", range(25))
def test_output_and_products_equal_the_layer_on_random_cases(seed: int) -> None:
    draw = np.random.default_rng(seed)
    f, dilation = int(draw.integers(1, 5)), int(draw.integers(1, 3))
    pad, stride = int(draw.integers(0, 4)), int(draw.integers(1, 4))
    image = draw.normal(size=draw.integers(dilation * (f - 1) + 1, dilation * (f - 1) + 8, size=2))
    kernel = draw.normal(size=(f, f))
    w = ConvolutionExplorer(image=image, kernel=kernel, pad=pad, stride=stride, dilation=dilation)
    expected = convolve2d(image, kernel, pad=pad, stride=stride, dilation=dilation)
    np.testing.assert_array_equal(w.output, expected)
    w.row, w.col = expected.shape[0] - 1, expected.shape[1] - 1
    assert w.products.sum() == pytest.approx(expected[-1, -1])


def test_the_formula_is_filled_in_and_widened_by_the_dilation() -> None:
    w = ConvolutionExplorer(pad=1, stride=2)
    assert w.formula == "⌊(6 + 2·1 − 3) / 2⌋ + 1 = 3"
    w.dilation = 2
    assert w.formula == "⌊(6 + 2·1 − 5) / 2⌋ + 1 = 2"
    oblong = ConvolutionExplorer(image=np.ones((4, 6)))
    assert oblong.formula == "⌊(4 + 2·0 − 3) / 1⌋ + 1 = 2 and ⌊(6 + 2·0 − 3) / 1⌋ + 1 = 4"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"pad": -1}, "pad must be an integer ≥ 0; received pad=-1."),
        ({"stride": 0}, "stride must be an integer ≥ 1; received stride=0."),
        ({"dilation": 1.5}, "dilation must be an integer ≥ 1; received dilation=1.5."),
        ({"pad": True}, "pad must be an integer ≥ 0; received pad=True."),
        ({"kernel": np.ones((2, 3))}, "kernel must be square; received shape (2, 3)."),
        ({"kernel_size": 0}, "kernel_size must be an integer from 1 to 11; received kernel_size=0."),
        ({"image": np.ones(5)}, "image must have two dimensions of 1 to 64 entries; received shape (5,)."),
        ({"image": "cat"}, "image must be a grid of numbers; received 'cat'."),
        ({"image": [[np.nan] * 4] * 4}, "image must hold finite numbers; received NaN or infinity."),
        ({"preset": "laplace"}, "received preset='laplace'."),
        (
            {"dilation": 3},
            "it reaches over 7 pixels (f=3, dilation=3), the input has 6 (n=6, pad=0).",
        ),
    ],
)
def test_values_outside_their_domain_are_refused_with_what_was_expected(values: dict[str, Any], message: str) -> None:
    with pytest.raises(traitlets.TraitError) as caught:
        ConvolutionExplorer(**values)
    assert isinstance(caught.value, ArgumentError)
    assert message in str(caught.value)


def test_a_refused_assignment_changes_nothing() -> None:
    w = ConvolutionExplorer(pad=2)
    for name, value in (("pad", -1), ("stride", 0), ("kernel_size", 11), ("dilation", 9)):
        with pytest.raises(traitlets.TraitError):
            setattr(w, name, value)
    assert (w.pad, w.stride, w.kernel_size, w.dilation, w.preset) == (2, 1, 3, 1, "vertical")


def test_presets_and_kernels_name_each_other() -> None:
    w = ConvolutionExplorer(preset="sobel")
    np.testing.assert_array_equal(w.kernel, kernel_presets()["sobel"])
    w.kernel = np.eye(3)
    assert w.preset == "custom"
    w.preset = "vertical"
    w.kernel_size = 5
    assert (w.preset, w.kernel.shape) == ("vertical", (5, 5))
    w.preset = "scharr"
    assert w.kernel.shape == (3, 3)
    w.kernel_size = 5
    assert (w.preset, w.kernel[2].tolist()) == ("custom", [0, *kernel_presets()["scharr"][1], 0])


def test_the_window_stays_inside_when_the_output_shrinks() -> None:
    w = ConvolutionExplorer(row=3, col=3)
    w.stride = 3
    assert (w.row, w.col) == (1, 1)


def test_what_the_browser_sends_is_taken_together() -> None:
    w = ConvolutionExplorer()
    w.set_state({"kernel": [[1] * 5] * 5, "preset": "custom", "pad": 2, "dilation": 2, "row": 1, "col": 1})
    assert (w.kernel_size, w.pad, w.dilation, w.row, w.output.shape) == (5, 2, 2, 1, (2, 2))
    assert w.get_state("kernel")["kernel"] == [[1.0] * 5] * 5


def test_grids_cannot_be_changed_behind_the_browsers_back() -> None:
    with pytest.raises(ValueError, match="read-only"):
        ConvolutionExplorer().image[0, 0] = 9


def test_a_photograph_is_made_grey() -> None:
    assert grey(np.full((4, 5, 3), 255, dtype=np.uint8)).tolist() == [[255.0] * 5] * 4
    assert ConvolutionExplorer(image=np.zeros((8, 8, 3))).image.shape == (8, 8)
    assert np.shape(sample_inputs()["photograph"]) == (20, 20)


@pytest.mark.slow
def test_the_learned_filter_answers_most_along_the_angle_it_was_taught() -> None:
    down, right = np.mgrid[-1:2, -1:2]
    angles = np.deg2rad(np.arange(0, 360))
    for angle in (45, 70, 73):
        answers = [np.sum(learned_filter(angle) * (np.cos(a) * right - np.sin(a) * down)) for a in angles]
        assert abs(int(np.argmax(answers)) - angle) <= 2


def test_the_still_picture_shows_input_kernel_output_and_formula() -> None:
    w = ConvolutionExplorer(pad=1)
    picture = w.static_svg()
    for words in ("Input 8×8", "Kernel 3×3", "Output 6×6", w.formula):
        assert words in picture
    assert w.alt_text().endswith("the output is 6×6, and its row 1, column 1 is −5.")

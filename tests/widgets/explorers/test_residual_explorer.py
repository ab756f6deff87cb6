"""ResidualExplorer's Python side."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import traitlets

from course_utils.layers.networks.residual_flow import residual_flow
from course_utils.widgets.explorers.residual_explorer import ResidualExplorer
from course_utils.widgets.mathematics.numbers import powers


def test_the_output_is_the_layers() -> None:
    w = ResidualExplorer(depth=12, shortcut=True, batch_norm=True, scale=1.1, seed=5)
    expected = residual_flow(12, True, True, 1.1, 5)
    np.testing.assert_array_equal(w.output.gradients, expected.gradients)
    np.testing.assert_array_equal(w.output.activations, expected.activations)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"depth": 50, "scale": 0.7}, "50 layers without shortcuts, without batch norm: the gradient of layer 1 is 4.8·10⁻⁹ times that of layer 50. It vanishes on the way back: the first layers hardly learn."),
        ({"depth": 50, "scale": 0.7, "shortcut": True}, "50 layers with shortcuts, without batch norm: the gradient of layer 1 is 14 times that of layer 50. It arrives: every layer can learn."),
        ({"depth": 50, "scale": 1.5}, "50 layers without shortcuts, without batch norm: the gradient of layer 1 is 7.9·10⁷ times that of layer 50. It explodes on the way back: training jumps or breaks off."),
    ],
)  # fmt: skip
def test_the_sentence_says_what_reaches_the_first_layer(settings: dict[str, Any], words: str) -> None:
    w = ResidualExplorer(**settings)
    assert w.verdict() == words
    assert words in w.alt_text()


def test_kept_curves_stay_while_the_settings_change() -> None:
    w = ResidualExplorer(depth=10)
    assert "stroke-dasharray" not in w.static_svg()
    w.keep()
    w.shortcut = True
    assert w.kept == {"depth": 10, "shortcut": False, "batch_norm": False, "scale": 0.7, "seed": 1}
    assert w.static_svg().count("stroke-dasharray") == 2
    assert "Dashed for comparison: 10 layers without shortcuts" in w.alt_text()
    w.kept = {}
    assert "Dashed" not in w.alt_text()


def test_the_layer_follows_the_depth() -> None:
    w = ResidualExplorer(depth=30, layer=30)
    w.depth = 8
    assert w.layer == 8
    w.layer = 99
    assert w.layer == 8


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"depth": 9}, "depth must be even, two layers a block; received depth=9."),
        ({"depth": 60}, "depth must be a whole number from 4 to 50; received depth=60."),
        ({"scale": 0}, "scale must be a number from 0.3 to 2; received scale=0."),
        ({"kept": {"depth": 10}}, "kept must be {} or settings depth, shortcut, batch_norm, scale, seed"),
        ({"kept": {"depth": 9, "shortcut": True, "batch_norm": True, "scale": 1, "seed": 1}}, "kept cannot be computed: depth must be an even number"),
        ({"gradient": "input"}, "gradient must be one of 'output', 'weights'; received gradient='input'."),
    ],
)  # fmt: skip
def test_impossible_values_are_refused(values: dict[str, Any], message: str) -> None:
    with pytest.raises(traitlets.TraitError) as caught:
        ResidualExplorer(**values)
    assert message in str(caught.value)


@pytest.mark.slow
def test_the_still_picture_follows_the_gradient_shown() -> None:
    assert "Gradients of the layers' outputs" in ResidualExplorer().static_svg().replace("&#x27;", "'")
    assert "Gradients of the layers' weights" in ResidualExplorer(gradient="weights").static_svg().replace("&#x27;", "'")


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (0.01, "0.01"), (0.0099, "9.9·10⁻³"), (999.0, "1.0·10³"), (99.4, "99"), (1.0, "1"), (1e14, "1.0·10¹⁴")],
)
def test_numbers_are_two_digits_or_a_power_of_ten(value: float, text: str) -> None:
    assert powers(value) == text


def test_the_axes_of_the_still_picture_have_names() -> None:
    drawn = ResidualExplorer().static_svg()
    assert (drawn.count(">layer</text>"), drawn.count(">root mean square</text>")) == (2, 1)

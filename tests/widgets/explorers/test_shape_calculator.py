"""ShapeCalculator's Python side, with the worked figures of the classic networks."""

from __future__ import annotations

from typing import Any

import pytest
import traitlets

from course_utils.layers.convolution.counting import count_parameters
from course_utils.widgets.explorers.shape_calculator import ShapeCalculator
from course_utils.widgets.mathematics.shapes import conv, dense, flatten, pool, summarise


def test_the_lenet_like_table_comes_out() -> None:
    shapes = [row.shape for row in ShapeCalculator(preset="LeNet-like").output]
    assert shapes == [(28, 28, 6), (14, 14, 6), (10, 10, 16), (5, 5, 16), (400,), (120,), (84,), (10,)]
    assert [row.parameters for row in ShapeCalculator().output] == [456, 0, 2416, 0, 0, 48120, 10164, 850]


def test_three_convolutions_end_in_1960_numbers() -> None:
    shapes = [row.shape for row in ShapeCalculator(preset="three convolutions").output]
    assert shapes[:4] == [(37, 37, 10), (17, 17, 20), (7, 7, 40), (1960,)]


def test_vgg16_has_its_138_million_parameters() -> None:
    w = ShapeCalculator(preset="VGG-16")
    assert w.parameters == 138_357_544
    assert w.output[17].field == 212


def test_a_direct_5_by_5_convolution_costs_120_million_multiplications() -> None:
    (row,) = summarise((28, 28, 192), [conv(5, 32, pad=2)])
    assert row.multiplications == 120_422_400


def test_a_bottleneck_saves_nine_tenths_of_the_multiplications() -> None:
    w = ShapeCalculator(preset="5×5 through a bottleneck", compare="5×5 directly")
    assert w.multiplications == 12_443_648
    assert [row.shape for row in w.output] == [(28, 28, 16), (28, 28, 32)]
    assert w.comparison == (
        "Against 5×5 directly with 153,632 parameters, 120,422,400 multiplications: "
        "9.7 times fewer parameters, 9.7 times fewer multiplications."
    )
    assert w.comparison in w.alt_text()
    w.compare = ""
    assert w.comparison == ""


def test_a_size_of_zero_is_told_not_raised() -> None:
    w = ShapeCalculator(input_shape=(8, 8, 3), layers=[conv(5, 4), pool(), conv(5, 8), flatten()])
    assert w.problem == "Layer 3 (conv) cannot be built. The size becomes 0: a window of 5 does not fit into 2."
    assert w.preset == "custom"
    assert "⚠" in w.static_svg()
    assert w.parameters == 304


def test_parameters_equal_the_reference_count() -> None:
    rows = summarise((32, 32, 3), [conv(5, 6), flatten(), dense(120)])
    layers = [
        {"kind": "conv", "f": 5, "channels": 3, "filters": 6},
        {"kind": "flatten"},
        {"kind": "dense", "inputs": 28 * 28 * 6, "units": 120},
    ]
    assert [row.parameters for row in rows] == count_parameters(layers)


def test_an_order_that_cannot_be_is_explained() -> None:
    assert "put flatten before it" in ShapeCalculator(layers=[dense(3)]).problem
    assert "put it before flatten" in ShapeCalculator(layers=[flatten(), conv(3, 4)]).problem


def test_short_layers_are_completed() -> None:
    w = ShapeCalculator(layers=[{"kind": "conv", "filters": 4}])
    assert w.layers == [{"kind": "conv", "f": 3, "pad": 0, "stride": 1, "filters": 4}]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"input_shape": (32, 32)}, "input_shape must be (rows, columns, channels); received (32, 32)."),
        ({"input_shape": (32, 0, 3)}, "columns of input_shape must be an integer ≥ 1; received 0."),
        (
            {"layers": [{"kind": "norm"}]},
            "A layer must be one of conv, pool, flatten, dense; received {'kind': 'norm'}.",
        ),
        ({"layers": [{"kind": "pool", "k": 2}]}, "A pool layer has f, stride; received 'k'."),
        ({"layers": [conv(3, 4, stride=0)]}, "stride of a conv layer must be an integer ≥ 1; received 0."),
        ({"layers": 3}, "layers must be a list of layers; received 3."),
        ({"preset": "NASNet"}, "received preset='NASNet'."),
        ({"compare": "custom"}, "received compare='custom'."),
    ],
)
def test_impossible_values_are_refused(values: dict[str, Any], message: str) -> None:
    with pytest.raises(traitlets.TraitError) as caught:
        ShapeCalculator(**values)
    assert message in str(caught.value)


def test_what_the_browser_sends_is_taken() -> None:
    w = ShapeCalculator()
    w.set_state({"preset": "custom", "layers": [{"kind": "pool", "f": 2, "stride": 2}], "input_shape": [6, 4, 1]})
    assert (w.output[0].shape, w.preset) == ((3, 2, 1), "custom")

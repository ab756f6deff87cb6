"""CostExplorer: its numbers against Keras' own networks, in the browser, and its picture."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import traitlets

from course_utils.layers.efficient.costs import NETWORKS
from course_utils.widgets.explorers.cost_explorer import CostExplorer


@pytest.mark.browser
@pytest.mark.parametrize("seed", range(8))
def test_the_costs_and_words_in_javascript_equal_pythons(maths: Any, seed: int) -> None:
    draw = np.random.default_rng(seed)
    w = CostExplorer(
        network=list(NETWORKS)[seed % 3], width=0.25 + 0.05 * int(draw.integers(26)),
        resolution=int(draw.integers(32, 321)), separable=bool(seed % 2),
    )  # fmt: skip
    table = w._networks[w.network]
    rows = maths("costs", "blockCosts", table, w.width, w.resolution, w.separable)
    assert [tuple(row.values()) for row in rows] == [tuple(row) for row in w.output]
    published = maths("costs", "blockCosts", table, 1, 224, True)
    head, _, rest = w.verdict().partition(": ")
    assert maths("costs", "costWords", rows, published, head) == f"{head}: {rest}"


@pytest.mark.parametrize(
    ("network", "millions", "weights"),
    [("MobileNetV1", 568.7, 4_209_088), ("MobileNetV2", 300.8, 3_469_760), ("EfficientNet-Lite0", 385.2, 4_608_992)],
)
def test_the_published_networks_cost_what_is_published(network: str, millions: float, weights: int) -> None:
    w = CostExplorer(network=network)
    assert round(w.multiplications / 1e6, 1) == millions
    assert sum(row.parameters for row in w.output) == weights


def test_half_the_width_is_about_a_quarter_and_half_the_sides_exactly_a_quarter_but_for_the_classes() -> None:
    whole, narrow, small = (CostExplorer(**more) for more in ({}, {"width": 0.5}, {"resolution": 112}))
    assert 0.25 < narrow.multiplications / whole.multiplications < 0.35
    inside = [row.multiplications for row in whole.output[:-1]]
    assert sum(row.multiplications for row in small.output[:-1]) < 0.29 * sum(inside)
    assert [row.parameters for row in small.output] == [row.parameters for row in whole.output]


def test_plain_convolutions_are_dearer_and_said_so() -> None:
    w = CostExplorer(network="MobileNetV1", separable=False)
    assert w.multiplications > 8 * CostExplorer(network="MobileNetV1").multiplications
    assert w.verdict().startswith("MobileNetV1 with plain convolutions, width 1, 224×224: ")
    assert "Depthwise" not in w.verdict()
    assert w.verdict() in w.alt_text()


def test_the_bar_read_out_is_one_that_is_there() -> None:
    w = CostExplorer(block=19)
    w.network = "MobileNetV1"
    assert w.block == 15
    w.block = 99
    assert w.block == 15
    with pytest.raises(traitlets.TraitError, match=r"width must be a number from 0.25 to 1.5; received width=2"):
        w.width = 2


def test_the_still_picture_holds_the_bars_and_the_sentence() -> None:
    drawn = CostExplorer(width=0.5).static_svg()
    assert "width 0.5, 224×224" in drawn
    assert all(word in drawn for word in ("as published", "depthwise", "million multiplications"))

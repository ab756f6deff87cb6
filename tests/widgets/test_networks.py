"""The ready stacks against what their papers say."""

from __future__ import annotations

import pytest

from course_utils.widgets.mathematics.shapes import complete, summarise
from course_utils.widgets.networks import NETWORKS


@pytest.mark.parametrize(
    ("name", "shape", "parameters"),
    [
        ("LeNet-5", (10,), 61_706),
        ("AlexNet", (1000,), 62_378_344),
        ("VGG-16", (1000,), 138_357_544),
        ("5×5 directly", (28, 28, 32), 153_632),
        ("5×5 through a bottleneck", (28, 28, 32), 15_920),
    ],
)
def test_a_stack_has_the_size_that_is_known_of_it(name: str, shape: tuple[int, ...], parameters: int) -> None:
    rows = summarise(NETWORKS[name]["input_shape"], NETWORKS[name]["layers"])
    assert rows[-1].shape == shape
    assert sum(row.parameters for row in rows) == parameters


@pytest.mark.parametrize("name", NETWORKS)
def test_every_layer_is_complete(name: str) -> None:
    assert [complete(layer) for layer in NETWORKS[name]["layers"]] == NETWORKS[name]["layers"]

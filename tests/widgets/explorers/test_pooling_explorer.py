"""PoolingExplorer's Python side."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import traitlets

from course_utils.layers.convolution.pool import pool_backward, pool_forward
from course_utils.widgets.explorers.pooling_explorer import PoolingExplorer


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("mode", ["max", "average"])
def test_output_and_gradient_equal_the_layer_on_random_cases(seed: int, mode: str) -> None:
    draw = np.random.default_rng(seed)
    f, stride = int(draw.integers(1, 4)), int(draw.integers(1, 4))
    image = draw.integers(0, 6, size=draw.integers(f, f + 6, size=2)).astype(float)
    output, cache = pool_forward(image[None, :, :, None], {"f": f, "stride": stride}, mode=mode)
    gradient = draw.normal(size=output.shape[1:3])
    w = PoolingExplorer(image=image, window=f, stride=stride, mode=mode, gradient=gradient)
    np.testing.assert_array_equal(w.output, output[0, :, :, 0])
    expected = pool_backward(gradient[None, :, :, None], cache, mode=mode)
    np.testing.assert_array_equal(w.input_gradient, expected[0, :, :, 0])


def test_a_new_output_shape_brings_a_counting_gradient() -> None:
    w = PoolingExplorer(row=2, col=2)
    w.stride = 3
    assert w.gradient.tolist() == [[1, 2], [3, 4]]
    assert (w.row, w.col) == (1, 1)
    w.set_state({"stride": 1, "gradient": [[7.0] * 5] * 5, "row": 4})
    assert (w.gradient.shape, w.gradient[0, 0], w.row) == ((5, 5), 7, 4)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"window": 7}, "window must be at most the input's smaller side 6; received window=7."),
        ({"window": 0}, "window must be an integer ≥ 1; received window=0."),
        ({"mode": "min"}, "mode must be one of 'max', 'average'; received mode='min'."),
        ({"gradient": [[1, 2]]}, "gradient must have the output's shape (3, 3); received shape (1, 2)."),
    ],
)
def test_impossible_values_are_refused(values: dict[str, Any], message: str) -> None:
    with pytest.raises(traitlets.TraitError) as caught:
        PoolingExplorer(**values)
    assert message in str(caught.value)


def test_the_still_picture_follows_the_view() -> None:
    assert "Output 3×3" in PoolingExplorer().static_svg()
    assert "Input gradient 6×6" in PoolingExplorer(view="backward").static_svg()

"""The browser's arithmetic against numpy and the reference layers, on random cases."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course_utils.layers.convolution.conv import conv_backward
from course_utils.layers.convolution.geometry import conv_output_size
from course_utils.layers.convolution.plane import convolve2d
from course_utils.layers.convolution.pool import pool_backward, pool_forward
from course_utils.widgets.explorers.convolution_explorer import preset_kernel, resize_kernel
from course_utils.widgets.explorers.shape_calculator import ShapeCalculator
from course_utils.widgets.inputs import kernel_presets
from course_utils.widgets.mathematics.numbers import number
from course_utils.widgets.mathematics.shapes import against, conv, dense, flatten, pool, summarise
from course_utils.widgets.networks import NETWORKS

pytestmark = pytest.mark.browser


def random_case(seed: int) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], int, int, int]:
    draw = np.random.default_rng(seed)
    f, dilation = int(draw.integers(1, 5)), int(draw.integers(1, 4))
    pad, stride = int(draw.integers(0, 4)), int(draw.integers(1, 4))
    sides = draw.integers(dilation * (f - 1) + 1, dilation * (f - 1) + 9, size=2)
    return draw.normal(size=sides), draw.normal(size=(f, f)), pad, stride, dilation


@pytest.mark.parametrize("seed", range(40))
def test_convolution_in_javascript_equals_the_layer(maths: Any, seed: int) -> None:
    image, kernel, pad, stride, dilation = random_case(seed)
    canvas = maths("maths", "padGrid", image, pad)
    np.testing.assert_array_equal(canvas, np.pad(image, pad))
    expected = convolve2d(image, kernel, pad=pad, stride=stride, dilation=dilation)
    np.testing.assert_allclose(
        maths("maths", "convolve", canvas, kernel, stride, dilation), expected, rtol=1e-9, atol=1e-12
    )
    size = conv_output_size(len(image), len(kernel), pad, stride, dilation)
    assert maths("maths", "outputSize", len(image), len(kernel), pad, stride, dilation) == size
    products = maths("maths", "windowProducts", canvas, kernel, size - 1, 0, stride, dilation)
    assert np.sum(products) == pytest.approx(expected[-1, 0])


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("mode", ["max", "average"])
def test_pooling_in_javascript_equals_the_layer_both_ways(maths: Any, seed: int, mode: str) -> None:
    draw = np.random.default_rng(seed)
    f, stride = int(draw.integers(1, 4)), int(draw.integers(1, 4))
    image = draw.integers(0, 5, size=draw.integers(f, f + 6, size=2)).astype(float)  # whole numbers: ties happen
    output, cache = pool_forward(image[None, :, :, None], {"f": f, "stride": stride}, mode=mode)
    np.testing.assert_allclose(maths("maths", "pool", image, f, stride, mode), output[0, :, :, 0])
    gradient = draw.normal(size=output.shape[1:3])
    expected = pool_backward(gradient[None, :, :, None], cache, mode=mode)[0, :, :, 0]
    np.testing.assert_allclose(maths("maths", "poolBackward", image, gradient, f, stride, mode), expected, atol=1e-12)


@pytest.mark.parametrize("fill", ["constant", "edge", "reflect"])
@pytest.mark.parametrize("seed", range(6))
def test_padding_in_javascript_equals_numpy(maths: Any, seed: int, fill: Any) -> None:
    draw = np.random.default_rng(seed)
    image, pad = draw.normal(size=draw.integers(2, 8, size=2)), int(draw.integers(0, 9))
    np.testing.assert_array_equal(maths("maths", "padGrid", image, pad, fill), np.pad(image, pad, mode=fill))


@pytest.mark.parametrize("seed", range(12))
def test_the_count_of_uses_equals_a_gradient_of_ones(maths: Any, seed: int) -> None:
    draw = np.random.default_rng(seed)
    f, pad, stride = int(draw.integers(1, 5)), int(draw.integers(0, 4)), int(draw.integers(1, 4))
    image = np.ones((1, *draw.integers(f, f + 6, size=2), 1))
    rows, columns = (conv_output_size(n, f, pad, stride) for n in image.shape[1:3])
    cache = (
        np.pad(image, ((0, 0), (pad, pad), (pad, pad), (0, 0))),
        np.ones((f, f, 1, 1)),
        np.zeros((1, 1, 1, 1)),
        {"stride": stride, "pad": 0},
    )
    expected, _, _ = conv_backward(np.ones((1, rows, columns, 1)), cache)
    np.testing.assert_array_equal(
        maths("maths", "usageCounts", *image.shape[1:3], f, pad, stride), np.rint(expected[0, :, :, 0])
    )


@pytest.mark.parametrize("name", [*kernel_presets(), "custom"])
@pytest.mark.parametrize("size", [1, 2, 3, 5, 6])
def test_kernels_of_other_sizes_agree(maths: Any, name: str, size: int) -> None:
    ours, theirs = (
        preset_kernel(kernel_presets(), name, size),
        maths("kernels", "presetKernel", kernel_presets(), name, size),
    )
    assert (ours is None) == (theirs is None)
    if ours is not None:
        np.testing.assert_allclose(theirs, ours)
    kernel = np.arange(16.0).reshape(4, 4)
    np.testing.assert_array_equal(
        maths("kernels", "resizeKernel", kernel, size), resize_kernel(kernel, size)
    )


BROKEN = {
    "size becomes 0": ([8, 8, 3], [conv(5, 4), pool(), conv(5, 8), flatten()]),
    "dense before flatten": ([8, 8, 3], [dense(4)]),
    "convolution after flatten": ([8, 8, 3], [flatten(), conv(3, 4, pad=2)]),
    "padded and still too small": ([3, 9, 1], [conv(9, 4, pad=2)]),
    "no layers": ([3, 9, 1], []),
}


@pytest.mark.parametrize(
    ("shape", "layers"), [*((n["input_shape"], n["layers"]) for n in NETWORKS.values()), *BROKEN.values()]
)
def test_stacks_are_summed_up_alike(maths: Any, shape: list[int], layers: list[Any]) -> None:
    theirs = maths("shapes", "summarise", shape, layers)
    ours = summarise(shape, layers)
    assert len(theirs) == len(ours)
    for js, row in zip(theirs, ours):
        assert js.get("problem", "") == row.problem
        if not row.problem:
            assert (tuple(js["shape"]), js["parameters"], js["multiplications"]) == (
                row.shape,
                row.parameters,
                row.multiplications,
            )
            assert (js["field"], js["jump"]) == (row.field, row.jump)


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("other", NETWORKS)
def test_stacks_are_compared_alike(maths: Any, name: str, other: str) -> None:
    w = ShapeCalculator(preset=name, compare=other)
    stacks = [(NETWORKS[key]["input_shape"], NETWORKS[key]["layers"]) for key in (name, other)]
    costs = [maths("shapes", "costs", maths("shapes", "summarise", *stack)) for stack in stacks]
    assert costs[0] == [w.parameters, w.multiplications]
    assert maths("shapes", "against", other, *costs) == w.comparison


@pytest.mark.parametrize(("ours", "theirs"), [((0, 5), (5, 0)), ((7, 7), (7, 7)), ((8, 20), (1, 21)), ((0, 0), (0, 3))])
def test_costs_without_a_ratio_are_compared_alike(maths: Any, ours: tuple[int, int], theirs: tuple[int, int]) -> None:
    assert maths("shapes", "against", "x", ours, theirs) == against("x", ours, theirs)


@pytest.mark.parametrize(
    ("value", "text"), [(-5.0, "−5"), (0.5, "0.5"), (1 / 3, "0.33"), (-0.001, "0"), (1234.567, "1234.57")]
)
def test_numbers_are_printed_short_with_a_true_minus(maths: Any, value: float, text: str) -> None:
    assert maths("maths", "format", value) == number(value) == text

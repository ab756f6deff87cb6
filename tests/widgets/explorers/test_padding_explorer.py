"""PaddingExplorer's Python side."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import traitlets

from course_utils.layers.convolution.conv import zero_pad
from course_utils.widgets.explorers.padding_explorer import PaddingExplorer


def counted(rows: int, columns: int, f: int, pad: int) -> Any:
    """Count by hand: put every window down once."""
    counts = np.zeros((rows + 2 * pad, columns + 2 * pad), int)
    for top in range(rows + 2 * pad - f + 1):
        for left in range(columns + 2 * pad - f + 1):
            counts[top : top + f, left : left + f] += 1
    return counts[pad : pad + rows, pad : pad + columns]


@pytest.mark.parametrize("seed", range(15))
def test_counts_equal_windows_put_down_one_by_one(seed: int) -> None:
    draw = np.random.default_rng(seed)
    f, pad = int(draw.integers(1, 5)), int(draw.integers(0, 4))
    image = draw.normal(size=draw.integers(f, f + 6, size=2))
    w = PaddingExplorer(image=image, kernel_size=f, padding="custom", pad=pad)
    np.testing.assert_array_equal(w.output, counted(*image.shape, f, pad))
    np.testing.assert_array_equal(w.usage_without, counted(*image.shape, f, 0))
    np.testing.assert_array_equal(w.padded, zero_pad(image[None, :, :, None], pad)[0, :, :, 0])


def test_names_and_widths_of_padding_follow_each_other() -> None:
    w = PaddingExplorer(kernel_size=5)
    assert (w.padding, w.pad) == ("same", 2)
    w.padding = "valid"
    assert w.pad == 0
    w.pad = 3
    assert w.padding == "custom"
    assert PaddingExplorer(pad=2).padding == "custom"


def test_fill_takes_edge_and_reflection() -> None:
    w = PaddingExplorer(image=[[1, 2], [3, 4]], kernel_size=1, padding="custom", pad=1, fill="edge")
    assert w.padded[0].tolist() == [1, 1, 2, 2]
    w.fill = "reflect"
    assert w.padded[0].tolist() == [4, 3, 4, 3]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"kernel_size": 4}, 'padding="same" needs an odd kernel_size; received kernel_size=4.'),
        ({"kernel_size": 7}, "kernel_size must be at most the image's smaller side 6; received kernel_size=7."),
        ({"fill": "wrap"}, "fill must be one of 'constant', 'edge', 'reflect'; received fill='wrap'."),
        ({"pad": -1}, "pad must be an integer ≥ 0; received pad=-1."),
    ],
)
def test_impossible_values_are_refused(values: dict[str, Any], message: str) -> None:
    with pytest.raises(traitlets.TraitError) as caught:
        PaddingExplorer(**values)
    assert message in str(caught.value)


def test_the_still_picture_shows_both_counts() -> None:
    w = PaddingExplorer()
    assert "Used, no padding 6×6" in w.static_svg()
    assert "Windows over the corner pixel: 1 without padding, 4 with" in w.alt_text()

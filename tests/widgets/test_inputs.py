"""The inputs and kernels that explorers offer by name."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from course_utils.layers.convolution.plane import convolve2d
from course_utils.widgets import inputs
from course_utils.widgets.inputs import grey, kernel_presets, photograph_patch, sample_inputs


def test_the_worked_example_gives_minus_five_with_the_vertical_filter() -> None:
    table, kernels = sample_inputs(), kernel_presets()
    assert convolve2d(np.array(table["worked example"]), np.array(kernels["vertical"]))[0, 0] == -5


def test_light_to_dark_turned_round_is_dark_to_light() -> None:
    table = sample_inputs()
    assert [row[::-1] for row in table["light to dark"]] == table["dark to light"]


def test_the_photograph_is_left_out_where_its_file_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "photograph_patch", partial(photograph_patch, "no such photograph"))
    names = sample_inputs.__wrapped__().keys()
    assert sample_inputs().keys() - names == {"photograph"}


def test_blur_and_identity_keep_a_flat_picture() -> None:
    flat, kernels = np.full((5, 5), 7.0), kernel_presets()
    for name in ("box", "identity"):
        np.testing.assert_allclose(convolve2d(flat, np.array(kernels[name])), 7)


def test_grey_weighs_green_most_and_leaves_a_plane_as_it_is() -> None:
    primaries = np.eye(3).reshape(1, 3, 3) * 255
    assert np.asarray(grey(primaries)).tolist() == [[76, 150, 29]]
    plane = np.ones((4, 4))
    assert grey(plane) is plane

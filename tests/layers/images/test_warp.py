"""One augmentation of a photograph: places and colours."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PIL import Image

from course_utils.errors import ArgumentError
from course_utils.layers.images.augment import mirror, pca_color_shift
from course_utils.layers.images.warp import Moves, color_shift, crop_window, pca_shifts, source_places, warp


def smooth(rows: int = 41, columns: int = 51) -> Any:
    """A photograph without edges: neighbours differ by few levels."""
    down, right = np.indices((rows, columns)) / 12
    waves = [np.sin(down + right), np.cos(down), np.sin(right)]
    return np.stack([np.rint(127 + 100 * wave) for wave in waves], axis=2).astype(np.uint8)


@pytest.mark.parametrize("fill", ["edge", "black", "reflect"])
def test_no_move_changes_nothing(fill: str) -> None:
    photo = np.random.default_rng(0).integers(0, 256, (9, 14, 3), dtype=np.uint8)
    np.testing.assert_array_equal(warp(photo, Moves(fill=fill)), photo)


def test_the_mirror_is_the_layers_mirror() -> None:
    photo = np.random.default_rng(0).integers(0, 256, (9, 14, 3), dtype=np.uint8)
    np.testing.assert_array_equal(warp(photo, Moves(mirror=True)), mirror(photo))


@pytest.mark.parametrize("degrees", [-30.0, 10.0, 45.0])
def test_turning_is_counter_clockwise_and_equals_pillows(degrees: float) -> None:
    ours = warp(smooth(), Moves(rotation=degrees, fill="black"))
    theirs = Image.fromarray(smooth()).rotate(degrees, Image.Resampling.BILINEAR)
    assert np.abs(ours.astype(int) - np.asarray(theirs))[10:31, 10:41].max() <= 1


@pytest.mark.parametrize("factor", [-0.4, 0.25])
def test_shearing_pushes_rows_above_the_middle_to_the_right_and_equals_pillows(factor: float) -> None:
    """Pillow's matrix goes from a place of the answer (x, y) to its source."""
    matrix = (1, factor, -factor * 41 / 2, 0, 1, 0)
    theirs = Image.fromarray(smooth()).transform((51, 41), Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)
    ours = warp(smooth(), Moves(shear=factor, fill="black"))
    assert np.abs(ours.astype(int) - np.asarray(theirs))[:, 10:41].max() <= 1


def test_a_crop_is_a_window_of_the_moved_photograph() -> None:
    moves = {"rotation": 20, "shear": 0.1, "mirror": True}
    whole = warp(smooth(), Moves(**moves))
    top, left, height, width = crop_window((41, 51), crop=60, top=25, left=100)
    assert (top, left, height, width) == (4, 20, 25, 31)
    part = warp(smooth(), Moves(**moves, crop=60, top=25, left=100))
    np.testing.assert_array_equal(part, whole[top : top + height, left : left + width])


def test_outside_stands_the_edge_black_or_the_reflection() -> None:
    photo = np.full((21, 21, 3), 200, dtype=np.uint8)
    photo[0] = 100
    corner = {fill: int(warp(photo, Moves(rotation=45, fill=fill))[0, 0, 0]) for fill in ("edge", "black", "reflect")}
    assert corner == {"edge": 100, "black": 0, "reflect": 200}
    assert warp(photo, Moves(rotation=45))[0, 20, 0] == 200


def test_the_middle_stays_where_it_is() -> None:
    row, column = source_places((9, 9), Moves(rotation=33, shear=0.3, mirror=True), np.array(4), np.array(4))
    assert (float(row), float(column)) == (4, 4)


def test_alphas_shift_as_pca_color_shift_does_on_colours_from_0_to_1() -> None:
    photo, alphas = smooth(), [0.5, -1.5, 0.2]
    expected = 255 * pca_color_shift(photo / 255, alphas) - photo
    np.testing.assert_allclose(color_shift(photo, 0, [0, 0, 0], alphas), expected[3, 5], atol=1e-9)
    np.testing.assert_allclose(color_shift(photo, 7, [1, 2, 3], [0, 0, 0]), [8, 9, 10], atol=1e-9)
    lengths = np.linalg.norm(pca_shifts(photo), axis=1)
    np.testing.assert_allclose(lengths.sum(), 255 * np.trace(np.cov((photo / 255).reshape(-1, 3).T)))


def test_another_fill_is_refused() -> None:
    with pytest.raises(ArgumentError, match="fill must be one of edge, black, reflect; received 'wrap'"):
        warp(smooth(), Moves(fill="wrap"))

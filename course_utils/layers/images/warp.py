"""One augmentation of a photograph: mirrored, turned, sheared, cropped in one go, colours shifted.

`course_utils.layers.images.augment` holds each step by itself. Here all moves are one map of places and the pixels are
blended once, so that a photograph stays sharp; the browser does the same (course_utils/widgets/mathematics/warp.js).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from course_utils.errors import ArgumentError
from course_utils.layers.images.augment import pca_color_shift
from course_utils.types import Array, Image, Numbers

FILLS = ("edge", "black", "reflect")


@dataclass(frozen=True)
class Moves:
    """What happens to the places of a photograph, in this order.

    `mirror` swaps left and right; `rotation` turns counter-clockwise by degrees; `shear` pushes every row sideways by
    that many columns for each row above the middle; `fill` says what stands outside: the nearest edge's pixel, black,
    or the photograph reflected. Then a window of `crop` percent of both sides is cut out, `top` and `left` percent of
    the free room away from the corner.
    """

    mirror: bool = False
    rotation: float = 0.0
    shear: float = 0.0
    crop: float = 100
    top: float = 50
    left: float = 50
    fill: str = "edge"


def crop_window(shape: tuple[int, int], crop: float, top: float, left: float) -> tuple[int, int, int, int]:
    """Return a crop's first row, first column, height and width, in pixels.

    >>> crop_window((100, 80), crop=50, top=100, left=0)
    (50, 0, 50, 40)
    """
    height, width = (max(1, _nearest(side * crop / 100)) for side in shape)
    return _nearest((shape[0] - height) * top / 100), _nearest((shape[1] - width) * left / 100), height, width


def source_places(shape: tuple[int, int], moves: Moves, rows: Array, columns: Array) -> tuple[Array, Array]:
    """Return where in the photograph the pixels (rows, columns) of the moved one come from, before its crop.

    Shapes: rows and columns broadcast together; both answers have that shape.

    >>> rows, columns = source_places((4, 6), Moves(mirror=True), np.array([0]), np.array([0, 5]))
    >>> np.round(columns).tolist()
    [5.0, 0.0]
    """
    middle_row, middle_column = (shape[0] - 1) / 2, (shape[1] - 1) / 2
    down, right = np.broadcast_arrays(rows - middle_row, columns - middle_column)
    right = moves.shear * down + right
    turn = np.deg2rad(moves.rotation)
    down, right = np.cos(turn) * down + np.sin(turn) * right, -np.sin(turn) * down + np.cos(turn) * right
    return down + middle_row, (-right if moves.mirror else right) + middle_column


def warp(photo: Image, moves: Moves) -> Image:
    """Move a photograph's pixels, each blended from the four around its source (bilinear).

    Shapes: (n_H, n_W, n_C) uint8 → (height, width, n_C) uint8 of the crop's size.
    Raises: ArgumentError for another fill than edge, black, reflect.

    >>> warp(np.arange(6, dtype=np.uint8).reshape(1, 6, 1), Moves(mirror=True)).ravel().tolist()
    [5, 4, 3, 2, 1, 0]
    """
    if moves.fill not in FILLS:
        raise ArgumentError(f"fill must be one of {', '.join(FILLS)}; received {moves.fill!r}.")
    shape = photo.shape[:2]
    first_row, first_column, height, width = crop_window(shape, moves.crop, moves.top, moves.left)
    rows, columns = np.arange(height)[:, None] + first_row, np.arange(width)[None, :] + first_column
    down, right = source_places(shape, moves, rows, columns)
    row, column = np.floor(down).astype(int), np.floor(right).astype(int)
    below, beside = (down - row)[..., None], (right - column)[..., None]
    upper = _pixels(photo, row, column, moves.fill) * (1 - beside)
    upper = upper + _pixels(photo, row, column + 1, moves.fill) * beside
    lower = _pixels(photo, row + 1, column, moves.fill) * (1 - beside)
    lower = lower + _pixels(photo, row + 1, column + 1, moves.fill) * beside
    return np.asarray(np.floor(upper * (1 - below) + lower * below + 0.5).astype(np.uint8))


def pca_shifts(photo: Image) -> Numbers:
    """Return what an alpha of 1 adds to red, green and blue, along each principal axis of the photograph's colours.

    Shapes: (n_H, n_W, 3) in 0 … 255 → (3, 3): a row for each axis, in levels of 0 … 255. The eigenvalues are those
    of colours between 0 and 1, the scale for which spreads of alpha near 0.1 are published.

    >>> pca_shifts(np.zeros((4, 4, 3))).shape
    (3, 3)
    """
    colours = photo / 255
    shifted = (pca_color_shift(colours, alphas) for alphas in np.eye(3).tolist())
    return np.array([255 * (moved - colours).mean(axis=(0, 1)) for moved in shifted])


def color_shift(photo: Image, brightness: float, channels: Sequence[float], alphas: Sequence[float]) -> Numbers:
    """Return what is added to red, green and blue of every pixel: brightness, channel and principal axes together.

    Shapes: photo (n_H, n_W, 3), channels and alphas three numbers each → (3,).

    >>> color_shift(np.zeros((4, 4, 3)), 10, [0, 5, 0], [0, 0, 0]).tolist()
    [10.0, 15.0, 10.0]
    """
    return np.asarray(brightness + np.asarray(channels, dtype=float) + np.asarray(alphas) @ pca_shifts(photo))


def _pixels(photo: Image, rows: Array, columns: Array, fill: str) -> Array:
    inside = [_inside(index, side, fill) for index, side in zip((rows, columns), photo.shape)]
    pixels = photo[inside[0], inside[1]].astype(np.float64)
    if fill == "black":
        pixels[(inside[0] != rows) | (inside[1] != columns)] = 0
    return np.asarray(pixels)


def _inside(index: Array, side: int, fill: str) -> Array:
    if fill == "reflect":
        index = index % (2 * side)
        index = np.where(index < side, index, 2 * side - 1 - index)
    return np.clip(index, 0, side - 1)


def _nearest(value: float) -> int:
    return int(np.floor(value + 0.5))

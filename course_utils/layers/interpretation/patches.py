"""Patches of photographs that excite one unit of a layer most."""

from __future__ import annotations

import numpy as np

from course_utils.errors import ArgumentError
from course_utils.layers.convolution.conv import whole
from course_utils.types import Array, Images, Indices


def strongest_places(maps: Array, unit: int) -> tuple[Indices, Indices, Array]:
    """Row, column and value of the largest number of one channel, for each picture; of equals the first.

    Shapes: maps (m, h, w, n_C) → (m,), (m,), (m,).

    >>> rows, columns, values = strongest_places(np.array([[[[1], [5]], [[2], [5]]]]), 0)
    >>> rows.tolist(), columns.tolist(), values.tolist()
    ([0], [1], [5])
    """
    plane = maps[..., unit].reshape(len(maps), -1)
    best = plane.argmax(axis=1)
    rows, columns = np.divmod(best, maps.shape[2])
    return rows, columns, np.take_along_axis(plane, best[:, None], axis=1)[:, 0]


def top_patches(images: Images, maps: Array, unit: int, size: int, n: int = 9) -> tuple[Images, Array]:
    """Cut out what one unit likes best: of each picture the patch at its strongest place, the strongest pictures first.

    Shapes: images (m, n_H, n_W, 3); maps (m, h, w, n_C), where h divides n_H and w divides n_W → patches
    (k, size, size, 3) and their activations (k,), with k the smaller of n and m.

    The middle of the patch of place (i, j) is pixel (i · step + step // 2) of rows, with step = n_H / h, and likewise
    of columns; a patch that would leave the picture is moved inside.

    Raises: ArgumentError for shapes that do not fit, or a unit that is not there.

    Source: M. D. Zeiler, R. Fergus, Visualizing and understanding convolutional networks, 2014, figure 2.

    >>> images, maps = np.arange(96.0).reshape(2, 4, 4, 3), np.zeros((2, 2, 2, 1))
    >>> maps[1, 0, 1, 0] = 3
    >>> patches, activations = top_patches(images, maps, unit=0, size=2, n=1)
    >>> patches[0, :, :, 0].tolist(), activations.tolist()
    ([[54.0, 57.0], [66.0, 69.0]], [3.0])
    """
    images, maps = np.asarray(images), np.asarray(maps)
    _fitting(images, maps, unit, whole("size", size, 1))
    rows, columns, values = strongest_places(maps, unit)
    chosen = np.argsort(-values, kind="stable")[: whole("n", n, 1)]
    corners = []
    for places, pixels, cells in ((rows, images.shape[1], maps.shape[1]), (columns, images.shape[2], maps.shape[2])):
        step = pixels // cells
        corners.append(np.clip(places[chosen] * step + step // 2 - size // 2, 0, pixels - size))
    patches = [images[k, y : y + size, x : x + size] for k, y, x in zip(chosen, *corners)]
    return np.stack(patches), values[chosen]


def _fitting(images: Images, maps: Array, unit: int, size: int) -> None:
    """Refuse what does not belong together."""
    if images.ndim != 4 or maps.ndim != 4 or len(images) != len(maps) or not len(maps):
        raise ArgumentError(f"images and maps must be (m, …, …, …) of as many; received {images.shape}, {maps.shape}.")
    if images.shape[1] % maps.shape[1] or images.shape[2] % maps.shape[2]:
        raise ArgumentError(f"Rows and columns of {maps.shape[1:3]} must divide those of {images.shape[1:3]}.")
    if not 0 <= unit < maps.shape[3] or size > min(images.shape[1:3]):
        raise ArgumentError(
            f"unit must be 0 to {maps.shape[3] - 1}, and a patch fit into the picture; received {unit} and {size}."
        )

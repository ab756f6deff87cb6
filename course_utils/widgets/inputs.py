"""The inputs and kernels that the explorers offer by name."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache

import numpy as np

from course_utils.errors import DataError
from course_utils.layers.convolution.plane import edge_filter
from course_utils.types import Numbers

# The week's worked example: with the vertical filter its first output is −5.
WORKED_EXAMPLE = [
    [3, 0, 1, 2, 7, 4],
    [1, 5, 8, 9, 3, 1],
    [2, 7, 2, 5, 1, 3],
    [0, 1, 3, 1, 7, 8],
    [4, 2, 1, 6, 2, 8],
    [2, 4, 5, 2, 3, 9],
]
PATCH = 20


@lru_cache(maxsize=1)
def sample_inputs() -> dict[str, list[list[float]]]:
    """Return inputs by name, as lists of rows; the photograph is left out when its file is missing."""
    bright_left = np.tile([10.0, 10, 10, 0, 0, 0], (6, 1))
    table: dict[str, Numbers] = {
        "worked example": np.array(WORKED_EXAMPLE, dtype=np.float64),
        "light to dark": bright_left,
        "dark to light": bright_left[:, ::-1],
        "diagonal": np.tril(np.full((7, 7), 10.0)),
    }
    with suppress(DataError):
        table["photograph"] = photograph_patch()
    return {name: grid.tolist() for name, grid in table.items()}


def photograph_patch(name: str = "coffee", size: int = PATCH) -> Numbers:
    """Return a shipped photograph, grey and small: shape (size, size), 0 to 255.

    Raises:
        DataError: the photograph is missing.
    """
    from course_utils.data.sets.images import load_image

    return np.asarray(grey(load_image(name, size=size)))


def grey(image: object) -> object:
    """Return a colour picture (rows, columns, 3 or 4) as grey whole numbers; anything else as it is."""
    array = np.asarray(image)
    if array.ndim == 3 and array.shape[2] in (3, 4):
        return np.rint(array[..., :3] @ np.array([0.299, 0.587, 0.114]))
    return image


@lru_cache(maxsize=1)
def kernel_presets() -> dict[str, list[list[float]]]:
    """Return the kernels offered by name, 3×3 each."""
    table = {kind: np.asarray(edge_filter(kind), dtype=np.float64) for kind in EDGES}
    table["box"] = np.full((3, 3), 1 / 9)
    table["identity"] = np.array([[0.0, 0, 0], [0, 1, 0], [0, 0, 0]])
    table["learned"] = learned_filter()
    return {name: kernel.tolist() for name, kernel in table.items()}


EDGES = ("vertical", "horizontal", "sobel", "scharr")


def learned_filter(angle: float = 70.0, steps: int = 200) -> Numbers:
    """Return nine weights found by gradient descent: they answer most to brightness rising along `angle`.

    The examples are noisy 3×3 ramps in random directions (degrees, counter-clockwise from the right); the
    wanted answer is the slope along `angle`, so nobody tells the weights what an edge filter looks like.

    Shapes:
        returns (3, 3), rounded to two decimals.
    """
    generator = np.random.default_rng(0)
    directions = generator.uniform(0, 2 * np.pi, 400)
    down, right = np.mgrid[-1:2, -1:2]
    ramps = np.cos(directions)[:, None] * right.ravel() - np.sin(directions)[:, None] * down.ravel()
    patches = ramps + generator.normal(0, 0.3, ramps.shape)
    wanted = 6 * np.cos(directions - np.deg2rad(angle))
    weights = np.zeros(9)
    for _ in range(steps):
        weights -= 0.1 * patches.T @ (patches @ weights - wanted) / len(wanted)
    return np.round(weights.reshape(3, 3), 2)

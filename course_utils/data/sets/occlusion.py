"""Load what Lite0 says of photographs of which a square is covered: worked out beforehand, place by place."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from course_utils.data.arrays import load_arrays
from course_utils.data.sets.imagenet import class_name
from course_utils.data.sets.images import load_image
from course_utils.errors import DataError
from course_utils.types import Numbers, Photo

PHOTOGRAPHS = ("coffee", "chelsea", "grace_hopper")
SIDE, STRIDE, SIZES = 224, 8, (32, 48, 80)


class Occlusion(NamedTuple):
    """A photograph (224, 224, 3), the scores of some classes for it whole, (classes,), and covered.

    `scores` has for each of `sizes` an array (rows, columns, classes): a square of that many pixels, moved by `stride`.
    """

    image: Photo
    names: tuple[str, ...]
    whole: Numbers
    sizes: tuple[int, ...]
    stride: int
    scores: tuple[Numbers, ...]


def load_occlusion(name: str = "coffee") -> Occlusion:
    """Return the probabilities of Lite0 for a shipped photograph with a grey square at every eighth pixel.

    Each is the exact network's, worked out beforehand and stored with three digits; nothing is filled in between.

    Args:
        name: "coffee", "chelsea" or "grace_hopper".

    Raises:
        DataError: there is no such photograph, or the file is missing or damaged.

    >>> coffee = load_occlusion("coffee")
    >>> coffee.names[0], coffee.scores[0].shape
    ('espresso', (25, 25, 6))
    """
    if name not in PHOTOGRAPHS:
        raise DataError(f"No scores are shipped for {name!r}.", f"Take one of {', '.join(PHOTOGRAPHS)}.")
    arrays = load_arrays("occlusion")
    names = tuple(class_name(int(c)) for c in arrays[f"{name}_classes"])
    scores = tuple(arrays[f"{name}_{size}"].astype(np.float64) for size in SIZES)
    whole = arrays[f"{name}_whole"].astype(np.float64)
    return Occlusion(load_image(name, SIDE).astype(np.uint8), names, whole, SIZES, STRIDE, scores)

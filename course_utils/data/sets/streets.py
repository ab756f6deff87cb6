"""Load the drawn streets: pictures with boxes around cars, pedestrians, motorcycles and lights, and with masks."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from course_utils.data.paths import dataset_path, restoring
from course_utils.data.sets.images import Image8
from course_utils.data.store import read_arrays

CLASSES = ("pedestrian", "car", "motorcycle", "traffic light")
GROUNDS = ("sky", "house", "pavement", "road")
SURFACES = (*GROUNDS, *CLASSES)


class Streets(NamedTuple):
    """One part. `boxes` and `classes` hold one array per picture: (n, 4) and (n,), n may be 0.

    A box is (x1, y1, x2, y2) in pixels; a class is a place in `names`.
    """

    pictures: Image8
    boxes: list[NDArray[np.int64]]
    classes: list[NDArray[np.int64]]
    names: tuple[str, ...]


def load_streets(part: str = "train") -> Streets:
    """Return scenes with one to seven things, "train" (200) or "test" (100), 128 × 128 pixels.

    "single_train" (800) and "single_test" (200) are 64 × 64 pictures with one pedestrian, car or motorcycle, or none.

    Raises:
        DataError: the file is missing or damaged, or there is no such part.

    >>> load_streets("test").pictures.shape
    (100, 128, 128, 3)
    """
    keys = (f"{part}_x", f"{part}_boxes", f"{part}_classes")
    pictures, boxes, classes = read_arrays(dataset_path("streets/streets.h5"), keys, restoring("streets"))
    there = classes >= 0
    return Streets(
        pictures,
        [picture[known] for picture, known in zip(boxes, there)],
        [picture[known] for picture, known in zip(classes, there)],
        CLASSES,
    )


class StreetMasks(NamedTuple):
    """One part. `pictures` (m, 128, 128, 3), `masks` (m, 128, 128): what each pixel shows, a place in `names`."""

    pictures: Image8
    masks: Image8
    names: tuple[str, ...]


def load_street_masks(part: str = "train") -> StreetMasks:
    """Return the scenes of `load_streets`, "train" (200) or "test" (100), with a class for every pixel.

    Raises:
        DataError: a file is missing or damaged, or there is no such part.

    >>> streets = load_street_masks("test")
    >>> streets.masks.shape, streets.names[3]
    ((100, 128, 128), 'road')
    """
    (masks,) = read_arrays(dataset_path("streets/masks.h5"), (f"{part}_mask",), restoring("streets"))
    (pictures,) = read_arrays(dataset_path("streets/streets.h5"), (f"{part}_x",), restoring("streets"))
    return StreetMasks(pictures, masks[..., 0], SURFACES)

"""Load the clothes: a balanced part of Fashion-MNIST."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from course_utils.data.arrays import load_arrays
from course_utils.data.sets.images import Image8
from course_utils.data.store import Labels

CLASSES = ("T-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot")


class Fashion(NamedTuple):
    """Grey pictures of clothes, 28 × 28 pixels, 0 (background) to 255; a label is an index into `classes`."""

    X_train: Image8
    y_train: Labels
    X_test: Image8
    y_test: Labels
    classes: tuple[str, ...]


def load_fashion() -> Fashion:
    """Return 4,000 pictures to learn from and 1,000 to test with, as many of each of ten classes.

    Shapes:
        X_train (4000, 28, 28) uint8, y_train (4000,), X_test (1000, 28, 28), y_test (1000,), ten class names.

    Raises:
        DataError: the file is missing or damaged; the message names what mends it.

    Source: H. Xiao, K. Rasul, R. Vollgraf, Fashion-MNIST, 2017, arXiv:1708.07747.

    >>> fashion = load_fashion()
    >>> fashion.X_train.shape, fashion.classes[fashion.y_train[0]]
    ((4000, 28, 28), 'pullover')
    """
    arrays = load_arrays("fashion")
    y_train, y_test = (arrays[key].astype(np.int64) for key in ("y_train", "y_test"))
    return Fashion(arrays["x_train"], y_train, arrays["x_test"], y_test, CLASSES)

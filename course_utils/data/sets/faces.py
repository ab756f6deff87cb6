"""Load the drawn faces: smiling or not, and many pictures each of some people."""

from __future__ import annotations

from typing import NamedTuple

from course_utils.data.pairs import read_own_pair, read_pair
from course_utils.data.paths import dataset_path, restoring
from course_utils.data.sets.images import Image8
from course_utils.data.store import Labels, read_arrays


class Identities(NamedTuple):
    """Faces, 64 × 64 pixels, red green blue 0–255; equal ids are the same person. No id is in both parts."""

    X_train: Image8
    id_train: Labels
    X_test: Image8
    id_test: Labels


def load_happy_dataset() -> tuple[Image8, Labels, Image8, Labels, Labels]:
    """Return the smiling (1) and not smiling (0) faces in the classic form: labels as rows.

    An original pair train_happy.h5 and test_happy.h5 lying straight in `datasets/` is taken, and said so.

    Shapes:
        train_set_x_orig (600, 64, 64, 3) uint8, train_set_y_orig (1, 600), test_set_x_orig (150, 64, 64, 3),
        test_set_y_orig (1, 150), classes (2,).

    Raises:
        DataError: a file is missing or damaged; the message names the command that mends it.

    >>> load_happy_dataset()[0].shape
    (600, 64, 64, 3)
    """
    pair = read_own_pair("happy", "the drawn faces") or read_pair("faces/", "happy", restoring("faces"))
    return pair.X_train, pair.y_train[None], pair.X_test, pair.y_test[None], pair.classes


def load_identities() -> Identities:
    """Return twelve pictures each of 60 people to learn from and of 20 other people to test with.

    Shapes:
        X_train (720, 64, 64, 3) uint8, id_train (720,), X_test (240, 64, 64, 3), id_test (240,).

    Raises:
        DataError: the file is missing or damaged; the message names the command that mends it.

    >>> load_identities().X_test.shape
    (240, 64, 64, 3)
    """
    keys = ("train_x", "train_id", "test_x", "test_id")
    path = dataset_path("identities/identities.h5")
    return Identities(*read_arrays(path, keys, restoring("identities")))

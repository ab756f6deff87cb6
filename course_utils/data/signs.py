"""Load the hand signs: pictures of hands that show 0 to 5."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_utils.data.images import Image8
from course_utils.data.paths import dataset_path
from course_utils.data.store import Labels, read_part
from course_utils.errors import ArgumentError, DataError

Source = Literal["auto", "rendered", "photos"]
FOLDERS = {"rendered": "signs", "photos": "signs_photos"}
MEND = {"rendered": "course data make signs", "photos": "course data fetch signs"}
_told: set[str] = set()


class Signs(NamedTuple):
    """Hand signs, 64 × 64 pixels, red green blue 0–255; a label is the number that is shown."""

    X_train: Image8
    y_train: Labels
    X_test: Image8
    y_test: Labels
    classes: Labels


def load_signs(source: Source = "auto") -> Signs:
    """Return the hand signs.

    Args:
        source: "rendered" (shipped), "photos" (after `course data fetch signs`), or "auto": an original
            pair train_signs.h5 and test_signs.h5 lying in `datasets/` if there is one, else the rendered set.

    Shapes:
        X_train (1080, 64, 64, 3) uint8, y_train (1080,), X_test (120, 64, 64, 3), y_test (120,), classes (6,).

    Raises:
        DataError: a file is missing or damaged; the message names the command that mends it.
        ArgumentError: there is no such source.

    >>> load_signs().X_train.shape
    (1080, 64, 64, 3)
    """
    if source not in ("auto", *FOLDERS):
        raise ArgumentError(f'source must be "auto", "rendered" or "photos"; received source={source!r}.')
    if source == "auto":
        original = _original()
        if original is not None:
            return original
        source = "rendered"
    return _read(f"{FOLDERS[source]}/", MEND[source])


def _original() -> Signs | None:
    """Return the student's own pair of files, and say once that it is used."""
    files = [dataset_path(f"{part}_signs.h5") for part in ("train", "test")]
    there = [path.is_file() for path in files]
    if any(there) and not all(there):
        lone, lacking = (files[there.index(wanted)] for wanted in (True, False))
        raise DataError(
            f"{lone.name} lies in {lone.parent}, but {lacking.name} does not.",
            "Put both files there, or take the one away to use the rendered set.",
        )
    if not all(there):
        return None
    if str(files[0]) not in _told:
        _told.add(str(files[0]))
        print(f"Using your own train_signs.h5 and test_signs.h5 in {files[0].parent}.")
    return _read("", "take both files away from datasets/ to use the rendered set")


def _read(folder: str, mend: str) -> Signs:
    X_train, y_train, classes = read_part(dataset_path(f"{folder}train_signs.h5"), "train", mend)
    X_test, y_test, _ = read_part(dataset_path(f"{folder}test_signs.h5"), "test", mend)
    return Signs(X_train, y_train, X_test, y_test, classes)


def load_dataset() -> tuple[Image8, Labels, Image8, Labels, Labels]:
    """Return the hand signs in the classic form: labels as rows.

    Shapes:
        train_set_x_orig (1080, 64, 64, 3), train_set_y_orig (1, 1080), test_set_x_orig (120, 64, 64, 3),
        test_set_y_orig (1, 120), classes (6,).

    Raises:
        DataError: a file is missing or damaged.
    """
    signs = load_signs()
    return signs.X_train, signs.y_train[None], signs.X_test, signs.y_test[None], signs.classes


def convert_to_one_hot(Y: ArrayLike, C: int) -> NDArray[np.float64]:
    """Return labels as columns with a single 1.

    Args:
        Y: labels 0 … C − 1, any shape with m numbers in all, such as (1, m).
        C: the number of classes.

    Shapes:
        returns (C, m).

    Raises:
        ArgumentError: a label is no whole number between 0 and C − 1.

    >>> convert_to_one_hot([[0, 2]], 3)
    array([[1., 0.],
           [0., 0.],
           [0., 1.]])
    """
    labels = np.asarray(Y).reshape(-1)
    whole = labels.astype(np.int64)
    if (whole != labels).any() or (whole < 0).any() or (whole >= C).any():
        raise ArgumentError(
            f"Labels must be whole numbers between 0 and C - 1 = {C - 1}; received {np.unique(labels)}."
        )
    return np.eye(C)[:, whole]

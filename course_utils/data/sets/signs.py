"""Load the hand signs: pictures of hands that show 0 to 5."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from course_utils.data.pairs import Pair, find_pair, read_own_pair, read_pair
from course_utils.data.paths import dataset_path, restoring
from course_utils.data.sets.images import Image8
from course_utils.data.store import Labels, read_arrays
from course_utils.errors import ArgumentError
from course_utils.types import Array, Numbers

# No photograph serves both parts.
TEST_PHOTOGRAPHS = ("chelsea", "dog", "grace_hopper", "rocket", "starry_night")

Source = Literal["auto", "rendered", "photos"]
FOLDERS = {"rendered": "signs", "photos": "signs_photos"}
MEND = {"rendered": restoring("signs"), "photos": "course data fetch signs"}


def load_signs(source: Source = "auto") -> Pair:
    """Return the hand signs; a label is the number that is shown.

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
        own = read_own_pair("signs", "the rendered set")
        if own is not None:
            return own
        source = "rendered"
    return read_pair(f"{FOLDERS[source]}/", "signs", MEND[source])


def load_dataset(folder: str | Path | None = None) -> tuple[Image8, Labels, Image8, Labels, Labels]:
    """Return the hand signs in the classic form: labels as rows.

    Args:
        folder: where you keep the original photographs, two HDF5 files under any names: they are known by what
            they hold. None takes what `load_signs` takes.

    Shapes:
        train_set_x_orig (1080, 64, 64, 3), train_set_y_orig (1, 1080), test_set_x_orig (120, 64, 64, 3),
        test_set_y_orig (1, 120), classes (6,).

    Raises:
        DataError: a file is missing or damaged, or the folder holds no such pair.

    >>> X_train, Y_train, X_test, Y_test, classes = load_dataset()
    >>> X_train.shape, Y_train.shape, classes.tolist()
    ((1080, 64, 64, 3), (1, 1080), [0, 1, 2, 3, 4, 5])
    """
    signs = load_signs() if folder is None else find_pair(Path(folder).expanduser(), 6, "the hand signs")
    return signs.X_train, signs.y_train[None], signs.X_test, signs.y_test[None], signs.classes


def load_sign_conditions() -> tuple[Image8, Labels, dict[str, Array]]:
    """Return the rendered test hands and in what conditions each was drawn, to ask for whom and where a network errs.

    Shapes:
        pictures (120, 64, 64, 3) uint8, labels (120,), and of each picture, (120,): "tone", a place on the Monk
        scale, 1 (lightest) to 10 (darkest); "hand", "left" or "right"; "photograph", the name of the one behind it.

    Raises:
        DataError: the file is missing, damaged or of an earlier edition; the message names the command that mends it.

    >>> conditions = load_sign_conditions()[2]
    >>> int(conditions["tone"].max()), sorted(set(conditions["hand"].tolist()))
    (10, ['left', 'right'])
    """
    keys = ("test_set_x", "test_set_y", "test_set_tone", "test_set_left", "test_set_photograph")
    path = dataset_path("signs/test_signs.h5")
    pictures, labels, tones, left, photographs = read_arrays(path, keys, MEND["rendered"])
    hands = np.where(left == 1, "left", "right")
    conditions = {"tone": tones, "hand": hands, "photograph": np.array(TEST_PHOTOGRAPHS)[photographs]}
    return pictures, labels.reshape(-1), conditions


def convert_to_one_hot(Y: ArrayLike, C: int) -> Numbers:
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

"""Shipped files of arrays (`.npz`), read only when they are the ones that were shipped."""

from __future__ import annotations

import numpy as np

from course_utils.data.manifest import find_set
from course_utils.data.paths import dataset_path
from course_utils.data.store import file_digest
from course_utils.errors import DataError
from course_utils.types import Array

Arrays = dict[str, Array]


def load_arrays(name: str) -> Arrays:
    """Return the arrays of the data set or network `name`, one `.npz` file in `datasets/`, by their keys.

    Raises:
        DataError: the manifest has no such file, the file is missing, or its checksum is another one.

    >>> load_arrays("fashion")["x_train"].shape
    (4000, 28, 28)
    """
    entry = find_set(name)
    file = next((file for file in entry.files if file.path.endswith(".npz")), None)
    if file is None:
        raise DataError(f"{name!r} is not shipped as a file of arrays.", "See `course data list`.")
    path = dataset_path(file.path)
    if not path.is_file():
        raise DataError(f"{path} is missing.", f"Mend it with: {entry.mend}")
    if file_digest(path) != file.sha256:
        message = f"{path} is not the file that was shipped (other checksum)."
        raise DataError(message, f"Mend it with: {entry.mend}")
    # Pickled objects are refused: they could run code.
    with np.load(path, allow_pickle=False) as packed:
        return {key: packed[key] for key in packed.files}

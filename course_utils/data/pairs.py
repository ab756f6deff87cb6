"""Pairs of files, one to learn from and one to test with, in the classic HDF5 schema."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from course_utils.data.paths import dataset_path
from course_utils.data.sets.images import Image8
from course_utils.data.store import Labels, keys_of, read_arrays, read_part
from course_utils.errors import DataError

_announced: set[str] = set()


class Pair(NamedTuple):
    """Pictures (m, n, n, 3), red green blue 0–255, and labels (m,) of both parts; classes (number,)."""

    X_train: Image8
    y_train: Labels
    X_test: Image8
    y_test: Labels
    classes: Labels


def read_pair(folder: str, name: str, mend: str) -> Pair:
    """Return `train_{name}.h5` and `test_{name}.h5` of a folder in `datasets/` ("" is `datasets/` itself).

    Raises:
        DataError: a file is missing, damaged or of another schema; `mend` says what to do then.
    """
    train, test = (dataset_path(f"{folder}{part}_{name}.h5") for part in ("train", "test"))
    X_train, y_train, classes = read_part(train, "train", mend)
    X_test, y_test, _ = read_part(test, "test", mend)
    return Pair(X_train, y_train, X_test, y_test, classes)


def read_own_pair(name: str, ours: str) -> Pair | None:
    """Return the user's own pair lying straight in `datasets/`, and say once that it is used; None without one.

    Args:
        name: as in `train_{name}.h5`.
        ours: what the course takes otherwise, such as "the rendered set".

    Raises:
        DataError: only one of the files is there, or they are damaged or of another schema.
    """
    files = [dataset_path(f"{part}_{name}.h5") for part in ("train", "test")]
    there = [path.is_file() for path in files]
    if not any(there):
        return None
    if not all(there):
        lone, lacking = (files[there.index(wanted)] for wanted in (True, False))
        raise DataError(
            f"{lone.name} lies in {lone.parent}, but {lacking.name} does not.",
            f"Put both files there, or take the one away to use {ours}.",
        )
    if str(files[0]) not in _announced:
        _announced.add(str(files[0]))
        print(f"Using your own {files[0].name} and {files[1].name} in {files[0].parent}.")
    return read_pair("", name, f"take both files away from datasets/ to use {ours}")


def find_pair(folder: Path, classes: int, what: str) -> Pair:
    """Return the pair whose files lie in a folder under any names: each is known by what it holds.

    Args:
        folder: looked through with the folders below it.
        classes: how many classes the pair tells apart; files of another number are passed over.
        what: what the files hold, for messages.

    Raises:
        DataError: there is no such folder, or it holds none or several files of a part, or a damaged one.
    """
    if not folder.is_dir():
        raise DataError(f"There is no folder {folder}.", "Pass the folder that holds the two files.")
    parts = {part: _files_of(folder, part, classes) for part in ("train", "test")}
    for part, files in parts.items():
        if len(files) != 1:
            names = ", ".join(path.name for path in files) or "none"
            raise DataError(
                f"{folder} must hold one HDF5 file with {part}_set_x and {classes} list_classes; found: {names}.",
                f"Put both files of {what} there, and no copies of them.",
            )
    mend = f"put the file of {what} there once more"
    X_train, y_train, list_classes = read_part(parts["train"][0], "train", mend)
    X_test, y_test, _ = read_part(parts["test"][0], "test", mend)
    return Pair(X_train, y_train, X_test, y_test, list_classes)


def _files_of(folder: Path, part: str, classes: int) -> list[Path]:
    """The files that hold a part of so many classes, by name."""
    wanted = {f"{part}_set_x", f"{part}_set_y", "list_classes"}
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and wanted <= keys_of(path)]
    return [path for path in files if read_arrays(path, ("list_classes",), "")[0].size == classes]

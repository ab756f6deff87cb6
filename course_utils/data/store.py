"""Data sets as HDF5 files, most in the classic schema of a part: write, read, digest."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from course_utils.data.files import replace_file
from course_utils.data.sets.images import Image8
from course_utils.errors import DataError
from course_utils.types import Array

Labels = NDArray[np.int64]


def write_part(
    path: Path,
    part: str,
    pictures: Image8,
    labels: Labels,
    classes: int = 6,
    conditions: Mapping[str, Labels] | None = None,
) -> None:
    """Write one file with `{part}_set_x`, `{part}_set_y`, `list_classes`, and `{part}_set_…` for each condition.

    Shapes:
        pictures (m, 64, 64, 3) uint8, labels and each condition (m,), for part "train" or "test".
    """
    numbers: dict[str, Array] = {f"{part}_set_y": labels, "list_classes": np.arange(classes)}
    numbers |= {f"{part}_set_{name}": values for name, values in (conditions or {}).items()}
    write_arrays(path, {f"{part}_set_x": pictures, **numbers})


def write_arrays(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write an HDF5 file: pictures (m, n, n, 3) packed, everything else as whole numbers.

    The same arrays give the same bytes with the same HDF5 and zlib: no times are stored.
    """
    import h5py

    memory = io.BytesIO()
    with h5py.File(memory, "w", libver="earliest") as file:
        for name, array in arrays.items():
            if array.ndim == 4:
                # One picture a chunk: reading one image need not unpack the others.
                packed = {"chunks": (1, *array.shape[1:]), "compression": "gzip", "compression_opts": 9}
                file.create_dataset(name, data=array, track_times=False, **packed)
            else:
                file.create_dataset(name, data=array.astype("<i8"), track_times=False)
    replace_file(path, memory.getvalue())


def keys_of(path: Path) -> frozenset[str]:
    """The keys of an HDF5 file; none where it is a file of another kind, or damaged."""
    import h5py

    try:
        with h5py.File(path, "r") as file:
            return frozenset(file)
    except (OSError, RuntimeError):
        return frozenset()


def read_arrays(path: Path, keys: tuple[str, ...], mend: str) -> list[Array]:
    """Return the arrays of an HDF5 file under these keys.

    Raises:
        DataError: the file is missing, damaged or has not the keys; `mend` says what to do then.
    """
    import h5py

    if not path.is_file():
        raise DataError(f"{path} is missing.", f"Mend it with: {mend}")
    try:
        with h5py.File(path, "r") as file:
            return [file[key][()] for key in keys]
    except KeyError as error:
        names = f"keys {', '.join(keys[:-1])} and {keys[-1]}" if len(keys) > 1 else f"key {keys[0]}"
        message = f"{path} has not the {names}: {error.args[0]}"
        raise DataError(message, f"Put the right file there, or run: {mend}") from None
    except (OSError, RuntimeError) as error:
        message = f"{path} is damaged and cannot be read ({error})."
        raise DataError(message, f"Mend it with: {mend}") from None


def read_part(path: Path, part: str, mend: str) -> tuple[Image8, Labels, Labels]:
    """Return pictures (m, 64, 64, 3) uint8, labels (m,) and classes of one file.

    Raises:
        DataError: the file is missing, damaged or of another schema; `mend` says what to do then.
    """
    pictures, labels, classes = read_arrays(path, (f"{part}_set_x", f"{part}_set_y", "list_classes"), mend)
    if pictures.ndim != 4 or pictures.shape[3] != 3 or labels.reshape(-1).shape != pictures.shape[:1]:
        message = f"{path} holds pictures {pictures.shape} and labels {labels.shape}; expected (m, n, n, 3) and (m,)."
        raise DataError(message, f"Put the right file there, or run: {mend}")
    return pictures, labels.reshape(-1).astype(np.int64), classes.astype(np.int64)


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def content_digest(path: Path) -> str:
    """Return the SHA-256 of the arrays in an HDF5 file, whatever packed them; "" if it cannot be read."""
    import h5py

    digest = hashlib.sha256()
    try:
        with h5py.File(path, "r") as file:
            for name in sorted(file):
                array = np.ascontiguousarray(file[name][()])
                digest.update(f"{name} {array.shape} {array.dtype.str}".encode())
                digest.update(array.tobytes())
    except (OSError, RuntimeError, KeyError):
        return ""
    return digest.hexdigest()

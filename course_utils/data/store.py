"""The classic HDF5 schema of the hand signs: write it, read it, digest it."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils.data.images import Image8
from course_utils.data.paths import replace_file
from course_utils.errors import DataError

Labels = NDArray[np.int64]
CLASSES = 6


def write_part(path: Path, part: str, pictures: Image8, labels: Labels) -> None:
    """Write one file with `{part}_set_x`, `{part}_set_y` and `list_classes`.

    The same arrays give the same bytes with the same HDF5 and zlib: no times are stored.

    Shapes:
        pictures (m, 64, 64, 3) uint8, labels (m,), both for part "train" or "test".
    """
    import h5py

    memory = io.BytesIO()
    with h5py.File(memory, "w", libver="earliest") as file:
        # One picture a chunk: reading one image need not unpack the others.
        packed = {"chunks": (1, *pictures.shape[1:]), "compression": "gzip", "compression_opts": 9}
        file.create_dataset(f"{part}_set_x", data=pictures, track_times=False, **packed)
        file.create_dataset(f"{part}_set_y", data=labels.astype("<i8"), track_times=False)
        file.create_dataset("list_classes", data=np.arange(CLASSES, dtype="<i8"), track_times=False)
    replace_file(path, memory.getvalue())


def read_part(path: Path, part: str, mend: str) -> tuple[Image8, Labels, Labels]:
    """Return pictures (m, 64, 64, 3) uint8, labels (m,) and classes (6,) of one file.

    Raises:
        DataError: the file is missing, damaged or of another schema; `mend` says what to do then.
    """
    import h5py

    if not path.is_file():
        raise DataError(f"{path} is missing.", f"Mend it with: {mend}")
    try:
        with h5py.File(path, "r") as file:
            arrays: list[Any] = [file[key][()] for key in (f"{part}_set_x", f"{part}_set_y", "list_classes")]
    except KeyError as error:
        message = f"{path} has not the keys {part}_set_x, {part}_set_y and list_classes: {error.args[0]}"
        raise DataError(message, f"Put the right file there, or run: {mend}") from None
    except (OSError, RuntimeError) as error:
        message = f"{path} is damaged and cannot be read ({error})."
        raise DataError(message, f"Mend it with: {mend}") from None
    pictures, labels, classes = arrays
    if pictures.ndim != 4 or pictures.shape[3] != 3 or labels.reshape(-1).shape != pictures.shape[:1]:
        message = f"{path} holds pictures {pictures.shape} and labels {labels.shape}; expected (m, n, n, 3) and (m,)."
        raise DataError(message, f"Put the right file there, or run: {mend}")
    return pictures, labels.reshape(-1).astype(np.int64), classes.astype(np.int64)


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def content_digest(pictures: Image8, labels: Labels) -> str:
    """Return the SHA-256 of pictures and labels, whatever packed them into a file."""
    digest = hashlib.sha256(np.ascontiguousarray(pictures, np.uint8).tobytes())
    digest.update(np.ascontiguousarray(labels, "<i8").tobytes())
    return digest.hexdigest()

"""Weights of a network as a file beside a notebook: numbers in numpy's .npz, written and read by hand.

Such a file comes from anybody. It is a zip of .npy files, and both can say more than they hold: so its directory, its
headers and its sizes are looked at before anything is unpacked, only two kinds of numbers are known, and nothing is
ever unpickled.
Source: numpy's format, numpy.org/doc/stable/reference/generated/numpy.lib.format.html.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Sequence
from typing import Any

import numpy as np

from course_utils.errors import NotebookError
from course_utils.types import Array

SUFFIX = ".npz"
MAX_BYTES = 5 * 2**20
MAX_ARRAYS = 500
_MAX_NUMBERS = 4_000_000  # in all arrays together
_MAX_AXES = 6
_MAX_HEADER = 1024
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_KINDS: dict[str, np.dtype[Any]] = {kind: np.dtype(kind) for kind in ("<f4", "<f2")}
_HEADER = re.compile(
    rb"\{'descr': '(?P<kind>[<>|=]?[A-Za-z]\d{0,3})', 'fortran_order': (?P<order>True|False), "
    rb"'shape': \((?P<shape>(?:\d{1,9}, )*\d{0,9},?)\), \} *\n"
)
_AGAIN = "Write the file anew with save_for_grading(model)."


def write_weights(arrays: Sequence[Array]) -> bytes:
    """The bytes of an .npz with `arrays` in their order: float16 stays, all else becomes float32.

    Raises NotebookError where `read_weights` would not take it.

    >>> [array.shape for array in read_weights(write_weights([np.zeros((3, 2)), np.ones(2)]))]
    [(3, 2), (2,)]
    """
    kept = [np.ascontiguousarray(array, "<f2" if np.asarray(array).dtype == np.float16 else "<f4") for array in arrays]
    buffer = io.BytesIO()
    np.savez(buffer, **{_name(number): array for number, array in enumerate(kept)})  # type: ignore[arg-type]
    read_weights(buffer.getvalue())
    return buffer.getvalue()


def _name(number: int) -> str:
    return f"weights_{number:03}"


def read_weights(data: bytes) -> list[Array]:
    """The arrays of an .npz that `write_weights` could have written, float32 or float16, finite.

    Raises NotebookError that says what is wrong with the file.
    """
    if len(data) > MAX_BYTES:
        raise NotebookError(f"The file of weights is larger than {MAX_BYTES // 2**20} MB.", "Use fewer parameters.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [_array(archive, info) for info in _listed(archive)]
    except NotebookError:
        raise
    except Exception as error:  # packed bytes are anyone's: every library that unpacks has kinds of its own
        raise NotebookError(f"The file of weights is damaged: {type(error).__name__}.", _AGAIN) from None


def _listed(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The entries in order, when all of them together are small and named as ours are."""
    infos = sorted(archive.infolist(), key=lambda info: info.filename)
    if not infos or len(infos) > MAX_ARRAYS:
        raise NotebookError(f"The file of weights holds {len(infos):,} arrays; 1 to {MAX_ARRAYS} are known.", _AGAIN)
    if [info.filename for info in infos] != [f"{_name(number)}.npy" for number in range(len(infos))]:
        raise NotebookError("The file of weights holds other things than save_for_grading writes.", _AGAIN)
    if any(info.flag_bits & 1 or info.compress_type not in _METHODS for info in infos):
        raise NotebookError("The file of weights is locked, or packed in an unknown way.", _AGAIN)
    if sum(info.file_size for info in infos) > 4 * _MAX_NUMBERS + MAX_ARRAYS * _MAX_HEADER:
        raise NotebookError("The file of weights unpacks to far more than it may hold.", _AGAIN)
    return infos


def _array(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Array:
    with archive.open(info) as file:
        data = file.read(info.file_size + 1)
    if data[:8] != b"\x93NUMPY\x01\x00" or len(data) != info.file_size:
        raise NotebookError(f"{info.filename} is no array of numpy's first format.", _AGAIN)
    end = 10 + int.from_bytes(data[8:10], "little")
    header = _HEADER.fullmatch(data[10:end]) if end <= _MAX_HEADER else None
    if header is None:
        raise NotebookError(f"The header of {info.filename} cannot be read.", _AGAIN)
    kind = header["kind"].decode()
    if kind not in _KINDS:
        raise NotebookError(f"{info.filename} holds {kind!r}, not float32 or float16.", _AGAIN)
    shape = tuple(int(part) for part in header["shape"].replace(b",", b" ").split())
    size = math.prod(shape)
    if header["order"] == b"True" or len(shape) > _MAX_AXES or size * _KINDS[kind].itemsize != len(data) - end:
        raise NotebookError(f"{info.filename}: its shape {shape} and its bytes do not agree.", _AGAIN)
    array: Array = np.frombuffer(data, _KINDS[kind], offset=end).reshape(shape)
    if not np.isfinite(array).all():
        raise NotebookError(
            f"{info.filename} holds numbers that are infinite or none (NaN).",
            "Training went astray: lower the learning rate, train again, and save again.",
        )
    return array

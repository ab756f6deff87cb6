"""Frames between the grader and a child: msgpack with raw arrays, never pickle.

What a child sends is hostile until proven plain: lengths are capped, dtypes are listed, and a
shape must account for every byte.
"""

from __future__ import annotations

import math
import struct
from typing import Any

import msgpack
import numpy as np

from course_utils.checks.values import Opaque

MAX_FRAME = 64 * 2**20
_LENGTH = struct.Struct("<I")
_ARRAY, _OPAQUE, _TUPLE = 1, 2, 3
_DTYPES = frozenset(
    np.dtype(name).str
    for name in "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 "
    "complex64 complex128".split()
)


class WireError(Exception):
    """Bytes that are no frame of ours."""


def pack(message: object) -> bytes:
    """One frame: four bytes of length, then msgpack. Tuples stay tuples."""
    body = msgpack.packb(message, default=_encode, strict_types=True, use_bin_type=True)
    return _LENGTH.pack(len(body)) + bytes(body)


def length(header: bytes) -> int:
    """The length of the body that follows a four-byte header."""
    (size,) = _LENGTH.unpack(header)
    if size > MAX_FRAME:
        raise WireError(f"a frame of {size} bytes")
    return int(size)


def unpack(body: bytes) -> Any:
    """The message in a frame's body; raises WireError for anything malformed."""
    try:
        return msgpack.unpackb(body, ext_hook=_decode, strict_map_key=True, max_ext_len=MAX_FRAME)
    except WireError:
        raise
    except Exception as error:  # msgpack raises many kinds; all mean the same here
        raise WireError(f"not a message: {type(error).__name__}") from None


def _encode(value: object) -> msgpack.ExtType:
    if isinstance(value, tuple):
        return msgpack.ExtType(_TUPLE, msgpack.packb(list(value), default=_encode, strict_types=True))
    if isinstance(value, np.generic):
        value = np.asarray(value)
    if isinstance(value, np.ndarray):
        head = msgpack.packb((value.dtype.str, value.shape))
        return msgpack.ExtType(_ARRAY, _LENGTH.pack(len(head)) + head + value.tobytes())
    if isinstance(value, Opaque):
        return msgpack.ExtType(_OPAQUE, value.type_name[:200].encode())
    raise TypeError(f"cannot send a {type(value).__name__}")


def _decode(code: int, data: bytes) -> Any:
    if code == _OPAQUE:
        return Opaque(data.decode("utf-8", "replace")[:200])
    if code == _TUPLE:
        return tuple(unpack(data))
    if code != _ARRAY:
        raise WireError(f"an unknown part {code}")
    end = 4 + length(data[:4])
    dtype, shape = unpack(data[4:end])
    if dtype not in _DTYPES or not isinstance(shape, list) or len(shape) > 32:
        raise WireError("an array of an unknown kind")
    if not all(isinstance(n, int) and n >= 0 for n in shape):
        raise WireError("an array of an impossible shape")
    if math.prod(shape) * np.dtype(dtype).itemsize != len(data) - end:
        raise WireError("an array whose shape and bytes disagree")
    return np.frombuffer(data, dtype, offset=end).reshape(shape).copy()

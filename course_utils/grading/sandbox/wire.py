"""Frames between the grader and a child: JSON, and the arrays' own bytes behind it; never pickle.

A frame is its length, the length of its head, the head, and the buffers of its arrays in the order in which the head
names them. In the head a list says first what it stands for: ["list", ...], ["tuple", ...], ["array", dtype, shape]
or ["opaque", name]. What a child sends is hostile until proven plain, and is bounded before it is built: the head by
bytes, parts and depth, an array by its dtype, its shape and the bytes that are there.
"""

from __future__ import annotations

import json
import math
import mmap
import struct
import sys
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course_utils.checks.values import Opaque
from course_utils.notebooks.bounds import is_within
from course_utils.types import Array

MAX_FRAME = 36 * 2**20  # the largest answer, `values.MAX_BYTES`, and its head
MAX_HEAD = 2**20  # of an answer, apart from its arrays
TOKEN_LETTERS = 16  # of the word before a case's inputs, which its answer repeats
_BYTES_PER_PART = 8  # a head of so many bytes may hold a part for each of these
_MAX_DEPTH = 32
_MAX_AXES = 32
_LENGTH = struct.Struct("<I")
_DTYPES = {
    np.dtype(name).str: np.dtype(name)
    for name in "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 "
    "complex64 complex128".split()
}
# Made now: student code may replace the functions of the module in its own process.
_ENCODE = json.JSONEncoder(separators=(",", ":")).encode
_DECODE = json.JSONDecoder().decode
_PLAIN = (type(None), bool, int, float, str)


class WireError(Exception):
    """Bytes that are no frame of ours."""


def pack(message: object) -> bytes:
    """One frame: four bytes of length, then its body. Tuples stay tuples.

    Raises TypeError for a value of another kind than plain ones, arrays, lists, tuples, dictionaries and Opaque.
    """
    buffers: list[Array] = []
    head = _ENCODE(_plain(message, buffers)).encode("ascii")
    size = _LENGTH.size + len(head) + sum(buffer.nbytes for buffer in buffers)
    return b"".join((_LENGTH.pack(size), _LENGTH.pack(len(head)), head, *(buffer.data for buffer in buffers)))


def length(header: bytes | bytearray) -> int:
    """The length of the body that follows a four-byte header."""
    (size,) = _LENGTH.unpack(header)
    if size > MAX_FRAME:
        raise WireError(f"a frame of {size} bytes")
    return int(size)


class Step:
    """The step of a notebook that a child has begun, in memory that its warm parent can read: no message for each.

    A child may write anything there, so the next one gets it empty.
    """

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, mmap.PAGESIZE)

    def clear(self) -> None:
        self._memory[:] = bytes(mmap.PAGESIZE)

    def write(self, number: int) -> None:
        _LENGTH.pack_into(self._memory, 0, number)

    def read(self) -> int:
        return int(_LENGTH.unpack_from(self._memory)[0])


class Latch(Step):
    """A mark that a child sets once, with no way back to it: whatever it runs later cannot take it away."""

    def close(self) -> None:
        self.write(1)
        self._memory.close()


def unpack(body: bytes | bytearray, most: int = MAX_HEAD) -> Any:
    """The message in a frame's body; raises WireError for anything malformed.

    `most` bounds the head in bytes; a child, which the grader asks, may take any that fits a frame.
    """
    end = _LENGTH.size + length(body[: _LENGTH.size].ljust(_LENGTH.size, b"\xff"))
    head = bytes(body[_LENGTH.size : end])
    if end > len(body) or len(head) > most:
        raise WireError(f"a head of {end} bytes")
    is_small = len(head) * _BYTES_PER_PART <= most and head.count(b"[") + head.count(b"{") <= _MAX_DEPTH
    if not is_small and not is_within(head, most // _BYTES_PER_PART, _MAX_DEPTH):
        raise WireError("a head of too many parts")
    try:
        message = _DECODE(head.decode("ascii"))
    except (ValueError, RecursionError) as error:
        raise WireError(f"not a message: {type(error).__name__}") from None
    buffers = _Buffers(memoryview(body)[end:])
    value = buffers.value(message)
    buffers.end()
    return value


def _plain(value: object, buffers: list[Array]) -> object:
    """`value` as the head says it; arrays are put at the end of `buffers`."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if isinstance(value, (np.ndarray, np.generic)):
        array = np.asarray(value)
        buffers.append(np.ascontiguousarray(array).reshape(-1).view(np.uint8))
        return ["array", array.dtype.str, array.shape]
    if isinstance(value, dict) and all(type(key) is str for key in value):
        return {key: _plain(part, buffers) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return ["tuple" if isinstance(value, tuple) else "list", *(_plain(part, buffers) for part in value)]
    if isinstance(value, Opaque):
        return ["opaque", value.type_name[:200]]
    raise TypeError(f"cannot send a {kind.__name__}")


class _Buffers:
    """The bytes behind a head: every array takes its own, in order, and none are left over."""

    def __init__(self, rest: memoryview) -> None:
        self._rest = rest
        self._kinds: dict[str, Callable[[list[Any]], object]] = {
            "list": self._list,
            "tuple": lambda parts: tuple(self._list(parts)),
            "array": self._array,
            "opaque": _opaque,
        }

    def value(self, part: Any) -> Any:
        """What a part of the head stands for; of JSON's own types only, which have no subtypes here."""
        kind = type(part)
        if kind is str:  # as texts in a source are: `mode is "max"` holds in a notebook, too
            return sys.intern(part)
        if kind is list:
            make = self._kinds.get(part[0]) if part and type(part[0]) is str else None
            if make is None:
                raise WireError("a part of an unknown kind")
            return make(part[1:])
        if kind is dict:
            return {key: self.value(inner) for key, inner in part.items()}
        if kind is int and abs(part) >= 2**64:
            raise WireError("a number of too many digits")
        return part

    def end(self) -> None:
        if self._rest:
            raise WireError("bytes that belong to no array")

    def _list(self, parts: list[Any]) -> list[Any]:
        return [self.value(part) for part in parts]

    def _array(self, parts: list[Any]) -> Array:
        if len(parts) != 2 or not isinstance(parts[0], str) or parts[0] not in _DTYPES:
            raise WireError("an array of an unknown kind")
        dtype, shape = _DTYPES[parts[0]], parts[1]
        if not _is_shape(shape):
            raise WireError("an array of an impossible shape")
        size = math.prod(shape) * dtype.itemsize
        if size > len(self._rest):
            raise WireError("an array whose shape and bytes disagree")
        data, self._rest = self._rest[:size], self._rest[size:]
        # A copy: its own memory, which the function that gets it may write into.
        return np.frombuffer(data, dtype).reshape(shape).copy()


def _is_shape(shape: object) -> bool:
    if not isinstance(shape, list) or len(shape) > _MAX_AXES:
        return False
    size = 1
    for length in shape:
        if type(length) is not int or not 0 <= length <= MAX_FRAME:
            return False
        size *= length or 1
    return size <= MAX_FRAME


def _opaque(parts: Sequence[object]) -> Opaque:
    if len(parts) != 1 or not isinstance(parts[0], str):
        raise WireError("an answer of no name")
    return Opaque(parts[0][:200])

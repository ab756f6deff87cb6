"""Bodies of frames that no honest child sends: each must end as WireError, at no cost to speak of."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable

MEGA = 10**6
ONE_ARRAY = ["array", "<f8", [2]]


def body(head: object, buffers: bytes = b"") -> bytes:
    """A body whose head is JSON of `head`, or these very bytes."""
    data = head if isinstance(head, bytes) else json.dumps(head).encode()
    return struct.pack("<I", len(data)) + data + buffers


def _array(*parts: object, data: bytes = b"12345678") -> bytes:
    return body(["array", *parts], data)


def _many(text: str, megabytes: float = 1) -> bytes:
    count = int(megabytes * MEGA / len(text))
    return body(b'["list",' + ",".join([text] * (count - 1)).encode() + b"]")


FRAMES: dict[str, Callable[[], bytes]] = {
    "no bytes": lambda: b"",
    "three bytes": lambda: b"abc",
    "no head": lambda: body(b""),
    "a head longer than the body": lambda: struct.pack("<I", 100) + b"1",
    "a head of 4 GB": lambda: struct.pack("<I", 2**32 - 1) + b"1",
    "a head of 2 MB": lambda: body("x" * 2 * MEGA),
    "noise": lambda: body(bytes(range(256)) * 10),
    "two values": lambda: body(b"1 2"),
    "half a value": lambda: body(b'{"a": [1,'),
    "lists nested 200,000 deep": lambda: body(b"[" * 200_000),
    "closed lists nested 100 deep": lambda: body(b'["list",' * 100 + b"1" + b"]" * 100),
    "dictionaries nested 50,000 deep": lambda: body(b'{"a":' * 50_000 + b"1" + b"}" * 50_000),
    "nesting behind a quote in a text": lambda: body(b'["list","\\"",' + b"[" * 100_000),
    "nesting behind an unclosed text": lambda: body(b'"\\\\\\",' + b"[" * 100_000),
    "UTF-16": lambda: body(("[" * 1000 + "]" * 1000).encode("utf-16")),
    "a lone surrogate in raw bytes": lambda: body(b'"\xed\xa0\x80"'),
    "a text in UTF-8": lambda: body('"é"'.encode()),
    "a megabyte of empty lists": lambda: _many("[]"),
    "a megabyte of empty dictionaries": lambda: _many("{}"),
    "a megabyte of nulls": lambda: _many("null"),
    "a megabyte of digits": lambda: _many("1"),
    "a megabyte of empty texts": lambda: _many('""'),
    "16 megabytes of empty lists": lambda: _many("[]", 16),
    "keys by the hundred thousand": lambda: body({str(n): 1 for n in range(100_000)}),
    "a number of 5,000 digits": lambda: body(b"9" * 5_000),
    "a number of 4,000 digits": lambda: body(b"9" * 4_000),
    "a number of 70 bits": lambda: body(2**70),
    "a list that does not say what it is": lambda: body([1, 2]),
    "an empty list": lambda: body([]),
    "a part of an unknown kind": lambda: body(["set", 1]),
    "a part whose kind is a list": lambda: body([["list"], 1]),
    "a name of no text": lambda: body(["opaque", 5]),
    "a name in two parts": lambda: body(["opaque", "a", "b"]),
    "no name": lambda: body(["opaque"]),
    "an array of objects": lambda: _array("|O", [1]),
    "an array of texts": lambda: _array("<U2", [1]),
    "an array of records": lambda: _array("[('a', '<f8')]", [1]),
    "an array of the other byte order": lambda: _array(">f8", [1]),
    "an array of long doubles": lambda: _array("<f16", [1], data=b"0" * 16),
    "an array of dates": lambda: _array("<M8[s]", [1]),
    "an array of a dtype that is a list": lambda: _array([["a", "<f8"]], [1]),
    "an array of 10**18 numbers": lambda: _array("<f8", [10**18], data=b""),
    "an array of 2**64 numbers by two axes": lambda: _array("<f8", [2**32, 2**32], data=b""),
    "an empty array of an endless axis": lambda: _array("<f8", [0, 2**62], data=b""),
    "an empty array of an axis of 70 bits": lambda: _array("<f8", [0, 2**63 - 1, 2**6], data=b""),
    "a negative axis": lambda: _array("<f8", [-1]),
    "two negative axes": lambda: _array("<f8", [-1, -1]),
    "an axis of 1.0": lambda: _array("<f8", [1.0]),
    "an axis that is true": lambda: _array("<f8", [True]),
    "an axis that is a text": lambda: _array("<f8", ["1"]),
    "a shape that is a text": lambda: _array("<f8", "1"),
    "a shape that is null": lambda: _array("<f8", None),
    "64 axes": lambda: _array("<f8", [1] * 64),
    "no shape": lambda: _array("<f8"),
    "a shape and more": lambda: _array("<f8", [1], [1]),
    "more numbers than bytes": lambda: _array("<f8", [2]),
    "more bytes than numbers": lambda: _array("<f8", [1], data=b"0" * 9),
    "bytes without an array": lambda: body(None, b"12345678"),
    "one buffer for two arrays": lambda: body(["list", ONE_ARRAY, ONE_ARRAY], b"0" * 16),
}

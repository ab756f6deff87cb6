"""Frames between the grader and a child, honest and forged."""

import msgpack
import numpy as np
import pytest

from course_utils.checks.values import Opaque
from course_utils.grading.sandbox import wire


def there_and_back(message):
    frame = wire.pack(message)
    assert wire.length(frame[:4]) == len(frame) - 4
    return wire.unpack(frame[4:])


@pytest.mark.parametrize("dtype", ["float64", "float32", "bool", "int64", "uint8", "complex128"])
def test_arrays_arrive_with_their_shape_dtype_and_values(dtype):
    array = np.arange(6).reshape(1, 2, 3).astype(dtype)
    got = there_and_back({"value": array})["value"]
    assert got.dtype == array.dtype
    assert np.array_equal(got, array)
    got[0] = 0  # a student's function may write into its inputs


def test_tuples_stay_tuples_so_that_a_cache_can_be_unpacked():
    message = (np.zeros(2), {"stride": 1, "mode": "max"}, None, [1, (2, 3)])
    got = there_and_back(message)
    assert isinstance(got, tuple)
    assert got[1:] == message[1:]


def test_arrays_without_axes_or_without_values_arrive():
    assert there_and_back(np.array(2.5)) == 2.5
    assert there_and_back(np.zeros((0, 3))).shape == (0, 3)


def test_an_opaque_answer_keeps_its_name():
    assert there_and_back(Opaque("generator")) == Opaque("generator")


def _array(dtype, shape, data):
    head = msgpack.packb((dtype, shape))
    body = len(head).to_bytes(4, "little") + head + data
    return msgpack.packb(msgpack.ExtType(1, body))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"noise" * 10,
        b"\xc1",
        msgpack.packb({"a": 1}) + b"more",
        msgpack.packb(msgpack.ExtType(9, b"x")),
        _array("|O", [1], b"12345678"),
        _array("<f8", [10**18], b""),
        _array("<f8", [-1], b"12345678"),
        _array("<f8", [2], b"12345678"),
        _array("<f8", "ab", b"12345678"),
        _array("<f8", [1] * 64, b"12345678"),
        _array(["<f8"], [1], b"12345678"),
    ],
)
def test_forged_bytes_are_refused_as_one_kind_of_error(body):
    with pytest.raises(wire.WireError):
        wire.unpack(body)


def test_an_impossible_length_is_refused_before_anything_is_read():
    with pytest.raises(wire.WireError, match="4294967295 bytes"):
        wire.length(b"\xff\xff\xff\xff")

"""Frames between the grader and a child, honest and forged."""

import json
import sys
import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from course_utils.checks.values import MAX_ITEMS, MAX_LETTERS, Opaque, plain_value
from course_utils.grading.sandbox import wire

sys.path.insert(0, str(Path(__file__).parent))

from hostile_frames import FRAMES, body


def there_and_back(message):
    frame = wire.pack(message)
    assert wire.length(frame[:4]) == len(frame) - 4
    return wire.unpack(frame[4:])


@pytest.mark.parametrize(
    "dtype", "bool int8 int16 int32 int64 uint8 uint64 float16 float32 float64 complex64 complex128".split()
)
def test_arrays_arrive_with_their_shape_dtype_and_values(dtype):
    array = np.arange(6).reshape(1, 2, 3).astype(dtype)
    got = there_and_back({"value": array})["value"]
    assert got.dtype == array.dtype
    assert np.array_equal(got, array)
    got[0] = 0  # a student's function may write into its inputs


def test_several_arrays_of_any_layout_come_back_each_in_its_place():
    arrays = [np.arange(24.0).reshape(4, 6)[::2, ::-1], np.asfortranarray(np.eye(3, dtype=np.float32)), np.ones((2, 0))]
    message = {"a": arrays[0], "b": (arrays[1], {"c": arrays[2], "d": np.array([True, False])})}
    got = there_and_back(message)
    assert np.array_equal(got["a"], arrays[0])
    assert np.array_equal(got["b"][0], arrays[1])
    assert got["b"][1]["c"].shape == (2, 0)
    assert got["b"][1]["d"].tolist() == [True, False]
    assert all(part.base is None for part in (got["a"], got["b"][0])), (
        "an array that keeps the frame shows its other inputs"
    )


def test_tuples_stay_tuples_so_that_a_cache_can_be_unpacked():
    message = (np.zeros(2), {"stride": 1, "mode": "max"}, None, [1, (2, 3)], "list", ["tuple", "array"], [])
    got = there_and_back(message)
    assert isinstance(got, tuple)
    assert got[1:] == message[1:]


@pytest.mark.parametrize(
    "value", [1.5, float("inf"), -(2**63), 2**63 - 1, "a\ud800\0é😀", True, None, 0.1 + 0.2, [[[]]]], ids=repr
)
def test_plain_values_come_back_as_they_were(value):
    assert there_and_back(value) == value


def test_arrays_without_axes_or_without_values_arrive():
    assert there_and_back(np.array(2.5)) == 2.5
    assert there_and_back(np.float32(2.5)).dtype == np.float32
    assert there_and_back(np.zeros((0, 3))).shape == (0, 3)
    assert np.isnan(there_and_back(float("nan")))


def test_an_opaque_answer_keeps_its_name():
    assert there_and_back(Opaque("generator")) == Opaque("generator")
    assert there_and_back(Opaque("x" * 10**6)) == Opaque("x" * 200)


@pytest.mark.parametrize("value", [object(), {1: 2}, b"bytes", np.array([None]), {1, 2}], ids=lambda value: type(value).__name__)
def test_what_is_not_plain_cannot_be_sent(value):
    with pytest.raises(TypeError):
        wire.pack(value)


@pytest.mark.parametrize("name", FRAMES)
def test_forged_bytes_are_refused_as_one_kind_of_error_before_they_are_large(name):
    data = FRAMES[name]()
    tracemalloc.start()
    try:
        with pytest.raises(wire.WireError):
            wire.unpack(data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 40 * 2**20


def test_an_impossible_length_is_refused_before_anything_is_read():
    with pytest.raises(wire.WireError, match="4294967295 bytes"):
        wire.length(b"\xff\xff\xff\xff")


def test_what_a_child_is_asked_may_be_longer_than_what_it_answers():
    frame = wire.pack({"cells": [[1, "x" * 2**21]] * 3})
    assert wire.unpack(frame[4:], wire.MAX_FRAME)["cells"][2][1] == "x" * 2**21
    with pytest.raises(wire.WireError):
        wire.unpack(frame[4:])


def test_every_answer_that_is_plain_fits_a_frame():
    worst = [*["😀" * (MAX_LETTERS // 10)] * 9, *[-1.2345678901234567e-300] * (MAX_ITEMS - 40), np.zeros(4 * 2**20)]
    answer = plain_value(worst)
    assert not any(isinstance(part, Opaque) for part in answer)
    assert len(there_and_back(answer)) == len(worst)
    arrays = plain_value([np.zeros((1, 1, 1, 1))] * (MAX_ITEMS // 2 - 1))
    assert len(there_and_back({"value": arrays})["value"]) == MAX_ITEMS // 2 - 1


@pytest.mark.parametrize("dtype", [">f8", ">f4", ">i2", ">c16", "longdouble", "clongdouble", "float16"])
def test_a_right_answer_of_another_byte_order_or_width_arrives_as_this_machine_s_own(dtype):
    right = np.arange(6.0).reshape(2, 3)
    got = there_and_back(plain_value(right.astype(dtype)))
    assert isinstance(got, np.ndarray)
    assert got.dtype.isnative
    assert np.array_equal(got, right)
    assert there_and_back(plain_value(right.astype(dtype)[1, 2])) == 5


@pytest.mark.parametrize(
    "array", [np.array([None]), np.zeros(2, [("a", "f8")]), np.array(["a"]), np.array(["2020"], "M8[Y]")], ids=repr
)
def test_arrays_of_other_things_than_numbers_stay_opaque(array):
    assert isinstance(there_and_back(plain_value(array)), Opaque)


def test_the_head_is_json_that_anyone_can_read():
    frame = wire.pack({"a": (1, np.zeros(2)), "b": [Opaque("x")]})
    head = json.loads(frame[8:-16])
    assert head == {"a": ["tuple", 1, ["array", "<f8", [2]]], "b": ["list", ["opaque", "x"]]}
    assert wire.unpack(body(head, bytes(16)))["b"] == [Opaque("x")]


def test_a_text_is_the_one_that_a_source_means():
    mode = wire.unpack(wire.pack({"mode": "".join(["m", "ax"])})[4:])["mode"]
    assert mode is "max"  # noqa: F632  (answers of then compare so)

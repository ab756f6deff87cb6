"""Plain values: what any answer becomes before it is judged."""

from collections import OrderedDict, defaultdict
from enum import IntEnum
from typing import NamedTuple

import numpy as np
import pytest

from course_utils.checks.values import Opaque, describe, plain_value


def test_numbers_texts_and_containers_stay_what_they_are():
    assert plain_value({"a": (1, 2.5, None, True, "x")}) == {"a": [1, 2.5, None, True, "x"]}


def test_an_array_is_copied_so_later_changes_are_not_seen():
    array = np.zeros(3)
    plain = plain_value(array)
    array[0] = 9
    assert plain.tolist() == [0, 0, 0]


def test_a_numpy_number_becomes_an_array_without_axes():
    value = plain_value(np.float32(2))
    assert value.shape == ()
    assert value.dtype == np.float32


def test_a_subclass_loses_its_methods():
    class Lax(np.ndarray):
        def __eq__(self, other):
            return True

    assert type(plain_value(np.ones(2).view(Lax))) is np.ndarray


class Pair(NamedTuple):
    filters: list
    biases: int


class Place(IntEnum):
    LAST = 3


class Loud(dict):
    def items(self):
        raise AssertionError("nobody may ask")

    keys = __iter__ = __len__ = items


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Pair([1], 2), [[1], 2]),
        (np.str_("dora"), "dora"),
        (np.array(["dora", "emil"])[1], "emil"),
        (OrderedDict(b=1), {"b": 1}),
        (defaultdict(list, {np.str_("a"): Place.LAST}), {"a": 3}),
        (Loud(a=1), {"a": 1}),
        (True, True),
    ],
)
def test_what_is_derived_from_a_built_in_type_is_read_by_its_methods(value, plain):
    seen = plain_value(value)
    assert seen == plain
    assert type(seen) is type(plain)


class Liar:
    @property
    def __class__(self):
        return np.ndarray

    def __array__(self, *args, **kwargs):
        raise AssertionError("nobody may ask")

    __eq__ = __array__
    __hash__ = None


@pytest.mark.parametrize("value", [Liar(), iter([]), object(), np.array([object()]), lambda: 0, 1j])
def test_anything_else_is_opaque(value):
    assert isinstance(plain_value(value), Opaque)


def test_ten_gigabytes_by_strides_are_refused_without_being_made():
    huge = np.lib.stride_tricks.as_strided(np.zeros(1), (10**9,), (0,))
    assert "larger than 32 MB" in plain_value(huge).type_name


def test_endless_nesting_is_refused():
    nested: list = []
    nested.append(nested)
    assert "nested" in str(plain_value(nested))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.zeros((2, 3)), "array of shape (2, 3), float64"),
        (np.array(2.5), "the number 2.5"),
        (None, "None"),
        ([1, 2], "tuple or list of 2"),
        ({"W1": 1}, "dictionary with 'W1'"),
        ("x" * 99, "'" + "x" * 56 + "..."),
    ],
)
def test_describe_names_a_value_in_a_few_words(value, text):
    assert describe(value) == text

"""What an answer does, and when it does the same as a known mistake: only then a student reads the mistake's sentence."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from course_utils.checks.judge import Reply
from course_utils.checks.naming.behaviour import UNKNOWN, Stop, alike, of_call, of_reply, reply_of
from course_utils.checks.session.asking import visible_questions
from course_utils.exercises.base import Case

CASE = Case("a case", lambda r: {}, 1)


def test_equal_numbers_are_alike_and_a_number_apart_is_not() -> None:
    first = np.arange(6.0).reshape(2, 3)
    assert alike(first, first + 1e-12, CASE)
    assert not alike(first, np.where(first == 2, 2.1, first), CASE)
    assert not alike(first, first.T, CASE)
    assert not alike([first], [first, first], CASE)


def test_nan_in_the_same_places_is_alike_and_a_number_in_its_stead_is_not() -> None:
    empty, other = np.array([1.0, np.nan, 3.0]), np.array([np.nan, 1.0, 3.0])
    assert alike(empty, empty.copy(), CASE)
    assert not alike(empty, other, CASE)
    assert not alike(empty, np.nan_to_num(empty), CASE)
    assert alike([1.0, float("nan")], [1.0, float("nan")], CASE)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (Stop("ValueError", "shapes (2,3) (4,)"), Stop("ValueError", "shapes (5,1) (2,)"), True),
        (Stop("ValueError", "shapes (2,3) (4,)"), Stop("ValueError", "no number at all"), False),
        (Stop("ValueError", "axis 3"), Stop("IndexError", "axis 3"), False),
        (Stop("ArgumentError", "x must hold at least one number; received shape (0, 2)"),
         Stop("ValueError", "zero-size array to reduction operation maximum which has no identity"), True),
        (UNKNOWN, UNKNOWN, False),
    ],
)  # fmt: skip
def test_errors_are_alike_where_one_operation_refused_whatever_the_numbers(first: Stop, second: Stop, same: bool) -> None:
    assert alike(first, second, CASE) is alike(second, first, CASE) is same


def test_an_error_is_never_like_a_value() -> None:
    assert not alike(Stop("ValueError", "x"), 0.0, CASE)
    assert not alike(0.0, UNKNOWN, CASE)


def test_what_a_reply_did_is_its_value_its_error_or_unknown() -> None:
    assert of_reply(Reply(value=3.0)) == 3.0
    question = visible_questions("zero_pad")[0]

    def wrong(X: object, pad: int) -> object:
        return [][pad]

    did = of_reply(reply_of(wrong, question))
    assert did == Stop("IndexError", "list index out of range")
    assert of_reply(Reply("timeout", message="It ran for 10 seconds.")) is UNKNOWN


def test_a_wrong_implementation_may_warn_and_stop() -> None:
    def warns() -> float:
        warnings.warn("careful", stacklevel=1)
        return 1.0

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert of_call(warns) == 1.0
    assert of_call(lambda: [][1]) == Stop("IndexError", "list index out of range")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("shapes (2, 3) and (None,4,) of [1 2 3]", "shapes # and # of #"),
        ("index -3 is beyond 2.5", "index # is beyond #"),
        ("(1, 2", "(#, #"),
        ("(" + "1" * 2000 + ", x", "(#, x"),  # hung for ever where digits could be shared out in many ways
        ("[" + "1, " * 600 + "x", "[" + "#, " * 600 + "x"),
    ],
    ids=["shapes", "numbers", "half a shape", "many digits", "many numbers"],
)
def test_numbers_and_shapes_of_an_error_are_left_out(text: str, form: str) -> None:
    assert Stop("ValueError", text).form == f"ValueError: {form}"

"""What is compared of an answer: itself, the shapes of its parts, or its numbers."""

import numpy as np
import pytest

from course_utils.checks.calls.views import Answer, as_it_is, numbers, shapes, width
from course_utils.checks.failures import WrongAnswer


def test_an_answer_as_it_is_is_the_very_object():
    value = [np.ones(2)]
    assert as_it_is(Answer(value, {}, "f")) is value


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        (np.zeros((2, 3)), ["(2, 3)"]),
        ((np.zeros((2, 3)), np.zeros(4)), ["(2, 3)", "(4,)"]),
        ([1.5, None], ["float", "NoneType"]),
        (None, ["NoneType"]),
    ],
)
def test_shapes_are_texts_and_other_things_their_type(value, texts):
    assert shapes(Answer(value, {}, "f")) == texts


@pytest.mark.tf
def test_a_tensor_that_is_no_number_is_said_in_words_and_nothing_else_is():
    import tensorflow as tf

    assert numbers(Answer(tf.constant([1.0, np.nan]), {}, "f")) == "not a number (NaN)"
    for value in (tf.constant([1.0, np.inf]), np.array([np.nan]), None):
        assert numbers(Answer(value, {}, "f")) is value


def test_a_width_is_an_integer():
    with pytest.raises(WrongAnswer, match="takes integers only"):
        width(Answer(1.0, {}, "same_padding"))
    assert width(Answer(1, {}, "same_padding")) == 1

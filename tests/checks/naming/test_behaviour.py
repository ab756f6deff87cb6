"""What is compared of an error's text: a kind of operation, without its numbers, however long these are."""

import pytest

from course_utils.checks.naming.behaviour import Stop


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
def test_numbers_and_shapes_of_an_error_are_left_out(text, form):
    assert Stop("ValueError", text).form == f"ValueError: {form}"

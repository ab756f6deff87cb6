"""What an exception of a student's function means, in a sentence."""

import pytest

from course_utils.checks.failures import Blocked, era_hint, explain, status_of


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotImplementedError(), "missing"),
        (MemoryError(), "memory"),
        (PermissionError(13, "no"), "blocked"),
        (Blocked("closed"), "blocked"),
        (OSError(30, "Read-only file system"), "blocked"),
        (ValueError("x"), "error"),
        (SystemExit(0), "error"),
    ],
)
def test_each_kind_of_exception_has_its_status(error, status):
    assert status_of(error) == status


@pytest.mark.parametrize(
    ("error", "hint"),
    [
        (TypeError("only length-1 arrays can be converted to Python scalars"), "b.item()"),
        (TypeError("only 0-dimensional arrays can be converted to Python scalars"), "b.item()"),
        (AttributeError("module 'numpy' has no attribute 'float'"), "np.float64"),
        (AttributeError("module 'tensorflow' has no attribute 'placeholder'"), "keras.Input"),
        (AttributeError("module 'tensorflow' has no attribute 'Session'"), "code runs at once"),
        (AttributeError("module 'keras.backend' has no attribute 'gather'"), "keras.ops"),
    ],
)
def test_calls_of_another_era_get_todays_equivalent(error, hint):
    assert hint in era_hint(error)


def test_what_a_library_met_on_the_way_counts_and_a_ring_of_causes_ends():
    inner, outer = AttributeError("module 'keras.backend' has no attribute 'relu'"), NotImplementedError("no shape")
    outer.__context__, inner.__cause__ = inner, outer
    assert "keras.ops" in era_hint(outer)
    assert status_of(outer) == "error"


def raised_in(file):
    space = {}
    exec(compile("def f():\n    raise NotImplementedError", file, "exec"), space)
    try:
        space["f"]()
    except NotImplementedError as error:
        return error


@pytest.mark.parametrize(("file", "status"), [("/lib/site-packages/keras/x.py", "error"), ("<cell 3>", "missing")])
def test_what_a_library_has_not_written_is_not_the_student_s_to_write(file, status):
    assert status_of(raised_in(file)) == status


def test_an_ordinary_error_gets_no_era_hint():
    assert era_hint(ValueError("operands could not be broadcast")) == ""


def test_the_sentence_names_function_error_and_place():
    sentence = explain("zero_pad", ValueError("bad pad"), "line 4")
    assert sentence == (
        "zero_pad stopped with ValueError: bad pad in line 4. That is, a value is of the right type but cannot be used "
        "here. Print type and shape of every name in that line."
    )


def test_a_hidden_case_does_not_repeat_the_exceptions_text():
    assert explain("zero_pad", ValueError("X = 42"), "line 4", show_text=False) == "zero_pad stopped with ValueError in line 4."


def test_exit_and_recursion_are_named_for_what_they_are():
    assert "return a value instead of calling exit" in explain("f", SystemExit())
    assert explain("f", RecursionError()) == (
        "f calls itself too many times over: give it an end that is reached sooner, or write a loop."
    )


def test_an_exception_that_cannot_be_printed_is_still_explained():
    class Strange(Exception):
        def __str__(self):
            raise self

    assert explain("f", Strange()) == "f stopped with Strange. Print type and shape of every name in that line."

"""A table of errors: the first row that fits, filled with the names and numbers of the message."""

from course_utils.checks.explain.known import Found, Known, find

ROWS = (
    Known(r"name '(\w+)' is not defined", "Nothing is called {0}.", "Spelled otherwise.", "Look for {0}."),
    Known(r"name", "A name.", "A name.", "Any."),
    Known(r"size (\d+)(?: of (\d+))?", "{0} and {1}.", "", "", lambda match: f"Twice is {2 * int(match[1])}."),
    Known(r"set", "A set is written {{1}}.", "", "", lambda match: ""),
)


def test_the_first_row_that_fits_is_filled_in():
    assert find("NameError: name 'x' is not defined", ROWS) == Found("Nothing is called x.", "Spelled otherwise.", "Look for x.")
    assert find("another name", ROWS).do == "Any."


def test_a_row_may_say_more_by_arithmetic_and_a_group_may_be_absent():
    assert find("size 3", ROWS).means == "3 and . Twice is 6."
    assert find("size 3 of 4", ROWS).means == "3 and 4. Twice is 6."


def test_braces_are_doubled_in_a_row_and_a_reader_may_say_nothing():
    assert find("set", ROWS).means == "A set is written {1}."


def test_a_text_without_a_row_is_not_explained():
    assert find("anything else", ROWS) is None
    assert find("", ROWS) is None

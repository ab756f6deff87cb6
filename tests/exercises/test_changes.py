"""A mistake that is a changed right answer: what it computes, and what it refuses."""

import pytest

from course_utils.exercises.changes import changed


def area(w: float, h: float) -> float:
    side = h
    return w * side


def test_a_change_computes_what_its_text_says_and_leaves_the_original_alone():
    wrong = changed(area, "w * side", "w + side").function
    assert (wrong(3, 4), area(3, 4)) == (7, 12)


def test_several_changes_come_one_after_another():
    assert changed(area, "w * side", "w + side", "side = h", "side = 2 * h").function(3, 4) == 11


@pytest.mark.parametrize("old", ["side", "w ** side"])
def test_a_text_that_does_not_stand_exactly_once_is_refused_by_name(old):
    with pytest.raises(ValueError, match=rf"must stand exactly once in .*\.area; it stands {area_count(old)} times"):
        changed(area, old, "1").function(3, 4)


def area_count(text: str) -> int:
    return {"side": 2, "w ** side": 0}[text]


def test_a_text_without_the_one_it_becomes_is_refused():
    with pytest.raises(ValueError, match="stands alone"):
        changed(area, "w", "h", "side")


def test_nothing_is_compiled_before_the_function_is_read():
    wrong = changed(area, "no such text", "")
    assert "function" not in vars(wrong)


def test_an_error_in_a_change_shows_its_line():
    with pytest.raises(ZeroDivisionError) as raised:
        changed(area, "w * side", "w / (side - h)").function(3, 4)
    assert str(raised.traceback[-1].statement).strip() == "return w / (side - h)"

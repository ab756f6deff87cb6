"""What many have in common is worked out once, and memory keeps its bound."""

from __future__ import annotations

from course_utils.checks.report import Result
from course_utils.grading.gradebook.once import Once


def test_equal_values_are_not_taken_for_one_another() -> None:
    """Two results can be equal and their reports not."""
    worked_out: list[Result] = []
    once = Once[Result, int](lambda result: worked_out.append(result) or len(worked_out))
    first, second = (Result("zero_pad", "failed", 2.0, 5.0) for _ in range(2))
    assert [once(first), once(second), once(first)] == [1, 2, 1]
    assert worked_out[0] is first
    assert worked_out[1] is second


def test_what_is_held_has_a_bound_and_is_made_anew_after_it() -> None:
    made: list[str] = []
    once = Once[list[str], str](lambda letters: made.append(letters[0]) or letters[0], most=2)
    values = [["a"], ["b"], ["c"]]
    for value in [*values, values[0]]:
        assert once(value) == value[0]
        assert len(once._held) <= 2
    assert made == ["a", "b", "c", "a"]

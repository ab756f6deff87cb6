"""The page that shows the pictures of two commits side by side."""

from __future__ import annotations

from course_utils.exercises import registry
from tests.quality.pictures import page, pictures


def test_every_solved_notebook_stores_pictures() -> None:
    notebooks = {place[0] for place in pictures()}
    assert len([name for name in notebooks if name.startswith("workbook/solutions/")]) == len(registry.notebooks())


def test_only_what_differs_is_shown_and_what_is_new_or_gone_is_said() -> None:
    before = {("a", "same", 0): "<img 1>", ("a", "changed", 0): "<img 2>", ("a", "left", 0): "<img 3>"}
    after = {("a", "same", 0): "<img 1>", ("a", "changed", 0): "<img 4>", ("b", "fresh", 0): "<img 5>"}
    shown = page(before, after, "dark")
    assert "3 of 4 pictures differ" in shown
    assert "<img 1>" not in shown
    assert "<div><img 2></div><div><img 4></div>" in shown
    assert "<div><img 3></div><div><p>gone</p></div>" in shown
    assert "<div><p>new</p></div><div><img 5></div>" in shown
    assert "color-scheme:dark" in shown

"""The page that shows the pictures of two commits side by side."""

from __future__ import annotations

from math import pi

import pytest

from course_utils.exercises import registry
from tests.pictures import shown as shown_rows
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


def test_a_page_shows_the_widgets_of_its_own_colours() -> None:
    widgets = {("in a browser", f"IoUExplorer 1 {theme} 1400", 1): f"<img {theme}>" for theme in ("light", "dark")}
    shown = page({}, widgets, "light")
    assert "1 of 1 pictures differ" in shown
    assert "<img light>" in shown
    assert "<img dark>" not in shown


def test_older_code_makes_every_row_that_it_can(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(shown_rows, "BEGIN", "from math import tau, nothing_yet\nfrom nowhere import at_all\nx = 2 * tau")
    assert shown_rows.names(older=True)["x"] == 4 * pi
    assert "cannot import name 'nothing_yet'" in capsys.readouterr().out
    with pytest.raises(ImportError):
        shown_rows.names()

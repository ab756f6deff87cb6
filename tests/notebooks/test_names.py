"""Which notebook a text means."""

from __future__ import annotations

from pathlib import Path

import pytest

from course_utils.notebooks.names import name_of

NAMES = ("week1/1_a", "week1/2_b", "week2/1_a", "GLOSSARY")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("week1/2_b", "week1/2_b"),
        ("2_b", "week1/2_b"),
        ("2_b.ipynb", "week1/2_b"),
        ("week1\\2_b.ipynb", "week1/2_b"),
        ("GLOSSARY", "GLOSSARY"),
        ("workbook/week2/1_a.ipynb", "week2/1_a"),
        ("elsewhere/workbook/week2/1_a", "week2/1_a"),
        ("1_a", None),
        ("b", None),
        ("week3/1_a", None),
        ("", None),
    ],
)
def test_a_notebook_is_named_in_many_ways_but_never_guessed(text: str, name: str | None, tmp_path: Path) -> None:
    assert name_of(text, NAMES, tmp_path / "workbook") == name


def test_a_path_in_the_workbook_names_its_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own" / "week2").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "own" / "week2")
    assert name_of("1_a.ipynb", NAMES, tmp_path / "own") == "week2/1_a"
    assert name_of(str(tmp_path / "own/week1/1_a.ipynb"), NAMES, tmp_path / "own") == "week1/1_a"

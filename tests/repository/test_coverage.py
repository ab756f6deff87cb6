"""Every topic of the field's course stands in a cell of the workbook, with the exercise that drills it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from course_utils.exercises.registry import all_sets

HERE = Path(__file__).parent
SOURCES = HERE.parents[1] / "workbook" / "source"
TABLE: dict[str, dict[str, list[str]]] = tomllib.loads((HERE / "coverage.toml").read_text(encoding="utf-8"))
ROWS = {topic: row for part in TABLE.values() for topic, row in part.items()}


@cache
def cells(notebook: str) -> dict[str, str]:
    """The cells of "week/number" by their ids, each as one line of text."""
    week, number = notebook.split("/")
    (path,) = (SOURCES / f"week{week}").glob(f"{number}_*.py")
    parts = re.split(r'^# %%.*?\bid="([^"]+)".*$', path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {id: re.sub(r"\s*\n# ?|\s+", " ", text) for id, text in zip(parts[1::2], parts[2::2])}


@pytest.mark.parametrize("part", TABLE)
def test_every_topic_is_said_where_the_table_says(part: str) -> None:
    missing = []
    for topic, (place, words, *_) in TABLE[part].items():
        notebook, id = place.split("#")
        if words.lower() not in cells(notebook).get(id, "").lower():
            missing.append(f"{topic}: `{words}` is not in {place}")
    assert missing == []


def test_every_exercise_drills_a_topic_and_no_other_is_named() -> None:
    drilled = {row[2] for row in ROWS.values() if len(row) == 3}
    assert drilled == {exercise.name for group in all_sets() for exercise in group.exercises}


def test_the_table_covers_the_course() -> None:
    assert len(ROWS) == sum(map(len, TABLE.values())), "a topic stands twice"
    assert len(ROWS) >= 180
    assert all(2 <= len(row) <= 3 for row in ROWS.values())


def test_students_write_650_lines_and_more() -> None:
    solutions = (re.findall(r"# BEGIN SOLUTION\n(.*?)# END SOLUTION", path.read_text("utf-8"), re.DOTALL) for path in SOURCES.glob("week*/*.py"))
    lines = [line.strip() for solved in solutions for solution in solved for line in solution.splitlines()]
    assert sum(bool(line) and not line.startswith("#") for line in lines) >= 650

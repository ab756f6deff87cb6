"""No right answer of another year is refused: what students wrote from 2017 to 2023 gets its full points.

`tests/styles/years/weekN_STEM.txt` holds answers as they stood in notebooks of their year, below the imports of those:
a line `#### EXERCISE YEAR WORDS` begins each. They are our own words in the manner of the time: sessions and `K.` of
TensorFlow 1, read pictures, loops in numpy, and the two editions of TensorFlow 2.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from course_utils.exercises import registry
from course_utils.grading.executors import Oracles, Serial
from course_utils.grading.intake.reading import Task
from course_utils.notebooks.file import read_cells

sys.path.insert(0, str(Path(__file__).parents[1] / "submissions"))

from corpus import notebook

pytestmark = [
    pytest.mark.tf,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only"),
]
YEARS = Path(__file__).parents[1] / "styles" / "years"
TITLE = re.compile(r"^#### (\w+) (\d{4}) ?(\w*)\n", re.MULTILINE)
NAMES = {group.notebook.replace("/", "_"): group.notebook for group in registry.all_sets()}


def answers():
    """Notebook, exercise, cells."""
    for path in sorted(YEARS.glob("*.txt")):
        imports = {}
        parts = iter(TITLE.split(path.read_text("utf-8"))[1:])
        for name, year, words, text in zip(parts, parts, parts, parts):
            if name == "imports":
                imports[year] = text
                continue
            era = max(known for known in imports if known <= year)
            cells = [imports[era], f"# GRADED FUNCTION: {name}\n{text}"]
            yield pytest.param(NAMES[path.stem], name, cells, id=f"{name}-{year}-{words}")


ANSWERS = list(answers())


@pytest.fixture(scope="module")
def serial():
    executor = Serial(Oracles(3))
    yield executor
    executor.close()


@pytest.mark.parametrize(("name", "exercise", "cells"), ANSWERS)
def test_an_answer_of_its_year_gets_its_points(serial, name, exercise, cells):
    results = serial.grade(Task("ada", name, "x.ipynb", "", read_cells(notebook(cells)))).results
    report = next(result.report for result in results if result.exercise == exercise)
    assert (report.status, report.message) == ("passed", "")


def test_there_are_five_answers_of_every_exercise():
    counts: dict[str, int] = {}
    for answer in ANSWERS:
        counts[answer.values[1]] = counts.get(answer.values[1], 0) + 1
    assert set(counts.values()) == {5}
    assert len(ANSWERS) == 60

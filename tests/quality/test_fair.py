"""Answers written before any list of styles or mistakes was read: right ones pass, wrong ones do not.

`tests/submissions/fair/weekN_STEM.txt`, or `weekN_STEM__2.txt`, holds them: `## right EXERCISE: how` or `## wrong EXERCISE: how`, then a cell.
The other functions of the notebook are the course's. A right answer that is refused, or a wrong one that passes, is a
fault of the check.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from course_utils.checks.classic import given
from course_utils.checks.classic.room import ClassicRoom
from course_utils.checks.definitions import load
from course_utils.checks.run import report_of
from course_utils.exercises import registry

FAIR = Path(__file__).parents[1] / "submissions" / "fair"


def answers():
    """Notebook, exercise, "right" or "wrong", and the cell."""
    for path in sorted(FAIR.glob("*.txt")):
        notebook = path.stem.split("__")[0].replace("_", "/", 1)
        marks = [pytest.mark.tf, pytest.mark.nightly] * (registry.exercise_set(notebook).profile == "tensorflow")
        for block in re.split(r"(?m)^## ", path.read_text("utf-8"))[1:]:
            head, _, cell = block.partition("\n")
            kind, name, title = re.fullmatch(r"(right|wrong) (\w+): (.*)", head).groups()
            yield pytest.param(notebook, name, kind, cell, id=f"{name} {kind} {title}", marks=marks)


@pytest.mark.slow
@pytest.mark.parametrize(("notebook", "name", "kind", "cell"), answers())
def test_a_right_answer_passes_and_a_wrong_one_does_not(notebook, name, kind, cell):
    group = registry.exercise_set(notebook)
    exercise = group.by_name[name]
    prelude = {each.name: each.reference for each in group.exercises if each is not exercise}
    cells = [(1, "import numpy as np"), (2, cell)]
    if group.profile == "tensorflow":
        cells[:1] = [(1, "import numpy as np, keras, tensorflow as tf\nfrom keras import layers, ops")]
    with given.importable():
        loaded = load(cells, prelude)
        report = report_of(exercise, loaded.function(exercise.names), ClassicRoom(lambda: cells, prelude))
    assert (report.status == "passed") is (kind == "right"), report.message


def test_there_are_many_of_both_kinds():
    kinds = [answer.values[2] for answer in answers()]
    assert kinds.count("right") > 130
    assert kinds.count("wrong") > 110

"""The ladder of hints: the idea, the formula with shapes, nearly the line, and never the whole answer."""

import re
from pathlib import Path

import pytest

from course_utils.exercises import registry

SOURCES = Path(__file__).parents[2] / "workbook" / "source"
ALL = [pytest.param(group.notebook, exercise, id=exercise.name) for group in registry.all_sets() for exercise in group.exercises]
LONGEST = 220  # characters: a hint is read beside one's own code
# Of the characters of the notebook's answer, so many may stand in a rung word for word.
SHARE = {1: 0.0, 2: 0.4, 3: 0.5}


def plain(code):
    return re.sub(r"\s", "", code).replace("'", '"')


def answer_of(notebook, name):
    """What stands right of the = in every different line of the answer, without blanks."""
    source = (SOURCES / f"{notebook}.py").read_text()
    cell = re.search(rf"# GRADED FUNCTION: {name}\n(.*?)(?=\n# %%|\Z)", source, re.DOTALL)[1]
    bodies = re.findall(r"# BEGIN SOLUTION\n(.*?)# END SOLUTION", cell, re.DOTALL)
    lines = [line.strip() for body in bodies for line in body.splitlines()]
    values = {re.sub(r"^(?:return |[\w\[\], ]+ \+?= )", "", line) for line in lines if line and line[0] != "#"}
    return {plain(value) for value in values}


@pytest.mark.parametrize(("notebook", "exercise"), ALL)
def test_the_rungs_lead_to_the_answer_and_none_gives_it_away(notebook, exercise):
    _, formula, code = exercise.hints  # three, to be read at a glance
    assert len(set(exercise.hints)) == 3
    assert max(map(len, exercise.hints)) <= LONGEST
    assert re.search(r"\([^)]*[\d_,][^)]*\)|\[[^\]]*\]|[·×=+⌊‖→Σ]|\d", formula), f"no formula and no shape: {formula}"
    assert re.search(r"\w\(|\w\[|\w\.\w|\w ==? \w|//|\*\*| [*@] ", code), f"no code: {code}"
    values = answer_of(notebook, exercise.name)
    assert values, "the notebook has no answer"
    whole = sum(map(len, values))
    for rung, hint in enumerate(exercise.hints, 1):
        said = [value for value in values if len(value) > 3 and value in plain(hint)]
        share = sum(map(len, said)) / whole
        assert share <= SHARE[rung], f"rung {rung} says {share:.0%} of the answer: {said}"

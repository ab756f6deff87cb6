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
def test_the_second_rung_has_a_formula_or_a_shape(notebook, exercise):
    assert re.search(r"\([^)]*[\d_,][^)]*\)|\[[^\]]*\]|[·×=+⌊‖→Σ]|\d", exercise.hints[1]), exercise.hints[1]


@pytest.mark.parametrize(("notebook", "exercise"), ALL)
def test_the_third_rung_holds_code(notebook, exercise):
    assert re.search(r"\w\(|\w\[|\w\.\w|\w ==? \w|//|\*\*| [*@] ", exercise.hints[2]), exercise.hints[2]


@pytest.mark.parametrize(("notebook", "exercise"), ALL)
def test_no_rung_gives_the_whole_answer_away(notebook, exercise):
    values = answer_of(notebook, exercise.name)
    assert values, "the notebook has no answer"
    whole = sum(map(len, values))
    for rung, hint in enumerate(exercise.hints, 1):
        said = [value for value in values if len(value) > 3 and value in plain(hint)]
        share = sum(map(len, said)) / whole
        assert share <= SHARE[rung], f"rung {rung} says {share:.0%} of the answer: {said}"


@pytest.mark.parametrize(("notebook", "exercise"), ALL)
def test_the_rungs_are_three_different_texts_that_can_be_read_at_a_glance(notebook, exercise):
    assert len(set(exercise.hints)) == 3
    assert max(map(len, exercise.hints)) <= LONGEST

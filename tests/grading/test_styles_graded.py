"""Every right way of `tests/styles` gets its points in the grade, too: in the sandbox, from a notebook's definitions."""

import ast
import sys
from pathlib import Path

import pytest

from course_utils.exercises import registry
from course_utils.grading.intake.reading import Task
from course_utils.notebooks.file import read_cells

sys.path.insert(0, str(Path(__file__).parents[1] / "quality"))
sys.path.insert(0, str(Path(__file__).parents[1] / "submissions"))

from corpus import notebook
from test_styles import definitions, paths_of, styles

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only")


@pytest.fixture(scope="module")
def serial(warm_serial):
    return warm_serial(3)


def handed_in(name):
    """Notebooks that hold one way of each exercise, until every way was in one: exercise → way, and the cells."""
    texts = [path.read_text("utf-8") for path in paths_of(name)]
    trees = {way: tree for text in texts for way, tree in definitions(text).items()}
    ways = {exercise.name: list(styles(name, exercise.name)) for exercise in registry.exercise_set(name).exercises}
    for turn in range(max(map(len, ways.values()))):
        chosen = {exercise: names[turn % len(names)] for exercise, names in ways.items()}
        graded = (f"# GRADED FUNCTION: {each}\n{each} = {value_of(way, trees[way])}" for each, way in chosen.items())
        yield chosen, read_cells(notebook([*texts, *graded]))


def value_of(way, tree):
    """A function's name; an assigned value as it is written, for only the graded cell may make one by any call."""
    return way if isinstance(tree, (ast.FunctionDef, ast.ClassDef)) else ast.unparse(tree)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(
            group.notebook,
            id=group.notebook[6:],
            marks=[] if group.profile == "numpy" else [pytest.mark.tf, pytest.mark.nightly],
        )
        for group in registry.all_sets()
    ],
)
def test_every_right_way_gets_its_points(serial, name):
    refused = {}
    for chosen, cells in handed_in(name):
        results = serial.grade(Task("ada", name, "x.ipynb", "", cells)).results
        refused |= {chosen[each.exercise]: each.message for each in results if each.status != "passed"}
    assert refused == {}

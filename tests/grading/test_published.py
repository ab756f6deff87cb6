"""The published answer keys of both generations, put in as they stand: every function gets its full points.

One is wrong as published: conv_backward cuts its border off by [pad:-pad], which leaves nothing where pad is 0.
"""

import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from course_utils.checks.local import check_notebook
from course_utils.exercises import registry
from course_utils.grading.course.arithmetic import choose
from course_utils.grading.course.values import Course
from course_utils.grading.gradebook.records import Graded
from course_utils.grading.oracle import Oracle
from course_utils.notebooks.cell import graded_names
from course_utils.notebooks.file import read_cells

sys.path.insert(0, str(Path(__file__).parents[1] / "submissions"))

from published import GENERATIONS, content, keys, years

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only"),
]
KEYS = [
    pytest.param(path, notebook, id=f"{generation} {notebook}", marks=[pytest.mark.tf] * ("/2_step" not in notebook))
    for generation in GENERATIONS
    for notebook, path in keys(generation).items()
]
STEPS = keys("first")["week1/2_step_by_step"]


@pytest.fixture(scope="module")
def graded(warm_grader):
    """The results of a key, graded once."""

    @cache
    def grade(path, notebook):
        results, _ = warm_grader.grade(Oracle(notebook, 5), read_cells(content(path)))
        return Graded("ada", notebook, path.name, "", "", 5, results)

    return grade


def held(path, notebook):
    """The exercises whose functions the key defines."""
    names = graded_names(read_cells(content(path)))
    return [exercise for exercise in registry.exercise_set(notebook).exercises if {*exercise.names} & {*names}]


def cases_without_pad():
    exercise = registry.exercise_set("week1/2_step_by_step")["conv_backward"]
    cases = (*exercise.cases, *registry.hidden_cases("week1/2_step_by_step")["conv_backward"])
    return [case.title for case in cases if case.draw(1)["cache"][3]["pad"] == 0]


@pytest.mark.parametrize(("path", "notebook"), KEYS)
def test_every_function_of_a_key_gets_its_full_points(graded, path, notebook):
    results = {result.exercise: result for result in graded(path, notebook).results}
    right = {exercise.name for exercise in held(path, notebook)} - {"conv_backward"}
    assert right
    assert {name: results[name].message for name in right if results[name].status != "passed"} == {}
    others = results.keys() - right - {"conv_backward"}
    assert {name: results[name].status for name in others if results[name].status != "missing"} == {}


@pytest.mark.parametrize("generation", GENERATIONS)
def test_the_published_conv_backward_fails_where_there_is_no_border_and_only_there(graded, generation):
    results = graded(keys(generation)["week1/2_step_by_step"], "week1/2_step_by_step").results
    outcomes = next(result for result in results if result.exercise == "conv_backward").report.outcomes
    failing = [outcome.title for outcome in outcomes if outcome.status != "passed"]
    assert sorted(failing) == sorted(cases_without_pad())
    assert 0 < len(failing) < len(outcomes)


@pytest.mark.parametrize(("path", "notebook"), KEYS)
def test_a_notebook_of_another_edition_shows_what_it_holds(graded, path, notebook):
    standing = choose([graded(path, notebook)], Course())
    most = sum(exercise.points for exercise in held(path, notebook))
    expected = f"{standing.points:g} of the {most:g} it holds" if most < standing.max_points else ""
    assert standing.held == expected


def test_the_sentence_of_an_accepted_answer_says_today_s_spelling(graded):
    results = {result.exercise: result for result in graded(STEPS, "week1/2_step_by_step").results}
    assert results["conv_single_step"].message == (
        "conv_single_step ran with the libraries of its time, and counts. "
        "Since numpy 2.4, float(b) works on single numbers only; write b.item() for an array that holds one."
    )
    assert results["zero_pad"].message == ""


def test_a_class_may_have_them_explained_instead(graded):
    own = graded(STEPS, "week1/2_step_by_step")
    explained = {r.exercise: r for r in choose([own], Course(era="explain")).graded.results}
    assert (explained["conv_forward"].status, explained["conv_forward"].points) == ("error", 0.0)
    assert "write b.item()" in explained["conv_forward"].message
    assert (explained["zero_pad"].status, explained["zero_pad"].points) == ("passed", 10.0)


def test_the_command_on_the_student_s_side_says_the_same(graded, tmp_path):
    path = tmp_path / "2_step_by_step.ipynb"
    path.write_bytes(content(STEPS))
    reports = dict((report.exercise, (report.status, text)) for report, text in check_notebook(path, agreed=True))
    results = {result.exercise: result.status for result in graded(STEPS, "week1/2_step_by_step").results}
    assert {name: status for name, (status, _) in reports.items()} == results
    assert "ran with the libraries of its time, and counts." in reports["conv_single_step"][1]


@pytest.mark.parametrize(
    ("notebook", "path"),
    [
        pytest.param(notebook, path, id=path.stem, marks=[pytest.mark.tf] * ("/2_step" not in notebook))
        for notebook, path in years()
    ],
)
def test_every_function_of_a_student_of_any_year_gets_its_full_points(graded, notebook, path):
    results = {result.exercise: result for result in graded(path, notebook).results}
    names = {exercise.name for exercise in held(path, notebook)}
    assert names
    assert {name: results[name].message for name in names if results[name].points < results[name].max_points} == {}
    assert {name: results[name].message for name in names if "right; it" in results[name].message} == {}


WRONG = {
    "float of the wrong number": ("Z = Z + float(b)", "Z = Z - float(b)", "conv_single_step"),
    "an element of two numbers": ("Z = Z + float(b)", "Z = Z + np.append(b, b)", "conv_single_step"),
}


@pytest.mark.parametrize(("old", "new", "name"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_of_then_is_wrong_still(warm_grader, old, new, name):
    cells = read_cells(content(STEPS).replace(old.encode(), new.encode()))
    results, _ = warm_grader.grade(Oracle("week1/2_step_by_step", 5), cells)
    assert next(result for result in results if result.exercise == name).points == 0


@pytest.mark.tf
def test_a_name_of_then_may_stand_for_a_wrong_network(warm_grader):
    cells = content(keys("first")["week1/3_convnet_application"]).replace(
        b"[1, 8, 8, 1], padding", b"[1, 1, 1, 1], padding"
    )
    results, _ = warm_grader.grade(Oracle("week1/3_convnet_application", 5), read_cells(cells))
    forward = next(result for result in results if result.exercise == "forward_propagation")
    assert (forward.status, forward.points) == ("failed", 0)
    assert np.isclose(sum(result.points for result in results), 45.0)

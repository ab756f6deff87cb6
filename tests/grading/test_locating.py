"""The line at fault in a grade: where it stands, when it is asked for, and what the child that is asked gets to see."""

import json

import pytest

from course_utils.checks.locate.asked import CALL
from course_utils.grading.executors import Oracles
from course_utils.grading.gradebook.details import to_columns, to_result
from course_utils.grading.gradebook.tables import ResultRow
from course_utils.grading.grader import Grader
from course_utils.grading.sandbox.channel import Child
from course_utils.notebooks.cell import Cell

STEP = "week1/2_step_by_step"
MASK = """# GRADED FUNCTION: create_mask_from_window
def create_mask_from_window(x):
    largest = np.max(x, axis=1, keepdims=True)
    mask = x == largest
    return mask
"""
RIGHT = MASK.replace("np.max(x, axis=1, keepdims=True)", "np.max(x)")
# Right on every visible case, wrong on windows without a number above −100.
HIDDEN = RIGHT.replace("np.max(x)", "np.max(x) if x.shape != (4, 3) else np.min(x)")


@pytest.fixture(scope="module")
def oracles():
    return Oracles(3)


def grade(oracles, source, locate=True):
    cells = [Cell(1, "# text", "markdown"), Cell(2, "import numpy as np"), Cell(5, source)]
    with Grader(locate=locate) as grader:
        results, _ = grader.grade(oracles[STEP], cells)
    return next(result for result in results if result.exercise == "create_mask_from_window")


def test_a_result_tells_cell_and_line_and_what_they_decide(oracles):
    result = grade(oracles, MASK)
    assert result.fault.as_json() == {"cell": 5, "line": 3, "says": result.fault.sentence()}
    assert result.fault.sentence().startswith("Line 3 of cell 5 decides: with another expression for `largest`")
    row = ResultRow(**to_columns(result, 1, 0))
    kept = to_result(row.exercise, row.status, row.points, row.max_points, row.message, row.mistake, json.dumps(row.details))
    assert kept.fault == result.fault


@pytest.mark.slow
def test_without_locate_and_for_right_answers_there_is_none(oracles):
    assert grade(oracles, MASK, locate=False).fault is None
    assert grade(oracles, RIGHT).fault is None


def test_a_function_that_only_hidden_cases_refuse_is_not_looked_into(oracles):
    result = grade(oracles, HIDDEN)
    assert result.status == "failed"
    assert result.fault is None


@pytest.mark.slow
def test_the_verdict_is_the_same_with_and_without(oracles):
    with_line, without = grade(oracles, MASK), grade(oracles, MASK, locate=False)
    assert (with_line.status, with_line.points, with_line.message) == (without.status, without.points, without.message)


def test_the_child_that_gets_answers_comes_last_and_sees_no_hidden_input(oracles, monkeypatch):
    calls_made = []
    real = Child.ask

    def ask(self, names, call, cases, *others):
        calls_made.append((id(self), call, tuple(cases)))
        return real(self, names, call, cases, *others)

    monkeypatch.setattr(Child, "ask", ask)
    grade(oracles, MASK)
    calls = [call for _, call, _ in calls_made]
    assert CALL in calls
    assert calls.index(CALL) > max(number for number, call in enumerate(calls) if call != CALL)
    informed = {child for child, call, _ in calls_made if call == CALL}
    assert not informed & {child for child, call, _ in calls_made if call != CALL}
    (request,) = [cases for _, call, cases in calls_made if call == CALL]
    oracle = oracles[STEP]
    for hidden in oracle.cases("create_mask_from_window", True):
        assert hidden[-64:] not in request[0]


@pytest.mark.slow
def test_a_forged_answer_changes_nothing_but_the_line(oracles):
    forged = MASK + "\nimport sys\nsys.setrecursionlimit(10**6)\n"
    assert grade(oracles, forged).points == grade(oracles, MASK, locate=False).points

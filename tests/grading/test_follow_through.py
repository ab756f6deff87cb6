"""In the grade, too, a fault is paid for once; the course's helpers come late, alone, and into a child of their own."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from course_utils.grading.course.arithmetic import choose
from course_utils.grading.course.values import Course
from course_utils.grading.gradebook.records import Graded
from course_utils.grading.intake.reading import Task
from course_utils.notebooks.file import read_cells

sys.path.insert(0, str(Path(__file__).parents[1] / "submissions"))

from corpus import RIGHT, Behaviour

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only")
NOTEBOOK = "week1/2_step_by_step"
NO_BIAS = "def conv_single_step(a, W, b):\n    return np.sum(a * W)"
UNFINISHED = "def conv_single_step(a, W, b):\n    raise NotImplementedError"


@pytest.fixture(scope="module")
def serial(warm_serial):
    return warm_serial(3)


def grade(serial, changes, **more):
    task = Task("ada", NOTEBOOK, "x.ipynb", "", read_cells(Behaviour("x", changes, **more).content()))
    return {result.exercise: result for result in serial.grade(task).results}


@pytest.mark.parametrize(
    ("helper", "status", "why"),
    [(NO_BIAS, "failed", "it stumbles over your"), (UNFINISHED, "missing", "it waits for your")],
    ids=["wrong", "unfinished"],
)
def test_right_but_for_a_helper(serial, helper, status, why):
    results = grade(serial, {"conv_single_step": helper})
    forward = results["conv_forward"]
    assert results["conv_single_step"].status == status
    assert (forward.status, forward.points) == ("passed", forward.max_points)
    assert forward.message == f"conv_forward is right; {why} conv_single_step."
    assert all(result.status == "passed" for name, result in results.items() if name != "conv_single_step")


def test_what_the_rules_of_a_class_make_of_it(serial):
    results = tuple(grade(serial, {"conv_single_step": NO_BIAS}).values())
    graded = Graded("ada", NOTEBOOK, "x", "", "1", "7", results)

    def forward(**rules):
        final = choose([graded], Course(**rules)).graded.results
        return next(result for result in final if result.exercise == "conv_forward")

    assert forward().points == forward().max_points
    assert forward(follow_through=0.0).status == "failed"
    assert forward(follow_through=0.0).points < forward(follow_through=0.5).points < forward().points
    assert forward(follow_through=0.0, credit="all").points == 0


@pytest.mark.slow
def test_points_follow_the_cases_and_a_do_nothing_answer_earns_none(serial):
    results = grade(serial, {
        "pool_backward": RIGHT["pool_backward"].replace('mode == "max"', "True"),
        "zero_pad": "def zero_pad(X, pad):\n    return X",
    })  # fmt: skip
    assert 0 < results["pool_backward"].points < results["pool_backward"].max_points
    assert results["pool_backward"].status == "failed"
    assert results["zero_pad"].points == 0


LOOKS = """
import gc, inspect, sys

def conv_forward(A_prev, W, b, hparameters):
    seen = str(inspect.getsource(conv_single_step)) if False else ""
    for module in list(sys.modules.values()):
        reference = getattr(module, "conv_forward", None)
        if callable(reference) and reference is not conv_forward:
            return reference(A_prev, W, b, hparameters)
    for thing in gc.get_objects():
        name = getattr(thing, "__name__", "")
        if name == "conv_forward" and callable(thing) and thing is not conv_forward:
            return thing(A_prev, W, b, hparameters)
    step = conv_single_step.__globals__
    return step["conv_forward"](A_prev, W, b, hparameters) if "conv_forward" in step else None
"""


@pytest.mark.slow
def test_the_answer_of_the_function_itself_is_nowhere_in_that_child(serial):
    results = grade(serial, {"conv_single_step": NO_BIAS, "conv_forward": LOOKS})
    assert results["conv_forward"].status != "passed"
    assert results["conv_forward"].points == 0


def test_a_helper_s_source_reaches_no_text_that_a_student_reads(serial):
    tells = (
        "def conv_forward(A_prev, W, b, hparameters):\n"
        "    code = conv_single_step.__code__\n"
        "    raise ValueError(str(code.co_names) + code.co_filename)"
    )
    result = grade(serial, {"conv_single_step": NO_BIAS, "conv_forward": tells})["conv_forward"]
    texts = [result.message, *(outcome.message for outcome in result.report.outcomes)]
    assert not any("<course" in text for text in texts)
    assert replace(result.report, outcomes=()).mistake == ""

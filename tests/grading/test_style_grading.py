"""Style transfer graded in the locked child: both generations of the course, and a mistake by its name."""

import sys
from pathlib import Path

import pytest

from course_utils.grading.oracle import Oracle
from course_utils.notebooks.cell import Cell

pytestmark = [
    pytest.mark.tf,
    pytest.mark.skipif(sys.platform != "linux", reason="student code is isolated on Linux only"),
]
SUBMISSIONS = Path(__file__).parents[1] / "submissions"
NAMES = ("compute_content_cost", "gram_matrix", "compute_layer_style_cost", "compute_style_cost", "total_cost", "train_step")


@pytest.fixture(scope="module")
def oracle():
    return Oracle("week4/2_style_transfer", 7)


@pytest.fixture
def sandbox(tensorflow_sandbox):
    return tensorflow_sandbox


def grade(sandbox, oracle, source, names):
    """Results of several functions from one child."""
    child = sandbox.fork()
    try:
        child.load([Cell(1, source)], [])
        results = []
        for name in names:
            exercise, cases = oracle.group[name], oracle.cases(name, False) + oracle.cases(name, True)
            results.append(oracle.judge(exercise, child.ask([name], exercise.call, cases, 120.0), 0.0))
        return results
    finally:
        child.close()


@pytest.mark.parametrize(("generation", "names"), [("first", NAMES[:-1]), ("second", NAMES)])
def test_answers_of_both_generations_pass(sandbox, oracle, generation, names):
    results = grade(sandbox, oracle, (SUBMISSIONS / f"style_{generation}_generation.py").read_text("utf-8"), names)
    assert [(one.status, one.message) for one in results] == [("passed", "")] * len(names)


def test_a_reshape_without_a_transpose_is_named(sandbox, oracle):
    source = (SUBMISSIONS / "style_second_generation.py").read_text("utf-8")
    wrong = source.replace("tf.transpose(tf.reshape(a_S, shape=[-1, n_C]))", "tf.reshape(a_S, shape=[n_C, -1])")
    wrong = wrong.replace("tf.transpose(tf.reshape(a_G, shape=[-1, n_C]))", "tf.reshape(a_G, shape=[n_C, -1])")
    (result,) = grade(sandbox, oracle, wrong, ["compute_layer_style_cost"])
    assert (result.status, result.mistake) == ("failed", "reshape without transpose")

"""Whatever is handed in as a project ends as a sentence, and the next one is graded as ever."""

import pickle
import sys
from pathlib import Path

import pytest

from course_utils.grading.executors import Oracles
from course_utils.grading.intake.beside import NONE, Weights
from course_utils.grading.intake.reading import Task
from course_utils.notebooks.file import read_cells

sys.path.insert(0, str(Path(__file__).parent))

import hostile_projects as hostile

pytestmark = [pytest.mark.tf, pytest.mark.slow]
NOTEBOOK = "week1/4_project_small_network"
SAYS = {
    "a Lambda": "uses Lambda",
    "an activation of its own": "uses the function mine",
    "a layer of its own": "uses Conv2D",
    "a model with a call": "layers cannot be read off",
    "too many parameters": "at most 5,000 are allowed",
    "a billion parameters": "more memory than it may have",
    "another input": "it is given pictures of shape (64, 64, 3)",
    "reads the grader's files": "closed while it is graded",
    "looks for hidden cases": "closed while your work is graded",
    "sleeps": "did not finish in time",
    "exits": "ended the process",
    "returns nothing": "returned nothing",
    "returns a number": "type float",
    "a network as text of a million letters": "cannot be written down",
    "brackets without end": "cannot be written down",
    "lies about its parameters and layers": "closed while your work is graded",
}


@pytest.fixture(scope="module")
def serial(warm_serial):
    return warm_serial("a secret of two words and more")


def graded(serial, cells, weights=hostile.RIGHT):
    given = Weights(weights, "") if weights else NONE
    done = serial.grade(Task("ada", NOTEBOOK, "x.ipynb", "", read_cells(hostile.notebook(*cells)), weights=given))
    assert done.fault == ""
    return done.results[0]


def is_graded_as_ever(serial):
    result = graded(serial, [hostile.GOOD])
    return result.status == "passed" and result.report.score is not None


@pytest.mark.parametrize("name", hostile.WEIGHTS)
def test_weights_that_are_none_are_refused_in_a_sentence(serial, name):
    result = graded(serial, [hostile.GOOD], hostile.weights(name))
    assert (result.status, result.points) == ("failed", 0)
    assert result.message.endswith(".")
    assert "Traceback" not in result.message
    assert not Path("/tmp/unpickled-by-the-grader").exists()


def test_the_trap_would_have_written_a_file(tmp_path, monkeypatch):
    monkeypatch.setattr(hostile.Trap, "__reduce__", lambda self: (open, (str(tmp_path / "written"), "w")))
    pickle.loads(pickle.dumps(hostile.Trap())).close()
    assert (tmp_path / "written").exists()


@pytest.mark.parametrize("name", SAYS)
def test_code_that_breaks_a_rule_or_the_house_is_refused(serial, name):
    result = graded(serial, hostile.CODE[name])
    assert result.status != "passed"
    assert result.points == 0
    assert SAYS[name] in result.message


def test_what_a_notebook_does_to_keras_has_no_effect_where_pictures_are_answered(serial):
    fitting = hostile.write_weights(hostile.numbers(hostile.FITTING))
    honest = graded(serial, [hostile.HONEST], fitting)
    tricked = graded(serial, [hostile.TRICKS["answers for the pictures by itself"]], fitting)
    assert tricked.report.score == honest.report.score


@pytest.mark.parametrize(("name", "says"), [("maps that grow", "more memory"), ("slow", "did not finish in time")])
def test_a_network_that_takes_too_much_is_refused(serial, name, says):
    result = graded(serial, [hostile.TRICKS[name]], hostile.write_weights(hostile.numbers(hostile.FITTING)))
    assert result.points == 0
    assert says in result.message


def test_a_builder_that_sleeps_later_is_no_matter_and_the_run_goes_on(serial):
    assert graded(serial, hostile.CODE["sleeps when the network is asked for"]).status == "passed"
    assert is_graded_as_ever(serial)


def test_a_name_for_the_board_is_a_literal_and_kept_as_text(serial):
    result = graded(serial, [hostile.GOOD, 'BOARD_NAME = "<script>alert(1)</script>"'])
    assert result.report.score.board == "<script>alert(1)</script>"
    assert graded(serial, [hostile.GOOD, "BOARD_NAME = open('/etc/passwd').read()"]).report.score.board == ""


def test_the_pictures_follow_from_the_secret():
    first, again, other = (Oracles(secret)[NOTEBOOK].fresh("small_network") for secret in ("one", "one", "another"))
    assert (first[0] == again[0]).all()
    assert not (first[0] == other[0]).all()

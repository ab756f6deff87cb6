"""The table of calls: every adapter that an exercise names, and nothing that knows an answer."""

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from course_utils.checks.calls import table
from course_utils.checks.calls.table import CALLS, Call
from course_utils.checks.failures import WrongAnswer
from course_utils.exercises import registry

NAMED = {exercise.call for group in registry.all_sets() for exercise in group.exercises}
OF_EDITIONS = {
    exercise.as_of([f"import {exercise.open_with}"]).call
    for group in registry.all_sets() for exercise in group.exercises if exercise.open_with
}  # fmt: skip
OF_PROJECTS = {"architecture"}  # the grader asks for it when the function has kept the rules


def test_every_call_of_an_exercise_is_in_the_table_and_every_one_there_is_used():
    assert set(CALLS) == NAMED | OF_PROJECTS | OF_EDITIONS


def test_a_call_gives_the_inputs_and_views_the_answer_with_the_function_s_name():
    def twice(x):
        return 2 * x

    def view(answer):
        return answer.value, answer.inputs, answer.name

    assert Call(view=view)(twice, {"x": 3}) == (6, {"x": 3}, "twice")
    assert Call(give=lambda function, inputs: "given")(twice, {}) == "given"


def test_the_guide_s_example_is_a_call():
    guide = Path(table.__file__).parents[2] / "authoring" / "README.md"
    row = re.search(r"## A new way to call\n.*?```python\n(.*?)```", guide.read_text("utf-8"), re.DOTALL)[1]
    call = eval(f"{{{row}}}", vars(table))["in_any_order"]
    assert call(lambda images: {images, 1}, {"X": 3}) == [1, 3]


def test_a_function_without_a_name_is_called_by_its_type():
    class Model:
        def __call__(self, x):
            return x

    assert Call(view=lambda answer: answer.name)(Model(), {"x": 1}) == "Model"


def test_a_plain_answer_comes_back_as_it_is():
    value = np.ones(2)
    assert CALLS["plain"](lambda images: images, {"X": value}) is value


@pytest.mark.parametrize("error", [WrongAnswer("No."), NotImplementedError(), SystemExit(3)])
def test_what_a_function_raises_goes_through(error):
    def stop(X):
        raise error

    with pytest.raises(type(error)) as caught:
        CALLS["plain"](stop, {"X": 1})
    assert caught.value is error


def test_the_calls_know_no_answer_and_load_no_framework():
    """They run beside student code: neither exercises nor reference layers may be within its reach."""
    code = "import sys, course_utils.checks.calls.table\nprint(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    rooms = {name.split(".")[1] for name in loaded if name.startswith("course_utils.")}
    assert rooms == {"checks", "types"}
    assert {"tensorflow", "keras", "PIL"} & set(loaded) == set()
    assert {"course_utils.checks.judge", "course_utils.checks.compare"} & set(loaded) == set()

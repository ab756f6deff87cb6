"""The line that is said is the line at fault: over wrong answers written before the locator was tuned."""

import importlib.util
import inspect
from functools import cache
from pathlib import Path

import pytest

from course_utils.checks.judge import questions
from course_utils.checks.locate.locate import fault_of
from course_utils.checks.locate.task import task_of
from course_utils.exercises import registry

FILES = sorted((Path(__file__).parent / "wrong").glob("*.py"))
SAMPLE = 6  # answers of which the gate tries one
SECONDS = 12.0  # of the processor; a student's check takes less
# What is said is true, and the fault can as well be seen in another line.
ELSEWHERE = {"landmark_loss__counts_all", "conv_multiplications__bottleneck_keeps_channels"}


@cache
def posed(name):
    exercise = registry.find(name)[1]
    return task_of(exercise, questions(exercise, exercise.cases))


def answers(path):
    spec = importlib.util.spec_from_file_location(f"wrong_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return [value for name, value in vars(module).items() if "__" in name.strip("_") and callable(value)]


def marked(function):
    lines, first = inspect.getsourcelines(function)
    return {first + number for number, line in enumerate(lines) if line.rstrip().endswith("# !")}


@pytest.mark.slow
@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
@pytest.mark.parametrize("part", [pytest.param(SAMPLE, id="a sample"), pytest.param(1, marks=pytest.mark.nightly, id="all")])
def test_the_line_at_fault_is_said(path, part):
    silent, elsewhere = set(), set()
    for function in answers(path)[::part]:
        fault = fault_of(function, posed(function.__name__.split("__")[0]), SECONDS)
        if fault is None:
            silent.add(function.__name__)
        elif not marked(function) & set(fault.lines):
            elsewhere.add(function.__name__)
    assert silent == set()
    assert elsewhere <= ELSEWHERE

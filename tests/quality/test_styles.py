"""No right answer is refused: the notebook's own solution and other right ways pass every visible and hidden case.

`tests/styles/weekN_STEM.py` (the exercise file's name) holds at least two functions per exercise, named
`EXERCISE_by_SOMETHING`: `conv_forward_by_einsum`, `zero_pad_by_slices`. They are what real students write:
loops, vectorised numpy, einsum, other signatures of public generations, float32 results, tf.keras, Sequential or
Functional models, positional or keyword arguments. They share no code with the reference and differ from the solution
and from each other. A module may import what a notebook may: numpy, tensorflow, keras, `course_utils.weekN`.

Where a right style is refused, the check is too strict: mend it.
"""

from __future__ import annotations

import ast
import importlib.util
import inspect
import os
import sys
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from solved import ROOT, solution, trees

from course_utils.checks.compare import first_difference
from course_utils.checks.judge import answer, questions
from course_utils.exercises import registry

STYLES = ROOT / "tests" / "styles"
SECRETS = (1, 20_000, 4_000_000_000)
ALL = [
    pytest.param(group.notebook, each, marks=[pytest.mark.tf] * (group.profile == "tensorflow"), id=each.name)
    for group in registry.all_sets()
    for each in group.exercises
]
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


@cache
def path_of(notebook):
    return STYLES / f"{notebook.replace('/', '_')}.py"


@cache
def module(notebook):
    path = path_of(notebook)
    if not path.is_file():
        return None
    spec = importlib.util.spec_from_file_location(f"styles_{path.stem}", path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def styles(notebook, name):
    """The other right ways to write an exercise, by name."""
    functions = vars(module(notebook)) if module(notebook) else {}
    return {key: value for key, value in functions.items() if key.startswith(f"{name}_by_") and callable(value)}


@cache
def asked(notebook, name):
    exercise = registry.exercise_set(notebook)[name]
    hidden = registry.hidden_cases(notebook)[name]
    posed = list(questions(exercise, exercise.cases))
    for secret in SECRETS:
        posed += questions(exercise, hidden, secret, hidden=True)
    return posed


def refused(notebook, exercise, function):
    """The first case that a function fails, and why; nothing for a right answer."""
    for question in asked(notebook, exercise.name):
        try:
            got = answer(exercise, function, question.inputs)
        except Exception as error:
            return f"{question.case.title}: {type(error).__name__}: {error}"
        difference = first_difference(got, question.expected, question.case, exercise.outputs)
        if difference is not None:
            return f"{question.case.title}: {difference.sentence()}"
    return ""


@pytest.mark.parametrize(("notebook", "exercise"), ALL)
def test_the_notebooks_own_solution_passes_every_case(notebook, exercise):
    function = solution(notebook).function(exercise.names)
    assert function is not None, solution(notebook).why_broken(exercise.names)
    assert refused(notebook, exercise, inspect.unwrap(function)) == ""


@pytest.mark.parametrize(("notebook", "exercise"), ALL)
def test_other_right_ways_pass_every_case(notebook, exercise):
    answers = {name: refused(notebook, exercise, each) for name, each in styles(notebook, exercise.name).items()}
    assert {name: why for name, why in answers.items() if why} == {}


@pytest.mark.parametrize(("notebook", "exercise"), ALL)
def test_there_are_two_other_ways_and_they_differ(notebook, exercise):
    written = functions(path_of(notebook).read_text()) if path_of(notebook).is_file() else {}
    ways = {name: shape(each) for name, each in written.items() if name.startswith(f"{exercise.name}_by_")}
    assert len(ways) >= 2
    assert len(set(ways.values())) == len(ways)
    assert shape(trees(notebook)[exercise.name]) not in ways.values()


def functions(text):
    return {node.name: node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}


def shape(function):
    """The function's syntax without its docstring, annotations and the names chosen in it."""
    names: dict[str, str] = {}
    parts = []
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name):
                parts.append(names.setdefault(node.id, f"n{len(names)}"))
            elif isinstance(node, (ast.Attribute, ast.Constant)):
                parts.append(str(getattr(node, "attr", None) or getattr(node, "value", None)))
            else:
                parts.append(type(node).__name__)
    return tuple(parts)


def test_a_wrong_style_would_be_refused():
    exercise = registry.exercise_set("week1/2_step_by_step")["zero_pad"]
    assert "shape" in refused("week1/2_step_by_step", exercise, lambda X, pad: X)

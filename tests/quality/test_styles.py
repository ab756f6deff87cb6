"""No right answer is refused: the notebook's own solution and other right ways pass every visible and hidden case.

`tests/styles/weekN_STEM*.py` (the exercise file's name, and a word of its own where it holds more) have at least six
ways per exercise, named `EXERCISE_by_SOMETHING`: `conv_forward_by_einsum`, `zero_pad_by_slices`. They are what real
students write: loops, vectorised numpy, einsum, other signatures of public generations, float32 results, tf.keras,
Sequential or Functional models, keyword arguments, and other things that can be called: objects, methods, partials,
lambdas, graphs. They share no code with the reference and differ from the solution and from each other. A module may
import what a notebook may: numpy, tensorflow, keras, `course_utils.weekN`.

Where a right style is refused, the check is too strict: mend it.
"""

from __future__ import annotations

import ast
import importlib.util
import inspect
import os
import sys
from functools import cache
from itertools import chain, cycle
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from solved import ROOT, solution, trees

from course_utils.checks.compare import first_difference
from course_utils.checks.judge import answer, questions
from course_utils.exercises import registry

STYLES = ROOT / "tests" / "styles"
SECRETS = (1, 20_000, 4_000_000_000)
FEWEST = 6  # ways of an exercise
ALL = [
    pytest.param(group.notebook, each, marks=[pytest.mark.tf] * (group.profile == "tensorflow"), id=each.name)
    for group in registry.all_sets()
    for each in group.exercises
    if each.project is None  # any network is right that keeps the rules
]
# By whose cases the ways are tried, turn by turn: the visible ones (None), and the hidden ones of a secret. Whole networks
# are built anew for every case: by day each way of them meets the visible or the hidden ones.
BY_DAY = [(None,), SECRETS[:1]]
WITH_TURNS = [
    *(pytest.param(*each.values, BY_DAY if each.marks else [(None, secret) for secret in SECRETS], marks=each.marks, id=each.id) for each in ALL),
    *(
        pytest.param(*each.values, [(None, secret) for secret in SECRETS[1:]], marks=[*each.marks, pytest.mark.nightly], id=f"{each.id}, other secrets")
        for each in ALL
        if each.marks
    ),
]
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


def paths_of(notebook):
    return sorted(STYLES.glob(f"{notebook.replace('/', '_')}*.py"))


@cache
def modules(notebook):
    """The style modules of a notebook, loaded."""
    loaded = []
    for path in paths_of(notebook):
        spec = importlib.util.spec_from_file_location(f"styles_{path.stem}", path)
        loaded.append(importlib.util.module_from_spec(spec))
        sys.modules[spec.name] = loaded[-1]  # a dataclass looks its module up
        spec.loader.exec_module(loaded[-1])
    return loaded


def styles(notebook, name):
    """The other right ways to write an exercise, by name."""
    ways = {key: value for module in modules(notebook) for key, value in vars(module).items()}
    return {key: value for key, value in ways.items() if key.startswith(f"{name}_by_") and callable(value)}


@cache
def posed(notebook, name, secret):
    """The questions of an exercise, by the visible cases where there is no secret, else by the hidden ones."""
    exercise = registry.exercise_set(notebook)[name]
    if secret is None:
        return list(questions(exercise, exercise.cases))
    return list(questions(exercise, registry.hidden_cases(notebook)[name], secret, hidden=True))


def refused(notebook, exercise, function, secrets):
    """The first case that a function fails, and why; nothing for a right answer. Without a secret they are the visible ones."""
    for question in (question for secret in secrets for question in posed(notebook, exercise.name, secret)):
        try:
            got = answer(exercise, function, question.inputs)
        except Exception as error:
            return f"{question.case.title}: {type(error).__name__}: {error}"
        difference = first_difference(got, question.expected_beside(got), question.case, exercise.outputs)
        if difference is not None:
            return f"{question.case.title}: {difference.sentence()}"
    return ""


@pytest.mark.slow
@pytest.mark.parametrize(("notebook", "exercise", "turns"), WITH_TURNS)
def test_the_notebooks_own_solution_passes_every_case(notebook, exercise, turns):
    function = solution(notebook).function(exercise.names)
    assert function is not None, solution(notebook).why_broken(exercise.names)
    assert refused(notebook, exercise, inspect.unwrap(function), dict.fromkeys(chain(*turns))) == ""


@pytest.mark.slow
@pytest.mark.parametrize(("notebook", "exercise", "turns"), WITH_TURNS)
def test_other_right_ways_pass_every_case(notebook, exercise, turns):
    ways = zip(styles(notebook, exercise.name).items(), cycle(turns))
    answers = {name: refused(notebook, exercise, each, secrets) for (name, each), secrets in ways}
    assert {name: why for name, why in answers.items() if why} == {}


@pytest.mark.parametrize(("notebook", "exercise"), ALL)
def test_there_are_enough_other_ways_and_they_differ(notebook, exercise):
    ways = {name: way for name, way in written(notebook).items() if name.startswith(f"{exercise.name}_by_")}
    assert ways.keys() == styles(notebook, exercise.name).keys()
    assert len(ways) >= FEWEST
    assert len(set(ways.values())) == len(ways)
    assert shape([trees(notebook)[exercise.name]]) not in ways.values()


@cache
def written(notebook):
    """The shape of everything that a notebook's style modules define, by name."""
    shapes = {}
    for path in paths_of(notebook):
        trees = definitions(path.read_text("utf-8"))
        shapes |= {name: shape(parts_of(tree, trees)) for name, tree in trees.items()}
    return shapes


def definitions(text):
    """The syntax of functions, classes and assigned values by name."""
    trees = {}
    for node in ast.parse(text).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            trees[node.name] = node
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            trees[node.targets[0].id] = node.value
    return trees


def parts_of(tree, trees):
    """A function alone; an assigned value with what it is made of: partial(f, x) is x and f."""
    if isinstance(tree, ast.FunctionDef):
        return [tree]
    names = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]
    return [tree, *(trees[name] for name in names if name in trees)]


def shape(trees):
    """The syntax without docstrings, annotations and the names chosen in it."""
    names: dict[str, str] = {}
    parts = []
    for node in (node for statement in map(statements, trees) for each in statement for node in ast.walk(each)):
        if isinstance(node, ast.Name):
            parts.append(names.setdefault(node.id, f"n{len(names)}"))
        elif isinstance(node, (ast.Attribute, ast.Constant)):
            parts.append(str(getattr(node, "attr", None) or getattr(node, "value", None)))
        else:
            parts.append(type(node).__name__)
    return tuple(parts)


def statements(tree):
    """The body of a function or class; any other tree is its own."""
    if not isinstance(tree, (ast.FunctionDef, ast.ClassDef)):
        return [tree]
    return tree.body[1:] if ast.get_docstring(tree) is not None else tree.body


def test_a_wrong_style_would_be_refused():
    exercise = registry.exercise_set("week1/2_step_by_step")["zero_pad"]
    assert "shape" in refused("week1/2_step_by_step", exercise, lambda X, pad: X, (None,))

"""Every changed reference fails a hidden case: `mutants` says how they are made, `equivalent` reads the exceptions.

A sample is tried here; `make mutants`, a part of `make nightly`, tries all.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from inspect import signature
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import mutants as source
from bench import ALLOWED, AT_ONCE, GATE, Bench, Outcome, Result, killed, outdated
from changes import changes, own_names
from equivalent import EQUIVALENT, entry, parse
from mutants import COUNT, chosen, mutants

from course_utils.exercises import registry

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="mutants run in forked children")
ALL = [
    pytest.param(each, marks=[pytest.mark.slow] + [pytest.mark.tf] * (group.profile == "tensorflow"), id=each.name)
    for group in registry.all_sets()
    for each in group.exercises
    if each.project is None  # any network is right that keeps the rules
]
REWORDED = ["convolve2d", "conv_volume", "conv_forward", "conv_backward", "encode_grid", "iou", "yolo_eval"]
BY_NIGHT = {"conv_volume", "conv_backward", "encode_grid", "yolo_eval"}  # the same for longer functions
BOTH = pytest.mark.parametrize("of", ["reference", "solution"])


@pytest.fixture(scope="module")
def bench():
    with Bench(sampled=True) as running:
        yield running


@BOTH
@pytest.mark.parametrize("exercise", ALL)
def test_changed_functions_fail_a_hidden_case(bench, exercise, of):
    result = bench.result(exercise.name, of)
    assert len(result.unexplained) <= ALLOWED, result.unexplained


@pytest.mark.parametrize("exercise", ALL)
def test_every_listed_exception_still_survives(bench, exercise):
    stale = killed if bench.sampled else outdated
    assert stale(*(bench.result(exercise.name, of) for of in ("reference", "solution"))) == []


@pytest.mark.slow
@pytest.mark.tf
def test_nineteen_of_twenty_mutants_of_the_course_die(bench):
    results = [bench.result(each.name, of) for _, each in chosen([]) for of in ("reference", "solution")]
    alive = [f"{each.exercise}: {text}" for each in results for text in each.unexplained]
    assert 1 - len(alive) / sum(each.counted for each in results) >= GATE, alive


def test_exceptions_name_exercises_and_give_a_reason():
    assert set(EQUIVALENT) <= {each.name for _, each in chosen([])}
    assert all(len(reason) > 10 for table in EQUIVALENT.values() for reason in table.values())


@pytest.mark.slow
@pytest.mark.parametrize("exercise", [each for _, each in chosen(["zero_pad", "conv_forward"])], ids=lambda each: each.name)
def test_mutants_are_the_same_every_time_and_all_different(exercise):
    first, again = mutants(exercise), mutants(exercise)
    assert [each.text for each in first] == [each.text for each in again]
    assert len({(each.module, each.position, ast.dump(each.change.tree)) for each in first}) == len(first)


def texts(source):
    return [each.text for each in changes(ast.parse(source).body[0])]


@pytest.mark.parametrize(
    ("source", "change"),
    [
        ("def f(a):\n    return a[1:]", "return a[⟦1 → 2⟧:]"),
        ("def f(a):\n    return a.sum(axis=1)", "return a.sum(⟦axis=1 → ⟧)"),
        ("def f(a, b):\n    return a < b", "return a ⟦< → <=⟧ b"),
        ("def f(a, b):\n    return (a, b)", "return (⟦a, b → b, a⟧)"),
        ("def f(a, b):\n    a += b\n    return a", "⟦a += b⟧ removed"),
        ("def f(a, b):\n    return a if a and b else b", "return a if a ⟦and → or⟧ b else b"),
        ("def f(x):\n    return Conv2D(8, 3, padding='same')(x)", "return Conv2D(8, 3, padding='⟦same → valid⟧')(x)"),
        ("def f(x):\n    return ReLU()(x)", "return ⟦ReLU()(x) → x⟧"),
        ("def f(a):\n    return np.max(a)", "return np.⟦max → min⟧(a)"),
    ],
)
def test_a_change_is_made(source, change):
    assert change in texts(source)


def test_what_does_not_decide_the_answer_is_left_alone():
    source = """
def f(a: 'same', pad=0):
    '''max'''
    whole('pad', pad, 1)
    limit = 3
    if pad > limit:
        raise ValueError(f'{pad + 1}')
    print(pad + 1)
    return a
"""
    assert {each.kind for each in changes(ast.parse(source).body[0])} == {"another parameter", "sign"}


def test_a_survivor_counts_unless_a_reason_is_listed(monkeypatch):
    monkeypatch.setitem(EQUIVALENT, "zero_pad", {"listed": "the same", "other": "the same", "old": "the same"})
    outcomes = (Outcome("1", "", "listed"), Outcome("2", ""), Outcome("3", "answer"), Outcome("4", AT_ONCE))
    result, solution = Result("zero_pad", outcomes, 1.0), Result("zero_pad", (Outcome("5", "", "other"),), 1.0, "solution")
    assert (result.unexplained, result.counted) == (["2"], 3)
    assert outdated(result, solution) == ["old"]
    assert killed(result, solution) == []
    dead = Result("zero_pad", (Outcome("6", "answer", "old"),), 1.0)
    assert killed(result, solution, dead) == ["old"]


def test_a_reason_stands_above_the_exercises_and_keys_that_it_explains():
    text = "order is free\n    zero_pad, iou: _1 + _2⟦: → ⟧\n\nthe same\n    iou: _1"
    assert parse(text) == {
        "zero_pad": {"_1 + _2⟦: → ⟧": "order is free"},
        "iou": {"_1 + _2⟦: → ⟧": "order is free", "_1": "the same"},
    }


class Renamed(ast.NodeTransformer):
    def __init__(self, names):
        self.names = names

    def visit_Name(self, node):
        return ast.Name(f"my_{node.id}" if node.id in self.names else node.id, node.ctx)

    def visit_arg(self, node):
        return ast.arg(f"my_{node.arg}" if node.arg in self.names else node.arg, node.annotation)


@pytest.mark.slow
@pytest.mark.parametrize(
    "exercise",
    [pytest.param(each, marks=[pytest.mark.nightly] * (each.name in BY_NIGHT), id=each.name) for _, each in chosen(REWORDED)],
)
def test_a_reference_with_other_names_and_another_layout_has_the_same_exceptions(exercise, monkeypatch):
    def reworded(module):
        tree = ast.parse(ast.unparse(original(module)))
        for statement in tree.body:
            own = own_names(statement) if isinstance(statement, ast.FunctionDef) else set()
            classic = signature(exercise.reference).parameters if own and statement.name == exercise.reference.__name__ else ()
            Renamed(own - set(classic)).visit(statement)
        return ast.fix_missing_locations(tree)

    def known(mutant):
        # Pairs of names that are swapped (rows and columns) hang on the names themselves.
        return (mutant.keys, entry(exercise.name, mutant.keys)) if mutant.change.kind != "name" else None

    original = source._tree
    monkeypatch.setattr(source, "CANDIDATES", 10_000)
    before = mutants(exercise)
    monkeypatch.setattr(source, "_tree", reworded)
    after = mutants(exercise)
    assert Counter(filter(None, map(known, after))) == Counter(filter(None, map(known, before)))
    assert any("my_" in mutant.text for mutant in after)


@pytest.mark.slow
def test_no_exercise_gets_more_than_twenty(bench):
    assert sum(not outcome.entry for outcome in bench.result("zero_pad").outcomes) <= COUNT

"""Every changed reference fails a hidden case: `mutants` says how they are made, `equivalent` lists the exceptions."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from bench import ALLOWED, AT_ONCE, GATE, Bench, Outcome, Result
from changes import changes
from equivalent import EQUIVALENT
from mutants import COUNT, chosen, mutants

from course_utils.exercises import registry

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="mutants run in forked children")
ALL = [
    pytest.param(one, marks=[pytest.mark.slow] + [pytest.mark.tf] * (group.profile == "tensorflow"), id=one.name)
    for group in registry.all_sets()
    for one in group.exercises
]
BOTH = pytest.mark.parametrize("of", ["reference", "solution"])


@pytest.fixture(scope="module")
def bench():
    with Bench() as one:
        yield one


@BOTH
@pytest.mark.parametrize("exercise", ALL)
def test_changed_functions_fail_a_hidden_case(bench, exercise, of):
    result = bench.result(exercise.name, of)
    assert len(result.unexplained) <= ALLOWED, result.unexplained


@BOTH
@pytest.mark.parametrize("exercise", ALL)
def test_every_listed_exception_still_survives(bench, exercise, of):
    assert bench.result(exercise.name, of).outdated == []


@pytest.mark.slow
@pytest.mark.tf
def test_nineteen_of_twenty_mutants_of_the_course_die(bench):
    results = [bench.result(one.name, of) for _, one in chosen([]) for of in ("reference", "solution")]
    alive = [f"{one.exercise}: {text}" for one in results for text in one.unexplained]
    assert 1 - len(alive) / sum(one.counted for one in results) >= GATE, alive


def test_exceptions_name_exercises_and_give_a_reason():
    assert set(EQUIVALENT) <= {one.name for _, one in chosen([])}
    assert all(len(reason) > 10 for table in EQUIVALENT.values() for reason in table.values())


@pytest.mark.parametrize("exercise", [one for _, one in chosen(["week1/2"])], ids=lambda one: one.name)
def test_mutants_are_the_same_every_time_and_all_different(exercise):
    first, again = mutants(exercise), mutants(exercise)
    assert [one.text for one in first] == [one.text for one in again]
    assert len({(one.module, one.position, ast.dump(one.change.tree)) for one in first}) == len(first)


def texts(source):
    return [one.text for one in changes(ast.parse(source).body[0])]


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
    assert {one.kind for one in changes(ast.parse(source).body[0])} == {"another parameter", "sign"}


def test_a_survivor_counts_unless_a_reason_is_listed(monkeypatch):
    outcomes = (Outcome("one", ""), Outcome("two", ""), Outcome("three", "answer"), Outcome("four", AT_ONCE))
    listed = {"one": "the same", "five": "the same", "solution: six": "the same"}
    monkeypatch.setitem(EQUIVALENT, "zero_pad", listed)
    result = Result("zero_pad", outcomes, 1.0)
    assert (result.unexplained, result.outdated, result.counted) == (["two"], ["five"], 3)
    assert Result("zero_pad", outcomes, 1.0, "solution").outdated == ["solution: six"]


def test_no_exercise_gets_more_than_twenty(bench):
    result = bench.result("zero_pad")
    assert len(result.outcomes) - len(EQUIVALENT.get("zero_pad", {})) <= COUNT

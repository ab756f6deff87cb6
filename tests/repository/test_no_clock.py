"""No test asserts a time, and none gives up within a minute: a machine may be as slow as it likes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
CLOCKS = {"monotonic", "perf_counter", "process_time", "time", "monotonic_ns", "perf_counter_ns", "time_ns"}
SHORTEST = 60  # seconds that any guard against hanging must allow
FILES = sorted(path for path in TESTS.rglob("*.py") if "benchmarks" not in path.parts)


def is_clock(node: ast.AST) -> bool:
    """A call such as `time.monotonic()` or `perf_counter()`."""
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Attribute):
        return node.func.attr in CLOCKS and isinstance(node.func.value, ast.Name) and node.func.value.id == "time"
    return isinstance(node.func, ast.Name) and node.func.id in CLOCKS


def timed_names(tree: ast.AST) -> set[str]:
    """Names that hold a moment, or are made of one: `spent = time.monotonic() - started`, `times.append(...)`."""
    names: set[str] = set()
    while is_timed(tree, names):
        before = len(names)
        for node in ast.walk(tree):
            if isinstance(node, (ast.Assign, ast.AnnAssign, ast.NamedExpr, ast.AugAssign)):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                if node.value is not None and is_timed(node.value, names):
                    names |= {name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "append":
                kept = isinstance(node.func.value, ast.Name) and any(is_timed(value, names) for value in node.args)
                names |= {node.func.value.id} if kept else set()
        if len(names) == before:
            break
    return names


def is_timed(value: ast.AST, names: set[str]) -> bool:
    return any(is_clock(node) or (isinstance(node, ast.Name) and node.id in names) for node in ast.walk(value))


def clock_asserts(tree: ast.Module) -> Iterator[int]:
    """Lines of asserts that compare a time: one taken here, or the `seconds` of a result."""
    functions = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    for function in functions:
        names = timed_names(function)
        for node in ast.walk(function):
            if isinstance(node, ast.Assert):
                comparisons = [part for part in ast.walk(node.test) if isinstance(part, ast.Compare)]
                if any(is_timed(part, names) or compares_seconds(part) for part in comparisons):
                    yield node.lineno


def compares_seconds(comparison: ast.Compare) -> bool:
    if not any(isinstance(operator, (ast.Lt, ast.LtE, ast.Gt, ast.GtE)) for operator in comparison.ops):
        return False
    return any(
        (isinstance(node, ast.Attribute) and node.attr == "seconds")
        or (isinstance(node, ast.Name) and node.id == "seconds")
        or (isinstance(node, ast.Constant) and node.value == "seconds")
        for node in ast.walk(comparison)
    )


def short_guards(tree: ast.Module) -> Iterator[int]:
    """Lines that give up within a minute: `timeout=10`, `patience=5`, `time.monotonic() + 8`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in ("timeout", "patience") and is_short(node.value):
            yield node.value.lineno
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and is_clock(node.left) and is_short(node.right):
            yield node.lineno
        elif isinstance(node, ast.arguments):
            optional = node.args[len(node.args) - len(node.defaults) :]
            for argument, default in zip([*optional, *node.kwonlyargs], [*node.defaults, *node.kw_defaults]):
                if argument.arg in ("timeout", "patience") and default is not None and is_short(default):
                    yield default.lineno


def is_short(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and node.value < SHORTEST


@pytest.fixture(scope="module")
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text("utf-8")) for path in FILES}


@pytest.mark.slow
@pytest.mark.parametrize("look", [clock_asserts, short_guards], ids=lambda look: look.__name__)
def test_no_test_depends_on_how_fast_the_machine_is(trees, look):
    lines = [f"{path.relative_to(TESTS.parent)}:{line}" for path, tree in trees.items() for line in look(tree)]
    assert sorted(lines) == [], "assert what was done, in which order or how often; guard with minutes"


@pytest.mark.parametrize(
    "body",
    [
        "start = time.perf_counter()\nassert time.perf_counter() - start < 1",
        "start = monotonic()\nspent = monotonic() - start\nassert spent < 1",
        "times = []\ntimes.append(time.time() - 5)\nassert min(times) < 0.3",
        "assert all(result.seconds < 5 for result in results)",
        "assert {name: one for name, one in slow.items() if one['seconds'] > 30} == {}",
        "seconds = grade()\nassert seconds < 5",
    ],
)
def test_an_assert_on_a_time_is_seen(body):
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    assert list(clock_asserts(ast.parse(f"def test():\n{lines}"))) == [lines.count("\n") + 1]


@pytest.mark.parametrize(
    "line", ["process.wait(timeout=10)", "end = time.monotonic() + 8", "def wait(patience: float = 8.0): ...", "wait(patience=5)"]
)
def test_a_short_guard_is_seen(line):
    assert list(short_guards(ast.parse(line))) == [1]


@pytest.mark.parametrize("line", ["run(timeout=600)", "end = time.monotonic() + 300", "assert result.seconds == 0.0"])
def test_long_guards_and_equal_records_are_no_clock(line):
    tree = ast.parse(f"def test():\n    {line}")
    assert list(short_guards(tree)) == list(clock_asserts(tree)) == []

"""Locating by single edits: what is found, what is not said, and that nothing of it is left behind."""

import ast
import linecache
import sys

import numpy as np
import pytest

from course_utils.checks.locate.bounds import POWER, OutOfBounds, Steps, less_memory
from course_utils.checks.locate.edits.batch import compiled
from course_utils.checks.locate.locate import fault_of
from course_utils.checks.locate.source import source_of
from course_utils.checks.locate.trials import Task, Trial
from course_utils.exercises.base import Case

CASE = Case("a case", dict)
SECONDS = 20.0  # of the processor: no test hangs on how fast a machine is


def function(text, **space):
    """The function of a cell, as a kernel keeps it: its text is known under the name of its file."""
    text = text.strip("\n") + "\n"
    file = f"<cell of {hash(text)}>"
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    space = {"np": np, **space}
    exec(compile(text, file, "exec"), space)
    return next(value for value in reversed(space.values()) if callable(value) and hasattr(value, "__code__"))


def task(*pairs, family=()):
    """Visible cases, and members of a small family, as pairs of inputs and right answer."""
    trials = [Trial(inputs, answer, CASE) for inputs, answer in pairs]
    trials += [Trial(inputs, answer, CASE, is_visible=False) for inputs, answer in family]
    return Task("plain", ("result",), tuple(trials))


def fault(text, posed, **space):
    return fault_of(function(text, **space), posed, SECONDS)


SQUARES = task(({"x": np.array([1.0, 2.0, 4.0])}, 21.0), ({"x": np.array([3.0, 5.0])}, 34.0))


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("def total(x):\n    s = 0\n    for v in x:\n        s = v ** 2\n    return s", 4, "expression for `s`"),
        ("def total(x):\n    s = 0\n    for v in x:\n        s += v ** 3\n    return s", 4, "expression for `s`"),
        ("def total(x):\n    s = 0\n    for v in x[1:]:\n        s += v * v\n    return s", 3, "range of `v`"),
        ("def total(x):\n    s = 1\n    for v in x:\n        s += v * v\n    return s", 2, "expression for `s`"),
        ("def total(x):\n    s = 0\n    for v in x:\n        s += v * v\n        return s", 5, "place"),
        ("def total(x):\n    s = 0\n    for v in x:\n        s = 0\n        s += v * v\n    return s", 4, "expression for `s`"),
        ("def total(x):\n    return np.mean(x * x)", 2, "expression after `return`"),
        ("def total(x):\n    if len(x) < 9:\n        return 0\n    return np.sum(x * x)", 2, "condition"),
    ],
)  # fmt: skip
def test_the_line_and_what_it_decides_are_said(text, line, what):
    outcome = fault(text, SQUARES)
    assert outcome is not None
    assert outcome.lines == (line,)
    assert outcome.decides == (what,)
    assert f"Line {line} decides" in outcome.sentence()


def test_one_fault_in_two_copies_of_a_line_is_said_as_such():
    text = """
def sizes(n_H, n_W, f):
    h = n_H - f
    w = n_W - f
    return h, w
"""
    sides = task(({"n_H": 5, "n_W": 9, "f": 3}, [3, 7]), ({"n_H": 4, "n_W": 4, "f": 1}, [4, 4]))
    outcome = fault(text, sides)
    assert outcome.lines == (2, 3)
    assert outcome.together
    assert "Lines 2 and 3 decide together" in outcome.sentence()


def test_a_sentence_never_says_what_would_have_to_stand_there():
    outcome = fault("def half(n):\n    m = n // 3\n    return m", task(({"n": 8}, 4), ({"n": 30}, 15)))
    assert outcome.sentence() == (
        "Line 2 decides: with another expression for `m` every case passes. Work out by hand what should stand there."
    )


def test_a_right_function_has_no_fault():
    assert fault("def total(x):\n    return np.sum(x ** 2)", SQUARES) is None


def test_an_answer_that_no_small_edit_mends_has_none():
    assert fault("def total(x):\n    print(x)", SQUARES) is None


def test_an_edit_that_fits_the_visible_cases_only_is_not_said():
    text = "def count(n):\n    return n + 1"
    left = ({"n": 3}, 3)
    assert fault(text, task(left)) is not None  # n + 0, n * 1, … : whatever gives 3
    assert fault(text, task(left, family=[({"n": 4}, -7), ({"n": 5}, 12), ({"n": 6}, 0)])) is None


def test_an_edit_that_breaks_what_passed_is_not_said():
    text = "def sign(n):\n    return 1"
    assert fault(text, task(({"n": 5}, 1), ({"n": -3}, -1), ({"n": 0}, 0), ({"n": -8}, -1))) is None


@pytest.mark.parametrize(
    "text",
    [
        "def total(x):\n    open('/tmp/never', 'w')\n    return 0",
        "def total(x):\n    import os\n    return 0",
        "def total(x):\n    global kept\n    kept = x\n    return 0",
        "def total(x):\n    np.save('never', x)\n    return 0",
        "def total(x):\n    return eval('0')",
        "def write(x):\n    open('/tmp/never')\ndef total(x):\n    write(x)\n    return 0",
        "def total(x):\n    return sys.exit(0)",
    ],
)
def test_a_function_that_does_more_than_compute_is_left_alone(text):
    assert source_of(function(text, sys=sys)) is None


def test_endless_loops_that_an_edit_makes_come_to_an_end():
    text = """
def steps(n):
    count = 1
    while n > 1:
        n = n // 2
        count = count + 1
    return count
"""
    outcome = fault(text, task(({"n": 8}, 3), ({"n": 100}, 6), ({"n": 1}, 0)))
    assert outcome.lines == (2,)


def test_steps_are_counted_and_their_end_passes_every_except():
    steps = Steps(float("inf"))
    steps.allow(3)
    turned = []

    def run():
        for turn in range(10):
            try:
                steps.tick()
                turned.append(turn)
            except Exception:
                turned.append(None)

    with pytest.raises(OutOfBounds):
        run()
    assert turned == [0, 1, 2]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system does not bound a process's memory")
def test_memory_is_bounded_while_edits_run_and_only_then():
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    with less_memory(2**28), pytest.raises(MemoryError):
        np.ones(2**29)
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_nothing_is_left_behind(capsys):
    text = """
kept = []
def total(x):
    kept.append(len(x))
    x[0] = 7
    print("again")
    noise = np.random.rand()
    return np.sum(x) + 0 * noise
"""
    text = text.strip("\n")
    own = function(text)
    x = np.array([1.0, 2.0, 4.0])
    np.random.seed(3)
    before, drawn = dict(own.__globals__), np.random.get_state()[1].copy()
    assert fault_of(own, task(({"x": x}, 13.0), ({"x": np.array([3.0, 5.0])}, 12.0)), SECONDS) is None
    assert x.tolist() == [1.0, 2.0, 4.0]
    assert own.__globals__.keys() == before.keys()
    assert own.__globals__["kept"] == []
    assert np.array_equal(np.random.get_state()[1], drawn)
    assert capsys.readouterr().out == ""
    assert sys.gettrace() is None or "course_utils" not in str(sys.gettrace())


def test_the_students_own_error_stays_what_it_was():
    own = function("def total(x):\n    return x[9]")
    assert fault_of(own, SQUARES, SECONDS) is None
    with pytest.raises(IndexError) as caught:
        own(np.zeros(3))
    files = [entry.path for entry in caught.traceback]
    assert not any("locate" in str(file) and "test" not in str(file) for file in files)


def test_an_edit_that_makes_towers_of_powers_does_not_run_for_ever():
    text = "def total(x):\n    s = 3\n    for v in x:\n        s = s * s * v\n        s *= v\n    return s"
    posed = task(({"x": [3, 5, 7, 9, 11, 13]}, 1_000_003), ({"x": [3, 5]}, 77), ({"x": [2]}, 5))
    assert fault(text, posed) is None


def test_powers_of_an_edited_version_are_bounded_and_right():
    space = {}
    tree = ast.parse("def f(x):\n    x **= 2 ** 1\n    return [x ** 3]").body[0]
    made = compiled(tree, function("def f(x):\n    return x"), space)
    assert made(2) == [64]
    assert space[POWER](2, 10) == 1024
    assert space[POWER](2.0, 3) == 8
    with pytest.raises(OutOfBounds):
        space[POWER](3, 10**9)
    assert ast.unparse(tree) == "def f(x):\n    x **= 2 ** 1\n    return [x ** 3]"


def test_two_lines_are_not_said_where_one_of_them_stops_with_an_error():
    text = "def total(x):\n    s = x * x / 1\n    return s.suum() + 1"
    assert fault(text, SQUARES) is None


@pytest.mark.parametrize("line", ["for a, b in pairs:", "for (a, b) in pairs:"])
def test_a_loop_that_takes_keys_apart_is_the_line_at_fault(line):
    text = f"def total(pairs):\n    s = 0\n    {line}\n        s += int(a) * int(b)\n    return s"
    posed = task(({"pairs": [{"1st": 2, "2nd": 3}, {"1st": 4, "2nd": 5}]}, 26), ({"pairs": [{"1st": 7, "2nd": 1}]}, 7))
    assert fault(text, posed).lines == (3,)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("def total(x):\n    s = 0\n    for t in range(3):\n        s += sum(x[0, 2 * t : t + 2])\n    return s", (4,)),
        ("def total(x):\n    s = 0\n    for t in range(6):\n        s = s + np.max(x[0, :])\n    return s", (4,)),
    ],
)
def test_a_bound_is_counted_from_the_lower_one_and_a_whole_axis_becomes_a_counter(text, lines):
    x = np.array([[1.0, 2.0, 4.0, 8.0, 3.0, 7.0]])
    posed = task(({"x": x}, 25.0), ({"x": 2 * x + 1}, 56.0))
    outcome = fault(text, posed)
    assert outcome is not None
    assert outcome.lines == lines


def test_a_row_is_made_as_another_one_is():
    text = "def total(given, wanted):\n    p = given[-1]\n    q = wanted\n    return float(np.sum(p)) - float(q.sum())"
    a, b = np.array([1.0, 2.0]), np.array([0.0, 5.0])
    outcome = fault(text, task(({"given": [b, a], "wanted": [a, b]}, -2.0), ({"given": [a], "wanted": [3 * b]}, -12.0)))
    assert outcome is not None
    assert outcome.lines == (3,)


def test_where_a_row_and_the_only_one_that_reads_it_may_be_mended_both_are_said():
    text = "def least(x):\n    steps = x[1:] - x[:-1]\n    return int(np.argmax(steps))"
    a, b = np.array([1.0, 4.0, 2.0, 3.0]), np.array([5.0, 1.0, 0.0, 3.0])
    outcome = fault(text, task(({"x": a}, 1), ({"x": b}, 0)))
    assert outcome is not None
    assert outcome.lines == (2, 3)

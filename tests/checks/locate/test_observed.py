"""What is said where no edit mends a function: facts of its text, the rows that its calls reach, its wrong part alone."""

import ast
import textwrap

import numpy as np
import pytest

from course_utils.checks.judge import questions
from course_utils.checks.locate.diagnosis import Fault
from course_utils.checks.locate.locate import fault_of
from course_utils.checks.locate.observe.facts import kept_nowhere, never_used, unchanged, unread
from course_utils.checks.locate.observe.slices import parts_returned, rows_behind
from course_utils.checks.locate.task import task_of
from course_utils.checks.locate.trials import Task, Trial
from course_utils.exercises import registry
from course_utils.exercises.base import Case

SECONDS = 20.0  # of the processor; a search ends when it has tried its edits


def tree(text):
    return ast.parse(textwrap.dedent(text)).body[0]


def task(function, *inputs, outputs=("result",), needed=()):
    """The task whose right answers `function` gives, every input a visible case."""
    from course_utils.checks.values import plain_value

    trials = tuple(Trial(each, plain_value(function(**each)), Case(str(each), dict)) for each in inputs)
    return Task("plain", outputs, trials, needed, tuple(inputs[0]))


def fault(text, posed):
    file, text = "<observed>", textwrap.dedent(text).strip("\n")
    space = {"np": np}
    exec(compile(text, file, "exec"), space)
    function = next(value for value in space.values() if getattr(value, "__code__", None) is not None)
    return fault_of(function, posed, SECONDS, lambda name: text)


def two_ways(x, turn):
    if turn:
        return np.sort(np.cumsum(x))
    return np.cumsum(x)


def scaled(x, factor):
    return factor * x


WAYS = task(two_ways, {"x": np.array([3.0, -2.0]), "turn": True}, {"x": np.array([1.0, 2.0]), "turn": False},
            {"x": np.array([2.0, -1.0, 4.0]), "turn": True})  # fmt: skip


def test_a_row_that_only_failing_calls_reach_is_said():
    said = fault(
        """
        def two_ways(x, turn):
            y = np.cumsum(x)
            if turn:
                y = np.exp(y) + np.sin(x) + np.exp(x)
            return y
        """,
        WAYS,
    )
    assert (said.kind, said.lines) == ("only then", (4,))
    assert said.sentence().startswith("Line 4 runs in every call that fails and in none that passes.")


@pytest.mark.slow
def test_a_row_that_never_runs_is_said():
    said = fault(
        """
        def two_ways(x, turn):
            y = np.exp(x) + np.sin(np.exp(x) + np.exp(x * x))
            if turn == "no such way at all" and np.exp(x).sum() < np.sin(x).min() - 7:
                y = np.tanh(np.sort(x))
            return y * np.sin(y)
        """,
        WAYS,
    )
    assert (said.kind, said.lines, said.sources) == ("never runs", (4,), (3,))
    assert said.sentence().endswith("in none of the calls. Line 3 takes part in that. When should it? Look at that condition.")


def test_an_argument_that_is_never_read_is_said_by_the_students_name():
    posed = task(scaled, {"x": np.array([1.0, 2.0]), "factor": 3.0}, needed=("x", "factor"))
    said = fault("def scaled(values, by):\n    return values * 1.5 + np.exp(values)", posed)
    assert (said.kind, said.what) == ("unread", "by")
    assert said.sentence() == "`by` is never read, and the right answer depends on it. Where does it come in?"


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        ("pad = hparameters['pad']\nreturn x + pad", ["hparameters['stride']"]),
        ("pad, stride = hparameters['pad'], hparameters['stride']\nreturn x + pad * stride", []),
        ("stride = hparameters['stride']\nreturn x + hparameters['pad']", ["hparameters['stride']"]),
        ("return helper(x, hparameters)", []),
        ("stride, pad = hparameters.values()\nreturn x * stride + pad", []),
        ("cache = (x, hparameters)\nreturn x + hparameters['pad'] * hparameters['stride'], cache", []),
    ],
)
def test_an_entry_of_a_dictionary_counts_as_read_wherever_it_is_used(body, missing):
    function = tree(f"def f(x, hparameters):\n{textwrap.indent(body, '    ')}")
    needed = ("x", "hparameters", "hparameters.pad", "hparameters.stride")
    assert [each.what for each in unread(function, needed, ["x", "hparameters"])] == missing


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        ("k.T", False), ("np.pad(k, 1)", False), ("k + b", False), ("k.reshape(-1)", False),
        ("np.random.seed(1)", True), ("k.sort()", True), ("rows.append(k)", True), ("k.shape", True),
        ("np.add(k, 1, out=k)", True), ("np.random.shuffle(k)", True), ("'words'", True), ("print(k)", True),
    ],
)  # fmt: skip
def test_what_is_worked_out_and_kept_nowhere(row, kept):
    said = list(kept_nowhere(tree(f"def f(k, b, rows):\n    {row}\n    return k")))
    assert said == [] if kept else said[0].lines == (2,)


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ("db = np.zeros(3)\nreturn x, db", ["db"]),
        ("db = np.zeros(3)\ndb[0] = x\nreturn x, db", []),
        ("db = np.zeros(3)\ndb += x\nreturn x, db", []),
        ("db = np.zeros(3)\nnp.copyto(db, x)\nreturn x, db", []),
        ("db = np.zeros(3)\npart = db[1:]\npart += x\nreturn x, db", []),
        ("dW, db = np.zeros(2), np.zeros(3)\ndW[0] = x\nreturn dW, db", ["db"]),
        ("windows = []\nreturn np.array(windows)", ["windows"]),
        ("windows = []\nfor row in x:\n    windows.append(row)\nreturn np.array(windows)", []),
        ("a = np.ones(3)\nreturn a * x", []),
        ("best = 100\nfor d in x:\n    if d < best:\n        place = d\nreturn best, place", ["best"]),
        ("best = np.inf\nfor d in x:\n    if d < best:\n        best = d\nreturn best", []),
        ("count = 0\nfor d in x:\n    print(d)\nreturn count", []),
    ],
)
def test_a_part_of_the_answer_that_stays_as_it_was_made(rows, names):
    function = tree(f"def f(x):\n{textwrap.indent(rows, '    ')}")
    assert [each.what for each in unchanged(function)] == names


def test_rows_behind_a_part_go_through_views_loops_and_conditions():
    function = tree(
        """
        def f(x, n):
            total, other = np.zeros(3), np.zeros(3)
            view = total[1:]
            for i in range(n):
                if i > 1:
                    view[0] += x
                other[i] = 2
            return total, other
        """
    )
    first, second = parts_returned(function, 2)
    assert {row.statement.lineno for row in rows_behind(function, first)} == {3, 4, 5, 6, 7}
    assert {row.statement.lineno for row in rows_behind(function, second)} == {3, 5, 8}


def test_the_only_wrong_part_is_named_with_its_own_rows():
    def right(x):
        return x.sum(), x.mean()

    posed = task(right, {"x": np.array([1.0, 2.0, 4.0])}, {"x": np.array([5.0, 7.0])}, outputs=("total", "middle"))
    said = fault(
        """
        def both(x):
            total = x.sum()
            middle = np.sin(np.exp(x).max() - np.tanh(x).min()) + np.exp(x).sum()
            return total, middle
        """,
        posed,
    )
    assert (said.kind, said.lines, said.what) == ("alone", (3,), "middle")
    assert said.sentence().startswith("`middle` is wrong, and every other part of the answer is right. Line 3 serves")


def test_two_faults_are_said_by_both_lines():
    def right(x, k):
        return 2 * x + k

    posed = task(right, *({"x": x, "k": k} for x, k in ((1, 0), (2, 3), (5, 1), (4, 7), (0, 2), (0, 5), (3, 0))))
    said = fault("def f(x, k):\n    a = 3 * x\n    b = k + 1\n    return a + b", posed)
    assert (said.kind, said.lines, said.together) == ("", (2, 3), True)


def test_a_sum_that_may_be_mended_in_two_rows_is_said_of_both():
    def right(x):
        return x // 2 + 1

    posed = task(right, *({"x": x} for x in range(2, 30, 3)))
    said = fault("def f(x):\n    steps = x // 2\n    return steps", posed)
    assert (said.lines, said.together) == ((2, 3), False)


@pytest.mark.parametrize(
    ("name", "needed", "free"),
    [
        ("conv_forward", {"A_prev", "W", "b", "hparameters.pad", "hparameters.stride"}, set()),
        ("random_mini_batches", {"X", "Y", "mini_batch_size", "seed"}, set()),
        ("pool_forward", {"A_prev", "hparameters.f", "hparameters.stride"}, set()),
        ("conv_backward", {"dZ"}, {"cache"}),
    ],
)
def test_what_the_right_answer_depends_on_is_worked_out(name, needed, free):
    exercise = registry.find(name)[1]
    found = set(task_of(exercise, questions(exercise, exercise.cases)).needed)
    assert needed <= found
    assert not free & found


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ("part = x[1:]\nkept = [part]\npart = x[:1]\nreturn kept", 4),
        ("part = x[1:]\nkept = [part]\nfor part in kept:\n    part = x\nreturn kept", 5),
        ("bias = b[0]\nreturn x.sum()", 2),
        ("unused = 3\nreturn x + b", None),
        ("n = len(b)\nreturn x + b", None),
        ("total = 0\nfor each in x:\n    total = total + each * b\nreturn total", None),
        ("a = x\nif b:\n    a = -x\nreturn a", None),
        ("a = x.copy()\na[0] = b\nview = a\nreturn a", None),
    ],
)
def test_a_value_that_nothing_uses_afterwards(rows, line):
    said = never_used(tree(f"def f(x, b):\n{textwrap.indent(rows, '    ')}"), ("x", "b"), ["x", "b"])
    assert (said and said.line) == line


def test_two_names_that_were_unpacked_in_the_wrong_order():
    def right(size):
        return size[0] - 2 * size[1] + size[0] * size[1] ** 2

    posed = task(right, {"size": (5, 3)}, {"size": (2, 7)}, {"size": (4, 1)})
    said = fault("def f(size):\n    w, h = size\n    a = h - 2 * w\n    b = w * w\n    return a + h * b", posed)
    assert said.lines == (2,)


def test_a_value_that_nothing_uses_is_said_where_nothing_else_is_known():
    posed = task(lambda A: A @ A.T, {"A": np.array([[1.0, 2.0], [3.0, 4.0]])}, {"A": np.array([[2.0, 5.0]])})
    said = fault(
        """
        def gram(A):
            turned = A.T
            return np.tanh(np.exp(A)).sum() + np.sin(A).max()
        """,
        posed,
    )
    assert (said.kind, said.line, said.what) == ("never used", 2, "turned")


def test_beside_the_name_of_one_mistake_no_two_edits_are_said():
    two, later = Fault((3, 4), ("rows", "cols"), together=True), Fault((3,), kind="only then")
    assert two.is_weak
    assert later.is_weak
    assert not Fault((3, 4), ("rows", "cols")).is_weak
    exercise = registry.exercise_set("week1/1_edges_padding_strides")["dilated_convolve2d"]
    assert exercise.lists("columns not dilated")
    assert not exercise.lists("columns not dilated + kernel transposed")
    assert not exercise.lists("")


def test_a_set_takes_in_what_is_added_and_keeps_it():
    used = ast.parse("def f(hits, used, i):\n    used.add(i)\n    np.add(hits, i)\n    return hits").body[0]
    assert [fault.what for fault in kept_nowhere(used)] == ["np.add(hits, i)"]


def test_what_runs_only_behind_an_early_return_is_not_said():
    text = """
        def two_ways(x, turn):
            if not turn:
                return np.cumsum(x)
            y = np.exp(x) + np.sin(np.exp(x))
            return np.tanh(y * y) + np.exp(y)
        """
    assert fault(text, WAYS) is None

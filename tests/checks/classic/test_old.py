"""What rewritten sources call does what numpy and Python did: compared with what the versions of then gave."""

import ast

import numpy as np
import pytest

from course_utils.checks.classic.libraries.arrays import numpy
from course_utils.checks.classic.old import Old
from course_utils.checks.classic.sources import OLD, rewritten
from course_utils.checks.definitions import load


def run(source, **names):
    space = {"np": numpy(), OLD: Old, **names}
    exec(compile(rewritten(ast.parse(source)), "<cell 1>", "exec"), space)
    return space


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("r = float(np.ones((1, 1, 1)) * 2.5)", 2.5),
        ("r = int(np.array([[7.9]]))", 7),
        ("r = float('1.5')", 1.5),
        ("r = int('101', base=2)", 5),
        ("Z = np.zeros((2, 2)); Z[1, 0] = np.ones((1, 1, 1)); r = Z[1, 0]", 1.0),
        ("Z = np.zeros((2, 2)); Z[1, 0] += np.ones((1, 1, 1)) * 3; r = Z[1, 0]", 3.0),
        ("Z = np.zeros(4); Z[1:3] = 5; Z[::2] += 1; r = Z.tolist()", [1.0, 5.0, 6.0, 0.0]),
        ("Z = np.zeros((2, 3, 4)); Z[..., 1] = 2; Z[0, :, 1:2] -= 1; r = Z.sum()", 9.0),
        ("d = {}; d['a'] = [1]; d['a'] += [2]; r = d['a']", [1, 2]),
        ("a = np.arange(4); a.itemset(2, 9); r = a[2]", 9),
        ("a = np.zeros((2, 2)); a.itemset((1, 1), 4); a.itemset(0, 1, 3); r = [a[1, 1], a[0, 1]]", [4.0, 3.0]),
        ("r = np.arange(5).ptp()", 4),
        ("r = np.arange(2, dtype='uint8').tostring()", b"\x00\x01"),
        ("r = {1: 2}.has_key(1)", True),
        ("r = list({1: 2}.iteritems())", [(1, 2)]),
        ("r = np.zeros(2, dtype=np.float).dtype.name", "float64"),
        ("r = np.array([True]).astype(np.int).tolist()", [1]),
        ("r = np.asscalar(np.ones(1))", 1.0),
        ("r = np.product([2, 3])", 6),
        ("r = np.array([[1, 2], [3]]).shape", (2,)),
        ("r = np.Inf", np.inf),
        ("r = np.alltrue([1, 0])", False),
        ("r = np.sqrt(np.float_(4))", 2.0),
        ("r = np.lib.pad(np.ones(1), 1, 'constant').tolist()", [0.0, 1.0, 0.0]),
        ("r = [size.value for size in (2, None)]", [2, None]),
    ],
)
def test_sources_of_then_give_what_they_gave_then(source, expected):
    assert run(source)["r"] == expected


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("float(np.ones(2))", TypeError),
        ("Z = np.zeros((2, 2)); Z[0, 0] = np.ones(2)", ValueError),
        ("Z = np.zeros((2, 2)); Z[0] = np.ones(3)", ValueError),
        ("[1, 2].ptp()", AttributeError),
        ("np.ones(2).no_such()", AttributeError),
        ("np.array([[1, 2], [3]], dtype=float)", ValueError),
        ("np.no_such", AttributeError),
    ],
)
def test_what_was_an_error_then_is_one_still(source, error):
    with pytest.raises(error):
        run(source)


def test_a_name_that_the_source_defines_is_its_own():
    assert run("def float(x):\n    return 'mine'\nr = float(np.ones(1))")["r"] == "mine"


def test_an_error_keeps_the_student_s_line():
    with pytest.raises(ValueError, match="sequence") as error:
        run("def f():\n    Z = np.zeros(2)\n    Z[0] = np.ones(2)\n\nf()")
    lines = [(frame.path, frame.lineno) for frame in error.traceback if str(frame.path) == "<cell 1>"]
    assert lines[-1][1] + 1 == 3


def test_the_order_of_evaluation_is_python_s_for_a_place_that_is_used_twice():
    calls = []

    def place():
        calls.append(1)
        return 0

    assert run("Z = np.zeros(2); Z[place()] += 1", place=place)["Z"].tolist() == [1.0, 0.0]
    assert calls == [1]


def test_an_attribute_of_that_name_of_anything_else_is_its_own():
    class Dataset:
        value = "kept"

    space = run("r = data.value; data.value = 2", data=(data := Dataset()))
    assert (space["r"], data.value) == ("kept", 2)


@pytest.mark.tf
def test_a_notebook_s_own_session_is_that_of_the_answer_s_graph():
    import tensorflow as tf

    sources = "sess = tf.Session()\ndef twice(x):\n    with sess.as_default():\n        return sess.run(x * 2)"
    loaded = load([(1, sources)], {"tf": None, OLD: Old}, rewrite=rewritten)
    with pytest.raises(RuntimeError, match="no session"):
        loaded.namespace["twice"](1)
    with tf.Graph().as_default() as graph, tf.compat.v1.Session(graph=graph):
        assert loaded.namespace["twice"](tf.constant(4)) == 8
